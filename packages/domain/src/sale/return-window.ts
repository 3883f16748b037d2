const DAY_MS = 24 * 60 * 60 * 1000;

/** Whether goods of a sale come back after the days in which a store takes them; both dates YYYY-MM-DD, the last day counts. */
export function returnedLate(soldOn: string, returnedOn: string, days: number): boolean {
  const sold = Date.parse(`${soldOn}T00:00:00.000Z`);
  const returned = Date.parse(`${returnedOn}T00:00:00.000Z`);
  return returned - sold > days * DAY_MS;
}
