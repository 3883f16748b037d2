import type { StoreMoment } from './model.ts';

const WEEKDAYS: Readonly<Record<string, number>> = { Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6, Sun: 7 };
const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment by the clock on the wall of a store: `timeZone` is an IANA name. Throws a RangeError on one that is none. */
export function storeMoment(instant: Date, timeZone: string): StoreMoment {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const weekday = WEEKDAYS[parts.get('weekday') ?? ''];
  if (weekday === undefined) throw new RangeError('the runtime names no weekday');
  return {
    instant: instant.toISOString(),
    weekday,
    minuteOfDay: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}
