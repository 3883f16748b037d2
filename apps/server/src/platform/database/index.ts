export { withCommitMark, withoutCommitMark } from './commit-mark.ts';
export type { DB, Json } from './db-types.ts';
export {
  createDatabase,
  type Database,
  type DatabaseOptions,
  type GlobalTx,
  sqlState,
  type Tx,
  uniqueViolation,
} from './transaction.ts';
