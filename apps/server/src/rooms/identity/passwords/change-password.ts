import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { UserActor } from '../../../platform/access/index.ts';
import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { enqueueMessage } from '../../../platform/messages/index.ts';
import { readContact } from '../account-contact.ts';
import { countFactors } from '../factors/held-factors.ts';
import { confirmSession } from '../recognise-user.ts';
import { endSessions, type IssuedToken } from '../sessions.ts';
import { weaknessOf } from './password-strength.ts';
import { hashPassword } from './passwords.ts';

/** NIST SP 800-63B-4: fifteen characters where the password stands alone, fewer where something stands beside it. */
const ALONE = 15;
const BESIDE_A_FACTOR = 12;

export type WeakPassword = Refusal<'password-too-weak'>;

/** How long a new password of the account has to be. */
export async function minimumLength(tx: GlobalTx, accountId: string): Promise<number> {
  return (await countFactors(tx, accountId)) > 0 ? BESIDE_A_FACTOR : ALONE;
}

/** Why a password may not become the account's, or null. */
export async function judgeNewPassword(
  deps: Pick<Deps, 'personal'>,
  tx: GlobalTx,
  accountId: string,
  password: string,
): Promise<WeakPassword | null> {
  const least = await minimumLength(tx, accountId);
  const length = [...password.normalize('NFC')].length;
  if (length < least) {
    const why = least === ALONE ? ', or add a second factor first and use twelve' : '';
    return { code: 'password-too-weak', detail: `It has fewer than ${least} characters. Use at least ${least}${why}.` };
  }
  const { email, displayName } = await readContact(deps, tx, accountId);
  const weakness = weaknessOf(password, [displayName, email.split('@')[0] ?? '']);
  return weakness === undefined ? null : { code: 'password-too-weak', detail: weakness };
}

export interface PasswordOrigin {
  readonly token: string;
  readonly address: string;
  readonly requestId: string;
}

/**
 * Gives the asker's account a new password. Whoever is signed in elsewhere is so no more, the session's own token is
 * replaced, and the person is told by e-mail.
 */
export async function changePassword(
  deps: Deps,
  actor: UserActor,
  password: string,
  { token, ...origin }: PasswordOrigin,
): Promise<Result<IssuedToken | undefined, WeakPassword>> {
  const { accountId } = actor;
  const weakness = await deps.db.globalTx((tx) => judgeNewPassword(deps, tx, accountId, password));
  if (weakness !== null) return refuse(weakness);
  const passwordHash = await hashPassword(password);
  return deps.db.globalTx(async (tx) => {
    const now = deps.clock.now();
    await writePassword(tx, accountId, passwordHash, now);
    await tellChanged(deps, tx, accountId);
    const inside = await tx.enter(actor.organizationId);
    const { userId } = actor;
    await recordChange(inside, {
      kind: 'identity',
      ids: [],
      audit: [{ action: 'password.changed', subjectKind: 'user', subjectId: userId, userId, ...origin }],
    });
    const end = { action: 'session.ended', reason: 'password-changed', ...origin } as const;
    await endSessions(tx, { accountId }, { except: actor.sessionId }, end, now);
    return ok(await confirmSession(tx, actor, token, 'password', now));
  });
}

/** Puts a hash in the place of the one before. */
export async function writePassword(tx: GlobalTx, accountId: string, passwordHash: string, now: Date): Promise<void> {
  await tx.query('update account set password_hash = $2, password_changed_at = $3 where account_id = $1', [
    accountId,
    passwordHash,
    now,
  ]);
}

/** Tells the person that the password is another one: whoever did not do it learns of it. */
export async function tellChanged(deps: Deps, tx: GlobalTx, accountId: string): Promise<void> {
  const { email, displayName, locale } = await readContact(deps, tx, accountId);
  await enqueueMessage(deps, tx, {
    messageId: deps.ids.next(),
    organizationId: null,
    channel: 'email',
    template: 'account/password-changed',
    to: email,
    accountId,
    locale: locale ?? 'en',
    params: { name: displayName },
  });
}
