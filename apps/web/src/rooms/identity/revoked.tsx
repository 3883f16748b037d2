import { useDevice, useObservable } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { SyncChip } from '../../platform/sync-chip/index.ts';
import { Notice } from '../../platform/ui/index.ts';
import { CodeForm } from './code-form.tsx';

/** The register was revoked: what it sold is still here, and goes to the server to wait for a person. */
export function Revoked() {
  const device = useDevice();
  const { waiting } = useObservable(device.sync.status);
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-bold tracking-[-0.02em]">{t('identity.revokedTitle')}</h1>
      <Notice tone="danger" isAlert>
        {t('identity.revokedText')}
      </Notice>
      <p>{waiting === 0 ? t('identity.revokedSent') : t('identity.revokedWaiting', { count: waiting })}</p>
      <div className="flex justify-start">
        <SyncChip />
      </div>
      <CodeForm />
    </div>
  );
}
