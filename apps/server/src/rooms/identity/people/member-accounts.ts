import type { GlobalTx, Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import type { Personal } from '../../../platform/personal/index.ts';
import { normaliseEmail } from '../sign-in.ts';

/** The account of an address; undefined when nobody has it. */
export async function accountIdOf(_personal: Personal, tx: Tx | GlobalTx, email: string): Promise<string | undefined> {
  const [row] = await tx.query<{ account_id: string }>('select account_id from account where email = $1', [
    normaliseEmail(email),
  ]);
  return row?.account_id;
}

export interface NewAccount {
  readonly email: string;
  readonly displayName: string;
  readonly passwordHash: string;
}

/** Makes an account and returns its id. Throws a unique violation when the address is taken at the same moment. */
export async function createAccount(deps: Pick<Deps, 'ids'>, tx: GlobalTx, account: NewAccount): Promise<string> {
  const accountId = deps.ids.next();
  await tx.db
    .insertInto('account')
    .values({
      account_id: accountId,
      email: normaliseEmail(account.email),
      display_name: account.displayName,
      password_hash: account.passwordHash,
    })
    .execute();
  return accountId;
}
