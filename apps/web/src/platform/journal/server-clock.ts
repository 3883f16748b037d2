import type { Operation } from '@mosaajii/domain/operation';
import type { DeviceClock } from './ports.ts';
import type { JournalStore } from './store.ts';

const NOTE = 'server-clock';
/** The server takes no operation that heard of it longer ago; a wall clock that was set right looks like decades. */
const MOST_ELAPSED_MS = 365 * 24 * 60 * 60 * 1000;

interface Anchor {
  readonly serverTime: string;
  readonly deviceTime: number;
}

/**
 * How far the server's clock is from here. Within one run of the program the elapsed time comes from the monotonic clock,
 * so a jump of the wall clock shows as skew; across restarts only the wall clock is left, and it is taken as it is.
 */
export interface ServerClock {
  /** For the next operation. `null` before the server ever stated its time, and when that is unbelievably long ago. */
  reading(): Operation['clock'];
  /** Takes a time that the server stated just now. */
  heard(serverTime: string): Promise<void>;
}

export async function openServerClock(
  store: Pick<JournalStore, 'note' | 'putNote'>,
  clock: DeviceClock,
): Promise<ServerClock> {
  const stored = await store.note(NOTE);
  let anchor = isAnchor(stored) ? startOf(stored, clock) : null;
  return {
    reading() {
      if (!anchor) return null;
      const elapsedMs = Math.max(0, Math.round(anchor.elapsedMs + clock.monotonic() - anchor.monotonic));
      return elapsedMs > MOST_ELAPSED_MS ? null : { serverTime: anchor.serverTime, elapsedMs };
    },
    async heard(serverTime) {
      if (Number.isNaN(Date.parse(serverTime))) return;
      anchor = { serverTime, elapsedMs: 0, monotonic: clock.monotonic() };
      await store.putNote(NOTE, { serverTime, deviceTime: clock.now() } satisfies Anchor);
    },
  };
}

function startOf(stored: Anchor, clock: DeviceClock) {
  const elapsedMs = Math.max(0, clock.now() - stored.deviceTime);
  return { serverTime: stored.serverTime, elapsedMs, monotonic: clock.monotonic() };
}

function isAnchor(value: unknown): value is Anchor {
  return typeof value === 'object' && value !== null && 'serverTime' in value && 'deviceTime' in value;
}
