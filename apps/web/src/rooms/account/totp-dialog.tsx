import type { FactorAdded, TotpEnrolment } from '@mosaajii/contract/factors';
import { type FormEvent, useState } from 'react';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, CodeInput, Dialog, Field } from '../../platform/ui/index.ts';
import { QrCode } from './qr-code.tsx';

interface TotpDialogProps {
  readonly enrolment: TotpEnrolment;
  readonly onAdded: (added: FactorAdded) => void;
  readonly onClose: () => void;
}

/** Shows an authenticator app its secret, and takes the first code as the proof that it has it. */
export function TotpDialog({ enrolment, onAdded, onClose }: TotpDialogProps) {
  const [code, setCode] = useState('');
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!/^\d{6}$/.test(code)) return setError(t('account.codeMissing'));
    setPending(true);
    const result = await api.post<FactorAdded>('/account/factors/totp/complete', { body: { code } });
    setPending(false);
    if (result.ok) return onAdded(result.value);
    setError(sentenceOf(result.error));
  };
  return (
    <Dialog title={t('account.totpTitle')} onClose={onClose}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <p className="text-ink-2">{t('account.totpScan')}</p>
        <div className="flex flex-wrap items-start gap-5">
          <QrCode text={enrolment.uri} label={t('account.totpPicture')} />
          <div className="min-w-0 flex-1 basis-52">
            <p className="text-sm text-ink-3">{t('account.totpType')}</p>
            <p
              className="code mt-1 select-all break-all rounded-control bg-sunken px-2 py-1.5"
              data-testid="totp-secret"
            >
              {enrolment.secret.replace(/(.{4})(?=.)/g, '$1 ')}
            </p>
          </div>
        </div>
        <Field label={t('account.totpCode')} hint={t('account.totpCodeHint')} error={error}>
          <CodeInput value={code} onChange={setCode} isFocused />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={isPending}>
            {t('account.totpAdd')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function sentenceOf(problem: ApiProblem): string {
  return problem.code === 'wrong-factor' ? t('account.codeWrong') : `${problem.title}. ${problem.action}`;
}
