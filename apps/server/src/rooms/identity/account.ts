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

/**
 * Changes the person's name, in every shop that they belong to, and the language that they are written to in. What is not given stays.
 */
export function changeAccount(
  deps: Pick<Deps, 'db' | 'personal'>,
  actor: UserActor,
  patch: AccountPatch,
  origin: { readonly address: string; readonly requestId: string },
): Promise<Account> {
  return deps.db.globalTx(async (tx) => {
    const { accountId } = actor;
    const [before] = await tx.query<{ display_name: string; locale: string | null }>(
      'select display_name, locale from account where account_id = $1 for update',
      [accountId],
    );
    if (before === undefined) throw new Error(`there is no account ${accountId}`);
    const { locale = before.locale, displayName = before.display_name } = patch;
    await tx.query('update account set locale = $2, display_name = $3 where account_id = $1', [
      accountId,
      locale,
      displayName,
    ]);
    const isRenamed = displayName !== before.display_name;
    // A name is a person's: that it is another one stands in the trail, and not which.
    const detail = { ...(patch.locale === undefined ? {} : { locale }), ...(isRenamed ? { isRenamed } : {}) };
    for (const shop of await shopsOf(tx, actor, isRenamed)) {
      const inside = await tx.enter(shop.organization_id);
      const { user_id: userId } = shop;
      if (isRenamed) {
        await inside.query(
          'update organization_user set display_name = $3, version = version + 1 where organization_id = $1 and user_id = $2',
          [shop.organization_id, userId, displayName],
        );
      }
      const audit = [
        { action: 'account.changed', subjectKind: 'user', subjectId: userId, userId, detail, ...origin } as const,
      ];
      await recordChange(inside, { kind: isRenamed ? 'people' : 'identity', ids: isRenamed ? [userId] : [], audit });
    }
    return accountOf(deps, tx, accountId);
  });
}

/** Where a change is to be seen: in the shop that the person works in, or in all of theirs. */
function shopsOf(
  tx: GlobalTx,
  { accountId, organizationId, userId }: UserActor,
  isEverywhere: boolean,
): Promise<{ organization_id: string; user_id: string }[]> {
  if (!isEverywhere) return Promise.resolve([{ organization_id: organizationId, user_id: userId }]);
  return tx.query(
    'select organization_id, user_id from membership where account_id = $1 order by organization_id limit 200',
    [accountId],
  );
}
