import type { PendingRoleChange } from '@mosaajii/contract/role-changes';
import type { GrantInput, RoleList } from '@mosaajii/contract/roles';
import { LIMIT_NAMES, type Permission } from '@mosaajii/domain/permission';
import { t } from '../../../platform/i18n/index.ts';
import { LIMIT_WORDS, roleName, storeNames } from './words.ts';

/** What a change gives and takes, one line for each. Permissions are in the words of their table. */
export function differencesOf(change: PendingRoleChange['change'], roles: RoleList): string[] {
  return change.kind === 'role' ? roleDifferences(change) : grantDifferences(change, roles);
}

type OfRole = Extract<PendingRoleChange['change'], { kind: 'role' }>;

function roleDifferences({ before, wanted }: OfRole): string[] {
  const only = (all: readonly Permission[], others: readonly Permission[]) =>
    all.filter((permission) => !others.includes(permission)).map((permission) => t(`team.may.${permission}`));
  const limits = LIMIT_NAMES.filter((name) => before.limits[name] !== wanted.limits[name]);
  return [
    ...only(wanted.permissions, before.permissions).map((words) => t('team.changeMay', { words })),
    ...only(before.permissions, wanted.permissions).map((words) => t('team.changeMayNot', { words })),
    ...limits.map((name) => t('team.changeLimit', { limit: t(LIMIT_WORDS[name]) })),
    ...(before.name === wanted.name ? [] : [t('team.changeName', { name: wanted.name })]),
  ];
}

type OfPerson = Extract<PendingRoleChange['change'], { kind: 'grants' }>;

function grantDifferences({ before, wanted }: OfPerson, roles: RoleList): string[] {
  const text = (grant: GrantInput) => grantText(grant, roles);
  const [was, is] = [before.grants.map(text), wanted.grants.map(text)];
  const base = (role: OfPerson['before']['baseRole']) => (role === null ? t('team.personBaseNone') : roleName(role));
  return [
    ...(before.baseRole === wanted.baseRole
      ? []
      : [t('team.changeBase', { before: base(before.baseRole), after: base(wanted.baseRole) })]),
    ...is.filter((one) => !was.includes(one)).map((role) => t('team.changeGives', { role })),
    ...was.filter((one) => !is.includes(one)).map((role) => t('team.changeTakes', { role })),
  ];
}

function grantText({ builtIn, roleId, storeIds }: GrantInput, roles: RoleList): string {
  const own = roles.own.find((role) => role.roleId === roleId)?.name ?? '';
  const name = builtIn === null ? own : roleName(builtIn);
  return storeIds === null ? name : `${name} (${storeNames(roles.stores, storeIds)})`;
}
