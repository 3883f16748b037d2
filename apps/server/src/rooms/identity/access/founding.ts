import { createHash, randomBytes } from 'node:crypto';
import { ok, type Result, refuse } from '@mosaajii/domain';
import { hashOfSecret } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { normaliseEmail } from '../account-emails.ts';
import { type CodeRefusal, checkCode, codeWrong, consumeCode } from '../one-time-codes/index.ts';
import { ACTIVATION } from './decide-request.ts';
import { moveRefusal } from './move-request.ts';
import { type Applicant, emailIndexOf } from './person.ts';
import { openRequestOf, readRequest } from './request-rows.ts';

/** The set-up asks five questions; an hour is plenty and short enough for a window that was left open. */
const FOUNDING_MS = 60 * 60_000;
/** Tells the token of a request from the one that the server prints. */
const PREFIX = 'shop.';

export interface Founding {
  readonly token: string;
  readonly expiresAt: Date;
  readonly applicant: Applicant;
}

/**
 * Redeems the code of an activation for a token that opens the set-up of one shop. A request whose payment has not been
 * verified has no code: it is answered, like an unknown address, as a wrong one.
 */
export async function beginFounding(
  deps: Pick<Deps, 'db' | 'clock' | 'personal'>,
  input: { readonly email: string; readonly code: string },
): Promise<Result<Founding, CodeRefusal>> {
  const request = await deps.db.globalTx(async (tx) =>
    openRequestOf(deps, tx, await emailIndexOf(deps, tx, input.email)),
  );
  const subjectId = request?.requestId ?? nobodysId(input.email);
  const checked = await checkCode(deps, { purpose: ACTIVATION, subjectId, code: input.code });
  if (!checked.ok) return checked;
  if (request === undefined) throw new Error('a code of nobody was right');
  const now = deps.clock.now();
  const token = `${PREFIX}${randomBytes(24).toString('base64url')}`;
  const expiresAt = new Date(now.getTime() + FOUNDING_MS);
  return deps.db.globalTx(async (tx) => {
    if (!(await consumeCode(tx, checked.value, now))) return codeWrong();
    await tx.query(
      'update access_request set founding_token_hash = $2, founding_expires_at = $3 where request_id = $1',
      [subjectId, hashOfSecret(token), expiresAt],
    );
    return ok({ token, expiresAt, applicant: request });
  });
}

/** Tries for an address that asked for nothing are counted under an id that is always the same for it and names nobody. */
function nobodysId(email: string): string {
  const hex = createHash('sha256')
    .update(`nobody:${normaliseEmail(email)}`, 'utf8')
    .digest('hex');
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Whether a set-up token claims to come from a request. */
export function isFoundingToken(token: string): boolean {
  return token.startsWith(PREFIX);
}

/** The request behind a founding token that is still good, or undefined. */
export async function readFounding(
  deps: Pick<Deps, 'clock' | 'personal'>,
  tx: GlobalTx,
  token: string,
): Promise<{ readonly requestId: string; readonly email: string } | undefined> {
  const [row] = await tx.query<{ request_id: string }>(
    "select request_id from access_request where founding_token_hash = $1 and state = 'code-issued' and founding_expires_at > $2",
    [hashOfSecret(token), deps.clock.now()],
  );
  return row === undefined ? undefined : readRequest(deps, tx, row.request_id);
}

/** The last step of a request, in the transaction that founds its shop. False: another request with the token was faster. */
export async function completeFounding(
  deps: Pick<Deps, 'clock'>,
  tx: GlobalTx,
  requestId: string,
  shop: { readonly accountId: string; readonly organizationId: string },
): Promise<Result<null, ReturnType<typeof moveRefusal>>> {
  const [row] = await tx.query<{ outcome: string }>('select access_activate($1, $2, $3, $4) as outcome', [
    requestId,
    shop.accountId,
    shop.organizationId,
    deps.clock.now(),
  ]);
  return row?.outcome === 'moved' ? ok(null) : refuse(moveRefusal(row?.outcome ?? 'nothing'));
}
