export { exceededByPaidOut, exceededByReturn, exceededBySale, type JudgedSale } from './exceeded.ts';
export {
  type At,
  type Authority,
  authorityOf,
  builtInGrant,
  covers,
  type Explanation,
  explain,
  type Grant,
  type Held,
  holdsIn,
  localTime,
  type NotNow,
  notNow,
  permissionsOf,
  ROLE_LIMITS,
  type TimeWindow,
  usedLimits,
} from './grants.ts';
export {
  LIMIT_NAMES,
  type LimitName,
  type Limits,
  limitsBeyond,
  NO_LIMITS_GRANTED,
  UNLIMITED,
  widest,
} from './limits.ts';
export { can, PERMISSIONS, type Permission, ROLE_PERMISSIONS, ROLES, type Role } from './permissions.ts';
export {
  ADMINISTRATIVE,
  PERMISSION_GROUPS,
  PERMISSION_TABLE,
  type PermissionGroup,
  type PermissionInfo,
} from './table.ts';
