import { useEffect, useState } from 'react';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { useScansRefused } from '../../../platform/scanner/index.ts';
import { Button, Dialog } from '../../../platform/ui/index.ts';
import { isBlank } from '../cart.ts';
import { useCart, useTillState } from '../till-context.tsx';

/** Longer than a new version takes to arrive on a slow line; then somebody has to be asked. */
const PATIENCE_MS = 60_000;

/**
 * Stands before the next sale while the server asks for a newer program. The sale of now is finished first, with its change, and a
 * till that cannot reach the server goes on: it could not be updated either.
 */
export function TooOld({ navigate }: { readonly navigate: (path: string) => void }) {
  const { sync, update, practice } = useDevice();
  const isBusy = useTillState(({ layer, done, isCommitting }) => {
    return layer !== null || isCommitting || (done !== null && !done.isSmall);
  });
  const isOffline = useObservable(sync.status).state === 'offline';
  const isReady = useObservable(update.isReady);
  const cart = useCart();
  if (isBusy || practice.isOn || !isBlank(cart) || (isOffline && !isReady)) return null;
  return <UpdateFirst navigate={navigate} />;
}

function UpdateFirst({ navigate }: { readonly navigate: (path: string) => void }) {
  const { update, session } = useDevice();
  const isReady = useObservable(update.isReady);
  const [state, setState] = useState<'asking' | 'fetching' | 'missing' | 'open'>('asking');
  useScansRefused();
  useEffect(() => {
    if (state !== 'fetching') return;
    // In another window a sale is open: a reload would take it from under somebody's fingers.
    if (isReady) void update.apply().then((isApplied) => (isApplied ? undefined : setState('open')));
    const giveUp = setTimeout(() => setState('missing'), PATIENCE_MS);
    return () => clearTimeout(giveUp);
  }, [state, isReady, update]);
  const fetchNow = async () => {
    setState('fetching');
    if (!(await findVersion())) setState((now) => (now === 'fetching' ? 'missing' : now));
  };
  return (
    <Dialog
      title={t('layers.tooOld')}
      // Closed it would let the next sale begin; at the lock the new version is taken as soon as it is there.
      onClose={() => void session.lock()}
      className="comfortable"
      footer={
        <>
          <Button size="lg" onClick={() => navigate('/shift')}>
            {t('layers.tooOldShift')}
          </Button>
          <Button
            size="lg"
            variant="primary"
            data-autofocus
            isPending={state === 'fetching'}
            onClick={() => void fetchNow()}
          >
            {t('layers.tooOldUpdate')}
          </Button>
        </>
      }
    >
      <p>{t('layers.tooOldText')}</p>
      <p role="status" className="mt-3 font-medium">
        {state === 'missing' ? t('layers.tooOldMissing') : state === 'open' ? t('layers.tooOldOpen') : ''}
      </p>
    </Dialog>
  );
}

/** Asks the server for its program; false where it cannot be reached. A page that keeps no program is loaded anew. */
async function findVersion(): Promise<boolean> {
  const kept = await navigator.serviceWorker?.getRegistration();
  if (kept === undefined) {
    location.reload();
    return true;
  }
  try {
    await kept.update();
    return true;
  } catch {
    // The line is gone: whoever pressed is told.
    return false;
  }
}
