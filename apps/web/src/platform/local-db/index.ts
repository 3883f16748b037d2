export { type CacheDatabase, openCacheDatabase } from './cache-db.ts';
export { idbJournalStore, openIdbJournalStore } from './idb-journal-store.ts';
export { type JournalDatabase, openJournalDatabase, readNote, readRegistration, writeNote } from './journal-db.ts';
