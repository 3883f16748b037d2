import type { OwnRole, RoleList } from '@mosaajii/contract/roles';
import {
  LIMIT_NAMES,
  type Limits,
  PERMISSION_GROUPS,
  PERMISSION_TABLE,
  PERMISSIONS,
  type Permission,
  type Role,
} from '@mosaajii/domain/permission';
import { Check, Copy, Pencil, Search, SearchX } from 'lucide-react';
import { Fragment, type ReactNode, useState } from 'react';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { Button, EmptyState, IconButton, Notice, Table, TextInput } from '../../../platform/ui/index.ts';
import { GROUP_NAMES, LIMIT_WORDS, limitText, roleName } from './words.ts';

interface Props {
  readonly roles: RoleList;
  /** Absent for who may only look. */
  readonly onEdit?: (role: OwnRole) => void;
  readonly onCopy?: (role: Role) => void;
}

interface Column {
  readonly key: string;
  readonly name: string;
  readonly holders: number;
  readonly permissions: ReadonlySet<Permission>;
  readonly limits: Limits;
  readonly action: ReactNode;
}

/** Every permission and every role, so that two roles can be compared at a glance. */
export function PermissionMatrix({ roles, onEdit, onCopy }: Props) {
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLowerCase();
  const found = PERMISSIONS.filter(
    (permission) => wanted === '' || `${t(`team.may.${permission}`)} ${permission}`.toLowerCase().includes(wanted),
  );
  return (
    <div className="flex flex-col gap-3">
      <TextInput
        type="search"
        aria-label={t('team.rolesSearch')}
        placeholder={t('team.rolesSearch')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        start={<Search aria-hidden className="size-4 text-ink-3" strokeWidth={1.75} />}
        className="max-w-96"
      />
      {roles.own.length === 0 && onEdit !== undefined ? <Notice tone="neutral">{t('team.rolesOwnNone')}</Notice> : null}
      {found.length === 0 ? (
        <EmptyState
          icon={SearchX}
          title={t('team.rolesNoResults')}
          actions={<Button onClick={() => setQuery('')}>{t('team.rolesClear')}</Button>}
        />
      ) : (
        <Grid columns={columnsOf(roles, onEdit, onCopy)} found={found} hasLimits={wanted === ''} />
      )}
    </div>
  );
}

function columnsOf(roles: RoleList, onEdit: Props['onEdit'], onCopy: Props['onCopy']): Column[] {
  return [
    ...roles.builtIn.map(({ role, holders, permissions, limits }) => ({
      key: role,
      name: roleName(role),
      holders,
      permissions: new Set(permissions),
      limits,
      action:
        onCopy === undefined ? null : (
          <IconButton label={`${t('team.rolesCopy')}: ${roleName(role)}`} onClick={() => onCopy(role)}>
            <Copy aria-hidden className="size-4" strokeWidth={1.75} />
          </IconButton>
        ),
    })),
    ...roles.own.map((role) => ({
      key: role.roleId,
      name: role.name,
      holders: role.holders,
      permissions: new Set(role.permissions),
      limits: role.limits,
      action:
        onEdit === undefined ? null : (
          <IconButton label={t('team.rolesEdit', { name: role.name })} onClick={() => onEdit(role)}>
            <Pencil aria-hidden className="size-4" strokeWidth={1.75} />
          </IconButton>
        ),
    })),
  ];
}

interface GridProps {
  readonly columns: readonly Column[];
  readonly found: readonly Permission[];
  readonly hasLimits: boolean;
}

const firstColumn =
  'sticky start-0 w-36 min-w-36 max-w-36 border-e border-line px-3 text-start sm:w-72 sm:min-w-72 sm:max-w-72';
const rowHead = `${firstColumn} z-[1] bg-surface`;

function Grid({ columns, found, hasLimits }: GridProps) {
  return (
    <Table label={t('team.rolesMatrix')} className="relative max-h-[70dvh] overflow-y-auto">
      <thead>
        <tr>
          <th scope="col" className={`${firstColumn} top-0 z-[3] bg-sunken py-2 text-xs font-medium text-ink-2`}>
            {t('team.rolesPermission')}
          </th>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className="sticky top-0 z-[2] min-w-28 max-w-44 bg-sunken px-2 py-2 text-center align-top text-sm"
            >
              <span className="block truncate font-semibold">{column.name}</span>
              <span className="block text-xs font-normal text-ink-2">
                {t('team.rolesHolders', { count: column.holders })}
              </span>
              <span className="flex justify-center">{column.action}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {PERMISSION_GROUPS.map((group) => {
          const rows = found.filter((permission) => PERMISSION_TABLE[permission].group === group);
          if (rows.length === 0) return null;
          return (
            <Fragment key={group}>
              <GroupRow name={t(GROUP_NAMES[group])} span={columns.length} />
              {rows.map((permission) => (
                <tr key={permission} className="border-t border-line">
                  <th scope="row" className={`${rowHead} py-2 font-normal first-letter:uppercase`}>
                    {t(`team.may.${permission}`)}
                  </th>
                  {columns.map((column) => (
                    <td key={column.key} className="px-2 py-2 text-center">
                      <Mark isGiven={column.permissions.has(permission)} />
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          );
        })}
        {hasLimits ? <LimitRows columns={columns} /> : null}
      </tbody>
    </Table>
  );
}

function GroupRow({ name, span }: { readonly name: string; readonly span: number }) {
  return (
    <tr className="border-t border-line">
      <th scope="rowgroup" className={`${rowHead} border-e-0 pb-1 pt-4 text-xs font-semibold text-ink-2`}>
        {name}
      </th>
      <td colSpan={span} />
    </tr>
  );
}

function LimitRows({ columns }: { readonly columns: readonly Column[] }) {
  const { session } = useDevice();
  const settings = useObservable(session.settings);
  if (settings === null) return null;
  const { currency, locale } = settings.organization;
  return (
    <>
      <GroupRow name={t('team.groupLimits')} span={columns.length} />
      {LIMIT_NAMES.map((name) => (
        <tr key={name} className="border-t border-line">
          <th scope="row" className={`${rowHead} py-2 font-normal`}>
            {t(LIMIT_WORDS[name])}
          </th>
          {columns.map((column) => (
            <td key={column.key} className="num px-2 py-2 text-center text-sm">
              {limitText(name, column.limits[name], currency, locale)}
            </td>
          ))}
        </tr>
      ))}
    </>
  );
}

function Mark({ isGiven }: { readonly isGiven: boolean }) {
  return isGiven ? (
    <>
      <Check aria-hidden className="mx-auto size-4 text-success" strokeWidth={2.25} />
      <span className="visually-hidden">{t('team.rolesYes')}</span>
    </>
  ) : (
    <>
      <span aria-hidden className="text-ink-3">
        –
      </span>
      <span className="visually-hidden">{t('team.rolesNo')}</span>
    </>
  );
}
