import { t } from '../../../platform/i18n/index.ts';
import { type PeopleListProps, toggled, useSelectable } from './list-props.ts';
import { PersonLink } from './person-link.tsx';
import { Marks, ROLE_WORDS, StateChip } from './person-words.tsx';
import { useOwnId } from './use-people.ts';

/** The same list on a phone: one person a row. */
export function PeopleCards({ list, search, selected, onSelect }: PeopleListProps) {
  const ownId = useOwnId();
  const selectable = useSelectable();
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface md:hidden">
      {list.rows.map((row) => (
        <li key={row.userId} className="flex min-h-16 items-center gap-3 px-3 py-2.5 has-checked:bg-brand-tint">
          <label className="-m-2 grid size-11 flex-none place-items-center p-2">
            <input
              type="checkbox"
              aria-label={selectable(row).label}
              disabled={selectable(row).isDisabled}
              checked={selected.has(row.userId)}
              onChange={() => onSelect(toggled(selected, row.userId))}
              className="size-5 accent-brand"
            />
          </label>
          <div className="min-w-0 flex-1">
            <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
              <span className="min-w-0 truncate">
                <PersonLink userId={row.userId} search={search}>
                  {row.displayName}
                </PersonLink>
              </span>
              <Marks person={row} ownId={ownId} />
            </div>
            <div className="truncate text-xs text-ink-3">{row.email ?? t('team.noAccount')}</div>
          </div>
          <div className="flex flex-none flex-col items-end gap-1">
            <span className="text-sm text-ink-2">{t(ROLE_WORDS[row.role])}</span>
            <StateChip state={row.state} />
          </div>
        </li>
      ))}
    </ul>
  );
}
