import type { ConfirmRequest } from '@mosaajii/contract/identity';
import { ok, type Result } from '@mosaajii/domain';
import type { UserActor } from '../../platform/access/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { confirmSession } from './recognise-user.ts';
import type { IssuedToken } from './sessions.ts';
import { checkPassword, type SignInRefusal } from './sign-in.ts';

export interface ConfirmOrigin {
  /** The token that came with the request; another takes its place. */
  readonly token: string;
  readonly address: string;
  readonly requestId: string;
}

/**
 * Takes a fresh proof of who is signed in. The session may then do what is dangerous for five minutes; its token is
 * replaced, so that one that was taken earlier gains nothing. Returns the successor for the cookie, or nothing when a twin
 * of this request has carried it already.
 */
export async function confirm(
  deps: Deps,
  actor: UserActor,
  proof: ConfirmRequest,
  origin: ConfirmOrigin,
): Promise<Result<IssuedToken | undefined, SignInRefusal>> {
  const checked = await checkPassword(deps, actor, proof.password, origin.address);
  if (!checked.ok) return checked;
  return ok(await deps.db.globalTx((tx) => confirmSession(tx, actor, origin.token, 'password', deps.clock.now())));
}
