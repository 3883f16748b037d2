import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type {
  JournalDocument,
  JournalEntry,
  JournalHead,
  PushState,
  Registration,
  ShiftRecord,
} from '../journal/model.ts';
import { StorageFailure, type StoredCart } from '../journal/store.ts';
import { guarded } from './failures.ts';

/** The database that owns unsent sales. Everything in it is written with strict durability; the cache is another database. */
export const JOURNAL_DATABASE = 'mosaajii-journal';
const VERSION = 1;
/** Another tab with an older version of the program keeps the upgrade waiting; longer than this is a refusal. */
const BLOCKED_AFTER_MS = 5_000;

export interface JournalSchema extends DBSchema {
  registrations: { key: string; value: Registration };
  heads: { key: string; value: JournalHead };
  pushStates: { key: string; value: PushState };
  operations: {
    key: [string, number];
    value: JournalEntry;
    indexes: { operationId: string; attention: number };
  };
  documents: {
    key: string;
    value: JournalDocument;
    indexes: { receiptNumber: string; businessDate: [string, string]; occurredAt: string; returnedSaleId: string };
  };
  shifts: { key: string; value: ShiftRecord; indexes: { openedAt: string } };
  carts: { key: string; value: StoredCart };
  notes: { key: string; value: unknown };
}
export type JournalDatabase = IDBPDatabase<JournalSchema>;

/** The note that names the key of the register that this device is now. */
export const CURRENT_KEY = 'current-key';

/** Which register this device is; null while it is none. */
export function readRegistration(database: JournalDatabase): Promise<Registration | null> {
  return guarded(async () => {
    const keyId = await database.get('notes', CURRENT_KEY);
    return typeof keyId === 'string' ? ((await database.get('registrations', keyId)) ?? null) : null;
  });
}

export function readNote(database: JournalDatabase, name: string): Promise<unknown> {
  return guarded(() => database.get('notes', name));
}

export async function writeNote(database: JournalDatabase, name: string, value: unknown): Promise<void> {
  await guarded(() => database.put('notes', value, name));
}

/** Opens the journal's database, creating or upgrading it. Throws `StorageFailure` when it cannot be had. */
export function openJournalDatabase(name: string = JOURNAL_DATABASE): Promise<JournalDatabase> {
  return guarded(() => {
    let wait: ReturnType<typeof setTimeout> | undefined;
    let refuse: (failure: StorageFailure) => void = () => {};
    const blocked = new Promise<never>((_, reject) => {
      refuse = reject;
    });
    const opened = openDB<JournalSchema>(name, VERSION, {
      upgrade(database, oldVersion) {
        if (oldVersion < 1) createVersion1(database);
      },
      blocked() {
        wait = setTimeout(() => refuse(blockedFailure()), BLOCKED_AFTER_MS);
      },
      // A newer version of the program in another tab wants to upgrade: make room, this tab will refuse money until reloaded.
      blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(),
    });
    return Promise.race([opened, blocked]).finally(() => clearTimeout(wait));
  });
}

function blockedFailure(): StorageFailure {
  return new StorageFailure(
    'storage-unavailable',
    'Another window with an older version holds the storage. Close it and try again.',
  );
}

function createVersion1(database: JournalDatabase): void {
  database.createObjectStore('registrations', { keyPath: 'keyId' });
  database.createObjectStore('heads', { keyPath: 'keyId' });
  database.createObjectStore('pushStates', { keyPath: 'keyId' });
  const operations = database.createObjectStore('operations', { keyPath: ['keyId', 'sequence'] });
  operations.createIndex('operationId', 'operationId', { unique: true });
  operations.createIndex('attention', 'attention');
  const documents = database.createObjectStore('documents', { keyPath: 'documentId' });
  documents.createIndex('receiptNumber', 'receiptNumber');
  documents.createIndex('businessDate', ['businessDate', 'occurredAt']);
  documents.createIndex('occurredAt', 'occurredAt');
  documents.createIndex('returnedSaleId', 'returnedSaleId');
  database.createObjectStore('shifts', { keyPath: 'shiftId' }).createIndex('openedAt', 'openedAt');
  database.createObjectStore('carts', { keyPath: 'cartId' });
  database.createObjectStore('notes');
}
