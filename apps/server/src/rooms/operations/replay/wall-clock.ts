const DAY_MS = 86_400_000;

/** A date (YYYY-MM-DD) that many days later. */
export function movedDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Days from one date (YYYY-MM-DD) to another. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / DAY_MS;
}

/**
 * The moment at which a clock in that IANA time zone, that many days later, shows the given time. `wallClock` is ISO 8601
 * with the clock's digits read as UTC, the answer is UTC. Of an hour that a clock shows twice it is one of the two, of an
 * hour that it leaves out a moment beside it.
 */
export function momentOf(wallClock: string, days: number, timeZone: string): string {
  const shown = Date.parse(wallClock) + days * DAY_MS;
  const first = shown - offsetAt(shown, timeZone);
  return new Date(shown - offsetAt(first, timeZone)).toISOString();
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far clocks of the zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'iso8601', hourCycle: 'h23', ...DIGITS });
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(moment / 1000) * 1000;
}

const DIGITS = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const;
