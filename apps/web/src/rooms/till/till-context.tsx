import { createContext, use, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/shallow';
import { useObservable } from '../../platform/device/observable.ts';
import type { Cart } from './cart.ts';
import { type CartFigures, figuresShown, priceCartsBy } from './order.ts';
import { createPaying, type Paying } from './paying.ts';
import type { TillPorts } from './ports.ts';
import { createSelling, type Selling } from './selling.ts';
import type { TillState } from './till-state.ts';
import { type Carts, createCarts } from './till-store.ts';

/** One till on the screen: its carts, what is done to them, and the device below. */
export interface Till {
  readonly ports: TillPorts;
  readonly carts: Carts;
  readonly selling: Selling;
  readonly paying: Paying;
}

export function createTill(ports: TillPorts, stored: readonly Cart[], onKeepFailure: (error: unknown) => void): Till {
  priceCartsBy(ports.pricing);
  const carts = createCarts(ports, stored, onKeepFailure);
  return { ports, carts, selling: createSelling(ports, carts), paying: createPaying(ports, carts) };
}

/**
 * The same sales under other settings or rights: the carts with their history, what is open above them and what is being
 * paid stay as they are. What the till before began, it finishes in the same place.
 */
export function continueTill({ carts }: Till, ports: TillPorts): Till {
  priceCartsBy(ports.pricing);
  carts.continueWith(ports);
  return { ports, carts, selling: createSelling(ports, carts), paying: createPaying(ports, carts) };
}

const NavigationContext = createContext<(path: string) => void>(() => undefined);
export const NavigationProvider = NavigationContext.Provider;
/** Goes to another screen without loading the page again. */
export function useGo(): (path: string) => void {
  return use(NavigationContext);
}

const TillContext = createContext<Till | null>(null);
export const TillProvider = TillContext.Provider;

export function useTill(): Till {
  const till = use(TillContext);
  if (till === null) throw new Error('useTill outside of a TillProvider');
  return till;
}

/** A part of the till's state; the component paints again only when that part changes. */
export function useTillState<T>(select: (state: TillState) => T): T {
  return useStore(useTill().carts.store, useShallow(select));
}

export function useCart(): Cart {
  return useTillState((state) => {
    const cart = state.carts.find((one) => one.cartId === state.activeId);
    if (cart === undefined) throw new Error(`no cart ${state.activeId}`);
    return cart;
  });
}

/** The figures of the active cart, computed once for each of its states. */
export function useFigures(): CartFigures {
  const cart = useCart();
  const { ports } = useTill();
  // Another version prices the same cart anew.
  useObservable(ports.pricing.version);
  return figuresShown(cart, ports);
}

/** Paints again when a customer or a balance came. */
export function useCustomerVersion(): number {
  const { customers } = useTill().ports;
  return useSyncExternalStore(customers.subscribe, customers.version);
}

/** Whether the catalogue comes in just now: what is not there yet may be in a moment. */
export function useCatalogLoading(): boolean {
  const { catalog } = useTill().ports;
  return useSyncExternalStore(catalog.subscribe, catalog.isLoading);
}

/** The catalogue's state as a number: read it to paint again when prices or products changed. */
export function useCatalogVersion(): number {
  const { catalog } = useTill().ports;
  return useSyncExternalStore(catalog.subscribe, catalog.version);
}
