import type { Person } from '@mosaajii/contract/people';
import { t } from '../../../platform/i18n/index.ts';
import { useCan } from '../use-can.ts';
import type { PeopleSearch } from './people-search.ts';
import type { PeopleShown } from './use-people.ts';

export interface PeopleListProps {
  readonly list: PeopleShown;
  readonly search: PeopleSearch;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onClear: () => void;
  readonly onInvite: () => void;
}

/** The set with an element put in, or taken out if it was there. */
export function toggled(selected: ReadonlySet<string>, userId: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(userId)) next.add(userId);
  return next;
}

/** Who of the people cannot be selected, for whoever administers other people than these; asked of each with its own words. */
export function useSelectable(): (person: Person) => { readonly isDisabled: boolean; readonly label: string } {
  const canWrite = useCan('users.write');
  return ({ displayName: name, canManage }) => {
    const isDisabled = canWrite && !canManage;
    return { isDisabled, label: isDisabled ? t('team.notSelectable', { name }) : t('team.select', { name }) };
  };
}
