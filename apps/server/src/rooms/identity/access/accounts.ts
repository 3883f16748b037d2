import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Personal } from '../../../platform/personal/index.ts';
import { accountIdOf, emailsOf, type SealedEmail } from '../account-emails.ts';

/** Accounts as the operator's panel shows them. The one place of this folder that reads them. */
export interface AccountName {
  readonly accountId: string;
  readonly displayName: string;
}

interface AccountRow {
  readonly account_id: string;
  readonly display_name: string;
}

/** Names by id; who is not there is left out. */
export async function accountNames(
  tx: GlobalTx,
  accountIds: readonly (string | null)[],
): Promise<ReadonlyMap<string, AccountName>> {
  const wanted = [...new Set(accountIds.filter((id) => id !== null))];
  const rows = await tx.query<AccountRow>(
    'select account_id, display_name from account where account_id = any($1::uuid[])',
    [wanted],
  );
  return new Map(rows.map((row) => [row.account_id, nameOf(row)]));
}

/** Addresses by id; who is not there is left out. */
export async function accountEmails(
  personal: Personal,
  tx: GlobalTx,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<SealedEmail>(
    'select account_id, email, email_sealed from account where account_id = any($1::uuid[])',
    [accountIds],
  );
  const emails = await emailsOf(personal, tx, rows);
  return new Map(rows.map((row, index) => [row.account_id, emails[index] ?? '']));
}

/** The account of an address that can be signed in to, or undefined. */
export async function accountByEmail(
  personal: Personal,
  tx: GlobalTx,
  email: string,
): Promise<AccountName | undefined> {
  const accountId = await accountIdOf(personal, tx, email);
  if (accountId === undefined) return undefined;
  const [row] = await tx.query<AccountRow>(
    "select account_id, display_name from account where account_id = $1 and state = 'active'",
    [accountId],
  );
  return row === undefined ? undefined : nameOf(row);
}

function nameOf(row: AccountRow): AccountName {
  return { accountId: row.account_id, displayName: row.display_name };
}
