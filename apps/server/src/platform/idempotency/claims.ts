import { createHash } from 'node:crypto';
import { type Database, type GlobalTx, withCommitMark, withoutCommitMark } from '../database/index.ts';
import type { Deps } from '../deps.ts';

/** A request that is to have one effect, however often it comes. */
export interface KeyedRequest {
  readonly actor: string;
  readonly key: string;
  readonly operation: string;
  readonly hash: string;
}

/** What a claim found. */
export type Claim =
  | { readonly kind: 'ours'; readonly claimId: string }
  | { readonly kind: 'answered'; readonly answer: string }
  | { readonly kind: 'other-content' | 'in-progress' | 'answer-lost' };

type ClaimDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'personal'>;

/** Longer than any handler may take: afterwards the process that held the claim is taken to be dead. */
const HOLD_MS = 2 * 60_000;
/** Rows are kept for a day: nobody repeats an office's request after that. */
export const KEPT_MS = 24 * 3_600_000;

/** The fingerprint of an address and a body: the same id with another one is a mistake of the caller. */
export function hashOfRequest(url: string, body: unknown): string {
  return createHash('sha256')
    .update(`${url}\n${JSON.stringify(body) ?? ''}`, 'utf8')
    .digest('hex');
}

interface Row {
  readonly operation: string;
  readonly request_hash: string;
  readonly claim_id: string;
  readonly claimed_until: Date;
  readonly has_effect: boolean;
  readonly finished_at: Date | null;
  readonly answer_sealed: string | null;
}

/**
 * Claims a request: `ours` may be carried out. A claim that was given up (its process died) passes on when it had no effect
 * yet; when it had one, its answer is lost and nobody repeats it.
 */
export async function claimRequest(deps: ClaimDeps, request: KeyedRequest): Promise<Claim> {
  const { db, clock, ids, personal } = deps;
  return db.globalTx(async (tx) => {
    const now = clock.now();
    const claimId = ids.next();
    const until = new Date(now.getTime() + HOLD_MS);
    const { actor, key, operation, hash } = request;
    const made = await tx.query(
      'insert into request_key (actor, request_key, operation, request_hash, claim_id, claimed_at, claimed_until)' +
        ' values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning 1',
      [actor, key, operation, hash, claimId, now, until],
    );
    if (made.length === 1) return { kind: 'ours', claimId };
    const [row] = await tx.query<Row>(
      'select operation, request_hash, claim_id, claimed_until, has_effect, finished_at, answer_sealed from request_key' +
        ' where actor = $1 and request_key = $2 for update',
      [actor, key],
    );
    // Released between the two statements: whoever asks is told to come again at once.
    if (row === undefined) return { kind: 'in-progress' };
    if (row.operation !== operation || row.request_hash !== hash) return { kind: 'other-content' };
    if (row.answer_sealed !== null) {
      return { kind: 'answered', answer: await personal.open(tx, fieldOf(request), row.answer_sealed) };
    }
    if (row.finished_at === null && row.claimed_until > now) return { kind: 'in-progress' };
    if (row.finished_at !== null || row.has_effect) return { kind: 'answer-lost' };
    await tx.query(
      'update request_key set claim_id = $3, claimed_at = $4, claimed_until = $5 where actor = $1 and request_key = $2',
      [actor, key, claimId, now, until],
    );
    return { kind: 'ours', claimId };
  });
}

/**
 * Carries out a claimed request: each of its transactions that changes something notes so in itself. A handler whose claim
 * has passed on meanwhile changes nothing more.
 */
export function carryOut<T>(claimId: string, work: () => Promise<T>): Promise<T> {
  // Raises when the claim is not ours any more, which rolls the change back.
  const text = 'select note_request_effect($1::uuid)';
  return withCommitMark({ text, values: [claimId] }, work);
}

/** Keeps the answer of a request, so that a repeat is given the same one. */
export function keepAnswer(deps: ClaimDeps, request: KeyedRequest, claimId: string, answer: string): Promise<void> {
  return withoutCommitMark(() => deps.db.globalTx((tx) => writeAnswer(deps, tx, request, claimId, answer)));
}

async function writeAnswer(
  { personal, clock }: ClaimDeps,
  tx: GlobalTx,
  request: KeyedRequest,
  claimId: string,
  answer: string,
): Promise<void> {
  const sealed = await personal.seal(tx, fieldOf(request), answer);
  await tx.query('update request_key set finished_at = $2, answer_sealed = $3 where claim_id = $1', [
    claimId,
    clock.now(),
    sealed,
  ]);
}

/**
 * Settles a request that was refused: without an effect it may come again, else its refusal is kept like any other answer. In
 * one transaction, so that no twin meets it in between, done and without an answer.
 */
export function settleRefusal(deps: ClaimDeps, request: KeyedRequest, claimId: string, answer: string): Promise<void> {
  return withoutCommitMark(() =>
    deps.db.globalTx(async (tx) => {
      const forgotten = await tx.query(
        'delete from request_key where claim_id = $1 and finished_at is null and not has_effect returning 1',
        [claimId],
      );
      if (forgotten.length === 0) await writeAnswer(deps, tx, request, claimId, answer);
    }),
  );
}

/**
 * Lets go of a request that failed: without an effect, or when forced, it may come again. Else it is still there because it
 * had an effect, and its answer is lost.
 */
export function letGo(db: Database, claimId: string, now: Date, isForced: boolean): Promise<void> {
  return withoutCommitMark(() =>
    db.globalTx(async (tx) => {
      await tx.query('delete from request_key where claim_id = $1 and finished_at is null and ($2 or not has_effect)', [
        claimId,
        isForced,
      ]);
      await tx.query('update request_key set claimed_until = $2 where claim_id = $1 and finished_at is null', [
        claimId,
        now,
      ]);
    }),
  );
}

/** Forgets requests of more than a day ago. Returns how many. */
export function forgetRequests(db: Database, now: Date): Promise<number> {
  return db.globalTx(async (tx) => {
    const before = new Date(now.getTime() - KEPT_MS);
    const gone = await tx.query('delete from request_key where claimed_at < $1 returning 1', [before]);
    return gone.length;
  });
}

function fieldOf({ actor, key }: KeyedRequest) {
  return { table: 'request_key', column: 'answer', rowId: `${actor}:${key}` };
}
