import { namesMeant } from '../../platform/trail/index.ts';

/** What the list is narrowed to; an empty text narrows nothing. Dates are of this device's calendar. */
export interface Filters {
  readonly query: string;
  readonly from: string;
  readonly to: string;
  readonly userId: string;
  readonly registerId: string;
  readonly isRefused: boolean;
}

export const NO_FILTERS: Filters = { query: '', from: '', to: '', userId: '', registerId: '', isRefused: false };

/** The question to the server. `to` includes its whole day. */
export function paramsOf({ query, from, to, userId, registerId, isRefused }: Filters): URLSearchParams {
  const params = new URLSearchParams();
  const add = (name: string, value: string) => {
    if (value !== '') params.set(name, value);
  };
  add('query', query.trim());
  // The server knows the technical names only; whoever types reads the words of their language.
  add('names', namesMeant(query).join(','));
  add('from', momentOf(from, 0));
  add('to', momentOf(to, 1));
  add('userId', userId);
  add('registerId', registerId);
  if (isRefused) params.set('isRefused', 'true');
  return params;
}

/** Midnight at which a day begins, some days later; nothing for a date that is being typed. */
function momentOf(date: string, daysLater: number): string {
  const [year, month, day] = date.split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) return '';
  const moment = new Date(year, month - 1, day + daysLater);
  return Number.isNaN(moment.getTime()) || year < 1000 ? '' : moment.toISOString();
}

/** What an address asks for (`?isRefused=true&userId=…&query=…`), so that a figure elsewhere can lead here. */
export function filtersOf(search: string): Filters {
  const params = new URLSearchParams(search);
  const given: Filters = {
    ...NO_FILTERS,
    query: params.get('query') ?? '',
    userId: params.get('userId') ?? '',
    isRefused: params.get('isRefused') === 'true',
  };
  return paramsOf(given).size === 0 ? NO_FILTERS : given;
}
