import type { MouseEvent } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { ListCell, ListHeader, ListName, ListRow } from '../../../platform/lists/index.ts';
import { useNavigate } from '../../../platform/router/index.ts';
import { Table, TableCell, TableHead, TableHeader } from '../../../platform/ui/index.ts';
import { useWhen } from '../../../platform/when/index.ts';
import { type PeopleListProps, toggled, useSelectable } from './list-props.ts';
import { PersonLink } from './person-link.tsx';
import { Marks, ROLE_WORDS, StateChip } from './person-words.tsx';
import { useOwnId } from './use-people.ts';

/** The columns of the table; a person's name is always there. */
export function peopleColumns() {
  return [
    { name: 'name', label: t('team.columnName'), isFixed: true },
    { name: 'email', label: t('team.email') },
    { name: 'role', label: t('team.role') },
    { name: 'state', label: t('team.state') },
    { name: 'lastSeen', label: t('team.columnLastSeen') },
  ];
}

/** The people as a table, from tablets on. A row opens its person; its box selects it. */
export function PeopleTable({ list, search, selected, onSelect }: PeopleListProps) {
  const navigate = useNavigate();
  const ownId = useOwnId();
  const when = useWhen();
  const selectable = useSelectable();
  const free = list.rows.filter((row) => !selectable(row).isDisabled).map((row) => row.userId);
  const isAll = free.length > 0 && free.every((userId) => selected.has(userId));
  const toggleAll = () => onSelect(new Set(isAll ? [] : free));
  const open = (event: MouseEvent, userId: string) => {
    if (event.target instanceof Element && event.target.closest('a, input, label') !== null) return;
    navigate({ to: '/team/:userId', params: { userId }, search });
  };
  return (
    <Table label={t('team.table')} className="max-md:hidden">
      <TableHead>
        <TableHeader className="w-10">
          <input
            type="checkbox"
            aria-label={t('team.selectAll')}
            checked={isAll}
            disabled={free.length === 0}
            onChange={toggleAll}
            className="size-4 align-middle accent-brand"
          />
        </TableHeader>
        <TableHeader>{t('team.columnName')}</TableHeader>
        <ListHeader column="email" className="max-lg:hidden">
          {t('team.email')}
        </ListHeader>
        <ListHeader column="role">{t('team.role')}</ListHeader>
        <ListHeader column="state">{t('team.state')}</ListHeader>
        <ListHeader column="lastSeen" className="max-lg:hidden">
          {t('team.columnLastSeen')}
        </ListHeader>
      </TableHead>
      <tbody>
        {list.rows.map((row) => (
          <ListRow
            key={row.userId}
            rowId={row.userId}
            isSelected={selected.has(row.userId)}
            onClick={(event) => open(event, row.userId)}
          >
            <TableCell>
              <input
                type="checkbox"
                aria-label={selectable(row).label}
                title={selectable(row).label}
                disabled={selectable(row).isDisabled}
                checked={selected.has(row.userId)}
                onChange={() => onSelect(toggled(selected, row.userId))}
                className="size-4 align-middle accent-brand"
              />
            </TableCell>
            <ListName className="w-[40%] max-w-0 max-lg:py-1.5">
              <div className="flex min-w-0 items-center gap-2">
                <span className="min-w-0">
                  <span className="block truncate" title={row.displayName}>
                    <PersonLink userId={row.userId} search={search}>
                      {row.displayName}
                    </PersonLink>
                  </span>
                  <span className="block truncate text-xs text-ink-3 lg:hidden">
                    {row.email ?? t('team.noAccount')}
                  </span>
                </span>
                <Marks person={row} ownId={ownId} />
              </div>
            </ListName>
            <ListCell column="email" className="max-w-64 truncate text-ink-2 max-lg:hidden">
              {row.email ?? t('team.noAccount')}
            </ListCell>
            <ListCell column="role" className="whitespace-nowrap text-ink-2">
              {t(ROLE_WORDS[row.role])}
            </ListCell>
            <ListCell column="state">
              <StateChip state={row.state} />
            </ListCell>
            <ListCell column="lastSeen" className="whitespace-nowrap text-ink-2 max-lg:hidden">
              {row.lastSeenAt === null ? t('team.never') : when(row.lastSeenAt)}
            </ListCell>
          </ListRow>
        ))}
      </tbody>
    </Table>
  );
}
