import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  GBP_RULES,
  orderArbitrary,
  percentTax,
  propertyRuns,
  propertyTimeoutMs,
  sampleLine,
  sampleOrder,
} from '../../arbitraries/index.ts';
import { milli, minor, ppm, priceE4 } from '../money/amount.ts';
import { computeOrder } from './compute-order.ts';
import type { Discount, OrderInput, SaleLineInput } from './model.ts';
import { ORDER_LIMITS, validateOrder } from './validate-order.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

const amount = (value: number): Discount => ({ kind: 'amount', amountMinor: minor(value) });
const percent = (value: number): Discount => ({ kind: 'percent', ratePpm: ppm(value * 10_000) });

function codeOf(order: OrderInput): string {
  const result = validateOrder(order);
  return result.ok ? 'accepted' : result.error.code;
}

function lineCode(changes: Partial<SaleLineInput>): string {
  return codeOf(sampleOrder([sampleLine(1000, 1, changes)]));
}

describe('validateOrder', () => {
  it('accepts from one line to a thousand', () => {
    const lines = (count: number) => sampleOrder(Array.from({ length: count }, () => sampleLine(1)));
    expect([0, 1, 1000, 1001].map((count) => codeOf(lines(count)))).toEqual([
      'line-count-out-of-range',
      'accepted',
      'accepted',
      'line-count-out-of-range',
    ]);
  });

  it('accepts quantities from a thousandth to a million', () => {
    const code = (quantityMilli: number) => lineCode({ quantityMilli: quantityMilli as ReturnType<typeof milli> });
    expect([1, 1_000_000_000].map(code)).toEqual(['accepted', 'accepted']);
    for (const bad of [0, -1, 1_000_000_001, 0.5, Number.NaN]) expect(code(bad)).toBe('quantity-out-of-range');
  });

  it('must have been weighed within the same bounds: the server reads no other weight', () => {
    const code = (grossMilli: number, tareMilli: number) => {
      const weighing = { grossMilli: milli(grossMilli), tareMilli: milli(tareMilli), source: 'typed' as const };
      return lineCode({ weighing });
    };
    expect(code(525, 25)).toBe('accepted');
    expect(code(1_000_000_000, 0)).toBe('accepted');
    for (const bad of [1_000_000_001, 2_000_000_000, 0]) expect(code(bad, 0)).toBe('quantity-out-of-range');
    for (const bad of [1_000_000_001, -1]) expect(code(1_000_000_000, bad)).toBe('quantity-out-of-range');
  });

  it('accepts a price of zero and none below', () => {
    expect(lineCode({ unitPriceE4: priceE4(0) })).toBe('accepted');
    expect(lineCode({ unitPriceE4: priceE4(-1) })).toBe('price-out-of-range');
    expect(lineCode({ listPriceE4: priceE4(-1) })).toBe('price-out-of-range');
    expect(lineCode({ quantityMilli: milli(1e9), unitPriceE4: priceE4(1e12) })).toBe('amount-too-large');
  });

  it('refuses discounts outside of 0 to 100 % and above what is left', () => {
    expect(lineCode({ discounts: [percent(100)] })).toBe('accepted');
    expect(lineCode({ discounts: [percent(101)] })).toBe('discount-out-of-range');
    expect(lineCode({ discounts: [percent(-1)] })).toBe('discount-out-of-range');
    expect(lineCode({ discounts: [amount(-1)] })).toBe('discount-out-of-range');
    expect(lineCode({ discounts: [amount(600), amount(400)] })).toBe('accepted');
    expect(lineCode({ discounts: [amount(600), amount(401)] })).toBe('discount-above-remaining');
    expect(lineCode({ discounts: Array.from({ length: 21 }, () => percent(0)) })).toBe('too-many-discounts');
    const order = sampleOrder([sampleLine(1000, 1, { discounts: [amount(600)] })]);
    expect(codeOf({ ...order, saleDiscounts: [amount(400)] })).toBe('accepted');
    expect(codeOf({ ...order, saleDiscounts: [amount(401)] })).toBe('discount-above-remaining');
  });

  it('refuses taxes that occur twice or have no sense', () => {
    const vat = percentTax(20);
    expect(lineCode({ taxes: [vat, vat] })).toBe('duplicate-tax');
    expect(lineCode({ taxes: [percentTax(-100)] })).toBe('tax-out-of-range');
    expect(lineCode({ taxes: [percentTax(1001)] })).toBe('tax-out-of-range');
    const half = { kind: 'division' as const, ratePpm: ppm(500_000) };
    expect(lineCode({ taxes: [percentTax(1, half)] })).toBe('accepted');
    expect(lineCode({ taxes: [percentTax(1, half), percentTax(2, half)] })).toBe('tax-out-of-range');
    const growing = Array.from({ length: 6 }, (_, index) => percentTax(100 + index, { affectsNextBase: true }));
    expect(lineCode({ taxes: growing })).toBe('tax-out-of-range');
    const fixed = percentTax(0, { kind: 'fixed-per-unit', amountE4: priceE4(1e12) });
    expect(lineCode({ quantityMilli: milli(1e9), unitPriceE4: priceE4(0), taxes: [fixed] })).toBe('tax-out-of-range');
    expect(lineCode({ taxes: Array.from({ length: 21 }, (_, index) => percentTax(index)) })).toBe('too-many-taxes');
  });

  it('refuses two lines with one id and coins of nothing', () => {
    const line = sampleLine(1);
    expect(codeOf({ rules: GBP_RULES, lines: [line, line], saleDiscounts: [] })).toBe('duplicate-line');
    const rules = { ...GBP_RULES, cashRounding: { unitMinor: minor(0), mode: 'half-up' as const } };
    expect(codeOf(sampleOrder([line], { rules }))).toBe('cash-rounding-out-of-range');
  });

  it('names the line that is wrong', () => {
    const order = sampleOrder([sampleLine(1), sampleLine(1, 1, { discounts: [percent(101)] })]);
    expect(validateOrder(order)).toMatchObject({ ok: false, error: { lineId: 'line-2' } });
  });

  it('accepts nothing that cannot be computed, at the bounds too', () => {
    const price = priceE4(ORDER_LIMITS.lineGrossMinor * 10_000);
    const taxes = Array.from({ length: 5 }, (_, index) =>
      percentTax(100 + index, { isIncluded: false, affectsNextBase: true }),
    );
    const line = sampleLine(0, 1, { listPriceE4: price, unitPriceE4: price, taxes });
    const order = sampleOrder(Array.from({ length: 1000 }, () => line));
    expect(codeOf(order)).toBe('accepted');
    expect(Number.isSafeInteger(computeOrder(order).totalMinor)).toBe(true);
  });

  it('computes whatever it accepts, and what it accepts leaves each discount whole', () => {
    fc.assert(
      fc.property(orderArbitrary(), (order) => {
        const result = validateOrder(order);
        if (!result.ok) return;
        const totals = computeOrder(order);
        const amounts = order.saleDiscounts.flatMap((discount) =>
          discount.kind === 'amount' ? [discount.amountMinor] : [],
        );
        if (amounts.length === order.saleDiscounts.length) {
          expect(totals.saleDiscountMinor).toBe(amounts.reduce((sum, value) => sum + value, 0));
        }
      }),
      { numRuns: propertyRuns },
    );
  });
});
