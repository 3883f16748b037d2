import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';

const marks = new AsyncLocalStorage<pg.QueryConfig>();

/**
 * Runs `work`; every transaction it opens runs `statement` right before its commit, so that what the statement notes is true
 * exactly when one of them has changed something. The statement may look at `pg_current_xact_id_if_assigned()` for that.
 */
export function withCommitMark<T>(statement: pg.QueryConfig, work: () => Promise<T>): Promise<T> {
  return marks.run(statement, work);
}

/** Runs `work` without the mark: for bookkeeping inside of marked work. */
export function withoutCommitMark<T>(work: () => Promise<T>): Promise<T> {
  return marks.exit(work);
}

/** What the transaction at hand has to run before its commit. */
export function commitMark(): pg.QueryConfig | undefined {
  return marks.getStore();
}
