import type { IDBPTransaction } from 'idb';
import { answeredEntry, emptyHead, isSameRegister } from '../journal/memory-store.ts';
import type { JournalDocument, JournalEntry, JournalHead, ReturnDocument } from '../journal/model.ts';
import {
  type AnsweredOperation,
  type CommitOutcome,
  type JournalStore,
  type JournalWrite,
  StorageFailure,
} from '../journal/store.ts';
import { guarded } from './failures.ts';
import {
  CURRENT_KEY,
  type JournalDatabase,
  type JournalSchema,
  openJournalDatabase,
  readNote,
  readRegistration,
  writeNote,
} from './journal-db.ts';

const STRICT = { durability: 'strict' } as const;
const PROBE = 'probe';

type Stores = ('heads' | 'operations' | 'documents' | 'shifts' | 'carts' | 'pushStates' | 'registrations' | 'notes')[];
type WriteTransaction<S extends Stores> = IDBPTransaction<JournalSchema, S, 'readwrite'>;

/**
 * The journal in IndexedDB. Writes use strict durability: the promise of a commit resolves when the browser says that the
 * data reached the disk, not its cache.
 */
export function idbJournalStore(database: JournalDatabase): JournalStore {
  return {
    ...registrationPart(database),
    ...operationPart(database),
    ...answerPart(database),
    ...documentPart(database),
    ...notePart(database),
    close: () => database.close(),
  };
}

export async function openIdbJournalStore(name?: string): Promise<JournalStore> {
  return idbJournalStore(await openJournalDatabase(name));
}

type Part<K extends keyof JournalStore> = Pick<JournalStore, K>;

/**
 * Runs requests in one strict transaction and resolves when it is complete. The work must not await anything but requests
 * of the transaction, or the browser closes it. A failing request aborts everything.
 */
async function strictly<const S extends Stores, T>(
  database: JournalDatabase,
  stores: S,
  work: (tx: WriteTransaction<S>) => Promise<T>,
): Promise<T> {
  return guarded(async () => {
    const tx = database.transaction(stores, 'readwrite', STRICT);
    const [result] = await Promise.all([work(tx).catch((error: unknown) => abort(tx, error)), tx.done]);
    return result;
  });
}

function abort<S extends Stores>(tx: WriteTransaction<S>, error: unknown): never {
  try {
    tx.abort();
  } catch (abortError) {
    // The failed request has aborted the transaction by itself: the first error is the one that tells.
    if (!(abortError instanceof DOMException)) throw abortError;
  }
  throw error;
}

function registrationPart(
  database: JournalDatabase,
): Part<'currentRegistration' | 'registrations' | 'addRegistration' | 'head'> {
  return {
    currentRegistration: () => readRegistration(database),
    registrations: () => guarded(() => database.getAll('registrations')),
    addRegistration: (registration) =>
      strictly(database, ['registrations', 'heads', 'notes'], async (tx) => {
        const { keyId } = registration;
        const known = await tx.objectStore('heads').get(keyId);
        if (!known) {
          await tx.objectStore('registrations').put(registration);
          const presentKey = await tx.objectStore('notes').get(CURRENT_KEY);
          const present =
            typeof presentKey === 'string' ? await tx.objectStore('registrations').get(presentKey) : undefined;
          const carried =
            present && isSameRegister(present, registration)
              ? await tx.objectStore('heads').get(present.keyId)
              : undefined;
          await tx.objectStore('heads').put({ ...emptyHead(keyId), openShiftId: carried?.openShiftId ?? null });
        }
        await tx.objectStore('notes').put(keyId, CURRENT_KEY);
      }),
    head: (keyId) => guarded(async () => (await database.get('heads', keyId)) ?? null),
  };
}

function operationPart(
  database: JournalDatabase,
): Part<'commit' | 'replaceHead' | 'entry' | 'entriesAfter' | 'entriesNeedingAttention' | 'countNeedingAttention'> {
  return {
    commit: (write) => commit(database, write),
    replaceHead: (expected, head) =>
      strictly(database, ['heads'], async (tx) => {
        if (!isHeadAt(await tx.store.get(expected.keyId), expected)) return 'head-moved';
        await tx.store.put(head);
        return 'committed';
      }),
    entry: (operationId) =>
      guarded(async () => (await database.getFromIndex('operations', 'operationId', operationId)) ?? null),
    entriesAfter: (keyId, sequence, limit) =>
      guarded(() => database.getAll('operations', rangeAfter(keyId, sequence), limit)),
    entriesNeedingAttention: (limit) =>
      guarded(async () => {
        const entries = await database.getAllFromIndex('operations', 'attention', 1, limit);
        return entries.sort((a, b) => (a.occurredAt < b.occurredAt ? -1 : 1));
      }),
    countNeedingAttention: () => guarded(() => database.countFromIndex('operations', 'attention', 1)),
  };
}

function rangeAfter(keyId: string, sequence: number): IDBKeyRange {
  return IDBKeyRange.bound([keyId, sequence], [keyId, Number.MAX_SAFE_INTEGER], true, false);
}

function isHeadAt(stored: JournalHead | undefined, expected: JournalHead): boolean {
  return (
    stored?.lastSequence === expected.lastSequence &&
    stored.lastHash === expected.lastHash &&
    stored.needsEnrolment === expected.needsEnrolment
  );
}

function commit(database: JournalDatabase, write: JournalWrite): Promise<CommitOutcome> {
  const { expected, head, entry, document, next, shift, removeCartId } = write;
  return strictly(database, ['heads', 'operations', 'documents', 'shifts', 'carts'], async (tx) => {
    const stored = await tx.objectStore('heads').get(expected.keyId);
    if (!isHeadAt(stored, expected)) return 'head-moved';
    // One after the other: a request that throws would leave its neighbours' rejections to nobody.
    await tx.objectStore('operations').add(entry);
    if (document) await tx.objectStore('documents').put(document);
    if (next) await tx.objectStore('operations').add(next.entry);
    if (next?.document) await tx.objectStore('documents').put(next.document);
    if (shift) await tx.objectStore('shifts').put(shift);
    if (removeCartId !== undefined) await tx.objectStore('carts').delete(removeCartId);
    await tx.objectStore('heads').put(head);
    return 'committed';
  });
}

function answerPart(database: JournalDatabase): Part<'pushState' | 'recordAnswers' | 'setAside' | 'prune'> {
  return {
    pushState: (keyId) =>
      guarded(async () => (await database.get('pushStates', keyId)) ?? { keyId, pushedThrough: 0, epoch: null }),
    recordAnswers: (state, answers, answeredAt) =>
      strictly(database, ['pushStates', 'operations'], async (tx) => {
        await tx.objectStore('pushStates').put(state);
        for (const answer of answers) await putAnswer(tx.objectStore('operations'), answer, answeredAt);
      }),
    setAside: (operationId, by) =>
      strictly(database, ['operations'], async (tx) => {
        const entry = await tx.store.index('operationId').get(operationId);
        if (!entry) return;
        const { attention: _attention, ...rest } = entry;
        await tx.store.put({ ...rest, setAside: { ...by } });
      }),
    prune: (before, limit) => prune(database, before, limit),
  };
}

async function putAnswer(
  store: {
    get(key: [string, number]): Promise<JournalEntry | undefined>;
    put(entry: JournalEntry): Promise<unknown>;
  },
  answered: AnsweredOperation,
  answeredAt: string,
): Promise<void> {
  const entry = await store.get([answered.keyId, answered.sequence]);
  if (entry) await store.put(answeredEntry(entry, answered, answeredAt));
}

function prune(database: JournalDatabase, before: string, limit: number): Promise<number> {
  return strictly(database, ['pushStates', 'operations', 'documents'], async (tx) => {
    const pushed = new Map(
      (await tx.objectStore('pushStates').getAll()).map((state) => [state.keyId, state.pushedThrough]),
    );
    let pruned = 0;
    for (const [keyId, pushedThrough] of pushed) {
      let cursor = await tx.objectStore('operations').openCursor(IDBKeyRange.bound([keyId, 0], [keyId, pushedThrough]));
      // A chain is in the order of its making: the first young entry ends the search.
      while (cursor && pruned < limit && cursor.value.occurredAt < before) {
        if (cursor.value.attention !== 1) {
          await tx.objectStore('documents').delete(cursor.value.operationId);
          await cursor.delete();
          pruned += 1;
        }
        cursor = await cursor.continue();
      }
    }
    return pruned;
  });
}

function documentPart(
  database: JournalDatabase,
): Part<
  'document' | 'documentByReceipt' | 'returnsOf' | 'documentsOfDate' | 'recentDocuments' | 'shift' | 'recentShifts'
> {
  return {
    document: (documentId) => guarded(async () => (await database.get('documents', documentId)) ?? null),
    documentByReceipt: (receiptNumber) =>
      guarded(async () => (await database.getFromIndex('documents', 'receiptNumber', receiptNumber)) ?? null),
    returnsOf: (saleId) =>
      guarded(async () => {
        const found = await database.getAllFromIndex('documents', 'returnedSaleId', saleId);
        return newestFirst(found.filter((known): known is ReturnDocument => known.kind === 'return'));
      }),
    documentsOfDate: (businessDate) =>
      guarded(async () => {
        const range = IDBKeyRange.bound([businessDate, ''], [businessDate, '￿']);
        return newestFirst(await database.getAllFromIndex('documents', 'businessDate', range));
      }),
    recentDocuments: (limit) => guarded(() => newestOf(database, 'documents', 'occurredAt', limit)),
    shift: (shiftId) => guarded(async () => (await database.get('shifts', shiftId)) ?? null),
    recentShifts: (limit) => guarded(() => newestOf(database, 'shifts', 'openedAt', limit)),
  };
}

/** Within a key by sequence, so that a clock that jumped does not reorder a register's own. */
function newestFirst<D extends JournalDocument>(documents: readonly D[]): D[] {
  return [...documents].sort((a, b) =>
    a.keyId === b.keyId ? b.sequence - a.sequence : a.occurredAt < b.occurredAt ? 1 : -1,
  );
}

async function newestOf(
  database: JournalDatabase,
  store: 'documents',
  index: 'occurredAt',
  limit: number,
): Promise<JournalDocument[]>;
async function newestOf(
  database: JournalDatabase,
  store: 'shifts',
  index: 'openedAt',
  limit: number,
): Promise<JournalSchema['shifts']['value'][]>;
async function newestOf(
  database: JournalDatabase,
  store: 'documents' | 'shifts',
  index: 'occurredAt' | 'openedAt',
  limit: number,
): Promise<unknown[]> {
  const tx = database.transaction(store);
  const found: unknown[] = [];
  let cursor = await tx.store.index(index as never).openCursor(null, 'prev');
  while (cursor && found.length < limit) {
    found.push(cursor.value);
    cursor = await cursor.continue();
  }
  return found;
}

function notePart(database: JournalDatabase): Part<'carts' | 'putCart' | 'removeCart' | 'note' | 'putNote' | 'probe'> {
  return {
    carts: () => guarded(() => database.getAll('carts')),
    putCart: async (cart) => {
      await guarded(() => database.put('carts', cart));
    },
    removeCart: (cartId) => guarded(() => database.delete('carts', cartId)),
    note: (name) => readNote(database, name),
    putNote: (name, value) => writeNote(database, name, value),
    probe: () => probe(database),
  };
}

/** A record of a sale's size, written strictly and read back in a transaction of its own. */
async function probe(database: JournalDatabase): Promise<void> {
  const stamp = `${Date.now()}-${Math.random()}`;
  await strictly(database, ['notes'], (tx) => tx.store.put({ stamp, padding: 'x'.repeat(8_192) }, PROBE));
  const read = await guarded(() => database.get('notes', PROBE));
  if (typeof read !== 'object' || read === null || !('stamp' in read) || read.stamp !== stamp) {
    throw new StorageFailure('storage-mismatch', 'What was written could not be read back.');
  }
}
