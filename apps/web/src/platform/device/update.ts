import type { AppUpdate } from './device.ts';
import { source } from './observable.ts';

export interface UpdateControl extends AppUpdate {
  /** A worker with a new version has been installed and waits. */
  offer(activate: () => void): void;
}

/**
 * A new version waits until nothing is at stake: no guard is busy (a cart with lines, an open payment) and no write is in
 * flight. It is applied on lock, at the end of a shift, after ten idle minutes, or when a person asks; never over a cart.
 */
export function createUpdate(isWriting: () => boolean): UpdateControl {
  const isReady = source(false);
  const guards = new Set<() => boolean>();
  let activate: (() => void) | null = null;
  return {
    isReady,
    offer(next) {
      activate = next;
      isReady.set(true);
    },
    apply() {
      const isBusy = activate === null || isWriting() || [...guards].some((guard) => guard());
      if (!isBusy) activate?.();
      return Promise.resolve(!isBusy);
    },
    guard(isBusy) {
      guards.add(isBusy);
      return () => guards.delete(isBusy);
    },
  };
}
