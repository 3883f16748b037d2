import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayBefore } from './calendar.ts';
import { addMonths, dayNumber, daysBetween, lastDayOfMonth, moment } from './index.ts';

const day = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe('calendar', () => {
  it('numbers days as the runtime does', () => {
    fc.assert(
      fc.property(day, (at) => {
        expect(dayNumber(at.slice(0, 10))).toBe(Date.parse(at.slice(0, 10)) / 86_400_000);
      }),
    );
    expect([dayNumber('1970-01-01'), dayNumber('2000-02-29'), dayNumber('1969-12-31')]).toEqual([0, 11_016, -1]);
  });

  it('reads moments as the runtime does', () => {
    fc.assert(
      fc.property(day, (at) => {
        expect(moment(at)).toBe(Date.parse(at));
      }),
    );
    expect(moment('2026-11-23T10:00:00Z')).toBe(Date.parse('2026-11-23T10:00:00Z'));
    expect(moment('2026-11-23')).toBe(Date.parse('2026-11-23'));
    for (const at of ['2026-11-23T01:30:00.25+03:00', '2026-11-23T23:59:59.123456-09:30']) {
      expect(moment(at)).toBe(Date.parse(at));
    }
    expect(() => moment('yesterday')).toThrow('not a moment: yesterday');
  });

  it('knows the length of each month', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const next = new Date(Date.UTC(2000, month, 0));
        next.setUTCFullYear(year, month, 0);
        expect(lastDayOfMonth(year, month)).toBe(next.getUTCDate());
      }),
    );
  });

  it('knows the day before each day', () => {
    fc.assert(
      fc.property(day, (at) => {
        const today = at.slice(0, 10);
        if (today !== '0001-01-01') expect(dayNumber(dayBefore(today))).toBe(dayNumber(today) - 1);
      }),
    );
    expect(['2026-01-01', '2028-03-01', '2026-03-01'].map(dayBefore)).toEqual([
      '2025-12-31',
      '2028-02-29',
      '2026-02-28',
    ]);
  });

  it('goes on by months and stays within the month that it comes to', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2027-11-30', 3)).toBe('2028-02-29');
    expect(addMonths('2026-12-15', 12)).toBe('2027-12-15');
    expect(daysBetween('2026-12-31', '2027-01-01')).toBe(1);
  });
});
