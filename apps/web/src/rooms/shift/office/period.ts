const DAY_MS = 24 * 60 * 60_000;
const LONGEST_DAYS = 366;

/** Whether two dates are a period that reports are made of: from one day to a year. */
export function isPeriod(from: string, to: string): boolean {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  return days >= 0 && days < LONGEST_DAYS;
}

/** The date so many days before `now`, YYYY-MM-DD. */
export function dateBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * DAY_MS).toISOString().slice(0, 10);
}
