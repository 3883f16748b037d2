import type { Session } from '@mosaajii/contract/identity';
import { PERMISSIONS, ROLE_PERMISSIONS, type Role } from '@mosaajii/domain/permission';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { readShopSettings } from './settings.ts';

/** What a screen needs to know once somebody is signed in: who, what they may do, and how this shop counts. */
export async function readSession(deps: Deps, tx: Tx, userId: string): Promise<Session> {
  const [user] = await tx.query<{ display_name: string; role: Role; epoch: string }>(
    'select display_name, role, (select epoch from instance) as epoch from organization_user' +
      ' where organization_id = $1 and user_id = $2',
    [tx.organizationId, userId],
  );
  if (user === undefined) throw new Error(`there is no user ${userId}`);
  const { organization, store } = await readShopSettings(tx);
  const granted = ROLE_PERMISSIONS[user.role];
  return {
    user: {
      userId,
      displayName: user.display_name,
      role: user.role,
      permissions: PERMISSIONS.filter((permission) => granted.has(permission)),
    },
    organization,
    store,
    epoch: user.epoch,
    serverTime: deps.clock.now().toISOString(),
  };
}
