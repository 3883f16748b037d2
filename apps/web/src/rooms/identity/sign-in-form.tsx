import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useDevice } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Field, Notice, PasswordInput, TextInput } from '../../platform/ui/index.ts';
import { refusalOf, signIn, type UnlockRefusal } from './sign-in.ts';

/** E-mail and password. The till or the enrolment follow from the device's state. */
export function SignInForm({ shopName }: { readonly shopName: string | null }) {
  const device = useDevice();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<UnlockRefusal | null>(null);
  const submit = async () => {
    setAsked(true);
    if (email.trim() === '' || password === '') return;
    setPending(true);
    const result = await signIn(device, email.trim(), password);
    setPending(false);
    if (!result.ok) setRefusal(refusalOf(result.error));
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl font-bold tracking-[-0.02em]">{t('identity.signInTitle')}</h1>
        {shopName === null ? null : (
          <p className="mt-1 text-md text-ink-2">{t('identity.signInText', { shop: shopName })}</p>
        )}
      </div>
      <Field
        label={t('identity.email')}
        error={isAsked && email.trim() === '' ? t('identity.emailMissing') : undefined}
      >
        <TextInput
          type="email"
          value={email}
          maxLength={254}
          autoFocus
          autoComplete="username"
          spellCheck={false}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Field
        label={t('identity.password')}
        error={isAsked && password === '' ? t('identity.passwordMissing') : undefined}
      >
        <PasswordInput
          value={password}
          maxLength={128}
          autoComplete="current-password"
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <RefusalNotice refusal={refusal} wrong={t('identity.wrongSignIn')} />
      <Button type="submit" variant="primary" size="lg" isPending={isPending}>
        {t('identity.signIn')}
      </Button>
    </form>
  );
}

/** Why the screen stays closed, said once and announced. */
export function RefusalNotice({ refusal, wrong }: { readonly refusal: UnlockRefusal | null; readonly wrong: string }) {
  if (refusal === null) return null;
  return (
    <Notice tone="danger" isAlert icon={<CircleAlert aria-hidden className="size-5 flex-none" />}>
      {sentenceOf(refusal, wrong)}
    </Notice>
  );
}

function sentenceOf(refusal: UnlockRefusal, wrong: string): string {
  switch (refusal.kind) {
    case 'wrong':
      return wrong;
    case 'blocked':
      return t('identity.blocked', { count: refusal.seconds });
    case 'needs-server':
      return t('identity.unlockNeedsServer');
    case 'problem':
      return refusal.problem.code === 'unreachable'
        ? `${refusal.problem.title}. ${t('identity.signInNeedsServer')}`
        : `${refusal.problem.detail} ${refusal.problem.action}`;
  }
}
