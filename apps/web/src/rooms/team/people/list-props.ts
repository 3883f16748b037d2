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
