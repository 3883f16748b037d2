import { lastDayOfMonth } from '../calendar/index.ts';

/**
 * A date of six digits, YYMMDD, as ISO 8601; `null` when there is no such day. Day 00 means the last day of the month
 * where `hasDayZero` says that the identifier allows it. The century is the one that brings the year closest to `nowYear`:
 * 49 years back to 50 ahead (GS1 General Specifications, section 7.12).
 */
export function gs1Date(text: string, nowYear: number, hasDayZero = true): string | null {
  if (!/^[0-9]{6}$/.test(text)) return null;
  const year = fullYear(Number(text.slice(0, 2)), nowYear);
  return isoDay(year, Number(text.slice(2, 4)), Number(text.slice(4, 6)), hasDayZero);
}

function fullYear(twoDigits: number, nowYear: number): number {
  const century = nowYear - (nowYear % 100);
  const difference = twoDigits - (nowYear % 100);
  if (difference >= 51) return century - 100 + twoDigits;
  if (difference <= -50) return century + 100 + twoDigits;
  return century + twoDigits;
}

/** A day as ISO 8601, or `null` when the calendar has none. */
export function isoDay(year: number, month: number, day: number, hasDayZero: boolean): string | null {
  if (month < 1 || month > 12) return null;
  const last = lastDayOfMonth(year, month);
  const real = day === 0 && hasDayZero ? last : day;
  if (real < 1 || real > last) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(real).padStart(2, '0')}`;
}
