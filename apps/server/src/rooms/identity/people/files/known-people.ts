import type { Tx } from '../../../../platform/database/index.ts';
import type { Personal } from '../../../../platform/personal/index.ts';
import { emailIndex } from '../../account-emails.ts';
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
  const emails = [...new Set(whole.flatMap(({ email }) => (email === null ? [] : [email])))];
  for (const email of await knownAddresses(personal, tx, emails)) known.add(email);
  return known;
}

/** Which of the addresses belong to somebody of the shop or are invited; with as many statements for a thousand as for one. */
async function knownAddresses(personal: Personal, tx: Tx, emails: readonly string[]): Promise<string[]> {
  const accounts: string[] = [];
  const invitations: string[] = [];
  for (const email of emails) {
    accounts.push(await emailIndex(personal, tx, email));
    invitations.push(await personal.blindIndex(tx, 'invitation.email', 'email', email));
  }
  const rows = await tx.query<{ email: string }>(
    'select w.email from unnest($2::text[], $3::text[], $4::text[]) as w (email, account_index, invitation_index)' +
      ' where exists (select 1 from account a join organization_user u on u.organization_id = $1 and u.account_id = a.account_id' +
      // An older program beside this one still writes the address itself, until both are of this version.
      '   where a.email_index = w.account_index or a.email = w.email)' +
      ' or exists (select 1 from invitation i where i.organization_id = $1 and i.email_index = w.invitation_index' +
      "   and i.state = 'pending')",
    [tx.organizationId, emails, accounts, invitations],
  );
  return rows.map((row) => row.email);
}
