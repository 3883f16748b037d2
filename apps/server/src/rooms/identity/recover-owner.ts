import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { forgetAttempts } from '../../platform/limits/index.ts';
import { accountIdOf, emailIndex, normaliseEmail } from './account-emails.ts';
import { weaknessOf } from './passwords/password-strength.ts';
import { hashPassword } from './passwords/passwords.ts';
import { endSessionsOf } from './sessions.ts';

const MINIMUM_LENGTH = 12;

/**
 * Gives an account a new password, takes its second factors away and ends all its sessions. For the console of the machine
 * only: whoever can run this owns the data anyway. The audit trail of each shop of the account says that it happened.
 */
export async function recoverOwner(
  deps: Pick<Deps, 'db' | 'clock' | 'personal'>,
  input: { readonly email: string; readonly password: string },
): Promise<Result<{ readonly displayName: string }, Refusal<'not-found' | 'password-too-weak'>>> {
  const email = normaliseEmail(input.email);
  const weakness =
    input.password.length < MINIMUM_LENGTH ? 'It has fewer than 12 characters.' : weaknessOf(input.password, [email]);
  if (weakness !== undefined) return refuse({ code: 'password-too-weak', detail: weakness });
  const passwordHash = await hashPassword(input.password);
  return deps.db.globalTx(async (tx) => {
    const now = deps.clock.now();
    const [account] = await tx.query<{ account_id: string; display_name: string }>(
      "update account set password_hash = $2, password_changed_at = $3, state = 'active' where account_id = $1 returning account_id, display_name",
      [(await accountIdOf(deps.personal, tx, email)) ?? null, passwordHash, now],
    );
    if (account === undefined) return refuse({ code: 'not-found', detail: `There is no account ${email}.` });
    await endSessionsOf(tx, account.account_id, now);
    // Whoever has lost the phone with the password gets in again; nobody administers before there is a new factor.
    for (const table of ['totp_factor', 'passkey', 'recovery_code'] as const) {
      await tx.db.deleteFrom(table).where('account_id', '=', account.account_id).execute();
    }
    await forgetAttempts(tx, `account:${await emailIndex(deps.personal, tx, email)}`);
    const memberships = await tx.query<{ organization_id: string; user_id: string }>(
      'select organization_id, user_id from membership where account_id = $1 order by organization_id',
      [account.account_id],
    );
    for (const { organization_id: organizationId, user_id: userId } of memberships) {
      const inside = await tx.enter(organizationId);
      const audit = [{ action: 'password.recovered', subjectKind: 'user', subjectId: userId } as const];
      await recordChange(inside, { kind: 'identity', ids: [], audit });
    }
    return ok({ displayName: account.display_name });
  });
}
