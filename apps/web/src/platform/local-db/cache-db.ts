import type { CatalogDelta } from '@mosaajii/domain/catalog';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { guarded } from './failures.ts';

/** Everything that can be fetched again. Losing it costs a download, never a sale. */
export const CACHE_DATABASE = 'mosaajii-cache';
const VERSION = 1;

/** One pull of the change feed as it was applied. */
export interface StoredDelta {
  readonly delta: CatalogDelta;
}
export interface StoredSnapshot {
  readonly organizationId: string;
  readonly bytes: Uint8Array;
}

interface CacheSchema extends DBSchema {
  snapshots: { key: 'current'; value: StoredSnapshot };
  deltas: { key: number; value: StoredDelta };
  values: { key: string; value: unknown };
}
export type CacheDatabase = IDBPDatabase<CacheSchema>;

/** Opens the cache, creating or upgrading it. Throws `StorageFailure` when it cannot be had. */
export function openCacheDatabase(name: string = CACHE_DATABASE): Promise<CacheDatabase> {
  return guarded(() =>
    openDB<CacheSchema>(name, VERSION, {
      upgrade(database, oldVersion) {
        if (oldVersion >= 1) return;
        database.createObjectStore('snapshots');
        database.createObjectStore('deltas', { autoIncrement: true });
        database.createObjectStore('values');
      },
      blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(),
    }),
  );
}
