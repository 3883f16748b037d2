import type { UserNames } from '@mosaajii/contract/identity';
import type { Stores } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import { hasRoleIn } from './people/person-rows.ts';

/** Everybody of the organization with a role in the stores by name, those who left included; at most 2000. */
export async function listUserNames(tx: Tx, stores: Stores): Promise<UserNames> {
  const rows = await tx.query<{ user_id: string; display_name: string }>(
    'select u.user_id, u.display_name from organization_user u where u.organization_id = $1' +
      ` and ($2::uuid[] is null or ${hasRoleIn('$2')}) order by u.display_name, u.user_id limit 2000`,
    [tx.organizationId, stores],
  );
  return { users: rows.map((row) => ({ userId: row.user_id, displayName: row.display_name })) };
}
