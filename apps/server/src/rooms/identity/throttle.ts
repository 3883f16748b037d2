import type { Database } from '../../platform/database/index.ts';

interface Attempts {
  readonly failures: number;
  readonly windowStartedAt: Date;
  readonly blockedUntil: Date | null;
}

interface Limits {
  /** Failures from which on each one blocks, and for how many minutes; ascending. */
  readonly steps: readonly { readonly from: number; readonly minutes: number }[];
}

const WINDOW_MS = 15 * 60_000;

/** PCI DSS 8.3.4 asks for a lock of 30 minutes after at most ten failures; the first five are people who mistype. */
const PER_ACCOUNT: Limits = {
  steps: [
    { from: 5, minutes: 1 },
    { from: 8, minutes: 5 },
    { from: 10, minutes: 30 },
  ],
};
/** A whole shop may share one address. */
const PER_ADDRESS: Limits = { steps: [{ from: 50, minutes: 15 }] };

/** Counts one attempt before it is made: `blockedUntil` in the future refuses it. Pure. */
export function nextAttempt(
  before: Attempts,
  limits: Limits,
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
 * Counts an attempt to sign in as failed, before the password is looked at, so that a hundred at once do not get a
 * hundred guesses. Returns until when this one is refused, or null. Success takes the count back with {@link forgive}.
 */
export function countAttempt(db: Database, email: string, address: string, now: Date): Promise<Date | null> {
  return db.globalTx(async (tx) => {
    const subjects = [
      { subject: `account:${email}`, limits: PER_ACCOUNT },
      { subject: `address:${address}`, limits: PER_ADDRESS },
    ];
    let refusedUntil: Date | null = null;
    for (const { subject, limits } of subjects) {
      await tx.query(
        'insert into sign_in_attempt (subject, window_started_at) values ($1, $2) on conflict (subject) do nothing',
        [subject, now],
      );
      const [row] = await tx.query<AttemptRow>(
        'select failures, window_started_at, blocked_until from sign_in_attempt where subject = $1 for update',
        [subject],
      );
      if (row === undefined) throw new Error('an attempt that was just counted is gone');
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
  });
}

/** Takes back what {@link countAttempt} counted: the password was right. */
export async function forgive(db: Database, email: string, address: string): Promise<void> {
  await db.globalTx(async (tx) => {
    await tx.query('delete from sign_in_attempt where subject = $1', [`account:${email}`]);
    await tx.query(
      'update sign_in_attempt set failures = greatest(failures - 1, 0), blocked_until = null where subject = $1',
      [`address:${address}`],
    );
  });
}
