import type { PersonPermissions } from '@mosaajii/contract/roles';
import { t } from '../../../platform/i18n/index.ts';

/** Monday first, as `timeWindow` counts. */
export const DAY_NAMES = [
  'team.day1',
  'team.day2',
  'team.day3',
  'team.day4',
  'team.day5',
  'team.day6',
  'team.day7',
] as const;

/** Minutes after midnight as a clock shows them; the end of a day is the beginning of the next. */
export function clockText(minute: number): string {
  const hours = String(Math.floor(minute / 60) % 24).padStart(2, '0');
  return `${hours}:${String(minute % 60).padStart(2, '0')}`;
}

/** The opposite of {@link clockText}; undefined for what is no time of day. */
export function parseClock(text: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)/.exec(text);
  return match === null ? undefined : Number(match[1]) * 60 + Number(match[2]);
}

/** "Mon, Tue 08:00–18:00". */
export function windowText(window: PersonPermissions['grants'][number]['windows'][number]): string {
  const days = [...window.days].sort((a, b) => a - b).map((day) => t(DAY_NAMES[day - 1] ?? 'team.day1'));
  return `${days.join(', ')} ${clockText(window.fromMinute)}–${clockText(window.toMinute)}`;
}
