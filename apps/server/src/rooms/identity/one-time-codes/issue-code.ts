import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { hashOfSecret } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import type { Personal } from '../../../platform/personal/index.ts';
import { newCode } from './code-text.ts';
import { countedAccount, countedSubject, lockFailures } from './failures.ts';
import { hashCode } from './hashing.ts';

/** How a code reaches its person; `in-person` shows it once to whoever issues it. */
export type CodeChannel = 'email' | 'sms' | 'in-person';

export interface CodeInput {
  /** What it is good for, in lower case with dots: `access.activate`. */
  readonly purpose: string;
  /** What it is for: a request, a person, a register. A UUID. */
  readonly subjectId: string;
  /** Whose it is, when there is an account already. */
  readonly accountId: string | null;
  /** Where it is sent; empty when it is handed over in person. */
  readonly recipient: string;
  readonly channel: CodeChannel;
  /** 15 for an activation, 10 for what signs in or approves. */
  readonly ttlMinutes: number;
}

export interface IssuedCode {
  readonly codeId: string;
  /** Six characters, known here only: the database keeps a hash. */
  readonly code: string;
  readonly expiresAt: Date;
}

export type IssueRefusal = Refusal<'codes-used-up' | 'code-locked'> & { readonly retryAt: Date };

/** Codes within {@link SENDS_WINDOW_MS}, for one subject and to one address. */
export const MOST_SENDS = 3;
export const SENDS_WINDOW_MS = 15 * 60_000;

/**
 * Makes a one-time code in the caller's transaction; the code before it for the same purpose and subject is dead then.
 * Refused while the subject is locked after failures, and after three codes within fifteen minutes.
 */
export async function issueCode(
  deps: Pick<Deps, 'clock' | 'ids' | 'personal'>,
  tx: GlobalTx,
  input: CodeInput,
): Promise<Result<IssuedCode, IssueRefusal>> {
  const now = deps.clock.now();
  const recipientHash = input.recipient === '' ? null : await hashOfRecipient(deps.personal, tx, input);
  if (recipientHash !== null) await lockRecipient(tx, input.purpose, recipientHash);
  const lockedUntil = await lockOf(tx, input, now);
  if (lockedUntil !== null) return refuse({ code: 'code-locked', detail: LOCKED, retryAt: lockedUntil });
  const retryAt = await nextSend(tx, input, recipientHash, now);
  if (retryAt !== null) return refuse({ code: 'codes-used-up', detail: USED_UP, retryAt });
  const code = newCode();
  const codeId = deps.ids.next();
  const expiresAt = new Date(now.getTime() + input.ttlMinutes * 60_000);
  await tx.query(
    'update one_time_code set replaced_at = $3' +
      ' where purpose = $1 and subject_id = $2 and used_at is null and replaced_at is null',
    [input.purpose, input.subjectId, now],
  );
  await tx.db
    .insertInto('one_time_code')
    .values({
      code_id: codeId,
      purpose: input.purpose,
      subject_id: input.subjectId,
      account_id: input.accountId,
      channel: input.channel,
      recipient_hash: recipientHash,
      code_hash: await hashCode(code),
      issued_at: now,
      expires_at: expiresAt,
    })
    .execute();
  return ok({ codeId, code, expiresAt });
}

/** Keyed: addresses and telephone numbers are few enough to be guessed from a plain hash. */
async function hashOfRecipient(personal: Personal, tx: GlobalTx, { channel, recipient }: CodeInput): Promise<string> {
  const kind = channel === 'sms' ? 'phone' : 'email';
  return hashOfSecret(await personal.blindIndex(tx, 'one_time_code.recipient', kind, recipient));
}

const LOCKED = 'Too many wrong codes were tried. Nothing can be tried or sent for half an hour.';
const USED_UP = 'Three codes were made within a quarter of an hour. Wait before the next one.';

/** Two subjects with one address must not each find room for the last code. */
async function lockRecipient(tx: GlobalTx, purpose: string, recipientHash: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${purpose}:${recipientHash}`]);
}

/** Until when nothing goes on for the subject or the person. Locks the counts, so that issuing and guessing take turns. */
async function lockOf(tx: GlobalTx, input: CodeInput, now: Date): Promise<Date | null> {
  const subject = await lockFailures(tx, countedSubject(input.purpose, input.subjectId), now);
  if (subject.lockedUntil !== null || input.accountId === null) return subject.lockedUntil;
  return (await lockFailures(tx, countedAccount(input.accountId), now)).lockedUntil;
}

/** When there is room for another code; null: now. */
async function nextSend(
  tx: GlobalTx,
  { purpose, subjectId }: CodeInput,
  recipientHash: string | null,
  now: Date,
): Promise<Date | null> {
  const since = new Date(now.getTime() - SENDS_WINDOW_MS);
  const [row] = await tx.query<{ of_subject: Date | null; of_recipient: Date | null }>(
    `select (select issued_at from one_time_code where purpose = $1 and subject_id = $2 and issued_at > $4
              order by issued_at desc offset ${MOST_SENDS - 1} limit 1) as of_subject,
            (select issued_at from one_time_code where purpose = $1 and recipient_hash = $3 and issued_at > $4
              order by issued_at desc offset ${MOST_SENDS - 1} limit 1) as of_recipient`,
    [purpose, subjectId, recipientHash, since],
  );
  const full = [row?.of_subject ?? null, row?.of_recipient ?? null].filter((at) => at !== null);
  if (full.length === 0) return null;
  return new Date(Math.max(...full.map((at) => at.getTime())) + SENDS_WINDOW_MS);
}
