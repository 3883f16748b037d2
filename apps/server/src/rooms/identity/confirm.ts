import type { ConfirmRequest, FactorProof, PasskeyChallenge } from '@mosaajii/contract/factors';
import { ok, type Result } from '@mosaajii/domain';
import type { UserActor } from '../../platform/access/index.ts';
import type { Deps } from '../../platform/deps.ts';
import type { SignInRefusal } from './enter-shop.ts';
import { endChallenge, openChallenge, tryChallenge } from './factors/challenges.ts';
import { assertionOptions, listPasskeys } from './factors/passkeys.ts';
import { proveFactor } from './factors/prove.ts';
import type { Site } from './factors/site.ts';
import { confirmSession } from './recognise-user.ts';
import { notProved } from './second-step.ts';
import type { IssuedToken } from './sessions.ts';
import { checkPassword } from './sign-in.ts';

export interface ConfirmOrigin {
  /** The token that came with the request; another takes its place. */
  readonly token: string;
  readonly address: string;
  readonly requestId: string;
  readonly site: Site;
}

/**
 * Takes a fresh proof of who is signed in: the password or a second factor. The session may then do what is dangerous for
 * five minutes; its token is replaced, so that one that was taken earlier gains nothing. Returns the successor for the
 * cookie, or nothing when a twin of this request has carried it already.
 */
export async function confirm(
  deps: Deps,
  actor: UserActor,
  proof: ConfirmRequest,
  origin: ConfirmOrigin,
): Promise<Result<IssuedToken | undefined, SignInRefusal>> {
  const checked = await check(deps, actor, proof, origin);
  if (!checked.ok) return checked;
  return ok(await deps.db.globalTx((tx) => confirmSession(tx, actor, origin.token, checked.value, deps.clock.now())));
}

async function check(
  deps: Deps,
  actor: UserActor,
  proof: ConfirmRequest,
  { site, address }: ConfirmOrigin,
): Promise<Result<UserActor['assurance'], SignInRefusal>> {
  if ('password' in proof) {
    const checked = await checkPassword(deps, actor, proof.password, address);
    return checked.ok ? ok('password') : checked;
  }
  const nonce = 'challenge' in proof ? await takeNonce(deps, actor, proof.challenge) : null;
  const factor: FactorProof = 'challenge' in proof ? { passkey: proof.passkey } : { code: proof.code };
  const proved = await proveFactor(deps, actor.accountId, factor, { site, nonce, address });
  return proved.kind === 'right' ? ok('second-factor') : notProved(proved);
}

/** What this session's passkey was asked to sign; each question is answered once. */
function takeNonce(deps: Deps, actor: UserActor, challenge: string): Promise<string | null> {
  return deps.db.globalTx(async (tx) => {
    const attempt = await tryChallenge(tx, challenge, 'passkey-confirm', deps.clock.now());
    if (attempt === undefined || attempt.sessionId !== actor.sessionId) return null;
    await endChallenge(tx, challenge);
    return attempt.nonce;
  });
}

/** What the browser is asked with for a proof by one of the asker's own passkeys. */
export function beginPasskeyConfirmation(deps: Deps, actor: UserActor, site: Site): Promise<PasskeyChallenge> {
  return deps.db.globalTx(async (tx) => {
    const { accountId, sessionId } = actor;
    const options = await assertionOptions(site, await listPasskeys(tx, accountId));
    const attempt = { purpose: 'passkey-confirm', accountId, sessionId, nonce: options.challenge } as const;
    return { challenge: await openChallenge(tx, attempt, deps.clock.now()), options: { ...options } };
  });
}
