import { CloudOff, Download, RefreshCw, TriangleAlert } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useDevice, useObservable } from '../device/index.ts';
import { loadLaterWords, t } from '../i18n/index.ts';
import { whenIdle } from '../idle/index.ts';
import type { SyncStatus } from '../sync/index.ts';
import { Chip, type Tone } from '../ui/index.ts';

/** Fetched when the page is idle, so that it opens without the server too. */
const loadPanel = () => Promise.all([import('./queue-panel.tsx'), loadLaterWords()]);
const QueuePanel = lazy(() => loadPanel().then(([{ QueuePanel: Panel }]) => ({ default: Panel })));

interface Face {
  readonly text: string;
  readonly tone: Tone;
  readonly icon: ReactNode | 'dot';
}

const iconLook = 'size-4 flex-none';

/** What the chip says: the most important thing first, in words, with an icon; colour only repeats it. */
export function chipFace(status: SyncStatus, isUpdateReady: boolean): Face {
  const { state, waiting, needYou } = status;
  if (state === 'offline') {
    const text = waiting > 0 ? t('device.offlineSaved', { count: waiting }) : t('device.offline');
    return { text, tone: 'warning', icon: <CloudOff aria-hidden className={iconLook} strokeWidth={1.75} /> };
  }
  if (state === 'attention') {
    const text = t('device.needYou', { count: needYou });
    return { text, tone: 'danger', icon: <TriangleAlert aria-hidden className={iconLook} strokeWidth={1.75} /> };
  }
  if (state === 'syncing') {
    const text = t('device.syncing', { count: waiting });
    return { text, tone: 'brand', icon: <RefreshCw aria-hidden className={iconLook} strokeWidth={1.75} /> };
  }
  if (isUpdateReady) {
    const icon = <Download aria-hidden className={iconLook} strokeWidth={1.75} />;
    return { text: t('device.updateReady'), tone: 'brand', icon };
  }
  return { text: t('device.synced'), tone: 'success', icon: 'dot' };
}

/** The truth about the exchange with the server, always in the same place. Opens the queue. */
export function SyncChip() {
  const { sync, update } = useDevice();
  const status = useObservable(sync.status);
  const isUpdateReady = useObservable(update.isReady);
  const [isOpen, setOpen] = useState(false);
  const face = chipFace(status, isUpdateReady);
  useEffect(() => whenIdle(() => void loadPanel(), 3_000), []);
  return (
    <>
      <button
        type="button"
        data-sync={status.state}
        aria-label={t('device.openQueue', { state: face.text })}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="reach inline-flex min-h-11 flex-none items-center rounded-full"
      >
        <Chip tone={face.tone} icon={face.icon}>
          {face.text}
        </Chip>
      </button>
      <span role="status" className="sr-only">
        {state(status)}
      </span>
      {isOpen ? (
        <Suspense fallback={null}>
          <QueuePanel onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

/** Screen readers hear a change of state, not every number. */
function state({ state: name, needYou }: SyncStatus): string {
  if (name === 'offline') return t('device.offline');
  return name === 'attention' ? t('device.needYou', { count: needYou }) : '';
}
