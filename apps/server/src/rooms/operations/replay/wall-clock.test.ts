import { describe, expect, it } from 'vitest';
import { daysBetween, momentOf, movedDate } from './wall-clock.ts';

describe('the wall clock of a shop', () => {
  it.each([
    ['UTC', '2010-12-31T08:26:00.000Z'],
    ['Africa/Nairobi', '2010-12-31T05:26:00.000Z'],
    ['America/New_York', '2010-12-31T13:26:00.000Z'],
    ['Pacific/Tongatapu', '2010-12-30T19:26:00.000Z'],
    ['Asia/Kathmandu', '2010-12-31T02:41:00.000Z'],
  ])('shows 08:26 in %s at that moment', (timeZone, moment) => {
    expect(momentOf('2010-12-01T08:26:00.000Z', 30, timeZone)).toBe(moment);
  });

  it('knows summer time from winter time on both sides of the change', () => {
    expect(momentOf('2026-03-28T12:00:00.000Z', 0, 'Europe/Berlin')).toBe('2026-03-28T11:00:00.000Z');
    expect(momentOf('2026-03-28T12:00:00.000Z', 1, 'Europe/Berlin')).toBe('2026-03-29T10:00:00.000Z');
    expect(momentOf('2026-03-29T03:30:00.000Z', 0, 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  });

  it('counts days over months and leap years', () => {
    expect(movedDate('2010-12-23', 10)).toBe('2011-01-02');
    expect(daysBetween('2010-12-23', '2026-03-01')).toBe(5547);
    expect(movedDate('2010-12-23', 5547)).toBe('2026-03-01');
  });
});
