import { daysBetween } from '../calendar/index.ts';

/** Whether goods of a sale come back after the days in which a store takes them; both dates YYYY-MM-DD, the last day counts. */
export function returnedLate(soldOn: string, returnedOn: string, days: number): boolean {
  return daysBetween(soldOn, returnedOn) > days;
}
