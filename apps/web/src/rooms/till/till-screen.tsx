import type { Session } from '@mosaajii/contract/identity';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { useToasts } from '../../platform/ui/index.ts';
import { isBlank } from './cart.ts';
import { devicePorts, unreachableOffice } from './device-ports.ts';
import { createTill, type Till, TillProvider } from './till-context.tsx';
import { storedCarts } from './till-store.ts';
import { TillView } from './till-view.tsx';

/** Rings up a sale on this device. */
export function TillScreen() {
  const device = useDevice();
  const state = useObservable(device.session.state);
  const navigate = useNavigate();
  const isAway = state.status !== 'signed-in';
  useEffect(() => {
    if (isAway) void navigate({ to: '/lock' });
  }, [isAway, navigate]);
  if (state.status !== 'signed-in') return null;
  return <OpenTill key={state.session.user.userId} session={state.session} />;
}

function OpenTill({ session }: { readonly session: Session }) {
  const device = useDevice();
  const navigate = useNavigate();
  const [till, setTill] = useState<Till | null>(null);
  const ports = useMemo(() => devicePorts(device, session, unreachableOffice(device)), [device, session]);
  useEffect(() => {
    let isCurrent = true;
    void storedCarts(ports).then((carts) => {
      if (isCurrent) setTill(createTill(ports, carts, sayNotKept));
    });
    return () => {
      isCurrent = false;
    };
  }, [ports]);
  useEffect(() => {
    if (till === null) return;
    return device.update.guard(() => {
      const { carts, layer, isCommitting } = till.carts.store.getState();
      return isCommitting || layer !== null || carts.some((cart) => !cart.isHeld && !isBlank(cart));
    });
  }, [device, till]);
  const go = useCallback((path: string) => void navigate({ to: path }), [navigate]);
  if (till === null) return null;
  return (
    <TillProvider value={till}>
      <TillView navigate={go} />
    </TillProvider>
  );
}

function sayNotKept(): void {
  useToasts.getState().show({ message: t('till.cartNotKept'), tone: 'danger', key: 'cart-not-kept' });
}
