import type { Page } from 'playwright-core';
import type {
  JournalDocument,
  JournalEntry,
  JournalHead,
  PushState,
  ShiftRecord,
  StoredCart,
} from '../../apps/web/src/platform/journal/index.ts';

/** Everything of a device that owns money, as it lies in the browser's storage. */
export interface StoredJournal {
  readonly documents: readonly JournalDocument[];
  readonly operations: readonly JournalEntry[];
  readonly heads: readonly JournalHead[];
  readonly pushStates: readonly PushState[];
  readonly shifts: readonly ShiftRecord[];
  readonly carts: readonly StoredCart[];
}

const STORES = [
  'documents',
  'operations',
  'heads',
  'pushStates',
  'shifts',
  'carts',
] as const satisfies readonly (keyof StoredJournal)[];

/** Reads the journal behind the program's back: a test must not believe what the program says about itself. */
export function readJournal(page: Page): Promise<StoredJournal> {
  return page.evaluate(readStores, STORES);
}

/** The server has answered everything that the device has signed. */
export function isAllSent({ heads, pushStates }: StoredJournal): boolean {
  return heads.every((head) =>
    pushStates.some((state) => state.keyId === head.keyId && state.pushedThrough === head.lastSequence),
  );
}

/** Runs in the page. No function in it has a name: what keeps names does not exist there. */
function readStores(stores: typeof STORES): Promise<StoredJournal> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('mosaajii-journal');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const tx = opening.result.transaction(stores);
      const requests = stores.map((store) => [store, tx.objectStore(store).getAll()] as const);
      tx.onabort = () => reject(tx.error);
      tx.oncomplete = () => {
        opening.result.close();
        resolve(Object.fromEntries(requests.map(([store, { result }]) => [store, result])) as unknown as StoredJournal);
      };
    };
  });
}
