import type { FactorProof, PasskeyChallenge, SecondStep } from '@mosaajii/contract/factors';
import { type Result, refuse } from '@mosaajii/domain';
import type { Deps } from '../../platform/deps.ts';
import { knownBrowser } from './devices/devices.ts';
import { type Entry, enterShop, type SignedIn, type SignInRefusal } from './enter-shop.ts';
import { endChallenge, openChallenge, tryChallenge } from './factors/challenges.ts';
import { hasTotp } from './factors/held-factors.ts';
import { type Assertion, assertionOptions, listPasskeys, passkeyOf } from './factors/passkeys.ts';
import { type Proved, proveFactor } from './factors/prove.ts';
import { countRecoveryCodes } from './factors/recovery-codes.ts';
import type { Site } from './factors/site.ts';

/**
 * What an account whose password was right still has to bring, as a challenge that is good for this attempt alone; null
 * when it has nothing beside its password. No session is open yet.
 */
export function beginSecondStep(deps: Deps, accountId: string, site: Site): Promise<SecondStep | null> {
  return deps.db.globalTx(async (tx) => {
    const passkeys = await listPasskeys(tx, accountId);
    const isTotp = await hasTotp(tx, accountId);
    if (!isTotp && passkeys.length === 0) return null;
    const isHere = passkeys.some(({ relying_party: host }) => host === site.relyingParty);
    const options = isHere ? await assertionOptions(site, passkeys) : null;
    const nonce = options?.challenge ?? null;
    const attempt = { purpose: 'second-step', accountId, sessionId: null, nonce } as const;
    return {
      challenge: await openChallenge(tx, attempt, deps.clock.now()),
      hasTotp: isTotp,
      hasRecoveryCodes: (await countRecoveryCodes(tx, accountId)) > 0,
      passkey: options === null ? null : { ...options },
    };
  });
}

export interface SecondStepAnswer extends Entry {
  readonly challenge: string;
  readonly proof: FactorProof;
}

/** Opens the session of a sign-in whose second step is right. A wrong one may be tried again a few times. */
export async function takeSecondStep(deps: Deps, input: SecondStepAnswer): Promise<Result<SignedIn, SignInRefusal>> {
  const attempt = await deps.db.globalTx((tx) => tryChallenge(tx, input.challenge, 'second-step', deps.clock.now()));
  if (attempt?.accountId == null) return isOver();
  const { accountId, nonce } = attempt;
  const knownDevice = await deps.db.globalTx((tx) => knownBrowser(tx, accountId, input.deviceToken));
  const proved = await proveFactor(deps, accountId, input.proof, { ...input, nonce, knownDevice });
  if (proved.kind !== 'right') return notProved(proved);
  return enterOnce(deps, input, accountId);
}

/** What a browser is asked with to sign in by a passkey alone: it names the account by itself. */
export function beginPasskeySignIn(deps: Deps, site: Site): Promise<PasskeyChallenge> {
  return deps.db.globalTx(async (tx) => {
    const options = await assertionOptions(site, null);
    const attempt = { purpose: 'passkey-sign-in', accountId: null, sessionId: null, nonce: options.challenge } as const;
    return { challenge: await openChallenge(tx, attempt, deps.clock.now()), options: { ...options } };
  });
}

export interface PasskeySignIn extends Entry {
  readonly challenge: string;
  readonly passkey: Assertion;
}

/**
 * Opens a session by a passkey that its device has verified the person for: it is something one has, and something one
 * knows or is, so it counts as both steps. An unknown passkey is answered like a wrong one.
 */
export async function signInByPasskey(deps: Deps, input: PasskeySignIn): Promise<Result<SignedIn, SignInRefusal>> {
  const found = await deps.db.globalTx(async (tx) => ({
    attempt: await tryChallenge(tx, input.challenge, 'passkey-sign-in', deps.clock.now()),
    passkey: await passkeyOf(tx, input.passkey.id),
  }));
  if (found.attempt === undefined) return isOver();
  if (found.passkey === undefined) return notProved({ kind: 'wrong' });
  const { account_id: accountId } = found.passkey;
  const knownDevice = await deps.db.globalTx((tx) => knownBrowser(tx, accountId, input.deviceToken));
  const context = { ...input, nonce: found.attempt.nonce, knownDevice };
  const proved = await proveFactor(deps, accountId, { passkey: input.passkey }, context);
  if (proved.kind !== 'right') return notProved(proved);
  return enterOnce(deps, input, accountId);
}

async function enterOnce(
  deps: Deps,
  input: Entry & { readonly challenge: string },
  accountId: string,
): Promise<Result<SignedIn, SignInRefusal>> {
  return deps.db.globalTx(async (tx) => {
    if (!(await endChallenge(tx, input.challenge))) return isOver();
    const [account] = await tx.query<{ account_id: string; state: string }>(
      'select account_id, state from account where account_id = $1',
      [accountId],
    );
    if (account === undefined) return isOver();
    return enterShop(deps, tx, account, { ...input, assurance: 'second-factor' });
  });
}

/** What a second factor that was not right is answered with. */
export function notProved(proved: Exclude<Proved, { kind: 'right' }>): Result<never, SignInRefusal> {
  if (proved.kind === 'wrong')
    return refuse({ code: 'wrong-factor', detail: 'This is not right, or was used before.' });
  const detail = 'Too many failed attempts. Wait before the next one.';
  return refuse({ code: 'sign-in-blocked', detail, retryAt: proved.retryAt });
}

function isOver(): Result<never, SignInRefusal> {
  return refuse({ code: 'second-step-over', detail: 'This sign-in took too long, or was tried too often.' });
}
