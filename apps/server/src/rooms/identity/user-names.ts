import type { UserNames } from '@mosaajii/contract/identity';
import type { Tx } from '../../platform/database/index.ts';

/** Everybody of the organization by name, those who left included; at most 2000. */
export async function listUserNames(tx: Tx): Promise<UserNames> {
  const rows = await tx.query<{ user_id: string; display_name: string }>(
    'select user_id, display_name from organization_user where organization_id = $1 order by display_name, user_id limit 2000',
    [tx.organizationId],
  );
  return { users: rows.map((row) => ({ userId: row.user_id, displayName: row.display_name })) };
}
