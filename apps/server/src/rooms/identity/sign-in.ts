import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { hashOfSecret, type RegisterClaim, type UserActor } from '../../platform/access/index.ts';
import type { GlobalTx, Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { accountIdOf, emailIndex, emailsOf, type SealedEmail } from './account-emails.ts';
import { pretendToVerify, verifyPassword } from './passwords.ts';
import { registerIn } from './registers/recognise-register.ts';
import type { SessionKind } from './session-life.ts';
import { endSessions, type IssuedToken, openSession } from './sessions.ts';
import { countAttempt, forgive } from './throttle.ts';

export interface SignIn {
  readonly email: string;
  readonly password: string;
  readonly userAgent: string;
  readonly address: string;
  readonly requestId: string;
  /** The token that came with the request: never taken over, and its session ends when another begins in its place. */
  readonly formerToken?: string | undefined;
  /** The register that the browser is, as far as it says so. */
  readonly register?: RegisterClaim | undefined;
}

export interface SignedIn {
  readonly issued: IssuedToken;
  readonly organizationId: string;
  readonly userId: string;
}

export type SignInRefusal = Refusal<'wrong-credentials' | 'sign-in-blocked' | 'account-suspended'> & {
  readonly retryAt?: Date;
};

/**
 * Opens a session for an e-mail address and its password. An unknown address is answered like a wrong password, in the
 * same time; failures are counted per address and per account before the password is looked at.
 */
export async function signIn(deps: Deps, input: SignIn): Promise<Result<SignedIn, SignInRefusal>> {
  const { account, who } = await deps.db.globalTx((tx) => accountOf(deps, tx, input.email));
  const knownDevice = account === undefined ? undefined : await knownDeviceOf(deps, account, input);
  const refusedUntil = await countAttempt(deps.db, who, input.address, deps.clock.now(), knownDevice);
  if (refusedUntil !== null) return blocked(refusedUntil);
  if (account === undefined) {
    await pretendToVerify(input.password);
    return wrongCredentials();
  }
  if (!(await verifyPassword(account.password_hash, input.password))) return wrongCredentials();
  await forgive(deps.db, who, input.address, knownDevice);
  return deps.db.globalTx((tx) => enterShop(deps, tx, account, input));
}

/**
 * The register that the browser proves to be, where the account belongs to its shop: failures elsewhere do not lock it out.
 * A register of another shop is a stranger like any other.
 */
async function knownDeviceOf(deps: Deps, account: AccountRow, { register }: SignIn): Promise<string | undefined> {
  if (register === undefined) return undefined;
  return deps.db.globalTx(async (tx) => {
    const memberships = await tx.query('select 1 from membership where account_id = $1 and organization_id = $2', [
      account.account_id,
      register.organizationId,
    ]);
    if (memberships.length === 0) return undefined;
    const registerId = await registerOf(await tx.enter(register.organizationId), register, deps.clock.now());
    return registerId === null ? undefined : `register:${register.keyId}`;
  });
}

interface AccountRow {
  account_id: string;
  password_hash: string;
  state: string;
}

/** The account of an address, if there is one, and the name that its failures are counted under in any case. */
async function accountOf(
  deps: Deps,
  tx: GlobalTx,
  email: string,
): Promise<{ readonly account: AccountRow | undefined; readonly who: string }> {
  const who = await emailIndex(deps.personal, tx, email);
  const accountId = await accountIdOf(deps.personal, tx, email);
  // Also asked for nobody, so that it takes as long.
  const [account] = await tx.query<AccountRow>(
    'select account_id, password_hash, state from account where account_id = $1',
    [accountId ?? NOBODY],
  );
  return { account, who };
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

async function enterShop(
  deps: Deps,
  tx: GlobalTx,
  account: AccountRow,
  input: SignIn,
): Promise<Result<SignedIn, SignInRefusal>> {
  const memberships = await tx.query<{ organization_id: string; user_id: string }>(
    'select organization_id, user_id from membership where account_id = $1 order by created_at, organization_id limit 20',
    [account.account_id],
  );
  for (const { organization_id: organizationId, user_id: userId } of memberships) {
    const inside = await tx.enter(organizationId);
    const [user] = await inside.query<{ state: string }>(
      'select state from organization_user where organization_id = $1 and user_id = $2',
      [organizationId, userId],
    );
    if (account.state !== 'active' || user?.state !== 'active') continue;
    const registerId = await registerOf(inside, input.register, deps.clock.now());
    const kind: SessionKind = registerId === null ? 'office' : 'register';
    const session = { accountId: account.account_id, organizationId, userId, ...input, kind, registerId };
    const issued = await openSession(deps, tx, session);
    await recordChange(inside, {
      kind: 'identity',
      ids: [],
      audit: [{ action: 'session.opened', subjectKind: 'user', subjectId: userId, userId, ...origin(input) }],
    });
    await endFormerSession(tx, input, deps.clock.now());
    return ok({ issued, organizationId, userId });
  }
  return refuse({
    code: 'account-suspended',
    detail: 'This account is suspended. An administrator can activate it again.',
  });
}

/** A browser that proves to be a register of this shop stays signed in for a shift; every other is an office. */
async function registerOf(tx: Tx, claim: RegisterClaim | undefined, now: Date): Promise<string | null> {
  if (claim === undefined || claim.organizationId !== tx.organizationId) return null;
  const register = await registerIn(tx, claim, now);
  return typeof register === 'string' ? null : register.registerId;
}

/** The browser has one cookie: what it was signed in with before can never be used again, so nobody shall be able to. */
export async function endFormerSession(
  tx: GlobalTx,
  input: Pick<SignIn, 'formerToken' | 'requestId' | 'address'>,
  now: Date,
): Promise<void> {
  if (input.formerToken === undefined) return;
  const [former] = await tx.query<{ session_id: string; account_id: string }>(
    'select session_id, account_id from session where token_hash = $1 and revoked_at is null',
    [hashOfSecret(input.formerToken)],
  );
  if (former === undefined) return;
  const end = { action: 'session.ended', reason: 'replaced', ...origin(input) } as const;
  await endSessions(tx, { accountId: former.account_id }, { sessionId: former.session_id }, end, now);
}

function origin(input: Pick<SignIn, 'requestId' | 'address'>) {
  return { requestId: input.requestId, address: input.address };
}

function wrongCredentials(): Result<never, SignInRefusal> {
  return refuse({ code: 'wrong-credentials', detail: 'E-mail or password is not right.' });
}

function blocked(retryAt: Date): Result<never, SignInRefusal> {
  return refuse({ code: 'sign-in-blocked', detail: 'Too many failed attempts. Wait before the next one.', retryAt });
}

/** Checks the password of the person who is signed in: to unlock the screen, or to prove again who they are. Counted like signing in. */
export async function checkPassword(
  deps: Deps,
  actor: UserActor,
  password: string,
  address: string,
): Promise<Result<null, SignInRefusal>> {
  const account = await deps.db.globalTx(async (tx) => {
    const [row] = await tx.query<AccountRow & SealedEmail>(
      'select account_id, email, email_sealed, password_hash, state from account where account_id = $1',
      [actor.accountId],
    );
    if (row === undefined) return undefined;
    const [email = ''] = await emailsOf(deps.personal, tx, [row]);
    return { ...row, who: await emailIndex(deps.personal, tx, email) };
  });
  if (account === undefined) return wrongCredentials();
  const refusedUntil = await countAttempt(deps.db, account.who, address, deps.clock.now());
  if (refusedUntil !== null) return blocked(refusedUntil);
  if (!(await verifyPassword(account.password_hash, password))) return wrongCredentials();
  await forgive(deps.db, account.who, address);
  return ok(null);
}
