import type { SecondStep } from '@mosaajii/contract/factors';
import { CircleAlert, Fingerprint } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useEntrance } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { canUsePasskeys } from '../../platform/passkey/index.ts';
import { Button, Field, Notice, PasswordInput, TextInput } from '../../platform/ui/index.ts';
import { RecoverForm, SecondStepForm } from './later.tsx';
import { refusalOf, signIn, type UnlockRefusal } from './sign-in.ts';

/** E-mail and password. The till or the enrolment follow from the device's state. */
export function SignInForm({ shopName }: { readonly shopName: string | null }) {
  const entrance = useEntrance();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<UnlockRefusal | null>(null);
  const [step, setStep] = useState<SecondStep | null>(null);
  const [isRecovering, setRecovering] = useState(false);
  const [restarted, setRestarted] = useState<string | null>(null);
  const submit = async () => {
    setAsked(true);
    setRestarted(null);
    if (email.trim() === '' || password === '') return;
    setPending(true);
    const result = await signIn(entrance, email.trim(), password);
    setPending(false);
    if (result.ok) return;
    const refused = refusalOf(result.error);
    if (refused.kind === 'second-step') setStep(refused.step);
    else setRefusal(refused);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  if (isRecovering) {
    const done = (sentence: string | null) => {
      setRecovering(false);
      setRestarted(sentence);
    };
    return <RecoverForm email={email} onDone={done} />;
  }
  if (step !== null) {
    const restart = (reason: string | null) => {
      setStep(null);
      setPassword('');
      setAsked(false);
      setRefusal(null);
      setRestarted(reason);
    };
    return <SecondStepForm first={{ email: email.trim(), password }} step={step} onRestart={restart} />;
  }
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl font-bold tracking-[-0.02em]">{t('lock.signInTitle')}</h1>
        {shopName === null ? null : (
          <p className="mt-1 text-md text-ink-2">{t('lock.signInText', { shop: shopName })}</p>
        )}
      </div>
      <Field label={t('lock.email')} error={isAsked && email.trim() === '' ? t('lock.emailMissing') : undefined}>
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
      <Field label={t('lock.password')} error={isAsked && password === '' ? t('lock.passwordMissing') : undefined}>
        <PasswordInput
          value={password}
          maxLength={128}
          autoComplete="current-password"
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <RefusalNotice refusal={refusal} wrong={t('lock.wrongSignIn')} />
      {restarted === null ? null : <Notice tone="warning">{restarted}</Notice>}
      <div className="flex flex-col gap-2">
        <Button type="submit" variant="primary" size="lg" isPending={isPending}>
          {t('lock.signIn')}
        </Button>
        <Button variant="quiet" size="lg" onClick={() => setRecovering(true)}>
          {t('lock.recoverForgot')}
        </Button>
        {canUsePasskeys() ? <PasskeyButton onRefused={setRestarted} /> : null}
      </div>
    </form>
  );
}

/** Signs in without typing anything, for who has a passkey. */
function PasskeyButton({ onRefused }: { readonly onRefused: (sentence: string) => void }) {
  const entrance = useEntrance();
  const [isPending, setPending] = useState(false);
  const use = async () => {
    setPending(true);
    const { sentenceOf, signInByPasskey } = await import('./second-step.ts');
    const result = await signInByPasskey(entrance);
    setPending(false);
    if (!result.ok) onRefused(sentenceOf(result.error));
  };
  return (
    <Button
      size="lg"
      icon={<Fingerprint aria-hidden className="size-5" strokeWidth={1.75} />}
      isPending={isPending}
      onClick={() => void use()}
    >
      {t('lock.passkeySignIn')}
    </Button>
  );
}

/** Why the screen stays closed, said once and announced. */
export function RefusalNotice({ refusal, wrong }: { readonly refusal: UnlockRefusal | null; readonly wrong: string }) {
  if (refusal === null) return null;
  return (
    <Notice tone="danger" isAlert icon={<CircleAlert aria-hidden className="size-5 flex-none" />}>
      {reasonOf(refusal, wrong)}
    </Notice>
  );
}

function reasonOf(refusal: UnlockRefusal, wrong: string): string {
  switch (refusal.kind) {
    case 'wrong':
      return wrong;
    case 'blocked':
      return t('lock.blocked', { count: refusal.seconds });
    case 'second-step':
      return t('lock.stepText');
    case 'needs-server':
      return t('lock.unlockNeedsServer');
    case 'problem':
      return refusal.problem.code === 'unreachable'
        ? `${refusal.problem.title}. ${t('lock.signInNeedsServer')}`
        : `${refusal.problem.detail} ${refusal.problem.action}`;
  }
}
