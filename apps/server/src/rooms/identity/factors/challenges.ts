import { randomBytes } from 'node:crypto';
import { hashOfSecret } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';

export type ChallengePurpose = 'second-step' | 'passkey-sign-in' | 'passkey-confirm' | 'passkey-registration';

/** One attempt to prove who somebody is, between its question and its answer. */
export interface Challenge {
  readonly accountId: string | null;
  readonly sessionId: string | null;
  /** What a passkey has to sign. */
  readonly nonce: string | null;
}

interface NewChallenge extends Challenge {
  readonly purpose: ChallengePurpose;
}

const LIFETIME_MS = 5 * 60_000;
/** Each attempt is counted for the account as well; this bounds what one right password is good for. */
const MAXIMUM_TRIES = 5;

/** Opens a challenge and returns what only the asker holds: the table keeps its hash. Forgets those that have run out. */
export async function openChallenge(tx: GlobalTx, challenge: NewChallenge, now: Date): Promise<string> {
  await tx.query('delete from factor_challenge where expires_at <= $1', [now]);
  const token = randomBytes(32).toString('base64url');
  await tx.query(
    'insert into factor_challenge (token_hash, purpose, account_id, session_id, nonce, expires_at)' +
      ' values ($1, $2, $3, $4, $5, $6)',
    [
      hashOfSecret(token),
      challenge.purpose,
      challenge.accountId,
      challenge.sessionId,
      challenge.nonce,
      new Date(now.getTime() + LIFETIME_MS),
    ],
  );
  return token;
}

/** The challenge behind a token, with one try counted; nothing when it is over, used up or for something else. */
export async function tryChallenge(
  tx: GlobalTx,
  token: string,
  purpose: ChallengePurpose,
  now: Date,
): Promise<Challenge | undefined> {
  const [row] = await tx.query<{ account_id: string | null; session_id: string | null; nonce: string | null }>(
    'update factor_challenge set tries = tries + 1' +
      ` where token_hash = $1 and purpose = $2 and expires_at > $3 and tries < ${MAXIMUM_TRIES}` +
      ' returning account_id, session_id, nonce',
    [hashOfSecret(token), purpose, now],
  );
  return row === undefined ? undefined : { accountId: row.account_id, sessionId: row.session_id, nonce: row.nonce };
}

/** Uses a challenge up. False when a twin of this request was faster. */
export async function endChallenge(tx: GlobalTx, token: string): Promise<boolean> {
  const ended = await tx.query('delete from factor_challenge where token_hash = $1 returning token_hash', [
    hashOfSecret(token),
  ]);
  return ended.length > 0;
}
