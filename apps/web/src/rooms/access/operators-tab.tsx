import type { OperatorList } from '@mosaajii/contract/access';
import { type FormEvent, useState } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { api } from '../../platform/api/index.ts';
import { formatDateTime, t } from '../../platform/i18n/index.ts';
import { Button, Card, classes, Dialog, Field, TextInput } from '../../platform/ui/index.ts';
import { Refused } from './refused.tsx';
import { useAction, useOperators } from './use-admin.ts';

type Operator = OperatorList['operators'][number];

/** Who decides. The last one cannot be removed. */
export function OperatorsTab() {
  const [leaving, setLeaving] = useState<Operator | null>(null);
  return (
    <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:items-start">
      <div>
        <p className="pb-3 text-ink-2">{t('access.operatorsText')}</p>
        <Answer query={useOperators()}>
          {({ operators }) => (
            <ul className="overflow-hidden rounded-card border border-line bg-surface">
              {operators.map((operator, index) => (
                <li
                  key={operator.accountId}
                  className={classes(
                    'flex flex-wrap items-center gap-3 px-4 py-3',
                    index > 0 && 'border-t border-line',
                  )}
                >
                  <div className="min-w-0 flex-[1_1_14rem]">
                    <p className="truncate font-semibold">
                      {operator.displayName}
                      {operator.isSelf ? <span className="font-normal text-ink-3"> ({t('access.you')})</span> : null}
                    </p>
                    <p className="truncate text-sm text-ink-2">{operator.email}</p>
                    <p className="text-sm text-ink-3">
                      {operator.grantedBy === null
                        ? t('access.founder')
                        : t('access.addedBy', { name: operator.grantedBy, when: formatDateTime(operator.grantedAt) })}
                    </p>
                  </div>
                  {operators.length < 2 ? null : (
                    <Button size="sm" onClick={() => setLeaving(operator)}>
                      {t('access.remove')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Answer>
      </div>
      <AddOperator />
      {leaving === null ? null : <RemoveDialog operator={leaving} onClose={() => setLeaving(null)} />}
    </div>
  );
}

function AddOperator() {
  const [email, setEmail] = useState('');
  const [isAsked, setAsked] = useState(false);
  const action = useAction();
  const isWrong = !/^[^\s@]+@[^\s@]+$/.test(email.trim());
  const add = async () => {
    setAsked(true);
    if (isWrong) return;
    const added = await action.run(
      () => api.post('/admin/operators', { body: { email: email.trim() } }),
      t('access.done'),
    );
    if (added === null) return;
    setEmail('');
    setAsked(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void add();
  };
  return (
    <Card title={t('access.addOperator')}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4 p-4">
        <Field
          label={t('access.email')}
          hint={t('access.operatorEmailHint')}
          error={isAsked && isWrong ? t('access.emailWrong') : undefined}
        >
          <TextInput
            type="email"
            value={email}
            maxLength={254}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
        <Refused problem={action.problem} />
        <Button type="submit" variant="primary" isPending={action.isPending}>
          {t('access.add')}
        </Button>
      </form>
    </Card>
  );
}

function RemoveDialog({ operator, onClose }: { readonly operator: Operator; readonly onClose: () => void }) {
  const action = useAction();
  const remove = async () => {
    const removed = await action.run(() => api.delete(`/admin/operators/${operator.accountId}`), t('access.done'));
    if (removed !== null) onClose();
  };
  return (
    <Dialog
      title={t('access.removeTitle', { name: operator.displayName })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button variant="danger" isPending={action.isPending} onClick={() => void remove()}>
            {t('access.remove')}
          </Button>
        </>
      }
    >
      <p className="text-ink-2">{t('access.removeText')}</p>
      <Refused problem={action.problem} />
    </Dialog>
  );
}
