import type { SigningKey } from './model.ts';
import type { ServerClock } from './server-clock.ts';
import type { JournalStore } from './store.ts';

/** Hash and signature. WebCrypto in the browser; anything that computes the same in tests. */
export interface JournalCrypto {
  /** SHA-256 of the UTF-8 bytes, lower-case hexadecimal. */
  sha256(text: string): Promise<string>;
  /** ECDSA P-256 with SHA-256 over the UTF-8 bytes, IEEE P1363, base64url without padding. */
  sign(key: SigningKey, text: string): Promise<string>;
}

export interface DeviceClock {
  /** The device's wall clock, milliseconds since 1970. May jump. */
  now(): number;
  /** Milliseconds that only grow while this program runs. */
  monotonic(): number;
}

/** One holder at a time among all tabs of the origin. */
export interface WriteLock {
  hold<T>(work: () => Promise<T>): Promise<T>;
}

/** Everything that the journal needs from outside; nothing of the browser is used directly. */
export interface JournalPorts {
  readonly store: JournalStore;
  readonly crypto: JournalCrypto;
  readonly clock: DeviceClock;
  /** The server's time, where somebody reads it before the journal is opened. */
  readonly serverClock?: ServerClock;
  readonly lock: WriteLock;
  /** Called after each change that others may want to see (other tabs, the sync chip, the pusher). */
  readonly announce?: (change: JournalChange) => void;
}

export type JournalChange = 'appended' | 'enrolled' | 'answered' | 'carts';
