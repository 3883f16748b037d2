export { openCacheDatabase } from './cache-db.ts';
export { openIdbJournalStore } from './idb-journal-store.ts';
