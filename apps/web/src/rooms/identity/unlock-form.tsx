import type { Session } from '@mosaajii/contract/identity';
import { type FormEvent, useState } from 'react';
import { useEntrance } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Field, PasswordInput, useToasts } from '../../platform/ui/index.ts';
import { SecondStepForm } from './later.tsx';
import { signOut, type UnlockRefusal, unlock } from './sign-in.ts';
import { RefusalNotice } from './sign-in-form.tsx';

/** The same person comes back: one password, also when the server is away. */
export function UnlockForm({ session }: { readonly session: Session }) {
  const entrance = useEntrance();
  const [password, setPassword] = useState('');
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<UnlockRefusal | null>(null);
  const submit = async () => {
    if (password === '') return;
    setPending(true);
    const result = await unlock(entrance, session, password);
    setPending(false);
    if (!result.ok) {
      if (result.error.kind !== 'second-step') setPassword('');
      setRefusal(result.error);
    } else if (result.value === 'offline') {
      useToasts.getState().show({ message: t('lock.unlockedOffline') });
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  if (refusal?.kind === 'second-step') {
    const restart = () => {
      setPassword('');
      setRefusal(null);
    };
    return <SecondStepForm first={{ email: refusal.email, password }} step={refusal.step} onRestart={restart} />;
  }
  const { displayName } = session.user;
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-5">
      <div className="flex items-center gap-4">
        <span
          aria-hidden
          className="grid size-14 flex-none place-items-center rounded-full bg-brand-tint text-xl font-bold text-brand-ink"
        >
          {displayName.charAt(0).toUpperCase()}
        </span>
        <div className="min-w-0">
          <h1 className="truncate text-2xl font-bold tracking-[-0.02em]">{displayName}</h1>
          <p className="text-ink-2">
            {session.organization.name} · {t('lock.unlockCart')}
          </p>
        </div>
      </div>
      <Field label={t('lock.password')}>
        <PasswordInput
          value={password}
          maxLength={128}
          autoFocus
          autoComplete="current-password"
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <RefusalNotice refusal={refusal} wrong={t('lock.wrongPassword')} />
      <div className="flex flex-col gap-2">
        <Button type="submit" variant="primary" size="lg" isPending={isPending}>
          {t('lock.unlock')}
        </Button>
        <Button variant="quiet" size="lg" onClick={() => void signOut(entrance)}>
          {t('lock.somebodyElse')}
        </Button>
      </div>
    </form>
  );
}
