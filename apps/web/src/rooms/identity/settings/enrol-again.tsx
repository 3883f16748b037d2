import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Button, Notice, useToasts } from '../../../platform/ui/index.ts';
import { enrol } from '../enrol.ts';

/**
 * Gives the register of this device a new key and a new receipt series: after its storage was put back to an earlier
 * day, or when the server does not know its key any more. What still waits was signed by the old key, so a person has to
 * let it in; the count is said before anything happens.
 */
export function EnrolAgain({ registerId }: { readonly registerId: string }) {
  const device = useDevice();
  const { waiting } = useObservable(device.sync.status);
  const [isAsking, setAsking] = useState(false);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const go = async () => {
    setPending(true);
    setFailure(null);
    try {
      const result = await enrol(device, { registerId });
      if (result.ok) {
        useToasts.getState().show({ message: t('identity.enrolAgainDone') });
        setAsking(false);
      } else setFailure(`${result.error.title}. ${result.error.action}`);
    } catch (error) {
      setFailure(t('identity.storageFailed', { detail: error instanceof Error ? error.message : String(error) }));
    }
    setPending(false);
  };
  return (
    <div className="flex flex-col gap-3 sm:col-span-2">
      {isAsking ? (
        <Notice
          tone="warning"
          actions={
            <>
              <Button variant="primary" isPending={isPending} onClick={() => void go()}>
                {t('identity.enrolAgainConfirm')}
              </Button>
              <Button variant="quiet" onClick={() => setAsking(false)}>
                {t('ui.cancel')}
              </Button>
            </>
          }
        >
          {waiting === 0 ? t('identity.enrolAgainText') : t('identity.enrolAgainWaiting', { count: waiting })}
        </Notice>
      ) : (
        <div>
          <Button icon={<KeyRound aria-hidden className="size-4" strokeWidth={1.75} />} onClick={() => setAsking(true)}>
            {t('identity.enrolAgain')}
          </Button>
        </div>
      )}
      {failure === null ? null : (
        <Notice tone="danger" isAlert>
          {failure}
        </Notice>
      )}
    </div>
  );
}
