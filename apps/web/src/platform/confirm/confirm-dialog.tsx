import type { Factors, PasskeyChallenge } from '@mosaajii/contract/factors';
import { CircleAlert, Fingerprint } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { type ApiProblem, api } from '../api/index.ts';
import { t } from '../i18n/index.ts';
import { askForPasskey, canUsePasskeys } from '../passkey/index.ts';
import { Button, CodeInput, Dialog, Field, Notice, PasswordInput } from '../ui/index.ts';

interface ConfirmDialogProps {
  readonly onConfirmed: () => void;
  readonly onClose: () => void;
}

/** Asks the person who is signed in to prove again who they are: by the password, or by what they have beside it. */
export function ConfirmDialog({ onConfirmed, onClose }: ConfirmDialogProps) {
  const factors = useFactorKinds();
  const [isCode, setCode] = useState(false);
  const [typed, setTyped] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [pending, setPending] = useState<'typed' | 'passkey' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const run = async (name: 'typed' | 'passkey', work: Promise<string | null>) => {
    setPending(name);
    setProblem(null);
    const sentence = await work;
    setPending(null);
    if (sentence === null) return onConfirmed();
    setTyped('');
    setAsked(false);
    setProblem(sentence);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    // A form around the dialog in React's tree is not what is confirmed.
    event.stopPropagation();
    setAsked(true);
    if (typed !== '') void run('typed', confirmWith(isCode ? { code: typed } : { password: typed }));
  };
  const missing = isAsked && typed === '' ? t(isCode ? 'confirm.codeMissing' : 'confirm.missing') : undefined;
  return (
    <Dialog title={t('confirm.title')} onClose={onClose}>
      <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
        <p className="text-ink-2">{t('confirm.text')}</p>
        {factors.hasPasskey ? (
          <Button
            icon={<Fingerprint aria-hidden className="size-5" strokeWidth={1.75} />}
            isPending={pending === 'passkey'}
            onClick={() => void run('passkey', confirmByPasskey())}
          >
            {t('confirm.passkey')}
          </Button>
        ) : null}
        <Field label={t(isCode ? 'confirm.code' : 'confirm.password')} error={missing}>
          {isCode ? (
            <CodeInput key="code" value={typed} onChange={setTyped} isFocused />
          ) : (
            <PasswordInput
              key="password"
              data-autofocus
              value={typed}
              maxLength={128}
              autoComplete="current-password"
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        {problem === null ? null : (
          <Notice tone="danger" isAlert icon={<CircleAlert aria-hidden className="size-5 flex-none" />}>
            {problem}
          </Notice>
        )}
        <div className="flex flex-wrap items-center justify-end gap-2">
          {factors.hasTotp ? (
            <Button
              variant="quiet"
              className="me-auto"
              onClick={() => {
                setCode(!isCode);
                setTyped('');
                setAsked(false);
              }}
            >
              {t(isCode ? 'confirm.usePassword' : 'confirm.useCode')}
            </Button>
          ) : null}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={pending === 'typed'}>
            {t('confirm.confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What can be asked for beside the password. Until the server has said so, and when it does not: the password alone. */
function useFactorKinds(): { readonly hasTotp: boolean; readonly hasPasskey: boolean } {
  const [kinds, setKinds] = useState({ hasTotp: false, hasPasskey: false });
  useEffect(() => {
    const stop = new AbortController();
    void api.get<Factors>('/account/factors', { signal: stop.signal }).then((result) => {
      if (!result.ok || stop.signal.aborted) return;
      const { totpEnrolledAt, passkeys } = result.value;
      const hasPasskey = canUsePasskeys() && passkeys.some((key) => key.relyingParty === window.location.hostname);
      setKinds({ hasTotp: totpEnrolledAt !== null, hasPasskey });
    });
    return () => stop.abort();
  }, []);
  return kinds;
}

/** Returns what to say when it was not right; null when it was. */
async function confirmWith(body: object): Promise<string | null> {
  const result = await api.post('/session/confirm', { body });
  return result.ok ? null : sentenceOf(result.error);
}

async function confirmByPasskey(): Promise<string | null> {
  const begun = await api.post<PasskeyChallenge>('/session/confirm/challenge', { body: {} });
  if (!begun.ok) return sentenceOf(begun.error);
  const asked = await askForPasskey(begun.value.options);
  if (!asked.ok) return t('confirm.passkeyFailed');
  return confirmWith({ challenge: begun.value.challenge, passkey: asked.value });
}

function sentenceOf(problem: ApiProblem): string {
  if (problem.code === 'wrong-credentials') return t('confirm.wrong');
  return problem.code === 'wrong-factor' ? t('confirm.wrongCode') : `${problem.detail} ${problem.action}`;
}
