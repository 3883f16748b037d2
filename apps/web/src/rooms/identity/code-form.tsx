import type { Enrolment } from '@mosaajii/contract/identity';
import { type FormEvent, useState } from 'react';
import { api } from '../../platform/api/index.ts';
import { useDevice } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Field, Notice, TextInput } from '../../platform/ui/index.ts';

/** A new device becomes a till by a code that an administrator reads out: nobody's password is typed here. */
export function CodeForm({ onBack }: { readonly onBack?: () => void }) {
  const device = useDevice();
  const [code, setCode] = useState('');
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async () => {
    if (code.trim() === '') return;
    setPending(true);
    setFailure(null);
    try {
      const key = await device.enrolment.createKey();
      const body = { code: code.trim(), publicKey: key.publicKey };
      const result = await api.post<Enrolment>('/registers/enrolments', { body });
      if (result.ok) await key.complete(result.value);
      else setFailure(`${result.error.title}. ${result.error.action}`);
    } catch (error) {
      setFailure(t('identity.storageFailed', { detail: error instanceof Error ? error.message : String(error) }));
    }
    setPending(false);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl font-bold tracking-[-0.02em]">{t('identity.codeTitle')}</h1>
        <p className="mt-1 text-md text-ink-2">{t('identity.codeText')}</p>
      </div>
      <Field label={t('identity.code')} hint={t('identity.codeHint')}>
        <TextInput
          value={code}
          maxLength={20}
          autoFocus={onBack !== undefined}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          className="code text-xl"
          onChange={(event) => setCode(event.target.value)}
        />
      </Field>
      {failure === null ? null : (
        <Notice tone="danger" isAlert>
          {failure}
        </Notice>
      )}
      <div className="flex flex-col gap-2">
        <Button type="submit" variant="primary" size="lg" isPending={isPending}>
          {t('identity.codeSubmit')}
        </Button>
        {onBack === undefined ? null : (
          <Button variant="quiet" size="lg" onClick={onBack}>
            {t('identity.codeBack')}
          </Button>
        )}
      </div>
    </form>
  );
}
