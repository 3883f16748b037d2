import { LIMIT_NAMES, PERMISSION_GROUPS, PERMISSIONS, ROLES } from '@mosaajii/domain/permission';
import { z } from 'zod';
import { count, isoTime, MAXIMUM_AMOUNT, name, text, uuid, version } from './wire.ts';

export const permission = z.enum(PERMISSIONS);

const rate = z.int().min(0).max(1_000_000).nullable();
const amount = z.int().min(0).max(MAXIMUM_AMOUNT).nullable();
/** How far permissions go; `null` is without end. Rates in parts per million, amounts in minor units. */
export const limits = z.strictObject({
  lineDiscountPpm: rate,
  saleDiscountPpm: rate,
  priceReductionPpm: rate,
  refundMinor: amount,
  unreceiptedRefundMinor: amount,
  paidOutMinor: amount,
  creditMinor: amount,
});
export type LimitsWire = z.infer<typeof limits>;

const builtInRole = z.enum(ROLES);

/** What a role of the shop's own says. */
const roleContent = {
  name: name(60),
  description: text(300).default(''),
  permissions: z
    .array(permission)
    .max(PERMISSIONS.length)
    .refine((given) => new Set(given).size === given.length, 'must name each permission once'),
  limits,
};
export const newRole = z.strictObject({ roleId: uuid, ...roleContent });
export type NewRole = z.input<typeof newRole>;
export const roleChange = z.strictObject({ version, ...roleContent });
export type RoleChange = z.input<typeof roleChange>;
/** `?version=`: the version that is to be deleted. */
export const versionQuery = z.strictObject({
  version: z
    .string()
    .regex(/^\d{1,10}$/, 'must be a whole number')
    .transform(Number)
    .pipe(version),
});

export const personName = z.strictObject({ userId: uuid, displayName: z.string() });
export type PersonName = z.infer<typeof personName>;

export const ownRole = z.strictObject({
  roleId: uuid,
  name: z.string(),
  description: z.string(),
  permissions: z.array(permission),
  limits,
  version,
  holders: count,
});
export type OwnRole = z.infer<typeof ownRole>;

export const roleList = z.strictObject({
  builtIn: z.array(z.strictObject({ role: builtInRole, permissions: z.array(permission), limits, holders: count })),
  own: z.array(ownRole),
  /** Where grants can be narrowed to. */
  stores: z.array(z.strictObject({ storeId: uuid, name: z.string() })),
  /** Where the asker may invite people and take them in; `null`: anywhere. */
  takesInAt: z.array(uuid).nullable().optional(),
});
export type RoleList = z.infer<typeof roleList>;

export const permissionList = z.strictObject({
  permissions: z.array(
    z.strictObject({
      permission,
      group: z.enum(PERMISSION_GROUPS),
      words: z.string(),
      isStoreScoped: z.boolean(),
      isWhole: z.boolean(),
      isAdministrative: z.boolean(),
      isGrantable: z.boolean(),
      limits: z.array(z.enum(LIMIT_NAMES)),
      /** The operations of the interface that need it. */
      operations: z.array(z.string()),
    }),
  ),
});
export type PermissionList = z.infer<typeof permissionList>;

export const timeWindow = z.strictObject({
  /** 1 is Monday, 7 is Sunday. */
  days: z
    .array(z.int().min(1).max(7))
    .min(1)
    .max(7)
    .refine((days) => new Set(days).size === days.length, 'must name each day once'),
  fromMinute: z.int().min(0).max(1439),
  /** Not after `fromMinute`: it ends on the next day. */
  toMinute: z.int().min(1).max(1440),
});

/** What somebody has been given beside their base role: a built-in role, or one of the shop's own by its id. */
export const grantInput = z
  .strictObject({
    builtIn: builtInRole.nullable(),
    roleId: uuid.nullable(),
    storeIds: z.array(uuid).min(1).max(200).nullable(),
    windows: z.array(timeWindow).max(14),
    validUntil: isoTime.nullable(),
  })
  .refine((given) => (given.builtIn === null) !== (given.roleId === null), 'must name one role');
export type GrantInput = z.infer<typeof grantInput>;

export const grantsChange = z.strictObject({
  version,
  /** Holds everywhere and always; `null`: what is listed is all. */
  baseRole: builtInRole.nullable(),
  grants: z.array(grantInput).max(20),
});
export type GrantsChange = z.infer<typeof grantsChange>;

export const personGrants = z.strictObject({
  person: personName,
  version,
  baseRole: builtInRole.nullable(),
  grants: z.array(
    z.strictObject({
      builtIn: builtInRole.nullable(),
      roleId: uuid.nullable(),
      /** The name of the shop's own role; `null` for a built-in one. */
      roleName: z.string().nullable(),
      storeIds: z.array(uuid).nullable(),
      windows: z.array(timeWindow),
      validUntil: isoTime.nullable(),
    }),
  ),
});
export type PersonGrants = z.infer<typeof personGrants>;

/** "What can this person do?" */
export const personPermissions = z.strictObject({
  ...personGrants.shape,
  state: z.string(),
  /** When this is true. */
  at: isoTime,
  limits,
  permissions: z.array(
    z.strictObject({
      permission,
      isAllowed: z.boolean(),
      /** In these stores only; `null`: in all. */
      storeIds: z.array(uuid).nullable(),
      /** The roles that include it, with what keeps each from holding now. */
      through: z.array(
        z.strictObject({ role: z.string(), notNow: z.enum(['ended', 'other-store', 'other-hours']).nullable() }),
      ),
      /** The roles that would give it. */
      rolesWithIt: z.array(z.string()),
    }),
  ),
  /** Who can give what is missing. */
  granters: z.array(personName),
});
export type PersonPermissions = z.infer<typeof personPermissions>;
