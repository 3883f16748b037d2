import { spoken } from './language.ts';

/** The locale of the device in the language of the screen; the region of the shop's own wins where a screen passes it. */
export function deviceLocale(): string {
  return spoken();
}

const dates = new Map<string, Intl.DateTimeFormat>();

function dateFormat(name: string, options: Intl.DateTimeFormatOptions, locale: string): Intl.DateTimeFormat {
  const key = `${locale}|${name}|${options.timeZone ?? ''}`;
  const known = dates.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(spoken(locale), options);
  dates.set(key, made);
  return made;
}

/** "22 Nov 2026" of a business date (YYYY-MM-DD), which has no time zone. */
export function formatDate(date: string, locale: string = deviceLocale()): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return dateFormat('date', options, locale).format(new Date(`${date}T00:00:00Z`));
}

/** "14:05" of an instant, in the device's zone unless the shop's is given. */
export function formatTime(
  instant: string | number | Date,
  locale: string = deviceLocale(),
  timeZone?: string,
): string {
  const options = { hour: '2-digit', minute: '2-digit', ...(timeZone === undefined ? {} : { timeZone }) } as const;
  return dateFormat('time', options, locale).format(new Date(instant));
}

/** "22 Nov 2026, 14:05". */
export function formatDateTime(
  instant: string | number | Date,
  locale: string = deviceLocale(),
  timeZone?: string,
): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const options = {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...zone,
  } as const;
  return dateFormat('date-time', options, locale).format(new Date(instant));
}

/** "1,234" or "1.5". */
export function formatNumber(value: number, locale: string = deviceLocale(), digits = 3): string {
  return new Intl.NumberFormat(spoken(locale), { maximumFractionDigits: digits }).format(value);
}

/** Parts per million as "16 %"; the space is a thin non-breaking one. */
export function formatPercent(ratePpm: number, locale: string = deviceLocale()): string {
  return `${new Intl.NumberFormat(spoken(locale), { maximumFractionDigits: 4 }).format(ratePpm / 10_000)}\u202f%`;
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "5 minutes ago", for an instant near now. */
export function formatRelative(instant: string | number | Date, now: Date, locale: string = deviceLocale()): string {
  const elapsed = new Date(instant).getTime() - now.getTime();
  const format = new Intl.RelativeTimeFormat(spoken(locale), { numeric: 'auto' });
  for (const [unit, size] of steps) {
    if (Math.abs(elapsed) >= size) return format.format(Math.round(elapsed / size), unit);
  }
  return format.format(0, 'minute');
}
