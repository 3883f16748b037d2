import type { GlobalTx } from '../../../platform/database/index.ts';
import { countedSubject, readFailures } from './failures.ts';
import { type CodeChannel, MOST_SENDS, SENDS_WINDOW_MS } from './issue-code.ts';
import { MOST_ATTEMPTS } from './redeem-code.ts';

/** What whoever issues codes may see of them: everything but the code. */
export interface CodeState {
  /** The code that can still be used. */
  readonly open: {
    readonly channel: CodeChannel;
    readonly issuedAt: Date;
    readonly expiresAt: Date;
    readonly attemptsLeft: number;
  } | null;
  readonly sendsLeft: number;
  readonly lockedUntil: Date | null;
}

interface OpenRow {
  readonly channel: CodeChannel;
  readonly issued_at: Date;
  readonly expires_at: Date;
  readonly attempts: number;
}

/** How far a subject is with its codes for a purpose. */
export async function readCodeState(tx: GlobalTx, purpose: string, subjectId: string, now: Date): Promise<CodeState> {
  const [open] = await tx.query<OpenRow>(
    'select channel, issued_at, expires_at, attempts from one_time_code' +
      ' where purpose = $1 and subject_id = $2 and used_at is null and replaced_at is null and expires_at > $3',
    [purpose, subjectId, now],
  );
  const [sent] = await tx.query<{ n: number }>(
    'select count(*)::int as n from one_time_code where purpose = $1 and subject_id = $2 and issued_at > $3',
    [purpose, subjectId, new Date(now.getTime() - SENDS_WINDOW_MS)],
  );
  const { lockedUntil } = await readFailures(tx, countedSubject(purpose, subjectId), now);
  return {
    open:
      open === undefined
        ? null
        : {
            channel: open.channel,
            issuedAt: open.issued_at,
            expiresAt: open.expires_at,
            attemptsLeft: MOST_ATTEMPTS - open.attempts,
          },
    sendsLeft: Math.max(0, MOST_SENDS - (sent?.n ?? 0)),
    lockedUntil,
  };
}
