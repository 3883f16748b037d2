/** What the list of shifts is narrowed to, as its fields hold it: empty is everything. */
export interface Filters {
  readonly from: string;
  readonly to: string;
  readonly storeId: string;
  readonly registerId: string;
  readonly userId: string;
  readonly state: string;
  readonly difference: string;
}

export const NO_FILTERS: Filters = {
  from: '',
  to: '',
  storeId: '',
  registerId: '',
  userId: '',
  state: '',
  difference: '',
};

const NAMES = Object.keys(NO_FILTERS) as (keyof Filters)[];

/** As the server is asked. */
export function paramsOf(filters: Filters, names: readonly (keyof Filters)[] = NAMES): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of names) if (filters[name] !== '') params.set(name, filters[name]);
  return params;
}

/** From the address: a narrowed list can be kept as a bookmark. Names that are not filters are left alone. */
export function filtersOf(search: string): Filters {
  const params = new URLSearchParams(search);
  return Object.fromEntries(NAMES.map((name) => [name, params.get(name) ?? ''])) as unknown as Filters;
}
