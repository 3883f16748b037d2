/**
 * Days of the Gregorian calendar without a clock and without a time zone. A day is written YYYY-MM-DD (ISO 8601).
 */

/** How many days a month has; `month` from 1 to 12. */
export function lastDayOfMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * The day's number in the row of all days; 1970-01-01 is 0. The year begins in March, so that the leap day is its last one
 * (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil). For years from 0 on.
 */
export function dayNumber(day: string): number {
  const [year, month, date] = partsOf(day);
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + date - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Days from one day to the other; negative when `to` is before `from`. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** The same day `months` later, or the last one of a month that is shorter. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = partsOf(day);
  const index = year * 12 + month - 1 + months;
  const [newYear, newMonth] = [Math.floor(index / 12), (index % 12) + 1];
  const newDate = Math.min(date, lastDayOfMonth(newYear, newMonth));
  return `${pad(newYear, 4)}-${pad(newMonth, 2)}-${pad(newDate, 2)}`;
}

/** The day before. */
export function dayBefore(day: string): string {
  const [year, month, date] = partsOf(day);
  if (date > 1) return `${day.slice(0, 8)}${pad(date - 1, 2)}`;
  const before = addMonths(day, -1);
  return `${before.slice(0, 8)}${lastDayOfMonth(month === 1 ? year - 1 : year, month === 1 ? 12 : month - 1)}`;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(?:Z|([+-])(\d{2}):(\d{2})))?$/;

/**
 * Milliseconds since 1970 of a moment with its offset (RFC 3339), or of the beginning of a day in UTC. Throws a RangeError
 * on a text that is neither.
 */
export function moment(instant: string): number {
  const match = INSTANT.exec(instant);
  if (match === null) throw new RangeError(`not a moment: ${instant}`);
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(1, 4).map((part) => Number(part ?? 0));
  const milliseconds = Number((match[4] ?? '').slice(0, 3).padEnd(3, '0'));
  const offset = (Number(match[6] ?? 0) * 60 + Number(match[7] ?? 0)) * (match[5] === '-' ? -1 : 1);
  const sinceMidnight = ((hours * 60 + minutes - offset) * 60 + seconds) * 1000 + milliseconds;
  return dayNumber(instant.slice(0, 10)) * 86_400_000 + sinceMidnight;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function partsOf(day: string): [year: number, month: number, date: number] {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return [year, month, date];
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
