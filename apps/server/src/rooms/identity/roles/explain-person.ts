import type { PermissionList, PersonPermissions } from '@mosaajii/contract/roles';
import {
  authorityOf,
  explain,
  type Grant,
  PERMISSION_TABLE,
  PERMISSIONS,
  type Permission,
  ROLE_PERMISSIONS,
  ROLES,
} from '@mosaajii/domain/permission';
import { POLICY, type Policy } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import { grantsOfRow } from './authority-row.ts';
import { grantsOf } from './change-grants.ts';
import { grantersAt, readPersonRow } from './people.ts';
import { readOwnRoles } from './role-rows.ts';

const MOST_GRANTERS = 20;

/** "What can this person do?", in some store or in all, at this moment. Nothing when there is nobody with this id. */
export async function explainPerson(
  tx: Tx,
  userId: string,
  at: { readonly now: Date; readonly storeId: string | null },
): Promise<PersonPermissions | undefined> {
  const row = await readPersonRow(tx, userId);
  if (row === undefined) return undefined;
  const moment = { instant: at.now.getTime(), storeId: at.storeId };
  // Whoever is not active may do nothing, whatever they have been given.
  const isActive = row.state === 'active';
  const grants = grantsOfRow(row);
  const { limits, storesOf } = authorityOf(isActive ? grants : [], moment);
  const rolesWith = await rolesByPermission(tx);
  return {
    ...grantsOf(row),
    state: row.state,
    at: at.now.toISOString(),
    limits,
    permissions: explain(grants, moment).map(({ permission, isAllowed, through }) => ({
      permission,
      isAllowed: isActive && isAllowed,
      storeIds: [...(storesOf.get(permission) ?? [])].length === 0 ? null : [...(storesOf.get(permission) ?? [])],
      through: through.map((one) => ({ role: roleNameOf(grants[one.grant]), notNow: one.notNow })),
      rolesWithIt: rolesWith.get(permission) ?? [],
    })),
    granters: (await grantersAt(tx, moment.instant, MOST_GRANTERS)).filter((person) => person.userId !== userId),
  };
}

function roleNameOf(grant: Grant | undefined): string {
  if (grant === undefined) throw new Error('an explanation names a grant that is not there');
  return typeof grant.role === 'string' ? grant.role : grant.role.name;
}

async function rolesByPermission(tx: Tx): Promise<ReadonlyMap<Permission, string[]>> {
  const own = await readOwnRoles(tx);
  return new Map(
    PERMISSIONS.map((permission) => [
      permission,
      [
        ...ROLES.filter((role) => ROLE_PERMISSIONS[role].has(permission)),
        ...own.filter((role) => role.permissions.includes(permission)).map((role) => role.name),
      ],
    ]),
  );
}

/** The roles by which somebody could do something, the shop's own among them, and who could give them. */
export async function grantersOf(
  tx: Tx,
  permission: Permission,
  now: Date,
): Promise<{ readonly roles: readonly string[]; readonly people: readonly string[] }> {
  const roles = (await rolesByPermission(tx)).get(permission) ?? [];
  const people = await grantersAt(tx, now.getTime(), 5);
  return { roles, people: people.map((person) => person.displayName) };
}

/** The table of permissions, with the operations that need each. */
export function permissionTable(): PermissionList {
  const operations = Object.entries(POLICY) as [string, Policy][];
  return {
    permissions: PERMISSIONS.map((permission) => {
      const info = PERMISSION_TABLE[permission];
      return {
        permission,
        ...info,
        limits: [...info.limits],
        operations: operations.flatMap(([name, policy]) => (policy.permission === permission ? [name] : [])),
      };
    }),
  };
}
