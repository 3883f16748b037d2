import type { ReactNode } from 'react';
import { Link } from '../../../platform/router/index.ts';
import type { PeopleSearch } from './people-search.ts';

/** Opens a person above the list; the list stays as it is. */
export function PersonLink({
  userId,
  search,
  children,
}: {
  readonly userId: string;
  readonly search: PeopleSearch;
  readonly children: ReactNode;
}) {
  return (
    <Link to="/team/:userId" params={{ userId }} search={search} className="font-medium text-ink hover:underline">
      {children}
    </Link>
  );
}
