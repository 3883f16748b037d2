import type { RegisterState } from '@mosaajii/contract/identity';
import type { ShopSettings } from '@mosaajii/contract/settings';
import type { PushRequest, PushResponse } from '@mosaajii/contract/sync';
import type { Result } from '@mosaajii/domain';
import type { CatalogDelta } from '@mosaajii/domain/catalog';
import type { Operation } from '@mosaajii/domain/operation';
import type { Registration } from '../journal/model.ts';

/**
 * Why an exchange failed. `unreachable`: it is not known whether the server took it, send the same again.
 * `refused`: the server answered that it did not.
 */
export type TransportFailure =
  | { readonly kind: 'unreachable'; readonly detail: string }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly detail: string };

export type Exchange<T> = Promise<Result<T, TransportFailure>>;

/** What changed after a cursor. */
export interface ChangesReply {
  readonly epoch: string;
  readonly cursor: number;
  readonly serverTime: string;
  /** The cursor is unknown, too old, or of another epoch: load the snapshot again. */
  readonly reset: boolean;
  readonly sections: CatalogDelta & {
    readonly settings?: ShopSettings;
    readonly users?: RegisterState['users'];
    /** Sections that changed, by name: see ../sections. */
    readonly moved?: Readonly<Record<string, number>>;
  };
  /** False: ask again at once, there is more. */
  readonly isComplete: boolean;
}

/** What the register asks of the server. HTTP in the browser; a script or a simulated network in tests. */
export interface SyncTransport {
  /** `enclosures`: what is personal in some of the operations, beside them. */
  push(
    registration: Registration,
    operations: readonly Operation[],
    enclosures?: PushRequest['enclosures'],
  ): Exchange<PushResponse>;
  register(registration: Registration): Exchange<RegisterState>;
  changes(
    registration: Registration,
    after: { readonly cursor: number; readonly epoch: string },
  ): Exchange<ChangesReply>;
  snapshot(
    registration: Registration,
    progress: (received: number, total: number | null) => void,
  ): Exchange<Uint8Array>;
}
