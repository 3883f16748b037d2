import type { Permission } from '@mosaajii/domain/permission';
import type { Tx } from '../../platform/database/index.ts';
import { AUTHORITY_COLUMNS, type AuthorityRow, authorityOfRow } from './roles/authority-row.ts';

const MOST = 50;

/** The people of the organization who may do something somewhere in the shop at a moment; at most fifty of them. */
export async function usersWhoMay(tx: Tx, permission: Permission, at: Date): Promise<string[]> {
  const rows = await tx.query<AuthorityRow & { user_id: string }>(
    `select u.user_id, ${AUTHORITY_COLUMNS} from organization_user u where u.organization_id = $1 and u.state = 'active'
      order by u.user_id`,
    [tx.organizationId],
  );
  const when = { instant: at.getTime(), storeId: null };
  return rows
    .filter((row) => authorityOfRow(row, when).permissions.has(permission))
    .map((row) => row.user_id)
    .slice(0, MOST);
}
