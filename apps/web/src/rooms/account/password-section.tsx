import type { Account } from '@mosaajii/contract/account';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Failed } from '../../platform/answer/index.ts';
import { ApiFailure, type ApiProblem, api, orThrow } from '../../platform/api/index.ts';
import { formatDateTime, t } from '../../platform/i18n/index.ts';
import { Button, Card, Dialog, Field, Notice, PasswordInput, Skeleton, useToasts } from '../../platform/ui/index.ts';

const KEY = ['account'];

/** The password of the account, and how to give it another one. */
export function PasswordSection() {
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => orThrow(api.get<Account>('/account', { signal })),
    retry: false,
  });
  const problem = error instanceof ApiFailure ? error.problem : null;
  const changed = () => {
    setOpen(false);
    useToasts.getState().show({ message: t('account.passwordChanged') });
    void queries.invalidateQueries({ queryKey: KEY });
  };
  return (
    <Card title={t('account.password')}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 p-4 pt-1">
        {isPending ? <Skeleton className="h-11 w-full" /> : null}
        {problem === null || data !== undefined ? null : (
          <Failed title={t('account.profileFailed')} cause={problem} onRetry={() => void refetch()} />
        )}
        {data === undefined ? null : (
          <>
            <p className="min-w-0 flex-1 basis-56 text-sm text-ink-3">
              {t('account.passwordSince', { when: formatDateTime(data.passwordChangedAt) })} {t('account.passwordText')}
            </p>
            <Button onClick={() => setOpen(true)}>{t('account.passwordChange')}</Button>
          </>
        )}
      </div>
      {isOpen && data !== undefined ? (
        <PasswordDialog least={data.minimumPasswordLength} onChanged={changed} onClose={() => setOpen(false)} />
      ) : null}
    </Card>
  );
}

interface PasswordDialogProps {
  readonly least: number;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

function PasswordDialog({ least, onChanged, onClose }: PasswordDialogProps) {
  const [password, setPassword] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const isShort = [...password.normalize('NFC')].length < least;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    setProblem(null);
    if (isShort) return;
    setPending(true);
    const result = await api.post('/account/password', { body: { password } });
    setPending(false);
    if (result.ok) onChanged();
    else if (result.error.code !== 'confirmation-needed') setProblem(result.error);
  };
  return (
    <Dialog title={t('account.passwordChange')} onClose={onClose}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <Field
          label={t('account.passwordNew')}
          hint={t('account.passwordHint', { count: least })}
          error={isAsked && isShort ? t('account.passwordShort', { count: least }) : undefined}
        >
          <PasswordInput
            data-autofocus
            value={password}
            maxLength={128}
            autoComplete="new-password"
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        {problem === null ? null : (
          <Notice tone="danger" isAlert>
            {problem.detail} {problem.action}
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={isPending}>
            {t('account.passwordChange')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
