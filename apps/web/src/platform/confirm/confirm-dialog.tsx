import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type ApiProblem, api } from '../api/index.ts';
import { t } from '../i18n/index.ts';
import { Button, Dialog, Field, Notice, PasswordInput } from '../ui/index.ts';

interface ConfirmDialogProps {
  readonly onConfirmed: () => void;
  readonly onClose: () => void;
}

/** Asks the person who is signed in to prove again who they are. */
export function ConfirmDialog({ onConfirmed, onClose }: ConfirmDialogProps) {
  const [password, setPassword] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const submit = async () => {
    setAsked(true);
    if (password === '') return;
    setPending(true);
    const result = await api.post('/session/confirm', { body: { password } });
    setPending(false);
    if (result.ok) return onConfirmed();
    setPassword('');
    setAsked(false);
    setProblem(result.error);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    // A form around the dialog in React's tree is not what is confirmed.
    event.stopPropagation();
    void submit();
  };
  return (
    <Dialog title={t('confirm.title')} onClose={onClose}>
      <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
        <p className="text-ink-2">{t('confirm.text')}</p>
        <Field label={t('confirm.password')} error={isAsked && password === '' ? t('confirm.missing') : undefined}>
          <PasswordInput
            data-autofocus
            value={password}
            maxLength={128}
            autoComplete="current-password"
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        {problem === null ? null : (
          <Notice tone="danger" isAlert icon={<CircleAlert aria-hidden className="size-5 flex-none" />}>
            {problem.code === 'wrong-credentials' ? t('confirm.wrong') : `${problem.detail} ${problem.action}`}
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={isPending}>
            {t('confirm.confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
