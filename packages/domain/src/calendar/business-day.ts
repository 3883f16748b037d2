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
const DAY_MS = 86_400_000;
/** No clock is set back by more. */
const MOST_SET_BACK_MS = 3 * 60 * MINUTE_MS;

/**
 * The business date (YYYY-MM-DD) of a moment: what is before the end of the day belongs to the day before. A clock that is set
 * back shows the end twice; the day ends the first time and does not come back. Throws a RangeError on a zone that is none.
 */
export function businessDateIn({ timeZone, dayEndsAt = MIDNIGHT }: BusinessDay, moment: Date): string {
  const at = moment.getTime();
  const shown = at + offsetAt(timeZone, at);
  const midnight = Math.floor(shown / DAY_MS) * DAY_MS;
  const begins = midnight + endMinute(dayEndsAt) * MINUTE_MS;
  const isBegun = shown >= begins || wasShown(timeZone, begins, at);
  return new Date(isBegun ? midnight : midnight - DAY_MS).toISOString().slice(0, 10);
}

/** The minute of the day at which a business day ends; 0: midnight. */
export function endMinute(dayEndsAt: string): number {
  return Number(dayEndsAt.slice(0, 2)) * 60 + Number(dayEndsAt.slice(3));
}

/** Whether a clock that was set back since had shown a time before. */
function wasShown(timeZone: string, shown: number, moment: number): boolean {
  const before = offsetAt(timeZone, moment - MOST_SET_BACK_MS);
  const first = shown - before;
  return first <= moment && offsetAt(timeZone, first) === before;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far clocks of the zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(timeZone: string, moment: number): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    // Making one costs more than a scan may: a shop has one or two.
    const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', ...digits });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return shown - Math.floor(moment / MINUTE_MS) * MINUTE_MS;
}
