import type { AuditAction } from '@mosaajii/contract/audit-actions';
import type { PasskeyChallenge, TotpEnrolment } from '@mosaajii/contract/factors';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { emailsOf, type SealedEmail } from '../account-emails.ts';
import { confirmSession } from '../recognise-user.ts';
import { endSessions, type IssuedToken } from '../sessions.ts';
import { endChallenge, openChallenge, tryChallenge } from './challenges.ts';
import { countFactors, needsFactor } from './held-factors.ts';
import {
  listPasskeys,
  MAXIMUM_PASSKEYS,
  type Registration,
  readRegistration,
  registrationOptions,
} from './passkeys.ts';
import { countRecoveryCodes, makeRecoveryCodes, replaceRecoveryCodes } from './recovery-codes.ts';
import type { Site } from './site.ts';
import { beginTotp, completeTotp, removeTotp } from './totp.ts';

export type FactorRefusal = Refusal<'second-factor-needed' | 'wrong-factor' | 'last-factor' | 'not-found' | 'conflict'>;

/** Where a change comes from. */
export interface FactorOrigin {
  /** The session's token; another takes its place when a factor is added. */
  readonly token: string;
  readonly address: string;
  readonly requestId: string;
}

export interface Added {
  /** Stated once: made when the account had none. */
  readonly recoveryCodes: string[] | null;
  readonly issued: IssuedToken | undefined;
}

/** One change at a time to what opens an account. */
async function lockAccount(
  { personal }: Pick<Deps, 'personal'>,
  tx: GlobalTx,
  actor: UserActor,
): Promise<{ email: string; display_name: string }> {
  const [account] = await tx.query<SealedEmail & { display_name: string }>(
    'select account_id, email, email_sealed, display_name from account where account_id = $1 for update',
    [actor.accountId],
  );
  if (account === undefined) throw new Error(`there is no account ${actor.accountId}`);
  const [email = ''] = await emailsOf(personal, tx, [account]);
  return { email, display_name: account.display_name };
}

/** Whoever knows the password alone does not change what stands beside it; the first factor is added by it. */
async function refusalFor(tx: GlobalTx, actor: UserActor): Promise<Result<never, FactorRefusal> | null> {
  if (actor.assurance === 'second-factor' || (await countFactors(tx, actor.accountId)) === 0) return null;
  return refuse({ code: 'second-factor-needed', detail: 'Confirm with the second factor that the account has.' });
}

/** Begins to add an authenticator app, or to move to another one. */
export function beginTotpEnrolment(deps: Deps, actor: UserActor): Promise<Result<TotpEnrolment, FactorRefusal>> {
  return deps.db.globalTx(async (tx) => {
    const account = await lockAccount(deps, tx, actor);
    const refusal = await refusalFor(tx, actor);
    return refusal ?? ok(await beginTotp(deps, tx, actor.accountId, account.email));
  });
}

/** Takes the app into use with its first code. */
export async function completeTotpEnrolment(
  deps: Deps,
  actor: UserActor,
  code: string,
  origin: FactorOrigin,
): Promise<Result<Added, FactorRefusal>> {
  const spare = await spareCodes(deps, actor);
  return deps.db.globalTx(async (tx) => {
    await lockAccount(deps, tx, actor);
    const refusal = await refusalFor(tx, actor);
    if (refusal !== null) return refusal;
    if (!(await completeTotp(deps, tx, actor.accountId, code, deps.clock.now()))) {
      return refuse({ code: 'wrong-factor', detail: 'The code is not the one that the app shows now.' });
    }
    return ok(await added(deps, tx, actor, { kind: 'totp' }, { spare, origin }));
  });
}

/** Asks the browser for a new passkey of this site. */
export function beginPasskey(
  deps: Deps,
  actor: UserActor,
  site: Site,
): Promise<Result<PasskeyChallenge, FactorRefusal>> {
  return deps.db.globalTx(async (tx) => {
    const account = await lockAccount(deps, tx, actor);
    const refusal = await refusalFor(tx, actor);
    if (refusal !== null) return refusal;
    const known = await listPasskeys(tx, actor.accountId);
    if (known.length >= MAXIMUM_PASSKEYS) {
      return refuse({ code: 'conflict', detail: `An account has at most ${MAXIMUM_PASSKEYS} passkeys.` });
    }
    const person = { accountId: actor.accountId, email: account.email, displayName: account.display_name };
    const options = await registrationOptions(site, person, known);
    const { accountId, sessionId } = actor;
    const attempt = { purpose: 'passkey-registration', accountId, sessionId, nonce: options.challenge } as const;
    return ok({ challenge: await openChallenge(tx, attempt, deps.clock.now()), options: { ...options } });
  });
}

export interface NewPasskey {
  readonly challenge: string;
  readonly name: string;
  readonly passkey: Registration;
  readonly site: Site;
}

/** Keeps a passkey that was made for this session's question. */
export async function addPasskey(
  deps: Deps,
  actor: UserActor,
  input: NewPasskey,
  origin: FactorOrigin,
): Promise<Result<Added, FactorRefusal>> {
  const spare = await spareCodes(deps, actor);
  return deps.db.globalTx(async (tx) => {
    await lockAccount(deps, tx, actor);
    const now = deps.clock.now();
    const refusal = await refusalFor(tx, actor);
    if (refusal !== null) return refusal;
    const attempt = await tryChallenge(tx, input.challenge, 'passkey-registration', now);
    if (attempt?.nonce == null || attempt.sessionId !== actor.sessionId) return notMade();
    await endChallenge(tx, input.challenge);
    const made = await readRegistration(input.site, attempt.nonce, input.passkey);
    if (made === null) return notMade();
    const passkeyId = deps.ids.next();
    const written = await tx.query(
      'insert into passkey (passkey_id, account_id, credential_id, relying_party, name, public_key, counter, transports,' +
        ' is_backed_up, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)' +
        ' on conflict (credential_id) do nothing returning passkey_id',
      [
        passkeyId,
        actor.accountId,
        made.id,
        input.site.relyingParty,
        input.name,
        Buffer.from(made.publicKey),
        made.counter,
        made.transports,
        made.isBackedUp,
        now,
      ],
    );
    if (written.length === 0) return refuse({ code: 'conflict', detail: 'This passkey is known already.' });
    return ok(await added(deps, tx, actor, { kind: 'passkey', passkeyId, name: input.name }, { spare, origin }));
  });
}

function notMade(): Result<never, FactorRefusal> {
  return refuse({ code: 'wrong-factor', detail: 'This passkey was not made for this page just now. Begin again.' });
}

/** Codes for an account that has none yet; made before the transaction, because they take their time. */
async function spareCodes(deps: Deps, actor: UserActor) {
  const left = await deps.db.globalTx((tx) => countRecoveryCodes(tx, actor.accountId));
  return left > 0 ? null : makeRecoveryCodes();
}

interface Addition {
  readonly spare: Awaited<ReturnType<typeof makeRecoveryCodes>> | null;
  readonly origin: FactorOrigin;
}

/** A factor was added: the session has proved it, its token changes, and whoever is signed in elsewhere is so no more. */
async function added(
  deps: Deps,
  tx: GlobalTx,
  actor: UserActor,
  detail: Readonly<Record<string, string>>,
  { spare, origin: { token, ...origin } }: Addition,
): Promise<Added> {
  const now = deps.clock.now();
  // A twin may have made codes meanwhile: those hold.
  const isSpareWanted = spare !== null && (await countRecoveryCodes(tx, actor.accountId)) === 0;
  if (isSpareWanted) await replaceRecoveryCodes(tx, actor.accountId, spare.hashes, now);
  await note(tx, actor, 'factor.added', detail, origin);
  const end = { action: 'session.ended', reason: 'factor-changed', ...origin } as const;
  await endSessions(tx, { accountId: actor.accountId }, { except: actor.sessionId }, end, now);
  const issued = await confirmSession(tx, actor, token, 'second-factor', now);
  return { recoveryCodes: isSpareWanted ? spare.codes : null, issued };
}

/** Takes a factor away. The last one of somebody who administers stays until there is another. */
export function removeFactor(
  deps: Deps,
  actor: UserActor,
  factor: { readonly kind: 'totp' } | { readonly kind: 'passkey'; readonly passkeyId: string },
  origin: Omit<FactorOrigin, 'token'>,
): Promise<Result<null, FactorRefusal>> {
  return deps.db.globalTx(async (tx) => {
    await lockAccount(deps, tx, actor);
    const refusal = await refusalFor(tx, actor);
    if (refusal !== null) return refusal;
    if (!(await isHeld(tx, actor, factor))) return refuse({ code: 'not-found', detail: 'There is no such factor.' });
    const left = (await countFactors(tx, actor.accountId)) - 1;
    if (left === 0 && needsFactor(actor)) {
      const detail = 'This is your last second factor, and what you may do needs one. Add another one first.';
      return refuse({ code: 'last-factor', detail });
    }
    if (factor.kind === 'totp') await removeTotp(tx, actor.accountId);
    else
      await tx.query('delete from passkey where account_id = $1 and passkey_id = $2', [
        actor.accountId,
        factor.passkeyId,
      ]);
    if (left === 0) await tx.query('delete from recovery_code where account_id = $1', [actor.accountId]);
    await note(tx, actor, 'factor.removed', { ...factor }, origin);
    return ok(null);
  });
}

async function isHeld(tx: GlobalTx, actor: UserActor, factor: Parameters<typeof removeFactor>[2]): Promise<boolean> {
  const rows =
    factor.kind === 'totp'
      ? await tx.query('select 1 from totp_factor where account_id = $1 and enrolled_at is not null', [actor.accountId])
      : await tx.query('select 1 from passkey where account_id = $1 and passkey_id = $2', [
          actor.accountId,
          factor.passkeyId,
        ]);
  return rows.length > 0;
}

/** Gives a passkey another name. */
export function renamePasskey(
  deps: Deps,
  actor: UserActor,
  { passkeyId, name }: { readonly passkeyId: string; readonly name: string },
  origin: Omit<FactorOrigin, 'token'>,
): Promise<boolean> {
  return deps.db.globalTx(async (tx) => {
    const renamed = await tx.query(
      'update passkey set name = $3 where account_id = $1 and passkey_id = $2 returning passkey_id',
      [actor.accountId, passkeyId, name],
    );
    if (renamed.length > 0) await note(tx, actor, 'factor.renamed', { kind: 'passkey', passkeyId, name }, origin);
    return renamed.length > 0;
  });
}

/** Puts ten new codes in the place of all before. Refused for an account without a factor: there is nothing to recover. */
export async function renewRecoveryCodes(
  deps: Deps,
  actor: UserActor,
  origin: Omit<FactorOrigin, 'token'>,
): Promise<Result<string[], FactorRefusal>> {
  const { codes, hashes } = await makeRecoveryCodes();
  return deps.db.globalTx(async (tx) => {
    await lockAccount(deps, tx, actor);
    const refusal = await refusalFor(tx, actor);
    if (refusal !== null) return refusal;
    if ((await countFactors(tx, actor.accountId)) === 0) {
      return refuse({ code: 'conflict', detail: 'Add an authenticator app or a passkey first.' });
    }
    await replaceRecoveryCodes(tx, actor.accountId, hashes, deps.clock.now());
    await note(tx, actor, 'recovery-codes.replaced', {}, origin);
    return ok(codes);
  });
}

async function note(
  tx: GlobalTx,
  actor: UserActor,
  action: AuditAction,
  detail: Readonly<Record<string, unknown>>,
  origin: Omit<FactorOrigin, 'token'>,
): Promise<void> {
  const inside = await tx.enter(actor.organizationId);
  const { userId } = actor;
  await recordChange(inside, {
    kind: 'identity',
    ids: [],
    audit: [{ action, subjectKind: 'user', subjectId: userId, userId, detail, ...origin }],
  });
}
