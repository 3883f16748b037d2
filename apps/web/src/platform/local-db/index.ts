export { openIdbJournalStore } from './idb-journal-store.ts';
export { JOURNAL_DATABASE } from './journal-db.ts';
