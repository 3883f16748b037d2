import type { Account, AccountPatch } from '@mosaajii/contract/account';
import type { UserActor } from '../../platform/access/index.ts';
import type { GlobalTx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { readContact } from './account-contact.ts';
import { minimumLength } from './passwords/change-password.ts';

/** What belongs to the person and to no shop. */
export function readAccount(deps: Pick<Deps, 'db' | 'personal'>, actor: UserActor): Promise<Account> {
  return deps.db.globalTx((tx) => accountOf(deps, tx, actor.accountId));
}

async function accountOf(deps: Pick<Deps, 'personal'>, tx: GlobalTx, accountId: string): Promise<Account> {
  const { email, displayName, locale } = await readContact(deps, tx, accountId);
  const [row] = await tx.query<{ password_changed_at: Date }>(
    'select password_changed_at from account where account_id = $1',
    [accountId],
  );
  if (row === undefined) throw new Error(`there is no account ${accountId}`);
  return {
    email,
    displayName,
    locale,
    passwordChangedAt: row.password_changed_at.toISOString(),
    minimumPasswordLength: await minimumLength(tx, accountId),
  };
}

/** Changes the language that the person is written to in. */
export function changeAccount(
  deps: Pick<Deps, 'db' | 'personal'>,
  actor: UserActor,
  { locale }: AccountPatch,
  origin: { readonly address: string; readonly requestId: string },
): Promise<Account> {
  return deps.db.globalTx(async (tx) => {
    await tx.query('update account set locale = $2 where account_id = $1', [actor.accountId, locale]);
    const account = await accountOf(deps, tx, actor.accountId);
    const inside = await tx.enter(actor.organizationId);
    const { userId } = actor;
    const detail = { locale };
    const audit = [{ action: 'account.changed', subjectKind: 'user', subjectId: userId, userId, detail, ...origin }];
    await recordChange(inside, { kind: 'identity', ids: [], audit });
    return account;
  });
}
