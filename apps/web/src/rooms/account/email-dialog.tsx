import type { Account } from '@mosaajii/contract/account';
import { type FormEvent, useState } from 'react';
import { type ApiProblem, api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Dialog, Field, Notice, TextInput } from '../../platform/ui/index.ts';

interface EmailDialogProps {
  readonly onChanged: (account: Account) => void;
  readonly onClose: () => void;
}

/** Another address: first where to, then the code that was sent there. */
export function EmailDialog({ onChanged, onClose }: EmailDialogProps) {
  const [email, setEmail] = useState('');
  const [code, setCode] = useState('');
  const [isSent, setSent] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const isWrong = isSent ? code.replace(/[\s-]/g, '').length !== 6 : !/^[^\s@]+@[^\s@]+$/.test(email.trim());
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    setProblem(null);
    if (isWrong) return;
    setPending(true);
    if (isSent) {
      const answer = await api.post<Account>('/account/email/complete', { body: { code: code.trim() } });
      if (answer.ok) return onChanged(answer.value);
      setProblem(answer.error);
    } else {
      const answer = await api.post('/account/email', { body: { email: email.trim() } });
      setSent(answer.ok);
      setAsked(!answer.ok);
      if (!answer.ok) setProblem(answer.error);
    }
    setPending(false);
  };
  const back = () => {
    setSent(false);
    setCode('');
    setProblem(null);
  };
  return (
    <Dialog title={t('account.emailChange')} onClose={onClose}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        {isSent ? (
          <>
            <p role="status">{t('account.emailSent', { email: email.trim() })}</p>
            <Field
              label={t('account.emailCode')}
              error={isAsked && isWrong ? t('account.emailCodeMissing') : undefined}
            >
              <TextInput
                key="code"
                value={code}
                maxLength={12}
                autoFocus
                autoComplete="one-time-code"
                autoCapitalize="characters"
                spellCheck={false}
                className="max-w-44 text-lg tracking-[0.2em]"
                onChange={(event) => setCode(event.target.value)}
              />
            </Field>
          </>
        ) : (
          <Field label={t('account.emailNew')} error={isAsked && isWrong ? t('account.emailWrong') : undefined}>
            <TextInput
              key="email"
              type="email"
              value={email}
              maxLength={254}
              data-autofocus
              autoComplete="email"
              spellCheck={false}
              onChange={(event) => setEmail(event.target.value)}
            />
          </Field>
        )}
        {problem === null || problem.code === 'confirmation-needed' ? null : (
          <Notice tone="danger" isAlert>
            {problem.title}. {problem.action}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          {isSent ? <Button onClick={back}>{t('account.emailBack')}</Button> : null}
          <Button type="submit" variant="primary" isPending={isPending}>
            {t(isSent ? 'account.emailTake' : 'account.emailSend')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
