import type { PersonName } from '@mosaajii/contract/roles';
import { authorityOf } from '@mosaajii/domain/permission';
import type { Tx } from '../../../platform/database/index.ts';
import { AUTHORITY_COLUMNS, type AuthorityRow, grantsOfRow } from './authority-row.ts';

/** A person with what they have been given. */
export interface PersonRow extends AuthorityRow {
  readonly user_id: string;
  readonly display_name: string;
  readonly state: string;
  readonly grants_version: number;
}

const READ = `select u.user_id, u.display_name, u.state, u.grants_version, ${AUTHORITY_COLUMNS} from organization_user u`;

/** A person of the shop; nothing when there is none with this id here. */
export async function readPersonRow(tx: Tx, userId: string): Promise<PersonRow | undefined> {
  const [row] = await tx.query<PersonRow>(`${READ} where u.organization_id = $1 and u.user_id = $2`, [
    tx.organizationId,
    userId,
  ]);
  return row;
}

/** Everybody of the shop by name, those who left included. */
export function readPeople(tx: Tx): Promise<PersonRow[]> {
  return tx.query<PersonRow>(`${READ} where u.organization_id = $1 order by u.display_name, u.user_id limit 5000`, [
    tx.organizationId,
  ]);
}

export function nameOf(row: PersonRow): PersonName {
  return { userId: row.user_id, displayName: row.display_name };
}

/** Who has one of the shop's own roles, active or not. */
export async function holdersOf(tx: Tx, roleId: string): Promise<PersonName[]> {
  const rows = await tx.query<PersonRow>(
    `${READ} where u.organization_id = $1 and exists (select 1 from role_grant h where h.organization_id = $1` +
      ' and h.user_id = u.user_id and h.role_id = $2) order by u.display_name, u.user_id limit 50',
    [tx.organizationId, roleId],
  );
  return rows.map(nameOf);
}

/** Who may give roles at this moment, those who were there first before the others; at most `limit`. */
export async function grantersAt(tx: Tx, instant: number, limit: number): Promise<PersonName[]> {
  // Few people of a shop may: only those who could are looked at closely.
  const rows = await tx.query<PersonRow>(
    `${READ} where u.organization_id = $1 and u.state = 'active' and ((u.has_base_role and u.role = 'administrator')` +
      ' or exists (select 1 from role_grant h where h.organization_id = $1 and h.user_id = u.user_id))' +
      ' order by u.created_at, u.user_id limit 500',
    [tx.organizationId],
  );
  return rows
    .filter((row) => authorityOf(grantsOfRow(row), { instant, storeId: null }).permissions.has('roles.write'))
    .slice(0, limit)
    .map(nameOf);
}
