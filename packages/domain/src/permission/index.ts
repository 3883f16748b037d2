export {
  ADMINISTRATIVE_PERMISSIONS,
  can,
  isAdministrative,
  PERMISSIONS,
  type Permission,
  ROLE_PERMISSIONS,
  ROLES,
  type Role,
} from './permissions.ts';
