import { describe, expect, it } from 'vitest';
import { EMPTY_TOTALS } from '../shift/index.ts';
import { type AroundShift, reportOf, type ToldShift } from './index.ts';
import { SHOP } from './report-fixture.ts';

const AROUND: AroundShift = {
  shop: SHOP,
  currency: { code: 'KES', exponent: 2 },
  registerName: 'S1-R1',
  nameOf: (userId) => (userId === 'u1' ? 'Amina' : '–'),
  now: new Date('2026-11-02T09:30:00.000Z'),
};
const OPEN: ToldShift = {
  shift: {
    zName: null,
    businessDate: '2026-11-02',
    openedAt: '2026-11-02T05:00:00.000Z',
    openedBy: 'u1',
    closedAt: null,
    closedBy: null,
    openingFloatMinor: 5_000,
    cashMinor: 6_000,
    countedMinor: null,
    differenceReason: null,
  },
  totals: { ...EMPTY_TOTALS, paidInMinor: 1_000 },
  count: null,
  z: null,
};
const CLOSED: ToldShift = {
  ...OPEN,
  shift: {
    ...OPEN.shift,
    closedAt: '2026-11-02T17:00:00.000Z',
    closedBy: 'gone',
    countedMinor: 5_900,
    differenceReason: 'Wrong change',
  },
  count: { floatMinor: 2_000, parkedCount: 1 },
};

describe('the report of a shift as the server tells of it', () => {
  it('is of now while the shift is open, and of what arrived', () => {
    const report = reportOf(OPEN, AROUND);
    expect(report).toMatchObject({
      number: null,
      closed: null,
      count: null,
      head: null,
      at: '2026-11-02T09:30:00.000Z',
    });
    expect(report).toMatchObject({ expectedMinor: 6_000, opened: { by: 'Amina' }, totals: { paidInMinor: 1_000 } });
  });

  it('says what the register said of a shift that it closed, whatever arrived since', () => {
    const head = { sequence: 42, hash: 'ab'.repeat(32) };
    const z = { totals: EMPTY_TOTALS, expectedMinor: 5_000, head };
    const report = reportOf({ ...CLOSED, shift: { ...CLOSED.shift, zName: 'S1-R1-A-Z0012' }, z }, AROUND);
    expect(report).toMatchObject({ number: 'S1-R1-A-Z0012', expectedMinor: 5_000, head, totals: { paidInMinor: 0 } });
    expect(report.count).toEqual({ countedMinor: 5_900, reason: 'Wrong change', floatMinor: 2_000, parkedCount: 1 });
    expect(report).toHaveProperty('closed', { at: '2026-11-02T17:00:00.000Z', by: '–' });
    expect(report).not.toHaveProperty('at');
  });

  it('is added up for a shift that was closed without a report, and has no reason where none was given', () => {
    const report = reportOf({ ...CLOSED, shift: { ...CLOSED.shift, differenceReason: null } }, AROUND);
    expect(report).toMatchObject({ number: null, expectedMinor: 6_000, totals: { paidInMinor: 1_000 } });
    expect(report.count).not.toHaveProperty('reason');
  });
});
