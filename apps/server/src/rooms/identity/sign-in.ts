import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../platform/access/index.ts';
import type { GlobalTx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { pretendToVerify, verifyPassword } from './passwords.ts';
import { openSession } from './sessions.ts';
import { countAttempt, forgive } from './throttle.ts';

export interface SignIn {
  readonly email: string;
  readonly password: string;
  readonly userAgent: string;
  readonly address: string;
  readonly requestId: string;
}

export interface SignedIn {
  readonly token: string;
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
  const email = normaliseEmail(input.email);
  const refusedUntil = await countAttempt(deps.db, email, input.address, deps.clock.now());
  if (refusedUntil !== null) return blocked(refusedUntil);
  const account = await deps.db.globalTx((tx) => accountOf(tx, email));
  if (account === undefined) {
    await pretendToVerify(input.password);
    return wrongCredentials();
  }
  if (!(await verifyPassword(account.password_hash, input.password))) return wrongCredentials();
  await forgive(deps.db, email, input.address);
  return deps.db.globalTx((tx) => enterShop(deps, tx, account, input));
}

/** One spelling for one address: trimmed, NFC, lower case. */
export function normaliseEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

interface AccountRow {
  account_id: string;
  password_hash: string;
  state: string;
}

async function accountOf(tx: GlobalTx, email: string): Promise<AccountRow | undefined> {
  const [row] = await tx.query<AccountRow>('select account_id, password_hash, state from account where email = $1', [
    email,
  ]);
  return row;
}

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
    const session = { accountId: account.account_id, organizationId, userId, ...input };
    const token = await openSession(tx, session, deps.clock.now());
    await recordChange(inside, {
      kind: 'identity',
      ids: [],
      audit: [{ action: 'session.opened', subjectKind: 'user', subjectId: userId, userId, ...origin(input) }],
    });
    return ok({ token, organizationId, userId });
  }
  return refuse({
    code: 'account-suspended',
    detail: 'This account is suspended. An administrator can activate it again.',
  });
}

function origin(input: SignIn) {
  return { requestId: input.requestId, address: input.address };
}

function wrongCredentials(): Result<never, SignInRefusal> {
  return refuse({ code: 'wrong-credentials', detail: 'E-mail or password is not right.' });
}

function blocked(retryAt: Date): Result<never, SignInRefusal> {
  return refuse({ code: 'sign-in-blocked', detail: 'Too many failed attempts. Wait before the next one.', retryAt });
}

/** Checks the password of the person who is signed in, to unlock the screen. Counted like signing in. */
export async function unlock(
  deps: Deps,
  actor: UserActor,
  password: string,
  address: string,
): Promise<Result<null, SignInRefusal>> {
  const account = await deps.db.globalTx(async (tx) => {
    const [row] = await tx.query<AccountRow & { email: string }>(
      'select account_id, email, password_hash, state from account where account_id = $1',
      [actor.accountId],
    );
    return row;
  });
  if (account === undefined) return wrongCredentials();
  const refusedUntil = await countAttempt(deps.db, account.email, address, deps.clock.now());
  if (refusedUntil !== null) return blocked(refusedUntil);
  if (!(await verifyPassword(account.password_hash, password))) return wrongCredentials();
  await forgive(deps.db, account.email, address);
  return ok(null);
}
