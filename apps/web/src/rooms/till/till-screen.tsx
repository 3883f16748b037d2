import type { Session } from '@mosaajii/contract/identity';
import { Suspense, useCallback, useEffect, useState } from 'react';
import { type Device, useDevice, useObservable } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { useNavigate } from '../../platform/router/index.ts';
import { SyncChip } from '../../platform/sync-chip/index.ts';
import { useToasts } from '../../platform/ui/index.ts';
import { type Cart, isBlank } from './cart.ts';
import { devicePorts } from './device-ports.ts';
import { opensOrders } from './order-codes.ts';
import { TooOld } from './parts/later.tsx';
import type { TillPorts } from './ports.ts';
import { onCodeOf } from './scan-kinds.ts';
import { continueTill, createTill, type Till, TillProvider } from './till-context.tsx';
import { storedCarts } from './till-store.ts';
import { TillView } from './till-view.tsx';

/** Rings up a sale on this device. Whoever is not signed in does not come here. */
export function TillScreen() {
  const device = useDevice();
  const state = useObservable(device.session.state);
  if (state.status !== 'signed-in') return null;
  return <OpenTill session={state.session} />;
}

interface Opened {
  readonly session: Session;
  readonly opening: Promise<Till>;
  till: Till | null;
}
/** The till outlives its screen: whoever looks at an order comes back to the same carts, codes and change. */
const opened = new WeakMap<Device, Opened>();

function openTill(device: Device, session: Session): Promise<Till> {
  const known = opened.get(device);
  if (known?.session === session) return known.opening;
  const entry: Opened = { session, opening: readTill(device, session, known), till: null };
  opened.set(device, entry);
  return entry.opening;
}

async function readTill(device: Device, session: Session, before: Opened | undefined): Promise<Till> {
  const ports = devicePorts(device, session);
  // A till that priced its first cart without its promotions would ask too much.
  await ports.pricing.ready;
  const known = await before?.opening;
  const till =
    known !== undefined && isSameTill(before?.session, session)
      ? continueTill(known, ports)
      : createTill(ports, await cartsAfter(known, ports), sayNotKept);
  onCodeOf('coupon', (code, { till: scanned }) => (scanned.selling.coupon(code) ? 'taken' : 'unknown'));
  onCodeOf(
    'purchase-order',
    opensOrders(() => device.session.can('purchasing.read')),
  );
  const entry = opened.get(device);
  if (entry?.session === session) entry.till = till;
  return till;
}

/** Only settings or rights are others: the same person goes on with the same sales, and a key in between is not lost. */
function isSameTill(before: Session | undefined, now: Session): boolean {
  return (
    before?.user.userId === now.user.userId &&
    before.organization.organizationId === now.organization.organizationId &&
    before.store.storeId === now.store.storeId
  );
}

/** Somebody else signed in: what is on the device, after all that was being written there. */
async function cartsAfter(known: Till | undefined, ports: TillPorts): Promise<Cart[]> {
  await known?.carts.atRest();
  return storedCarts(ports);
}

function OpenTill({ session }: { readonly session: Session }) {
  const device = useDevice();
  const navigate = useNavigate();
  const isTooOld = useObservable(device.update.isTooOld);
  const [till, setTill] = useState<Till | null>(() => {
    const known = opened.get(device);
    return known?.session === session ? known.till : null;
  });
  useEffect(() => {
    let isCurrent = true;
    void openTill(device, session).then((next) => {
      if (isCurrent) setTill(next);
    });
    return () => {
      isCurrent = false;
    };
  }, [device, session]);
  useEffect(() => void takeOffered(device), [device]);
  useEffect(() => {
    if (till === null) return;
    return device.update.guard(() => {
      const { carts, layer, isCommitting } = till.carts.store.getState();
      return isCommitting || layer?.kind === 'payment' || carts.some((cart) => !cart.isHeld && !isBlank(cart));
    });
  }, [device, till]);
  const go = useCallback(
    // Locking is a state and not a place: who merely went to /lock would be sent back as signed in.
    (path: string) => void (path === '/lock' ? device.session.lock() : navigate({ href: path })),
    [device, navigate],
  );
  if (till === null) return null;
  return (
    <TillProvider value={till}>
      <TillView navigate={go} status={<SyncChip />} />
      {isTooOld ? (
        <Suspense fallback={null}>
          <TooOld navigate={go} />
        </Suspense>
      ) : null}
    </TillProvider>
  );
}

/** A shift that somebody gave away goes on with whoever has signed in. Nothing is loaded while none is. */
async function takeOffered(device: Device): Promise<void> {
  if ((await device.journal.offeredHandover()) === null) return;
  const { takeOver } = await import('../../platform/drawer/index.ts');
  await takeOver(device);
}

function sayNotKept(): void {
  useToasts.getState().show({ message: t('till.cartNotKept'), tone: 'danger', key: 'cart-not-kept' });
}
