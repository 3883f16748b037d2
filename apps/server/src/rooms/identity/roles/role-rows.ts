import type { OwnRole, RoleList } from '@mosaajii/contract/roles';
import { type Limits, PERMISSIONS, ROLE_LIMITS, ROLE_PERMISSIONS, ROLES } from '@mosaajii/domain/permission';
import type { Stores } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { completeLimits, knownPermissions } from './authority-row.ts';

interface RoleRow {
  readonly role_id: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly string[];
  readonly limits: Partial<Limits>;
  readonly version: number;
  readonly holders: number;
}

const READ =
  'select r.role_id, r.name, r.description, r.permissions, r.limits, r.version, (select count(distinct g.user_id)' +
  ' from role_grant g where g.organization_id = r.organization_id and g.role_id = r.role_id) as holders' +
  ' from role r where r.organization_id = $1';

/** The shop's own roles by name. */
export async function readOwnRoles(tx: Tx): Promise<OwnRole[]> {
  const rows = await tx.query<RoleRow>(`${READ} order by lower(r.name), r.role_id`, [tx.organizationId]);
  return rows.map(roleOf);
}

/** One of the shop's own roles; locked, so that whoever changes it next sees what was decided now. */
export async function lockOwnRole(tx: Tx, roleId: string): Promise<OwnRole | undefined> {
  const [row] = await tx.query<RoleRow>(`${READ} and r.role_id = $2 for update of r`, [tx.organizationId, roleId]);
  return row === undefined ? undefined : roleOf(row);
}

function roleOf(row: RoleRow): OwnRole {
  return {
    roleId: row.role_id,
    name: row.name,
    description: row.description,
    permissions: knownPermissions(row.permissions),
    limits: completeLimits(row.limits),
    version: row.version,
    holders: row.holders,
  };
}

/** Every role of the shop with how many people have it, and those of the asker's stores that grants can be narrowed to. */
export async function listRoles(tx: Tx, storesOfAsker: Stores): Promise<RoleList> {
  const held = await tx.query<{ role: string; holders: number }>(
    "select role, count(*) as holders from (select user_id, role from organization_user where organization_id = $1 and has_base_role and state = 'active'" +
      ' union select user_id, built_in from role_grant where organization_id = $1 and built_in is not null) h group by role',
    [tx.organizationId],
  );
  const stores = await tx.query<{ store_id: string; name: string }>(
    'select store_id, name from store where organization_id = $1 and ($2::uuid[] is null or store_id = any($2))' +
      ' order by created_at, code',
    [tx.organizationId, storesOfAsker],
  );
  return {
    builtIn: ROLES.map((role) => ({
      role,
      permissions: PERMISSIONS.filter((permission) => ROLE_PERMISSIONS[role].has(permission)),
      limits: ROLE_LIMITS[role],
      holders: held.find((row) => row.role === role)?.holders ?? 0,
    })),
    own: await readOwnRoles(tx),
    stores: stores.map((row) => ({ storeId: row.store_id, name: row.name })),
  };
}
