import type { Session } from '@mosaajii/contract/identity';
import { PERMISSIONS } from '@mosaajii/domain/permission';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import {
  AUTHORITY_COLUMNS,
  type AuthorityRow,
  authorityOfRow,
  roleNamesOf,
  storesOfGrants,
} from './roles/authority-row.ts';
import { readShopSettings } from './settings.ts';
import { storeToUse } from './store-places.ts';

/** What a screen needs to know once somebody is signed in: who, what they may do, and how this shop counts. */
export async function readSession(deps: Deps, tx: Tx, userId: string): Promise<Session> {
  const [user] = await tx.query<AuthorityRow & { display_name: string; epoch: string }>(
    `select u.display_name, ${AUTHORITY_COLUMNS}, (select epoch from instance) as epoch from organization_user u` +
      ' where u.organization_id = $1 and u.user_id = $2',
    [tx.organizationId, userId],
  );
  if (user === undefined) throw new Error(`there is no user ${userId}`);
  const now = deps.clock.now();
  const { organization, store } = await readShopSettings(tx, await storeToUse(tx, storesOfGrants(user)));
  const { permissions, limits } = authorityOfRow(user, { instant: now.getTime(), storeId: null });
  return {
    user: {
      userId,
      displayName: user.display_name,
      role: user.role,
      roles: roleNamesOf(user),
      permissions: PERMISSIONS.filter((permission) => permissions.has(permission)),
      limits,
    },
    organization,
    store,
    epoch: user.epoch,
    serverTime: now.toISOString(),
  };
}
