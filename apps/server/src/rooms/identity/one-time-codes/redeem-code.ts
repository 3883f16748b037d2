import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { readCode } from './code-text.ts';
import { addFailure, countedAccount, countedSubject, forgiveFailures, lockFailures } from './failures.ts';
import { pretendToVerifyCode, verifyCode } from './hashing.ts';

/** Guesses that one code bears. */
export const MOST_ATTEMPTS = 5;

export interface CodeClaim {
  readonly purpose: string;
  readonly subjectId: string;
  /** When the person is known: a code of somebody else is none. */
  readonly accountId?: string;
  /** As it was typed. */
  readonly code: string;
}

export interface RedeemedCode {
  readonly codeId: string;
  readonly accountId: string | null;
}

/** A code that was right when it was looked at; {@link consumeCode} uses it up. */
export interface CheckedCode extends RedeemedCode {
  readonly purpose: string;
  readonly subjectId: string;
}

/** Wrong, expired, used, replaced and never issued are one answer. */
export type CodeRefusal = Refusal<'code-wrong' | 'code-locked'> & { readonly retryAt?: Date };

/** Uses a code up. Of any number of requests with the right code at most one is told so. */
export async function redeemCode(
  deps: Pick<Deps, 'db' | 'clock'>,
  claim: CodeClaim,
): Promise<Result<RedeemedCode, CodeRefusal>> {
  const checked = await checkCode(deps, claim);
  if (!checked.ok) return checked;
  const isOurs = await deps.db.globalTx((tx) => consumeCode(tx, checked.value, deps.clock.now()));
  return isOurs ? ok({ codeId: checked.value.codeId, accountId: checked.value.accountId }) : codeWrong();
}

/**
 * Looks at a code without using it up, for a change that has to happen in the transaction that does. Every try is counted as
 * a failure in PostgreSQL before anything is hashed, so that a thousand at once are not a thousand guesses.
 */
export async function checkCode(
  deps: Pick<Deps, 'db' | 'clock'>,
  claim: CodeClaim,
): Promise<Result<CheckedCode, CodeRefusal>> {
  const code = readCode(claim.code);
  // What cannot be a code says nothing about its subject.
  if (code === undefined) return codeWrong();
  const now = deps.clock.now();
  const counted = await deps.db.globalTx((tx) => countTry(tx, claim, now));
  if (counted.kind === 'locked') return refuse({ code: 'code-locked', detail: LOCKED, retryAt: counted.until });
  if (counted.kind === 'nothing') {
    if (counted.isWorthPretending) await pretendToVerifyCode(code);
    return codeWrong();
  }
  if (!(await verifyCode(counted.codeHash, code))) return codeWrong();
  const { purpose, subjectId } = claim;
  return ok({ codeId: counted.codeId, accountId: counted.accountId, purpose, subjectId });
}

/** Uses a checked code up, once, and forgives the tries. False: it was used, replaced or became too old meanwhile. */
export async function consumeCode(tx: GlobalTx, checked: CheckedCode, now: Date): Promise<boolean> {
  const { purpose, subjectId, accountId } = checked;
  // In the order in which a try and a new code take them: counts first, then the code. Else two would wait for each other.
  await lockFailures(tx, countedSubject(purpose, subjectId), now);
  if (accountId !== null) await lockFailures(tx, countedAccount(accountId), now);
  const used = await tx.query(
    'update one_time_code set used_at = $2 where code_id = $1 and used_at is null and replaced_at is null' +
      ' and expires_at > $2 returning code_id',
    [checked.codeId, now],
  );
  if (used.length === 0) return false;
  const person = accountId === null ? [] : [countedAccount(accountId)];
  await forgiveFailures(tx, [countedSubject(purpose, subjectId), ...person]);
  return true;
}

const LOCKED = 'Too many wrong codes were tried. Nothing can be tried or sent for half an hour.';

/** The answer to every code that does not open. */
export function codeWrong(): { readonly ok: false; readonly error: CodeRefusal } {
  return refuse({ code: 'code-wrong', detail: 'This code is wrong, too old or used already. Ask for a new one.' });
}

type Counted =
  | { readonly kind: 'locked'; readonly until: Date }
  | { readonly kind: 'nothing'; readonly isWorthPretending: boolean }
  | { readonly kind: 'code'; readonly codeId: string; readonly accountId: string | null; readonly codeHash: string };

interface CodeRow {
  readonly code_id: string;
  readonly account_id: string | null;
  readonly code_hash: string;
  readonly attempts: number;
  readonly expires_at: Date;
}

async function countTry(tx: GlobalTx, claim: CodeClaim, now: Date): Promise<Counted> {
  const subject = await lockFailures(tx, countedSubject(claim.purpose, claim.subjectId), now);
  if (subject.lockedUntil !== null) return { kind: 'locked', until: subject.lockedUntil };
  const [row] = await tx.query<CodeRow>(
    'select code_id, account_id, code_hash, attempts, expires_at from one_time_code' +
      ' where purpose = $1 and subject_id = $2 and used_at is null and replaced_at is null',
    [claim.purpose, claim.subjectId],
  );
  const accountId = row?.account_id ?? null;
  if (accountId !== null) {
    const person = await lockFailures(tx, countedAccount(accountId), now);
    if (person.lockedUntil !== null) return { kind: 'locked', until: person.lockedUntil };
    await addFailure(tx, person, now);
  }
  await addFailure(tx, subject, now);
  const isOfPerson = claim.accountId === undefined || claim.accountId === accountId;
  if (row === undefined || !isOfPerson || row.expires_at <= now || row.attempts >= MOST_ATTEMPTS) {
    // As many tries take their time here as a real code bears.
    return { kind: 'nothing', isWorthPretending: subject.failures < MOST_ATTEMPTS };
  }
  await tx.query('update one_time_code set attempts = attempts + 1 where code_id = $1', [row.code_id]);
  return { kind: 'code', codeId: row.code_id, accountId, codeHash: row.code_hash };
}
