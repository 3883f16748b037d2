import { PROGRAM } from '@mosaajii/domain/program';
import type { AppUpdate } from './device.ts';
import { source } from './observable.ts';

/** Without a key or a touch for so long the till is idle. */
const IDLE_MS = 10 * 60 * 1000;
const CHECK_IDLE_MS = 60 * 1000;

export interface UpdateControl extends AppUpdate {
  /** A worker with a new version has been installed and waits. */
  offer(activate: () => void): void;
  /** What the server says of the oldest program that may sell. Answers whether that changed anything. */
  heardOldest(program: number): boolean;
}

export interface UpdatePorts {
  /** A commit is between its lock and its answer. */
  readonly isWriting: () => boolean;
  /** A cart with lines is open on this device, in any tab. */
  readonly hasOpenCart: () => Promise<boolean>;
}

/**
 * A new version waits until nothing is at stake: no open cart, no guard that is busy (an open payment), no write in flight.
 * It is applied on lock, at the end of a shift, after ten idle minutes, or when a person asks; never over a cart.
 */
export function createUpdate(ports: UpdatePorts): UpdateControl {
  const isReady = source(false);
  const isTooOld = source(false);
  const guards = new Set<() => boolean>();
  let activate: (() => void) | null = null;
  const isBusy = () => activate === null || ports.isWriting() || [...guards].some((guard) => guard());
  return {
    isReady,
    isTooOld,
    heardOldest(oldest) {
      const was = isTooOld.get();
      isTooOld.set(oldest > PROGRAM);
      return isTooOld.get() !== was;
    },
    offer(next) {
      activate = next;
      isReady.set(true);
    },
    async apply() {
      if (isBusy() || (await ports.hasOpenCart())) return false;
      // Asked again: a sale may have begun while the carts were read.
      if (isBusy()) return false;
      activate?.();
      return true;
    },
    guard(busy) {
      guards.add(busy);
      return () => guards.delete(busy);
    },
  };
}

/** Applies a waiting version after ten minutes without a key or a touch. Returns how to stop watching. */
export function applyWhenIdle(update: AppUpdate, page: Document, now: () => number): () => void {
  let lastSign = now();
  const sign = () => {
    lastSign = now();
  };
  const events = ['keydown', 'pointerdown', 'pointermove'] as const;
  for (const event of events) page.addEventListener(event, sign, { passive: true, capture: true });
  const timer = setInterval(() => {
    if (update.isReady.get() && now() - lastSign >= IDLE_MS) void update.apply();
  }, CHECK_IDLE_MS);
  return () => {
    clearInterval(timer);
    for (const event of events) page.removeEventListener(event, sign, { capture: true });
  };
}
