import type { FactorResetState } from '@mosaajii/contract/factors';
import { useState } from 'react';
import { api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Dialog } from '../../platform/ui/index.ts';
import { Refused } from './refused.tsx';
import { useAction } from './use-admin.ts';

interface OwnerResetProps {
  readonly organizationId: string;
  readonly shop: string;
}

/** For an owner who lost the second factor: nobody in the shop may take it away, the operator does, after a day. */
export function OwnerReset({ organizationId, shop }: OwnerResetProps) {
  const [isAsking, setAsking] = useState(false);
  const action = useAction();
  const start = async () => {
    const path = `/admin/organizations/${organizationId}/owner-factor-reset`;
    const started = await action.run(() => api.post<FactorResetState>(path, { body: {} }), t('access.ownerResetToast'));
    if (started !== null) setAsking(false);
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="min-w-0 flex-[1_1_14rem] text-sm text-ink-2">{t('access.ownerResetHint')}</p>
      <Button onClick={() => setAsking(true)}>{t('access.ownerReset')}</Button>
      {isAsking ? (
        <Dialog
          title={t('access.ownerResetTitle', { shop })}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>{t('ui.cancel')}</Button>
              <Button variant="danger" isPending={action.isPending} onClick={() => void start()}>
                {t('access.ownerReset')}
              </Button>
            </>
          }
        >
          <div className="flex flex-col gap-4">
            <p className="text-ink-2">{t('access.ownerResetText')}</p>
            <Refused problem={action.problem} />
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
