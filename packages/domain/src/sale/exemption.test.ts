import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  orderArbitrary,
  percentTax,
  propertyRuns,
  propertyTimeoutMs,
  sampleLine,
  sampleOrder,
} from '../../arbitraries/index.ts';
import { at } from '../at.ts';
import { milli, minor, ppm, priceE4, sum } from '../money/amount.ts';
import { unwrap } from '../result.ts';
import { computeOrder } from './compute-order.ts';
import { computeReturn } from './compute-return.ts';
import { exemptedMinor, exemptFrom, exemptionOf } from './exemption.ts';
import type { OrderInput, TaxRule } from './model.ts';
import { validateOrder } from './validate-order.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

const exempt = (order: OrderInput): OrderInput => ({
  ...order,
  lines: order.lines.map((line) => ({ ...line, taxes: exemptFrom(line.taxes, 'C-7') })),
});
const of = (price: number, taxes: readonly TaxRule[], part: Partial<OrderInput['lines'][number]> = {}) =>
  computeOrder(sampleOrder([sampleLine(price, 1, { taxes: exemptFrom(taxes, 'C-7'), ...part })]));
const deposit = { ...percentTax(0), kind: 'fixed-per-unit' as const, amountE4: priceE4(250_000), name: 'Deposit' };

describe('a line that is exempt', () => {
  it('costs its price less the tax that the price contains, and says why', () => {
    const totals = of(11_600, [percentTax(16)]);
    expect(totals).toMatchObject({ grossMinor: 11_600, netMinor: 10_000, taxMinor: 0, totalMinor: 10_000, taxes: [] });
    expect(exemptedMinor(totals)).toBe(1600);
    expect(at(totals.lines, 0).derivation).toEqual([
      { step: 'price', label: 'Tea', amountMinor: 11_600 },
      { step: 'exemption', label: 'VAT 16 %', amountMinor: -1600, certificate: 'C-7' },
    ]);
  });

  it('has no tax on top of its price', () => {
    const totals = of(10_000, [percentTax(16, { isIncluded: false })]);
    expect(totals).toMatchObject({ netMinor: 10_000, taxMinor: 0, totalMinor: 10_000 });
    expect(exemptedMinor(totals)).toBe(0);
  });

  it('is free of compound, divided and fixed taxes alike', () => {
    const levy = percentTax(2, { affectsNextBase: true });
    expect(of(11_832, [levy, { ...percentTax(16), taxId: 'vat' }]).totalMinor).toBe(10_000);
    expect(of(10_000, [{ ...percentTax(10), kind: 'division' }]).totalMinor).toBe(9000);
    expect(of(1000, [deposit]).totalMinor).toBe(975);
  });

  it('never costs less than nothing', () => {
    const totals = of(1000, [deposit], { discounts: [{ kind: 'percent', ratePpm: ppm(990_000) }] });
    expect(totals).toMatchObject({ totalMinor: 0, taxMinor: 0 });
    expect(exemptedMinor(totals)).toBe(10);
  });

  it('never costs more than its price where the rounding of a document leaves it a tax below nothing', () => {
    const least = { ...percentTax(0), kind: 'fixed-per-unit' as const, amountE4: priceE4(1) };
    const order = sampleOrder([
      {
        ...sampleLine(0, 1, {
          taxes: exemptFrom(
            [
              { ...percentTax(0), ratePpm: ppm(1) },
              { ...least, taxId: 'b' },
            ],
            'C-7',
          ),
        }),
        quantityMilli: milli(1),
      },
      { ...sampleLine(0, 1, { taxes: exemptFrom([{ ...least, taxId: 'b' }], 'C-7') }), lineId: 'line-2' },
    ]);
    const totals = computeOrder({
      ...order,
      rules: { ...order.rules, taxRounding: 'per-document', roundingMode: 'up' },
    });
    expect([totals.totalMinor, exemptedMinor(totals)]).toEqual([0, 0]);
  });

  it('is exempt from all of its taxes or from none', () => {
    const taxes = [...exemptFrom([percentTax(16)], 'C-7'), { ...percentTax(2), taxId: 'levy' }];
    expect(validateOrder(sampleOrder([sampleLine(1000, 1, { taxes })]))).toMatchObject({
      ok: false,
      error: { code: 'tax-out-of-range' },
    });
  });

  it('adds up, is worth the net of the same line with taxes, and explains its total', () => {
    fc.assert(
      fc.property(orderArbitrary(), (order) => {
        const [taxed, free] = [computeOrder(order), computeOrder(exempt(order))];
        expect([free.taxMinor, free.taxes]).toEqual([0, []]);
        expect(free.totalMinor).toBe(sum(free.lines.map((line) => line.totalMinor)));
        free.lines.forEach((line, index) => {
          const before = at(taxed.lines, index);
          expect(line.totalMinor).toBe(line.netMinor);
          // What rounding of the document left below nothing is no part of what the exemption takes out.
          const { taxes } = at(order.lines, index);
          const belowNothing = before.taxes.map(({ amountMinor }, tax) =>
            at(taxes, tax).isIncluded ? minor(Math.min(0, amountMinor)) : minor(0),
          );
          expect(line.totalMinor).toBe(Math.max(0, before.netMinor + sum(belowNothing)));
          expect(line.derivation.every(({ step, amountMinor }) => step !== 'exemption' || amountMinor <= 0)).toBe(true);
          expect(sum(line.derivation.map((step) => step.amountMinor))).toBe(line.totalMinor);
        });
        expect(exemptedMinor(free)).toBeGreaterThanOrEqual(0);
        const hasTaxes = order.lines.some((line) => line.taxes.length > 0);
        expect(exemptionOf(exempt(order).lines)).toBe(hasTaxes ? 'C-7' : null);
      }),
      { numRuns: propertyRuns },
    );
  });

  it('comes back for what was paid, in whatever parts', () => {
    fc.assert(
      fc.property(orderArbitrary(), fc.integer({ min: 1, max: 999 }), (order, part) => {
        const sold = exempt(order);
        const totals = at(computeOrder(sold).lines, 0);
        const { lineId, quantityMilli: soldMilli } = at(sold.lines, 0);
        const first = milli(Math.max(1, Math.floor((soldMilli * part) / 1000)));
        const steps = first === soldMilli ? [first] : [first, milli(soldMilli - first)];
        let returnedMilli = milli(0);
        const refunds = steps.map((quantityMilli) => {
          const back = unwrap(
            computeReturn([{ lineId, soldMilli, returnedMilli, totals }], [{ lineId, quantityMilli }]),
          );
          returnedMilli = milli(returnedMilli + quantityMilli);
          return at(back, 0);
        });
        expect(sum(refunds.map((refund) => refund.totalMinor))).toBe(totals.totalMinor);
        expect(sum(refunds.map((refund) => refund.grossMinor))).toBe(totals.grossMinor);
        for (const { taxMinor, totalMinor } of refunds) expect([taxMinor, totalMinor >= minor(0)]).toEqual([0, true]);
      }),
      { numRuns: propertyRuns },
    );
  });
});
