import { dayBefore, dayNumber } from './calendar.ts';

/** What makes a store's business day: its time zone, an IANA name, and when the day ends. */
export interface BusinessDay {
  readonly timeZone: string;
  /** By the clock of the store, "03:30" of the next morning; absent: at midnight. */
  readonly dayEndsAt?: string | undefined;
}

/** Days that end with the calendar's. */
export const MIDNIGHT = '00:00';
/** From midnight to just before noon: a day that ended later would mostly lie on the next one. */
export const DAY_END = /^(0\d|1[01]):[0-5]\d$/;

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** No clock is set back by more. */
const MOST_SET_BACK = 3 * 60;

/**
 * The business date (YYYY-MM-DD) of a moment: what is before the end of the day belongs to the day before. A clock that is set
 * back shows the end twice; the day ends the first time and does not come back. Throws a RangeError on a zone that is none.
 */
export function businessDateIn({ timeZone, dayEndsAt = MIDNIGHT }: BusinessDay, moment: Date): string {
  const minute = Math.floor(moment.getTime() / MINUTE_MS);
  const { date, shown } = clockOf(timeZone, minute);
  const begins = dayNumber(date) * DAY_MINUTES + endMinute(dayEndsAt);
  return shown >= begins || wasShown(timeZone, begins, minute) ? date : dayBefore(date);
}

/** The minute of the day at which a business day ends; 0: midnight. */
export function endMinute(dayEndsAt: string): number {
  return Number(dayEndsAt.slice(0, 2)) * 60 + Number(dayEndsAt.slice(3));
}

/** Whether a clock that was set back since had shown a time before. */
function wasShown(timeZone: string, shown: number, minute: number): boolean {
  const ahead = (at: number) => clockOf(timeZone, at).shown - at;
  const before = ahead(minute - MOST_SET_BACK);
  const first = shown - before;
  return first <= minute && ahead(first) === before;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock of the zone shows in a minute since 1970: the date, and the minute since 1970 as if it were UTC. */
function clockOf(timeZone: string, minute: number): { readonly date: string; readonly shown: number } {
  let format = formats.get(timeZone);
  if (format === undefined) {
    // Making one costs more than a scan may: a shop has one or two.
    const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', ...digits });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(minute * MINUTE_MS).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  return { date, shown: dayNumber(date) * DAY_MINUTES + Number(part('hour')) * 60 + Number(part('minute')) };
}
