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
import { at } from '../at.ts';
import { milli, minor, ppm, priceE4, sum } from '../money/amount.ts';
import { computeOrder } from './compute-order.ts';
import type { LineTotals, OrderInput, OrderTotals } from './model.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

const runs = { numRuns: propertyRuns };
const tenPercent = { kind: 'percent', ratePpm: ppm(100_000), label: 'Staff' } as const;
const fifty = { kind: 'amount', amountMinor: minor(50) } as const;

describe('computeOrder', () => {
  it('takes the tax out of the price, rounds it and leaves the rest as net', () => {
    const totals = computeOrder(sampleOrder([sampleLine(5250, 1, { taxes: [percentTax(12)] })]));
    expect(totals).toMatchObject({ grossMinor: 5250, netMinor: 4687, taxMinor: 563, totalMinor: 5250 });
    expect(totals.taxes).toEqual([
      { taxId: 'vat-12', name: 'VAT 12 %', ratePpm: 120_000, isIncluded: true, baseMinor: 4687, amountMinor: 563 },
    ]);
  });

  it('applies discounts in the order in which they were given', () => {
    const percentFirst = computeOrder(sampleOrder([sampleLine(1000, 1, { discounts: [tenPercent, fifty] })]));
    const amountFirst = computeOrder(sampleOrder([sampleLine(1000, 1, { discounts: [fifty, tenPercent] })]));
    expect([percentFirst.totalMinor, amountFirst.totalMinor]).toEqual([850, 855]);
  });

  it('shares a sale discount over what the line discounts left', () => {
    const lines = [sampleLine(1000, 1, { discounts: [tenPercent] }), sampleLine(300, 1)];
    const totals = computeOrder(sampleOrder(lines, { saleDiscounts: [{ kind: 'amount', amountMinor: minor(100) }] }));
    expect(totals.lines.map((line) => line.saleDiscountMinor)).toEqual([75, 25]);
    expect(totals).toMatchObject({ lineDiscountMinor: 100, saleDiscountMinor: 100, totalMinor: 1100 });
  });

  it('rounds each tax once for the document and still lets the lines sum to it', () => {
    const lines = Array.from({ length: 3 }, () =>
      sampleLine(103, 1, { taxes: [percentTax(10, { isIncluded: false })] }),
    );
    const perLine = computeOrder(sampleOrder(lines));
    const rules = { ...GBP_RULES, taxRounding: 'per-document' as const };
    const perDocument = computeOrder(sampleOrder(lines, { rules }));
    expect([perLine.taxMinor, perDocument.taxMinor]).toEqual([30, 31]);
    expect(perDocument.lines.map((line) => line.taxMinor)).toEqual([11, 10, 10]);
  });

  it('explains each figure from the price to the tax', () => {
    const line = sampleLine(1000, 1, { priceSource: 'override', discounts: [tenPercent], taxes: [percentTax(20)] });
    const totals = computeOrder(sampleOrder([line], { saleDiscounts: [fifty] }));
    expect(at(totals.lines, 0).derivation).toEqual([
      { step: 'override', label: 'Tea', amountMinor: 1000 },
      { step: 'line-discount', label: 'Staff', amountMinor: -100 },
      { step: 'sale-discount', label: '', amountMinor: -50 },
      { step: 'tax', label: 'VAT 20 %', amountMinor: 142 },
    ]);
  });

  it('keeps two versions of a tax apart', () => {
    const lines = [1, 2].map((version) => sampleLine(120, 1, { taxes: [percentTax(20, { version })] }));
    expect(computeOrder(sampleOrder(lines)).taxes.map((tax) => tax.amountMinor)).toEqual([20, 20]);
  });

  it('charges weighed goods and prices finer than the minor unit', () => {
    const line = sampleLine(0, 1, { quantityMilli: milli(1240), unitPriceE4: priceE4(2_550_050) });
    expect(computeOrder(sampleOrder([line])).totalMinor).toBe(316);
  });

  it('takes no more than the line when a discount is larger, and nothing when it is negative', () => {
    const all = { kind: 'amount', amountMinor: minor(9999) } as const;
    const negative = { kind: 'amount', amountMinor: minor(-5) } as const;
    const totals = computeOrder(
      sampleOrder([sampleLine(100, 1, { discounts: [all, negative] })], { saleDiscounts: [all] }),
    );
    expect(totals).toMatchObject({ totalMinor: 0, lineDiscountMinor: 100, saleDiscountMinor: 0 });
  });

  it('says so instead of losing digits when an amount leaves the safe integers', () => {
    const line = sampleLine(0, 1, { quantityMilli: milli(1e15), unitPriceE4: priceE4(1e15) });
    expect(() => computeOrder(sampleOrder([line]))).toThrow(RangeError);
  });
});

describe('computeOrder, for any cart', () => {
  const figures = [
    'grossMinor',
    'lineDiscountMinor',
    'saleDiscountMinor',
    'netMinor',
    'taxMinor',
    'totalMinor',
  ] as const;

  function expectLinesToSum(totals: OrderTotals) {
    for (const figure of figures) expect(totals[figure]).toBe(sum(totals.lines.map((line) => line[figure])));
    expect(sum(totals.taxes.map((tax) => tax.amountMinor))).toBe(totals.taxMinor);
    const bases = totals.lines.flatMap((line) => line.taxes.map((tax) => tax.baseMinor));
    expect(sum(totals.taxes.map((tax) => tax.baseMinor))).toBe(sum(bases));
  }

  function expectLineToAddUp(line: LineTotals, input: OrderInput['lines'][number]) {
    const included = line.taxes.filter((_, index) => at(input.taxes, index).isIncluded).map((tax) => tax.amountMinor);
    const left = line.grossMinor - line.lineDiscountMinor - line.saleDiscountMinor;
    expect(left).toBeGreaterThanOrEqual(0);
    expect(line.netMinor + sum(included)).toBe(left);
    expect(line.netMinor + line.taxMinor).toBe(line.totalMinor);
    expect(sum(line.taxes.map((tax) => tax.amountMinor))).toBe(line.taxMinor);
  }

  it('sums the lines to the document under both roundings, in currencies of 0, 2 and 3 decimals, up to 1,000 lines', () => {
    fc.assert(
      fc.property(orderArbitrary(), (order) => {
        const totals = computeOrder(order);
        expectLinesToSum(totals);
        totals.lines.forEach((line, index) => expectLineToAddUp(line, at(order.lines, index)));
      }),
      runs,
    );
  });

  it('takes the same discounts and is less than a unit per line and tax off between the two roundings', () => {
    fc.assert(
      fc.property(orderArbitrary(), (order) => {
        const rules = (taxRounding: 'per-line' | 'per-document') => ({ ...order.rules, taxRounding });
        const perLine = computeOrder({ ...order, rules: rules('per-line') });
        const perDocument = computeOrder({ ...order, rules: rules('per-document') });
        expect(perDocument.saleDiscountMinor).toBe(perLine.saleDiscountMinor);
        // A compound tax passes the rounding of the one before on, so each of the three counts twice at most.
        const most = perLine.lines.reduce((count, line) => count + 2 * line.taxes.length, 0);
        expect(Math.abs(perDocument.taxMinor - perLine.taxMinor)).toBeLessThanOrEqual(most);
      }),
      runs,
    );
  });

  it('does not depend on the order of the keys or on labels', () => {
    fc.assert(
      fc.property(orderArbitrary(), (order) => {
        const copy = { saleDiscounts: order.saleDiscounts, lines: order.lines, rules: order.rules };
        expect(computeOrder(copy)).toEqual(computeOrder(order));
      }),
      { numRuns: Math.ceil(propertyRuns / 10) },
    );
  });

  it('agrees between a price with tax and the same price without', () => {
    const rate = fc.constantFrom(0, 5, 8, 16, 20, 25);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.integer({ min: 1, max: 20 }),
        rate,
        (price, pieces, percent) => {
          const without = sampleLine(price, pieces, { taxes: [percentTax(percent, { isIncluded: false })] });
          const net = computeOrder(sampleOrder([without]));
          const entered = sampleLine(net.totalMinor, 1, { taxes: [percentTax(percent)] });
          const gross = computeOrder(sampleOrder([entered]));
          expect(gross.totalMinor).toBe(net.totalMinor);
          expect(Math.abs(gross.taxMinor - net.taxMinor)).toBeLessThanOrEqual(1);
        },
      ),
      runs,
    );
  });
});
