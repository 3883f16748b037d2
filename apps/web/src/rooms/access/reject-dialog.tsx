import type { AccessRequestItem } from '@mosaajii/contract/access';
import { useState } from 'react';
import { api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Button, Dialog, Field, TextInput } from '../../platform/ui/index.ts';
import { Refused } from './refused.tsx';
import { useAction } from './use-admin.ts';

interface RejectDialogProps {
  readonly request: AccessRequestItem;
  readonly onClose: () => void;
}

/** Nobody is turned away without a reason that they can read. */
export function RejectDialog({ request, onClose }: RejectDialogProps) {
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const action = useAction();
  const reject = async () => {
    setAsked(true);
    if (reason.trim() === '') return;
    const path = `/admin/access-requests/${request.requestId}/rejection`;
    const rejected = await action.run(
      () => api.post(path, { body: { reason: reason.trim() } }),
      t('access.rejectedToast'),
    );
    if (rejected !== null) onClose();
  };
  return (
    <Dialog
      title={t('access.rejectTitle', { shop: request.shopName })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button variant="danger" isPending={action.isPending} onClick={() => void reject()}>
            {t('access.reject')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-ink-2">{t('access.rejectText')}</p>
        <Field
          label={t('access.reason')}
          error={isAsked && reason.trim() === '' ? t('access.reasonMissing') : undefined}
        >
          <TextInput
            value={reason}
            maxLength={500}
            data-autofocus
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        <Refused problem={action.problem} />
      </div>
    </Dialog>
  );
}
