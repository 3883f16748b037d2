import type { FactorResetState } from '@mosaajii/contract/factors';
import { type FormEvent, useState } from 'react';
import { api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Dialog, Field, TextInput } from '../../platform/ui/index.ts';
import { Refused } from './refused.tsx';
import { useAction } from './use-admin.ts';

interface MemberResetProps {
  readonly organizationId: string;
  readonly shop: string;
}

/** For a member whom no single shop may reset: somebody of several shops, or who runs the installation. */
export function MemberReset({ organizationId, shop }: MemberResetProps) {
  const [email, setEmail] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const action = useAction();
  const wanted = email.trim();
  const isWrong = !/^[^\s@]+@[^\s@]+$/.test(wanted);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!isWrong) setAsking(true);
  };
  const start = async () => {
    const path = `/admin/organizations/${organizationId}/member-factor-reset`;
    const started = await action.run(
      () => api.post<FactorResetState>(path, { body: { email: wanted } }),
      t('access.memberResetToast'),
    );
    if (started === null) return;
    setAsking(false);
    setChecked(false);
    setEmail('');
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3">
      <p className="text-sm text-ink-2">{t('access.memberResetHint')}</p>
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-[1_1_14rem]">
          <Field label={t('access.email')} error={isChecked && isWrong ? t('access.emailWrong') : undefined}>
            <TextInput
              type="email"
              value={email}
              maxLength={254}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setEmail(event.target.value)}
            />
          </Field>
        </div>
        <Button type="submit">{t('access.memberReset')}</Button>
      </div>
      {isAsking ? (
        <Dialog
          title={t('access.memberResetTitle', { email: wanted, shop })}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>{t('ui.cancel')}</Button>
              <Button variant="danger" isPending={action.isPending} onClick={() => void start()}>
                {t('access.memberReset')}
              </Button>
            </>
          }
        >
          <div className="flex flex-col gap-4">
            <p className="text-ink-2">{t('access.memberResetText')}</p>
            <Refused problem={action.problem} />
          </div>
        </Dialog>
      ) : null}
    </form>
  );
}
