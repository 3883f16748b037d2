import type { Catalog } from '../catalog/catalog.ts';
import type { Journal } from '../journal/engine.ts';
import type { Registration } from '../journal/model.ts';
import type { ServerClock } from '../journal/server-clock.ts';
import type { StoredCart } from '../journal/store.ts';
import type { RegisterPublicKey } from '../journal/web-crypto.ts';
import type { Sections } from '../sections/sections.ts';
import type { DeviceSession } from '../session/session.ts';
import type { Sync } from '../sync/sync.ts';
import type { Observable } from './observable.ts';

/** The carts that wait on this device, in the journal's database: every change of a cart is kept. */
export interface CartShelf {
  list(): Promise<readonly StoredCart[]>;
  /** Writes the cart as it is now; the newest write wins. Throws `StorageFailure`. */
  put(cart: StoredCart): Promise<void>;
  remove(cartId: string): Promise<void>;
}

/** How this browser became a register. */
export interface Enrolment {
  readonly registration: Observable<Registration | null>;
  /** A new key whose private half never leaves this browser. Send the public half to the server, then call `complete`. */
  createKey(): Promise<{ readonly publicKey: RegisterPublicKey; complete(answer: EnrolmentAnswer): Promise<void> }>;
}

/** What the server answers to an enrolment (`POST /setup`, `POST /registers`, `POST /registers/:id/keys`). */
export interface EnrolmentAnswer {
  readonly organizationId: string;
  readonly storeId: string;
  readonly registerId: string;
  readonly registerCode: string;
  readonly keyId: string;
  readonly series: string;
  readonly secret: string;
}

/** A new version of the program that waits for a good moment. */
export interface AppUpdate {
  readonly isReady: Observable<boolean>;
  /** The server asks for a newer program: the sale of now may be finished, and the next one begins with that. */
  readonly isTooOld: Observable<boolean>;
  /** Applies it now if nothing is at stake; says whether it did. */
  apply(): Promise<boolean>;
  /** The till says whether a reload would disturb (a cart with lines, a payment, a write). Returns how to take it back. */
  guard(isBusy: () => boolean): () => void;
}

export interface StorageStanding {
  /** The browser promised not to evict. A denial warns and never blocks. */
  readonly isPersistent: boolean | null;
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
}

/** Practice books nothing: another journal in another database, thrown away at its end. */
export interface PracticeMode {
  /** True while `journal` and `carts` of this device are those of practice. */
  readonly isOn: boolean;
  /** Writes into the register's own journal that practice begins or ends: all that practice can do there. */
  note: Journal['note'];
}

/**
 * What tells who may come in: it opens before everything else, so that the lock waits for no more than it needs. Screens that
 * may be seen before the device runs get it by `useEntrance()`.
 */
export interface Entrance {
  readonly session: DeviceSession;
  readonly enrolment: Pick<Enrolment, 'registration'>;
  /** The server has said that this register may sell nothing any more; false until it was asked. */
  readonly isRevoked: Observable<boolean>;
  readonly serverClock: Pick<ServerClock, 'reading'>;
  now(): Date;
}

/** Everything that belongs to this device, built once at the start. Screens get it by `useDevice()`. */
export interface Device extends Entrance {
  readonly journal: Journal;
  readonly carts: CartShelf;
  readonly catalog: Catalog;
  /** Documents beside the catalogue: prices and promotions, coupons. */
  readonly sections: Sections;
  readonly enrolment: Enrolment;
  readonly sync: Sync;
  readonly update: AppUpdate;
  readonly storage: Observable<StorageStanding>;
  readonly practice: PracticeMode;
  /** A new UUIDv7. */
  newId(): string;
}
