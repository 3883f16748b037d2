import type { GlobalTx } from '../database/index.ts';

/** Any transaction: the counters are outside of every organization. */
type Counting = Pick<GlobalTx, 'query'>;

interface Attempts {
  readonly failures: number;
  readonly windowStartedAt: Date;
  readonly blockedUntil: Date | null;
}

/** How many failures one subject may have, and what follows. */
export interface AttemptLimits {
  /** Failures from which on each one blocks, and for how many minutes; ascending. */
  readonly steps: readonly { readonly from: number; readonly minutes: number }[];
}

/** Who or what is counted: `account:…`, `address:…`, `register-pin:…`. Never the secret that was tried. */
export interface AttemptSubject {
  readonly subject: string;
  readonly limits: AttemptLimits;
}

const WINDOW_MS = 15 * 60_000;

/** PCI DSS 8.3.4 asks for a lock of 30 minutes after at most ten failures; the first five are people who mistype. */
export const GUESSING: AttemptLimits = {
  steps: [
    { from: 5, minutes: 1 },
    { from: 8, minutes: 5 },
    { from: 10, minutes: 30 },
  ],
};

/** Counts one attempt before it is made: `blockedUntil` in the future refuses it. Pure. */
export function nextAttempt(
  before: Attempts,
  limits: AttemptLimits,
  now: Date,
): { refusedUntil: Date | null; after: Attempts } {
  if (before.blockedUntil !== null && before.blockedUntil > now)
    return { refusedUntil: before.blockedUntil, after: before };
  const lastActive = Math.max(before.windowStartedAt.getTime(), before.blockedUntil?.getTime() ?? 0);
  const isOver = now.getTime() - lastActive > WINDOW_MS;
  const failures = isOver ? 1 : before.failures + 1;
  const step = limits.steps.filter(({ from }) => failures >= from).at(-1);
  const blockedUntil = step === undefined ? null : new Date(now.getTime() + step.minutes * 60_000);
  return {
    refusedUntil: null,
    after: { failures, windowStartedAt: isOver ? now : before.windowStartedAt, blockedUntil },
  };
}

interface AttemptRow {
  failures: number;
  window_started_at: Date;
  blocked_until: Date | null;
}

/**
 * Counts an attempt as failed for every subject, before the secret is looked at, so that a hundred at once do not get a
 * hundred guesses. Returns until when this one is refused, or null. Counters live in PostgreSQL: they survive a restart and
 * the loss of Redis. Give subjects that several requests share in one order, always the same. Success takes the count back
 * with {@link forgetAttempts} or {@link takeBackAttempt}.
 */
export async function countAttempts(
  tx: Counting,
  subjects: readonly AttemptSubject[],
  now: Date,
): Promise<Date | null> {
  let refusedUntil: Date | null = null;
  for (const { subject, limits } of subjects) {
    // One statement makes and locks the row: between two, a twin that was right may have removed it.
    const [row] = await tx.query<AttemptRow>(
      'insert into sign_in_attempt (subject, window_started_at) values ($1, $2) on conflict (subject)' +
        ' do update set subject = excluded.subject returning failures, window_started_at, blocked_until',
      [subject, now],
    );
    if (row === undefined) throw new Error('an attempt was not counted');
    const before = {
      failures: row.failures,
      windowStartedAt: row.window_started_at,
      blockedUntil: row.blocked_until,
    };
    const next = nextAttempt(before, limits, now);
    refusedUntil ??= next.refusedUntil;
    await tx.query(
      'update sign_in_attempt set failures = $2, window_started_at = $3, blocked_until = $4 where subject = $1',
      [subject, next.after.failures, next.after.windowStartedAt, next.after.blockedUntil],
    );
  }
  return refusedUntil;
}

/** The secret was right: nothing is counted against the subject any more. Also lifts its block. */
export async function forgetAttempts(tx: Counting, subject: string): Promise<void> {
  await tx.query('delete from sign_in_attempt where subject = $1', [subject]);
}

/** Takes one attempt back and keeps the others: for subjects that strangers share, such as an address. */
export async function takeBackAttempt(tx: Counting, subject: string): Promise<void> {
  await tx.query(
    'update sign_in_attempt set failures = greatest(failures - 1, 0), blocked_until = null where subject = $1',
    [subject],
  );
}

/** An address from which too many passwords were tried. */
export interface GuessingAddress {
  readonly subject: string;
  readonly failures: number;
  readonly since: Date;
  readonly blockedUntil: Date;
}

/** Addresses that wait at present because of what was guessed from them. */
export async function readGuessingAddresses(tx: Counting, now: Date): Promise<GuessingAddress[]> {
  const rows = await tx.query<AttemptRow & { subject: string }>(
    'select substr(subject, 9) as subject, failures, window_started_at, blocked_until from sign_in_attempt' +
      " where subject like 'address:%' and blocked_until > $1 order by blocked_until desc limit 500",
    [now],
  );
  return rows.flatMap(({ subject, failures, window_started_at: since, blocked_until: blockedUntil }) =>
    blockedUntil === null ? [] : [{ subject, failures, since, blockedUntil }],
  );
}

/** Lets an address guess anew. False: it did not wait. */
export async function liftGuessingAddress(tx: Counting, address: string): Promise<boolean> {
  const gone = await tx.query('delete from sign_in_attempt where subject = $1 returning 1', [`address:${address}`]);
  return gone.length > 0;
}
