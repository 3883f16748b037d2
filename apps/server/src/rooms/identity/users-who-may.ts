import { type Authority, NO_LIMITS_GRANTED, type Permission } from '@mosaajii/domain/permission';
import type { Tx } from '../../platform/database/index.ts';
import { AUTHORITY_COLUMNS, type AuthorityRow, authorityOfRow } from './roles/authority-row.ts';

const MOST = 50;

/**
 * The people of the organization who may do something at a moment, in one store or, without one, somewhere in the shop; at
 * most fifty of them.
 */
export async function usersWhoMay(
  tx: Tx,
  permission: Permission,
  at: Date,
  storeId: string | null = null,
): Promise<string[]> {
  const rows = await tx.query<AuthorityRow & { user_id: string }>(
    `select u.user_id, ${AUTHORITY_COLUMNS} from organization_user u where u.organization_id = $1 and u.state = 'active'
      order by u.user_id`,
    [tx.organizationId],
  );
  const when = { instant: at.getTime(), storeId };
  return rows
    .filter((row) => authorityOfRow(row, when).permissions.has(permission))
    .map((row) => row.user_id)
    .slice(0, MOST);
}

/** What somebody may do at a moment in a store, and how far. Somebody who does not work here any more may nothing. */
export async function readAuthority(
  tx: Tx,
  userId: string,
  at: { readonly instant: number; readonly storeId: string },
): Promise<Authority> {
  const [row] = await tx.query<AuthorityRow>(
    `select ${AUTHORITY_COLUMNS} from organization_user u where u.organization_id = $1 and u.user_id = $2
       and u.state = 'active'`,
    [tx.organizationId, userId],
  );
  return row === undefined
    ? { permissions: new Set(), limits: NO_LIMITS_GRANTED, storesOf: new Map() }
    : authorityOfRow(row, at);
}
