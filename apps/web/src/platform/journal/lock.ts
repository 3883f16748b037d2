import type { WriteLock } from './ports.ts';

/** One holder at a time within this program: for tests, and where the browser has no Web Locks. */
export function localLock(): WriteLock {
  let last: Promise<unknown> = Promise.resolve();
  return {
    hold(work) {
      const turn = last.then(work);
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

/** One holder at a time among all tabs of the origin. Falls back to this tab alone; the head comparison guards the rest. */
export function webLock(name: string): WriteLock {
  if (typeof navigator === 'undefined' || !('locks' in navigator)) return localLock();
  return { hold: (work) => navigator.locks.request(name, work) };
}
