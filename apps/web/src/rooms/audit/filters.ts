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

/** What an address asks for: a person, so far; what is no id narrows nothing. */
export function filtersOf(address: URLSearchParams): Filters {
  const userId = address.get('userId') ?? '';
  return /^[0-9a-f-]{36}$/.test(userId) ? { ...NO_FILTERS, userId } : NO_FILTERS;
}

/** The question to the server. `to` includes its whole day. */
export function paramsOf({ query, from, to, userId, registerId, isRefused }: Filters): URLSearchParams {
  const params = new URLSearchParams();
  const add = (name: string, value: string) => {
    if (value !== '') params.set(name, value);
  };
  add('query', query.trim());
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
