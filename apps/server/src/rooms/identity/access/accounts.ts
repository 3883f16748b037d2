import type { GlobalTx } from '../../../platform/database/index.ts';
import { normaliseEmail } from '../sign-in.ts';

/** Accounts as the operator's panel shows them. The one place of this folder that reads them. */
export interface AccountName {
  readonly accountId: string;
  readonly displayName: string;
  readonly email: string;
}

interface AccountRow {
  readonly account_id: string;
  readonly display_name: string;
  readonly email: string;
}

/** Names by id; who is not there is left out. */
export async function accountNames(
  tx: GlobalTx,
  accountIds: readonly (string | null)[],
): Promise<ReadonlyMap<string, AccountName>> {
  const wanted = [...new Set(accountIds.filter((id) => id !== null))];
  const rows = await tx.query<AccountRow>(
    'select account_id, display_name, email from account where account_id = any($1::uuid[])',
    [wanted],
  );
  return new Map(rows.map((row) => [row.account_id, nameOf(row)]));
}

/** The account of an address that can be signed in to, or undefined. */
export async function accountByEmail(tx: GlobalTx, email: string): Promise<AccountName | undefined> {
  const [row] = await tx.query<AccountRow>(
    "select account_id, display_name, email from account where email = $1 and state = 'active'",
    [normaliseEmail(email)],
  );
  return row === undefined ? undefined : nameOf(row);
}

function nameOf(row: AccountRow): AccountName {
  return { accountId: row.account_id, displayName: row.display_name, email: row.email };
}
