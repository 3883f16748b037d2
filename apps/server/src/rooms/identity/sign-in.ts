import { ok, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../platform/access/index.ts';
import type { GlobalTx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { accountIdOf, emailIndex, emailsOf, type SealedEmail } from './account-emails.ts';
import { knownBrowser } from './devices/devices.ts';
import { type Entry, enterShop, registerOf, type SignedIn, type SignInRefusal } from './enter-shop.ts';
import { hashPassword, isHashedAsNow, pretendToVerify, verifyPassword } from './passwords/passwords.ts';
import { beginSecondStep } from './second-step.ts';
import { countAttempt, forgive } from './throttle.ts';

export interface SignIn extends Entry {
  readonly email: string;
  readonly password: string;
}

/**
 * Opens a session for an e-mail address and its password. An unknown address is answered like a wrong password, in the
 * same time; failures are counted per address and per account before the password is looked at. An account that has a
 * second factor is let in by the second step alone.
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
  await keepHashPresent(deps, account, input.password);
  await forgive(deps.db, who, input.address, knownDevice);
  const step = await beginSecondStep(deps, account.account_id, input.site);
  if (step !== null) return refuse({ code: 'second-step-needed', detail: 'The second factor is still missing.', step });
  return deps.db.globalTx((tx) => enterShop(deps, tx, account, { ...input, assurance: 'password' }));
}

/** A hash of before our present parameters, or of before the pepper, is replaced while its password is at hand. */
async function keepHashPresent(deps: Deps, account: AccountRow, password: string): Promise<void> {
  if (isHashedAsNow(account.password_hash)) return;
  const fresh = await hashPassword(password);
  await deps.db.globalTx((tx) =>
    tx.query('update account set password_hash = $3 where account_id = $1 and password_hash = $2', [
      account.account_id,
      account.password_hash,
      fresh,
    ]),
  );
}

/**
 * The register that the browser proves to be, where the account belongs to its shop, or the browser itself where the account was
 * used from it: failures elsewhere do not lock it out. A register of another shop is a stranger like any other.
 */
async function knownDeviceOf(
  deps: Deps,
  account: AccountRow,
  { register, deviceToken }: SignIn,
): Promise<string | undefined> {
  return deps.db.globalTx(async (tx) => {
    if (register === undefined) return knownBrowser(tx, account.account_id, deviceToken);
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

/** The account of an address; undefined when nobody has it. */
export function findAccountId(
  { personal }: Pick<Deps, 'personal'>,
  tx: GlobalTx,
  email: string,
): Promise<string | undefined> {
  return accountIdOf(personal, tx, email);
}
