import {
  type At,
  type Authority,
  authorityOf,
  builtInGrant,
  type Grant,
  type Limits,
  PERMISSIONS,
  type Permission,
  ROLE_LIMITS,
  ROLE_PERMISSIONS,
  type Role,
  type TimeWindow,
} from '@mosaajii/domain/permission';
import type { Stores } from '../../../platform/access/index.ts';

/** A grant as PostgreSQL hands it over inside a larger row; the fields of the custom role are null for a built-in one. */
export interface GrantJson {
  readonly grantId: string;
  readonly builtIn: Role | null;
  readonly roleId: string | null;
  readonly name: string | null;
  readonly permissions: readonly string[] | null;
  readonly limits: Partial<Limits> | null;
  readonly storeIds: readonly string[] | null;
  readonly windows: readonly TimeWindow[];
  readonly timeZone: string;
  readonly validUntil: string | null;
}

/** What a row of a person says about what they may do. */
export interface AuthorityRow {
  readonly role: Role;
  /** False: `role` is only a label, and the grants alone decide. */
  readonly has_base_role: boolean;
  /** Null for most people: they have their base role and nothing else. */
  readonly grants: readonly GrantJson[] | null;
}

/**
 * The columns of an {@link AuthorityRow}, for a statement that reads `organization_user u` anyway. Windows are meant in the
 * time zone of the grant's first store, of the shop's first store where it holds in all.
 */
export const AUTHORITY_COLUMNS = `u.role, u.has_base_role,
  (select json_agg(json_build_object('grantId', g.grant_id, 'builtIn', g.built_in, 'roleId', g.role_id, 'name', r.name,
     'permissions', r.permissions, 'limits', r.limits, 'storeIds', g.store_ids, 'windows', g.windows,
     'timeZone', coalesce((select s.time_zone from store s where s.organization_id = g.organization_id
        and (g.store_ids is null or s.store_id = any(g.store_ids)) order by s.created_at, s.code limit 1), 'UTC'),
     'validUntil', to_char(g.valid_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by g.granted_at, g.grant_id)
   from role_grant g left join role r on r.organization_id = g.organization_id and r.role_id = g.role_id
   where g.organization_id = u.organization_id and g.user_id = u.user_id) as grants`;

/** The grants of a row, the base role first. */
export function grantsOfRow(row: AuthorityRow): Grant[] {
  const base = row.has_base_role ? [builtInGrant(row.role)] : [];
  return [...base, ...(row.grants ?? []).map(grantOf)];
}

/** What the person's roles are called: a built-in one by its name in this program, the shop's own as the shop calls it. */
export function roleNamesOf(row: AuthorityRow): string[] {
  const names = grantsOfRow(row).map(({ role }) => (typeof role === 'string' ? role : role.name));
  return [...new Set(names)];
}

/** The stores that any role of the person names; `null` when one of them holds in all, or they have none. */
export function storesOfGrants(row: AuthorityRow): Stores {
  const grants = grantsOfRow(row);
  const named = grants.flatMap(({ storeIds }) => storeIds ?? []);
  return grants.some(({ storeIds }) => storeIds === null) || named.length === 0 ? null : [...new Set(named)];
}

/** How far the roles of a person lie in some stores: all of them, some, or none. A role for all stores lies in each of them. */
export function reachOf(row: AuthorityRow, stores: Stores, now: Date): 'within' | 'partly' | 'outside' {
  if (stores === null) return 'within';
  const holding = (row.grants ?? []).filter(({ validUntil }) => validUntil === null || Date.parse(validUntil) > +now);
  const places = holding.map(({ storeIds }) => storeIds);
  if (row.has_base_role) places.push(null);
  const touching = places.filter((place) => place === null || place.some((storeId) => stores.includes(storeId)));
  if (touching.length === 0) return 'outside';
  const isWithin = places.every((place) => place?.every((storeId) => stores.includes(storeId)) === true);
  return isWithin ? 'within' : 'partly';
}

/** What the person of a row may do at a moment in a place. */
export function authorityOfRow(row: AuthorityRow, at: At): Authority {
  // Nearly everybody, on the path of every request and every sale.
  if (row.has_base_role && row.grants === null) return BASE[row.role];
  return authorityOf(grantsOfRow(row), at);
}

const EVERYWHERE: Authority['storesOf'] = new Map();
const baseOf = (role: Role): Authority => ({
  permissions: ROLE_PERMISSIONS[role],
  limits: ROLE_LIMITS[role],
  storesOf: EVERYWHERE,
});
const BASE: Readonly<Record<Role, Authority>> = {
  administrator: baseOf('administrator'),
  manager: baseOf('manager'),
  cashier: baseOf('cashier'),
  viewer: baseOf('viewer'),
};

const KNOWN: ReadonlySet<string> = new Set(PERMISSIONS);

/** The permissions of a stored role that this program knows: a role may have been saved by another version. */
export function knownPermissions(names: readonly string[]): Permission[] {
  return names.filter((name): name is Permission => KNOWN.has(name));
}

/** Stored limits with what they do not name at nothing: a limit of a later version gives nothing to an older role. */
export function completeLimits(stored: Partial<Limits>): Limits {
  const of = (name: keyof Limits) => (stored[name] === undefined ? 0 : stored[name]);
  return {
    lineDiscountPpm: of('lineDiscountPpm'),
    saleDiscountPpm: of('saleDiscountPpm'),
    priceReductionPpm: of('priceReductionPpm'),
    refundMinor: of('refundMinor'),
    unreceiptedRefundMinor: of('unreceiptedRefundMinor'),
    paidOutMinor: of('paidOutMinor'),
    creditMinor: of('creditMinor'),
  };
}

function grantOf(json: GrantJson): Grant {
  const { storeIds, windows, timeZone } = json;
  const validUntil = json.validUntil === null ? null : Date.parse(json.validUntil);
  const scope = { storeIds, windows, timeZone, validUntil };
  if (json.builtIn !== null) return builtInGrant(json.builtIn, scope);
  return {
    role: { roleId: json.roleId ?? '', name: json.name ?? '' },
    permissions: knownPermissions(json.permissions ?? []),
    limits: completeLimits(json.limits ?? {}),
    ...scope,
  };
}
