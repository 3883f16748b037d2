import type { Tx } from '../../../../platform/database/index.ts';
import type { Personal } from '../../../../platform/personal/index.ts';
import { accountIdOf } from '../../account-emails.ts';
import type { Candidate } from './people-columns.ts';

/**
 * Who of a file is in the shop or invited already, by their address; or, without one, by the name of somebody who has no
 * account either. The keys are addresses, and `name ` with a name in lower case.
 */
export async function knownPeople(
  personal: Personal,
  tx: Tx,
  candidates: readonly Pick<Candidate, 'displayName' | 'email' | 'fault'>[],
): Promise<ReadonlySet<string>> {
  const whole = candidates.filter(({ fault }) => fault === null);
  const names = whole.filter(({ email }) => email === null).map(({ displayName }) => displayName.toLowerCase());
  const staff = await tx.query<{ name_key: string }>(
    'select distinct name_key from organization_user where organization_id = $1 and account_id is null and name_key = any($2)',
    [tx.organizationId, names],
  );
  const known = new Set(staff.map((row) => `name ${row.name_key}`));
  for (const { email } of whole) {
    if (email !== null && !known.has(email) && (await isKnownAddress(personal, tx, email))) known.add(email);
  }
  return known;
}

async function isKnownAddress(personal: Personal, tx: Tx, email: string): Promise<boolean> {
  const accountId = await accountIdOf(personal, tx, email);
  const rows = await tx.query(
    'select 1 from organization_user where organization_id = $1 and account_id = $2 union all' +
      " select 1 from invitation where organization_id = $1 and email_index = $3 and state = 'pending' limit 1",
    [tx.organizationId, accountId ?? null, await personal.blindIndex(tx, 'invitation.email', 'email', email)],
  );
  return rows.length > 0;
}
