import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BusinessDay, businessDateIn } from './index.ts';

const at = (day: BusinessDay, moment: string) => businessDateIn(day, new Date(moment));
const HOUR_MS = 3_600_000;

describe('the business date', () => {
  it('is the day of the shop, not of the device or of UTC', () => {
    expect(at({ timeZone: 'UTC' }, '2026-11-22T22:30:00.000Z')).toBe('2026-11-22');
    expect(at({ timeZone: 'Africa/Nairobi' }, '2026-11-22T22:30:00.000Z')).toBe('2026-11-23');
    expect(at({ timeZone: 'America/Los_Angeles' }, '2026-01-01T05:00:00.000Z')).toBe('2025-12-31');
    expect(() => at({ timeZone: 'Mars/Olympus' }, '2026-01-01T05:00:00.000Z')).toThrow(RangeError);
  });

  it('is the day before until the day ends', () => {
    const bar = { timeZone: 'Africa/Nairobi', dayEndsAt: '03:30' };
    expect(at(bar, '2026-11-22T20:59:59.999Z')).toBe('2026-11-22');
    expect(at(bar, '2026-11-22T21:00:00.000Z')).toBe('2026-11-22');
    expect(at(bar, '2026-11-23T00:29:59.999Z')).toBe('2026-11-22');
    expect(at(bar, '2026-11-23T00:30:00.000Z')).toBe('2026-11-23');
    expect(at({ ...bar, dayEndsAt: '11:59' }, '2026-03-01T08:58:00.000Z')).toBe('2026-02-28');
    expect(at({ ...bar, dayEndsAt: '00:00' }, '2026-11-22T21:00:00.000Z')).toBe('2026-11-23');
    expect(at({ timeZone: 'Asia/Kathmandu', dayEndsAt: '00:10' }, '2025-12-31T18:24:00.000Z')).toBe('2025-12-31');
    expect(at({ timeZone: 'Asia/Kathmandu', dayEndsAt: '00:10' }, '2025-12-31T18:25:00.000Z')).toBe('2026-01-01');
  });

  it('ends where clocks are set forward with the first time that they show', () => {
    // Berlin: 02:00 becomes 03:00. New York the same. 02:30 is not shown that night.
    const berlin = { timeZone: 'Europe/Berlin', dayEndsAt: '02:30' };
    expect(at(berlin, '2026-03-29T00:59:59.000Z')).toBe('2026-03-28');
    expect(at(berlin, '2026-03-29T01:00:00.000Z')).toBe('2026-03-29');
    const newYork = { timeZone: 'America/New_York', dayEndsAt: '04:00' };
    expect(at(newYork, '2026-03-08T07:59:59.000Z')).toBe('2026-03-07');
    expect(at(newYork, '2026-03-08T08:00:00.000Z')).toBe('2026-03-08');
    // Cairo begins that day at 01:00.
    const cairo = { timeZone: 'Africa/Cairo', dayEndsAt: '00:30' };
    expect(at(cairo, '2026-04-23T21:59:59.000Z')).toBe('2026-04-23');
    expect(at(cairo, '2026-04-23T22:00:00.000Z')).toBe('2026-04-24');
  });

  it('ends once where clocks are set back and show the time twice', () => {
    // Berlin: 03:00 becomes 02:00 at 01:00 UTC.
    const berlin = { timeZone: 'Europe/Berlin', dayEndsAt: '02:30' };
    expect(at(berlin, '2026-10-25T00:29:59.000Z')).toBe('2026-10-24');
    expect(at(berlin, '2026-10-25T00:30:00.000Z')).toBe('2026-10-25');
    expect(at(berlin, '2026-10-25T01:10:00.000Z')).toBe('2026-10-25');
    expect(at(berlin, '2026-10-25T01:40:00.000Z')).toBe('2026-10-25');
    expect(at({ ...berlin, dayEndsAt: '03:00' }, '2026-10-25T01:59:00.000Z')).toBe('2026-10-24');
    // Lord Howe is set back by half an hour only: 02:00 becomes 01:30 at 15:00 UTC.
    const island = { timeZone: 'Australia/Lord_Howe', dayEndsAt: '01:45' };
    expect(at(island, '2026-04-04T14:44:00.000Z')).toBe('2026-04-04');
    expect(at(island, '2026-04-04T14:45:00.000Z')).toBe('2026-04-05');
    expect(at(island, '2026-04-04T15:05:00.000Z')).toBe('2026-04-05');
  });

  it('never goes back while time goes on, and moves on by one day', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo', 'Asia/Tehran', 'UTC'];
    const moment = fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    const end = fc.integer({ min: 0, max: 719 }).map((minute) => {
      return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    });
    // The nights on which clocks change in these zones are where it could go wrong.
    const changes = ['2026-03-29T01:00Z', '2026-10-25T01:00Z', '2026-03-08T07:00Z', '2026-11-01T06:00Z'];
    const near = fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -300, max: 300 }))
      .map(([change, minutes]) => new Date(Date.parse(change) + minutes * 60_000));
    fc.assert(
      fc.property(fc.constantFrom(...zones), end, fc.oneof(moment, near), (timeZone, dayEndsAt, start) => {
        const later = new Date(start.getTime() + HOUR_MS / 2);
        const [before, after] = [start, later].map((one) => businessDateIn({ timeZone, dayEndsAt }, one));
        const days = (Date.parse(after ?? '') - Date.parse(before ?? '')) / (24 * HOUR_MS);
        expect([0, 1]).toContain(days);
      }),
    );
  });
});
