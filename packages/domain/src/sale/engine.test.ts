import { describe, expect, it } from 'vitest';
import { cash, percentTax, sampleLine, sampleOrder } from '../../arbitraries/index.ts';
import { unwrap } from '../result.ts';
import { ENGINE_VERSION, engineOf } from './engine.ts';

describe('engines', () => {
  it('run today’s version and know none that is newer', () => {
    expect(engineOf(ENGINE_VERSION)).not.toBeNull();
    for (const version of [0, ENGINE_VERSION + 1, 1.5, Number.NaN]) expect(engineOf(version)).toBeNull();
  });

  it('state what a register claims', () => {
    const engine = engineOf(1);
    if (!engine) throw new Error('version 1 is gone');
    const order = unwrap(
      engine.validateOrder(sampleOrder([sampleLine(1200, 1, { taxes: [percentTax(20)] }), sampleLine(5)])),
    );
    const totals = engine.computeOrder(order);
    const settlement = unwrap(engine.settle(totals.totalMinor, order.rules, [cash(2000)]));
    expect(engine.claimedTotals(totals, settlement)).toEqual({
      netMinor: 1005,
      taxMinor: 200,
      discountMinor: 0,
      totalMinor: 1205,
      cashRoundingMinor: 0,
      changeMinor: 795,
      lineTotalsMinor: [1200, 5],
    });
    const { lines } = engine.computeReturnWithoutReceipt(order);
    const plan = unwrap(engine.refundInCash(totals.totalMinor, 'cash', order.rules));
    expect(engine.claimedReturnTotals(lines, plan)).toEqual({
      netMinor: 1005,
      taxMinor: 200,
      discountMinor: 0,
      totalMinor: 1205,
      cashRoundingMinor: 0,
      lineTotalsMinor: [1200, 5],
    });
  });
});
