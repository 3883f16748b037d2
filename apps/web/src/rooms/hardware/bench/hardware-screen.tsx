import { t } from '../../../platform/i18n/index.ts';
import { PageHeader } from '../../../platform/ui/index.ts';
import { CableScannersCard } from './cable-scanners-card.tsx';
import { ScaleCard } from './scale-card.tsx';
import { ScannerCard } from './scanner-card.tsx';
import { SoundsCard } from './sounds-card.tsx';

/** The hardware bench: what is connected to this device, tried out without selling anything. Nothing of it needs the server. */
export function HardwareScreen() {
  return (
    <div className="mx-auto max-w-[760px] pb-8">
      <PageHeader
        title={t('hardware.title')}
        meta={t('hardware.meta')}
        back={{ href: '/settings', label: t('hardware.backToSettings') }}
      />
      <div className="flex flex-col gap-5">
        <ScannerCard />
        <CableScannersCard />
        <ScaleCard />
        <SoundsCard />
      </div>
    </div>
  );
}
