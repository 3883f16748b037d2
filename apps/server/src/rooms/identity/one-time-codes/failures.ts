import type { GlobalTx } from '../../../platform/database/index.ts';

const MINUTE = 60_000;
/** After so many failures in all, over any number of codes, nothing is looked at for half an hour. */
const MOST_FAILURES = 10;
const LOCK_MS = 30 * MINUTE;
/** Failures are forgotten after a day without one. */
const FORGET_MS = 24 * 60 * MINUTE;

interface FailureRow {
  readonly failures: number;
  readonly last_failed_at: Date;
  readonly locked_until: Date | null;
}

/** Failures of one subject or person so far. */
export interface Failures {
  readonly counted: string;
  readonly failures: number;
  /** In the future: nothing is looked at before. */
  readonly lockedUntil: Date | null;
}

/** The count of a purpose and subject; whether they exist is not known here. */
export function countedSubject(purpose: string, subjectId: string): string {
  return `${purpose}:${subjectId}`;
}

/** The count of a person over all purposes. */
export function countedAccount(accountId: string): string {
  return `account:${accountId}`;
}

/** Reads a count and keeps everybody else from it until the transaction ends. */
export async function lockFailures(tx: GlobalTx, counted: string, now: Date): Promise<Failures> {
  await tx.query(
    'insert into one_time_code_failure (counted, last_failed_at) values ($1, $2) on conflict (counted) do nothing',
    [counted, now],
  );
  const [row] = await tx.query<FailureRow>(
    'select failures, last_failed_at, locked_until from one_time_code_failure where counted = $1 for update',
    [counted],
  );
  return failuresOf(counted, row, now);
}

/** The same, to look at only. */
export async function readFailures(tx: GlobalTx, counted: string, now: Date): Promise<Failures> {
  const [row] = await tx.query<FailureRow>(
    'select failures, last_failed_at, locked_until from one_time_code_failure where counted = $1',
    [counted],
  );
  return failuresOf(counted, row, now);
}

function failuresOf(counted: string, row: FailureRow | undefined, now: Date): Failures {
  if (row === undefined) return { counted, failures: 0, lockedUntil: null };
  const isLocked = row.locked_until !== null && row.locked_until > now;
  const isOver = (row.locked_until !== null && !isLocked) || now.getTime() - row.last_failed_at.getTime() > FORGET_MS;
  return { counted, failures: isOver ? 0 : row.failures, lockedUntil: isLocked ? row.locked_until : null };
}

/** Counts one more failure of a locked count. The tenth locks for half an hour. */
export async function addFailure(tx: GlobalTx, before: Failures, now: Date): Promise<void> {
  const failures = before.failures + 1;
  const lockedUntil = failures >= MOST_FAILURES ? new Date(now.getTime() + LOCK_MS) : null;
  await tx.query(
    'update one_time_code_failure set failures = $2, last_failed_at = $3, locked_until = $4 where counted = $1',
    [before.counted, failures, now, lockedUntil],
  );
}

/** Takes failures back: the code was right. */
export async function forgiveFailures(tx: GlobalTx, counted: readonly string[]): Promise<void> {
  await tx.query('delete from one_time_code_failure where counted = any($1::text[])', [counted]);
}
