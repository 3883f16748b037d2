import type { CatalogDelta } from '@mosaajii/domain/catalog';
import type { CacheDatabase } from '../local-db/cache-db.ts';
import { guarded } from '../local-db/failures.ts';

/** Where the next pull begins. */
export interface PullCursor {
  readonly organizationId: string;
  readonly epoch: string;
  readonly cursor: number;
}

/** What a start or another tab reads: the snapshot and every delta after it. */
export interface CachedCatalog {
  readonly bytes: Uint8Array;
  readonly deltas: readonly CatalogDelta[];
  readonly cursor: PullCursor | null;
}

/** The catalogue's place in the cache database. A pull is one transaction: delta and cursor together, or neither. */
export interface CatalogCache {
  load(organizationId: string): Promise<CachedCatalog | null>;
  replace(organizationId: string, bytes: Uint8Array, cursor: PullCursor | null): Promise<void>;
  append(delta: CatalogDelta | null, cursor: PullCursor): Promise<void>;
}

const CURSOR = 'pull-cursor';

export function idbCatalogCache(database: CacheDatabase): CatalogCache {
  return {
    load: (organizationId) =>
      guarded(async () => {
        const tx = database.transaction(['snapshots', 'deltas', 'values']);
        const [snapshot, deltas, cursor] = await Promise.all([
          tx.objectStore('snapshots').get('current'),
          tx.objectStore('deltas').getAll(),
          tx.objectStore('values').get(CURSOR),
        ]);
        if (snapshot?.organizationId !== organizationId) return null;
        return { bytes: snapshot.bytes, deltas: deltas.map(({ delta }) => delta), cursor: cursorOf(cursor) };
      }),
    replace: (organizationId, bytes, cursor) =>
      guarded(async () => {
        const tx = database.transaction(['snapshots', 'deltas', 'values'], 'readwrite');
        await Promise.all([
          tx.objectStore('snapshots').put({ organizationId, bytes }, 'current'),
          tx.objectStore('deltas').clear(),
          cursor ? tx.objectStore('values').put(cursor, CURSOR) : tx.objectStore('values').delete(CURSOR),
          tx.done,
        ]);
      }),
    append: (delta, cursor) =>
      guarded(async () => {
        const tx = database.transaction(['deltas', 'values'], 'readwrite');
        await Promise.all([
          delta && tx.objectStore('deltas').add({ delta }),
          tx.objectStore('values').put(cursor, CURSOR),
          tx.done,
        ]);
      }),
  };
}

function cursorOf(value: unknown): PullCursor | null {
  return typeof value === 'object' && value !== null && 'epoch' in value && 'cursor' in value
    ? (value as PullCursor)
    : null;
}
