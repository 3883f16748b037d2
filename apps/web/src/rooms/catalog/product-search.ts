import type { ProductSort, ProductState } from '@mosaajii/contract';

/** What the address of the list says: it can be kept, shared and gone back to. */
export interface ProductSearch {
  readonly query?: string;
  readonly category?: string;
  readonly state?: ProductState;
  readonly sort?: ProductSort;
}

const STATES: readonly ProductState[] = ['active', 'inactive', 'new-price', 'without-price', 'without-code', 'all'];
const SORTS: readonly ProductSort[] = ['name', '-name', 'newest'];

/** Reads an address, leaving out what it does not know. */
export function parseProductSearch(search: Record<string, unknown>): ProductSearch {
  const { query, category, state, sort } = search;
  const knownState = STATES.find((known) => known === state);
  const knownSort = SORTS.find((known) => known === sort);
  return {
    ...((typeof query === 'string' || typeof query === 'number') && `${query}` !== ''
      ? { query: `${query}`.slice(0, 200) }
      : {}),
    ...(typeof category === 'string' && /^[0-9a-f-]{36}$/.test(category) ? { category } : {}),
    ...(knownState === undefined || knownState === 'active' ? {} : { state: knownState }),
    ...(knownSort === undefined || knownSort === 'name' ? {} : { sort: knownSort }),
  };
}

/** What the address says, for a view of the list. */
export function searchParameters(search: ProductSearch): URLSearchParams {
  return new URLSearchParams(Object.entries(search));
}

/** The same as the server's list is asked. */
export function listParameters(search: ProductSearch, cursor: string | null): URLSearchParams {
  const parameters = new URLSearchParams({ limit: '50', state: search.state ?? 'active', sort: search.sort ?? 'name' });
  if (search.query !== undefined) parameters.set('query', search.query);
  if (search.category !== undefined) parameters.set('categoryId', search.category);
  if (cursor !== null) parameters.set('cursor', cursor);
  return parameters;
}

/** Where the products of the list are saved from, all pages. */
export function exportPath(search: ProductSearch): string {
  const parameters = listParameters(search, null);
  parameters.delete('limit');
  parameters.delete('sort');
  return `/api/v1/products/export?${parameters.toString()}`;
}
