import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { sealEmail } from '../account-emails.ts';

export interface NewAccount {
  readonly email: string;
  readonly displayName: string;
  readonly passwordHash: string;
}

/** Makes an account and returns its id. Throws a unique violation when the address is taken at the same moment. */
export async function createAccount(
  deps: Pick<Deps, 'ids' | 'personal'>,
  tx: GlobalTx,
  account: NewAccount,
): Promise<string> {
  const accountId = deps.ids.next();
  await tx.db
    .insertInto('account')
    .values({
      account_id: accountId,
      ...(await sealEmail(deps.personal, tx, accountId, account.email)),
      display_name: account.displayName,
      password_hash: account.passwordHash,
    })
    .execute();
  return accountId;
}
