import type { FactorAdded, PasskeyChallenge } from '@mosaajii/contract/factors';
import { browserName } from '@mosaajii/domain/browser';
import { type FormEvent, useState } from 'react';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { canUsePasskeys, makePasskey, type PasskeyFailure } from '../../platform/passkey/index.ts';
import { Button, Dialog, Field, Notice, TextInput } from '../../platform/ui/index.ts';

interface PasskeyDialogProps {
  readonly onAdded: (added: FactorAdded) => void;
  readonly onClose: () => void;
}

/** Gives a passkey its name and lets the browser make it. */
export function PasskeyDialog({ onAdded, onClose }: PasskeyDialogProps) {
  const [name, setName] = useState(usualName);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    setPending(true);
    const sentence = await add(name.trim(), onAdded);
    setPending(false);
    setError(sentence);
  };
  if (!canUsePasskeys()) {
    return (
      <Dialog title={t('account.passkeyAdd')} onClose={onClose}>
        <Notice tone="neutral">{t('account.passkeyNotHere')}</Notice>
      </Dialog>
    );
  }
  return (
    <Dialog title={t('account.passkeyAdd')} onClose={onClose}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <p className="text-ink-2">{t('account.passkeyAddText')}</p>
        <Field
          label={t('account.passkeyName')}
          hint={t('account.passkeyNameHint')}
          error={name.trim() === '' ? t('account.passkeyNameMissing') : undefined}
        >
          <TextInput data-autofocus value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        </Field>
        {error === null ? null : (
          <Notice tone="danger" isAlert>
            {error}
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={isPending}>
            {t('account.passkeyMake')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Returns what to say when it did not work. */
async function add(name: string, onAdded: PasskeyDialogProps['onAdded']): Promise<string | null> {
  const asked = await api.post<PasskeyChallenge>('/account/factors/passkeys/challenge', { body: {} });
  if (!asked.ok) return sentenceOf(asked.error);
  const made = await makePasskey(asked.value.options);
  if (!made.ok) return failureOf(made.error);
  const body = { challenge: asked.value.challenge, name, passkey: made.value };
  const result = await api.post<FactorAdded>('/account/factors/passkeys', { body });
  if (!result.ok) return sentenceOf(result.error);
  onAdded(result.value);
  return null;
}

function sentenceOf(problem: ApiProblem): string {
  return `${problem.title}. ${problem.action}`;
}

function failureOf(failure: PasskeyFailure): string {
  if (failure.code === 'cancelled') return t('account.passkeyCancelled');
  return failure.code === 'known' ? t('account.passkeyKnown') : t('account.passkeyFailed', { detail: failure.detail });
}

function usualName(): string {
  const { browser, system } = browserName(navigator.userAgent);
  return [browser, system]
    .filter((part) => part !== null)
    .join(', ')
    .slice(0, 60);
}
