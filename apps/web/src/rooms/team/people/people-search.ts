import type { PersonSort, PersonState } from '@mosaajii/contract/people';
import { ROLES, type Role } from '@mosaajii/domain/permission';

/** What the address of the list says: it can be kept, shared and gone back to. */
export interface PeopleSearch {
  readonly tab?: 'invitations';
  readonly query?: string;
  readonly role?: Role;
  readonly state?: PersonState | 'all';
  readonly account?: 'with' | 'without';
  readonly storeId?: string;
  readonly sort?: PersonSort;
}

const STATES = ['active', 'suspended', 'deactivated', 'all'] as const;
const ACCOUNTS = ['with', 'without'] as const;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SORTS = ['name', '-name', 'newest'] as const;

/** Reads an address, leaving out what it does not know and what is so anyway. */
export function parsePeopleSearch(search: Record<string, unknown>): PeopleSearch {
  const { tab, query, sort } = search;
  const role = ROLES.find((known) => known === search['role']);
  const state = STATES.find((known) => known === search['state']);
  const account = ACCOUNTS.find((known) => known === search['account']);
  const storeId = search['storeId'];
  const order = SORTS.find((known) => known === sort);
  return {
    ...(tab === 'invitations' ? { tab } : {}),
    ...((typeof query === 'string' || typeof query === 'number') && `${query}` !== ''
      ? { query: `${query}`.slice(0, 200) }
      : {}),
    ...(role === undefined ? {} : { role }),
    ...(state === undefined ? {} : { state }),
    ...(account === undefined ? {} : { account }),
    ...(typeof storeId === 'string' && UUID.test(storeId) ? { storeId } : {}),
    ...(order === undefined || order === 'name' ? {} : { sort: order }),
  };
}

/** What narrows the list, for the server's list and its export. */
export function filterParameters({ query, role, state, account, storeId }: PeopleSearch): URLSearchParams {
  const parameters = new URLSearchParams();
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined) parameters.set(name, value);
  };
  add('query', query);
  add('role', role);
  add('state', state);
  add('account', account);
  add('storeId', storeId);
  return parameters;
}

/** What a view of the list keeps: the filters and the order. */
export function viewParameters(search: PeopleSearch): URLSearchParams {
  const parameters = filterParameters(search);
  if (search.sort !== undefined) parameters.set('sort', search.sort);
  return parameters;
}

/** Whether anything narrows the list. */
export function isFiltered({ query, role, state, account, storeId }: PeopleSearch): boolean {
  return [query, role, state, account, storeId].some((value) => value !== undefined);
}
