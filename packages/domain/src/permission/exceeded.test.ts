import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { propertyRuns, propertyTimeoutMs, rulesArbitrary, sampleLine, sampleOrder } from '../../arbitraries/index.ts';
import { minor, ppm } from '../money/index.ts';
import { computeOrder, type OrderInput } from '../sale/index.ts';
import { exceededByReturn, exceededBySale, NO_LIMITS_GRANTED, ROLE_LIMITS, UNLIMITED } from './index.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

function judged(order: OrderInput) {
  const { lines } = computeOrder(order);
  return { lines: order.lines.map((line, index) => ({ ...line, ...(lines[index] ?? fail()) })) };
}
function fail(): never {
  throw new Error('a line without totals');
}
const percent = (rate: number) => ({ kind: 'percent' as const, ratePpm: ppm(rate) });

describe('a sale and the limits of its cashier', () => {
  it('is never beyond a rate that it gives exactly, however the cents are rounded', () => {
    const rate = fc.integer({ min: 0, max: 1_000_000 });
    const prices = fc.array(fc.integer({ min: 1, max: 500_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(prices, rate, rate, rulesArbitrary(), (cents, line, whole, rules) => {
        const lines = cents.map((price) => sampleLine(price, 1, { discounts: [percent(line)], taxes: [] }));
        const order = sampleOrder(lines, { saleDiscounts: [percent(whole)], rules });
        const limits = { ...NO_LIMITS_GRANTED, lineDiscountPpm: line, saleDiscountPpm: whole };
        expect(exceededBySale(limits, judged(order))).toEqual([]);
      }),
      { numRuns: propertyRuns },
    );
  });

  it('is beyond them by one coin more', () => {
    const limits = ROLE_LIMITS.cashier;
    const amount = (amountMinor: number) => ({ kind: 'amount' as const, amountMinor: minor(amountMinor) });
    const sale = (line: number, whole: number) =>
      judged(
        sampleOrder([sampleLine(1_000, 1, { discounts: [amount(line)], taxes: [] })], {
          saleDiscounts: [amount(whole)],
        }),
      );
    expect(exceededBySale(limits, sale(100, 90))).toEqual([]);
    expect(exceededBySale(limits, sale(101, 0))).toEqual(['lineDiscountPpm']);
    expect(exceededBySale(limits, sale(0, 101))).toEqual(['saleDiscountPpm']);
    expect(exceededBySale(limits, sale(101, 200))).toEqual(['lineDiscountPpm', 'saleDiscountPpm']);
    expect(exceededBySale(UNLIMITED, sale(999, 1))).toEqual([]);
  });

  it('looks at prices that were changed downwards, not at those that the shop named', () => {
    const line = { grossMinor: 900, lineDiscountMinor: 0, saleDiscountMinor: 0, listPriceE4: 10_000_000 };
    const limits = { ...UNLIMITED, priceReductionPpm: 100_000 };
    const at = (unitPriceE4: number, priceSource: 'list' | 'override') =>
      exceededBySale(limits, { lines: [{ ...line, unitPriceE4, priceSource }] });
    expect(at(9_000_000, 'override')).toEqual([]);
    expect(at(8_999_999, 'override')).toEqual(['priceReductionPpm']);
    expect(at(20_000_000, 'override')).toEqual([]);
    expect(at(8_000_000, 'list')).toEqual([]);
  });
});

it('a return is beyond the limit by what it pays back, with and without a receipt apart', () => {
  const limits = { ...NO_LIMITS_GRANTED, refundMinor: 5_000 };
  expect(exceededByReturn(limits, 5_000, true)).toEqual([]);
  expect(exceededByReturn(limits, 5_001, true)).toEqual(['refundMinor']);
  expect(exceededByReturn(limits, 1, false)).toEqual(['unreceiptedRefundMinor']);
  expect(exceededByReturn(ROLE_LIMITS.cashier, 1_000_000_000, true)).toEqual([]);
});
