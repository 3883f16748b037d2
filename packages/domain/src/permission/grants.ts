import { type Limits, NO_LIMITS_GRANTED, UNLIMITED, widest } from './limits.ts';
import { PERMISSIONS, type Permission, ROLE_PERMISSIONS, type Role } from './permissions.ts';
import { PERMISSION_TABLE } from './table.ts';

/** Hours in which a grant holds, in the time zone of its store. */
export interface TimeWindow {
  /** 1 is Monday, 7 is Sunday: the day on which the window begins. */
  readonly days: readonly number[];
  /** Minutes after midnight, 0 to 1439. */
  readonly fromMinute: number;
  /** Minutes after midnight, 1 to 1440. Not after `fromMinute`: it ends on the next day. */
  readonly toMinute: number;
}

/** A role that was given to somebody, and where and when it holds. */
export interface Grant {
  /** Names a custom role; a built-in one has its own name. */
  readonly role: Role | { readonly roleId: string; readonly name: string };
  readonly permissions: readonly Permission[];
  readonly limits: Limits;
  /** Only in these stores; `null` in all. */
  readonly storeIds: readonly string[] | null;
  /** Only in these hours; empty at any time. */
  readonly windows: readonly TimeWindow[];
  /** IANA name of the zone that the windows are meant in. */
  readonly timeZone: string;
  /** Milliseconds since 1970; `null`: without an end. */
  readonly validUntil: number | null;
}

/** The moment and the place that are asked about. */
export interface At {
  /** Milliseconds since 1970. */
  readonly instant: number;
  /** `null`: in any store at all. */
  readonly storeId: string | null;
}

/** The limits of the built-in roles. */
export const ROLE_LIMITS: Readonly<Record<Role, Limits>> = {
  administrator: UNLIMITED,
  manager: { ...UNLIMITED, creditMinor: 0 },
  cashier: {
    ...NO_LIMITS_GRANTED,
    lineDiscountPpm: 100_000,
    saleDiscountPpm: 100_000,
    // Up to what was paid: a return never pays more.
    refundMinor: null,
  },
  viewer: NO_LIMITS_GRANTED,
};

/** A built-in role as a grant; everywhere and at any time unless narrowed. */
export function builtInGrant(
  role: Role,
  scope: Partial<Pick<Grant, 'storeIds' | 'windows' | 'timeZone' | 'validUntil'>> = {},
): Grant {
  return {
    role,
    permissions: [...ROLE_PERMISSIONS[role]],
    limits: ROLE_LIMITS[role],
    storeIds: null,
    windows: [],
    timeZone: 'UTC',
    validUntil: null,
    ...scope,
  };
}

/** Why a grant does not hold; `null` when it does. */
export type NotNow = 'ended' | 'other-store' | 'other-hours' | null;

/** Whether a grant holds at a moment in a place, and if not, why not. */
export function notNow(grant: Grant, at: At): NotNow {
  if (grant.validUntil !== null && at.instant >= grant.validUntil) return 'ended';
  if (at.storeId !== null && grant.storeIds !== null && !grant.storeIds.includes(at.storeId)) return 'other-store';
  return isInHours(grant, at.instant) ? null : 'other-hours';
}

function isInHours({ windows, timeZone }: Grant, instant: number): boolean {
  if (windows.length === 0) return true;
  const { day, minute } = localTime(instant, timeZone);
  return windows.some(({ days, fromMinute, toMinute }) => {
    if (fromMinute < toMinute) return days.includes(day) && minute >= fromMinute && minute < toMinute;
    const dayBefore = day === 1 ? 7 : day - 1;
    return (days.includes(day) && minute >= fromMinute) || (days.includes(dayBefore) && minute < toMinute);
  });
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const formats = new Map<string, Intl.DateTimeFormat>();

/** Day of the week (1 is Monday) and minute of the day in a time zone. Throws a RangeError on an unknown zone. */
export function localTime(instant: number, timeZone: string): { readonly day: number; readonly minute: number } {
  let format = formats.get(timeZone);
  if (format === undefined) {
    const parts = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    format = new Intl.DateTimeFormat('en-GB', { ...parts, timeZone });
    formats.set(timeZone, format);
  }
  const parts = format.formatToParts(instant);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return { day: DAYS.indexOf(part('weekday')) + 1, minute: Number(part('hour')) * 60 + Number(part('minute')) };
}

/** What somebody may do: all that any of their grants allows at that moment in that place. */
export interface Authority {
  readonly permissions: ReadonlySet<Permission>;
  readonly limits: Limits;
  /** Where something may be done in some stores only; what is missing here may be done in all. */
  readonly storesOf: ReadonlyMap<Permission, readonly string[]>;
}

/** Puts grants together. Pure: the same grants at the same moment give the same authority everywhere. */
export function authorityOf(grants: readonly Grant[], at: At): Authority {
  const holding = grants.filter((grant) => notNow(grant, at) === null);
  const permissions = new Set(
    holding.flatMap((grant) => grant.permissions.filter((permission) => gives(grant, permission))),
  );
  const storesOf = new Map<Permission, readonly string[]>();
  for (const permission of permissions) {
    const stores = storesFor(permission, holding);
    if (stores !== null) storesOf.set(permission, stores);
  }
  return { permissions, limits: limitsOf(holding), storesOf };
}

/** What concerns all stores at once does not come with a grant for some of them. */
function gives({ storeIds }: Grant, permission: Permission): boolean {
  return storeIds === null || !PERMISSION_TABLE[permission].isWhole;
}

function storesFor(permission: Permission, holding: readonly Grant[]): readonly string[] | null {
  if (!PERMISSION_TABLE[permission].isStoreScoped) return null;
  const stores = new Set<string>();
  for (const grant of holding) {
    if (!grant.permissions.includes(permission)) continue;
    if (grant.storeIds === null) return null;
    for (const storeId of grant.storeIds) stores.add(storeId);
  }
  return [...stores].sort();
}

/** A limit widens only what the same grant permits: a role's unused limit lends nothing to another role. */
function limitsOf(holding: readonly Grant[]): Limits {
  return holding.reduce<Limits>((widened, grant) => widest(widened, usedLimits(grant)), NO_LIMITS_GRANTED);
}

/** The limits that permissions use; the others are nothing. */
export function usedLimits({ permissions, limits }: Pick<Grant, 'permissions' | 'limits'>): Limits {
  const used = new Set(permissions.flatMap((permission) => PERMISSION_TABLE[permission].limits));
  return {
    lineDiscountPpm: used.has('lineDiscountPpm') ? limits.lineDiscountPpm : 0,
    saleDiscountPpm: used.has('saleDiscountPpm') ? limits.saleDiscountPpm : 0,
    priceReductionPpm: used.has('priceReductionPpm') ? limits.priceReductionPpm : 0,
    refundMinor: used.has('refundMinor') ? limits.refundMinor : 0,
    unreceiptedRefundMinor: used.has('unreceiptedRefundMinor') ? limits.unreceiptedRefundMinor : 0,
    paidOutMinor: used.has('paidOutMinor') ? limits.paidOutMinor : 0,
    // There is no permission for selling on credit yet; the limit stands for itself.
    creditMinor: limits.creditMinor,
  };
}

/** What somebody holds, and where. */
export type Held = Pick<Authority, 'permissions' | 'storesOf'>;

/** Whether somebody holds a permission in all of these stores; `null`: in every store of the shop. */
export function holdsIn(
  { permissions, storesOf }: Held,
  permission: Permission,
  storeIds: readonly string[] | null,
): boolean {
  if (!permissions.has(permission)) return false;
  const stores = storesOf.get(permission);
  return stores === undefined || (storeIds !== null && storeIds.every((storeId) => stores.includes(storeId)));
}

/** Whether one has every permission of another, in each store in which the other has it. */
export function covers(mine: Held, theirs: Held): boolean {
  return [...theirs.permissions].every((permission) =>
    holdsIn(mine, permission, theirs.storesOf.get(permission) ?? null),
  );
}

/** What a person may do at a moment in a place. */
export function permissionsOf(grants: readonly Grant[], at: At): ReadonlySet<Permission> {
  return authorityOf(grants, at).permissions;
}

/** One line of the answer to "what can this person do?". */
export interface Explanation {
  readonly permission: Permission;
  readonly isAllowed: boolean;
  /** The grants that include it, by their place in the list, each with why it does not hold now. */
  readonly through: readonly { readonly grant: number; readonly notNow: NotNow }[];
}

/** Says of every permission whether it is allowed, through which grant, and what keeps the others from it. */
export function explain(grants: readonly Grant[], at: At): Explanation[] {
  return PERMISSIONS.map((permission) => {
    const through = grants.flatMap((grant, index) =>
      grant.permissions.includes(permission)
        ? [{ grant: index, notNow: notNow(grant, at) ?? (gives(grant, permission) ? null : ('other-store' as const)) }]
        : [],
    );
    return { permission, isAllowed: through.some((one) => one.notNow === null), through };
  });
}
