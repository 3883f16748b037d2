import { describe, expect, it } from 'vitest';
import { dateBefore, isPeriod } from './period.ts';

describe('the period of a report', () => {
  it('is one day at least and a year at most, and not backwards or half typed', () => {
    expect(isPeriod('2026-11-23', '2026-11-23')).toBe(true);
    expect(isPeriod('2026-01-01', '2027-01-01')).toBe(true);
    expect(isPeriod('2026-01-01', '2027-01-02')).toBe(false);
    expect(isPeriod('2026-11-24', '2026-11-23')).toBe(false);
    expect(isPeriod('', '2026-11-23')).toBe(false);
  });

  it('is counted back over the ends of months', () => {
    expect(dateBefore(new Date('2026-03-01T12:00:00Z'), 1)).toBe('2026-02-28');
    expect(dateBefore(new Date('2026-03-01T12:00:00Z'), 0)).toBe('2026-03-01');
  });
});
