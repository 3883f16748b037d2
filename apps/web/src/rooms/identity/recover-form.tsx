import { type FormEvent, useState } from 'react';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Field, Notice, PasswordInput, TextInput } from '../../platform/ui/index.ts';

interface RecoverFormProps {
  readonly email: string;
  /** Somebody sent the code already: only what it says is asked, with the address it went to. */
  readonly isCodeOnItsWay?: boolean;
  /** Back to the sign-in: with a sentence when the password is another one now. */
  readonly onDone: (sentence: string | null) => void;
}

/** A forgotten password: a code by e-mail sets a new one. The answer is the same for every address. */
export function RecoverForm({ email: known, isCodeOnItsWay = false, onDone }: RecoverFormProps) {
  const [email, setEmail] = useState(known);
  const [isSent, setSent] = useState(isCodeOnItsWay);
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (email.trim() === '' || (isSent && (code.trim() === '' || password === ''))) return;
    setPending(true);
    setProblem(null);
    const result = isSent
      ? await api.post('/recovery/complete', { body: { email: email.trim(), code: code.trim(), password } })
      : await api.post('/recovery', { body: { email: email.trim() } });
    setPending(false);
    if (!result.ok) setProblem(result.error);
    else if (isSent) onDone(t('identity.recoverDone'));
    else setSent(true);
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl font-bold tracking-[-0.02em]">{t('identity.recoverTitle')}</h1>
        <p className="mt-1 text-md text-ink-2">{t(isSent ? 'identity.recoverSent' : 'identity.recoverText')}</p>
      </div>
      {isSent ? (
        <>
          {isCodeOnItsWay ? (
            <Field label={t('lock.email')}>
              <TextInput
                type="email"
                value={email}
                maxLength={254}
                autoComplete="username"
                spellCheck={false}
                onChange={(event) => setEmail(event.target.value)}
              />
            </Field>
          ) : null}
          <Field label={t('identity.recoverCode')}>
            <TextInput
              value={code}
              maxLength={20}
              autoFocus
              autoComplete="one-time-code"
              autoCapitalize="characters"
              spellCheck={false}
              className="max-w-44 text-lg tracking-[0.2em]"
              onChange={(event) => setCode(event.target.value)}
            />
          </Field>
          <Field label={t('identity.recoverPassword')} hint={t('identity.recoverHint')}>
            <PasswordInput
              value={password}
              maxLength={128}
              autoComplete="new-password"
              onChange={(event) => setPassword(event.target.value)}
            />
          </Field>
        </>
      ) : (
        <Field label={t('lock.email')}>
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
      )}
      {problem === null ? null : (
        <Notice tone="danger" isAlert>
          {problem.detail} {problem.action}
        </Notice>
      )}
      <div className="flex flex-col gap-2">
        <Button type="submit" variant="primary" size="lg" isPending={isPending}>
          {t(isSent ? 'identity.recoverSet' : 'identity.recoverSend')}
        </Button>
        <Button variant="quiet" onClick={() => onDone(null)}>
          {t('identity.stepBack')}
        </Button>
      </div>
    </form>
  );
}
