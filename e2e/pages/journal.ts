import type { Page } from 'playwright-core';
import type {
  JournalDocument,
  JournalEntry,
  JournalHead,
  ShiftRecord,
  StoredCart,
} from '../../apps/web/src/platform/journal/index.ts';

/** Everything of a device that owns money, as it lies in the browser's storage. */
export interface StoredJournal {
  readonly documents: readonly JournalDocument[];
  readonly operations: readonly JournalEntry[];
  readonly heads: readonly JournalHead[];
  readonly shifts: readonly ShiftRecord[];
  readonly carts: readonly StoredCart[];
}

/** Reads the journal behind the program's back: a test must not believe what the program says about itself. */
export function readJournal(page: Page): Promise<StoredJournal> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await settled(indexedDB.open('mosaajii-journal'));
    const tx = database.transaction(['documents', 'operations', 'heads', 'shifts', 'carts']);
    const all = (store: string): Promise<never[]> => settled(tx.objectStore(store).getAll());
    const journal = {
      documents: await all('documents'),
      operations: await all('operations'),
      heads: await all('heads'),
      shifts: await all('shifts'),
      carts: await all('carts'),
    };
    database.close();
    return journal;
  });
}
