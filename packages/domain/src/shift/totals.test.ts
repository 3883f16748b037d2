import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { card, cash, orderArbitrary, propertyRuns, propertyTimeoutMs } from '../../arbitraries/index.ts';
import { add, minor, sum, ZERO_MINOR } from '../money/index.ts';
import { computeOrder, type OrderInput, settle } from '../sale/index.ts';
import {
  addCashMoved,
  addCorrected,
  addNoSale,
  addTraded,
  asSaidBy,
  countedIn,
  EMPTY_TOTALS,
  expectedAfter,
  type ShiftTotals,
  type TradedFigures,
} from './totals.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

/** A sale (or, with the same figures, its whole return), partly by card when it comes to more than the card's part. */
function tradedOf(order: OrderInput, cardMinor: number, kind: 'sale' | 'return'): TradedFigures | null {
  const totals = computeOrder(order);
  const byCard = Math.min(cardMinor, totals.totalMinor);
  const tenders = [...(byCard > 0 ? [card(byCard)] : []), cash(Math.max(0, totals.totalMinor) + 10_000)];
  const settled = settle(totals.totalMinor, order.rules, tenders);
  if (!settled.ok) return null;
  const { cashRoundingMinor, applied } = settled.value;
  return {
    kind,
    netMinor: totals.netMinor,
    taxMinor: totals.taxMinor,
    totalMinor: totals.totalMinor,
    discountMinor: add(totals.lineDiscountMinor, totals.saleDiscountMinor),
    cashRoundingMinor,
    taxes: totals.taxes,
    tenders: applied,
  };
}

const traded = fc
  .tuple(orderArbitrary(), fc.integer({ min: 0, max: 5_000 }), fc.constantFrom('sale' as const, 'return' as const))
  .map(([order, cardMinor, kind]) => tradedOf(order, cardMinor, kind))
  .filter((figures) => figures !== null);
const moved = fc.record({
  kind: fc.constantFrom('paid-in' as const, 'paid-out' as const, 'drop' as const),
  amountMinor: fc.integer({ min: 1, max: 100_000 }).map(minor),
});
const step = fc.oneof(
  traded.map((figures) => ({ traded: figures })),
  moved.map((movement) => ({ moved: movement })),
  fc.constant({ noSale: true }),
);
type Step = { traded?: TradedFigures; moved?: Parameters<typeof addCashMoved>[1]; noSale?: boolean };

function play(steps: readonly Step[]): ShiftTotals {
  return steps.reduce<ShiftTotals>((totals, one) => {
    if (one.traded) return addTraded(totals, one.traded);
    return one.moved ? addCashMoved(totals, one.moved) : addNoSale(totals);
  }, EMPTY_TOTALS);
}

describe('the figures of a shift', () => {
  it('agree with each other: documents, taxes and tenders come to the same', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const totals = play(steps);
        const due = totals.soldMinor - totals.refundedMinor;
        expect(totals.netMinor + totals.taxMinor + totals.cashRoundingMinor).toBe(due);
        expect(sum(totals.taxes.map((tax) => tax.amountMinor))).toBe(totals.taxMinor);
        const stayed = totals.tenders.map(({ takenMinor, refundedMinor }) => takenMinor - refundedMinor);
        expect(stayed.reduce((a, b) => a + b, 0)).toBe(due);
        expect(totals.saleCount + totals.returnCount + totals.noSaleCount).toBe(
          steps.filter((one) => !('moved' in one)).length,
        );
      }),
      { numRuns: propertyRuns },
    );
  });

  it('expect in the drawer what a cashier who notes every coin would', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.integer({ min: 0, max: 50_000 }), (steps, float) => {
        let drawer = float;
        for (const one of steps as readonly Step[]) {
          for (const { kind, amountMinor } of one.traded?.tenders ?? [])
            if (kind === 'cash') drawer += one.traded?.kind === 'sale' ? amountMinor : -amountMinor;
          if (one.moved) drawer += one.moved.kind === 'paid-in' ? one.moved.amountMinor : -one.moved.amountMinor;
        }
        expect(expectedAfter(minor(float), play(steps))).toBe(drawer);
      }),
      { numRuns: propertyRuns },
    );
  });

  it('do not depend on the order in which things happened', () => {
    fc.assert(
      fc.property(
        fc
          .array(step, { maxLength: 8 })
          .chain((steps) => fc.tuple(fc.constant(steps), fc.shuffledSubarray(steps, { minLength: steps.length }))),
        ([steps, shuffled]) => {
          expect(play(shuffled)).toEqual(play(steps));
        },
      ),
      { numRuns: propertyRuns },
    );
  });

  it('keep two rates of one tax apart, and a tender that was only refunded', () => {
    const tax = (ratePpm: number) => ({
      taxId: 'v',
      name: 'VAT',
      ratePpm,
      baseMinor: minor(100),
      amountMinor: minor(5),
    });
    const figures: TradedFigures = {
      kind: 'return',
      netMinor: minor(200),
      taxMinor: minor(10),
      totalMinor: minor(210),
      discountMinor: ZERO_MINOR,
      cashRoundingMinor: ZERO_MINOR,
      taxes: [tax(50_000), tax(60_000)],
      tenders: [{ kind: 'card-manual', amountMinor: minor(210) }],
    };
    const totals = addTraded(EMPTY_TOTALS, figures);
    expect(totals.taxes.map(({ ratePpm, amountMinor }) => [ratePpm, amountMinor])).toEqual([
      [50_000, -5],
      [60_000, -5],
    ]);
    expect(totals.tenders).toEqual([{ kind: 'card-manual', takenMinor: 0, refundedMinor: 210 }]);
    expect(expectedAfter(minor(100), totals)).toBe(100);
  });

  it('count tips apart from what was sold, and compare with a report that did not', () => {
    fc.assert(
      fc.property(traded, fc.integer({ min: 1, max: 5_000 }).map(minor), (figures, tipMinor) => {
        const plain = addTraded(EMPTY_TOTALS, figures);
        const tipped = addTraded(EMPTY_TOTALS, { ...figures, tipMinor });
        expect(plain).not.toHaveProperty('tipMinor');
        expect(tipped).toEqual({ ...plain, tipMinor });
        expect(addTraded(tipped, { ...figures, tipMinor }).tipMinor).toBe(2 * tipMinor);
        expect(asSaidBy(plain, tipped)).toEqual(plain);
        expect(asSaidBy(tipped, tipped)).toEqual(tipped);
      }),
    );
  });

  it('count corrections of payments, and compare with a report that did not', () => {
    fc.assert(
      fc.property(traded, fc.integer({ min: 1, max: 5 }), (figures, times) => {
        const plain = addTraded(EMPTY_TOTALS, figures);
        const correction = { before: figures.tenders, after: figures.tenders, isOwnSale: figures.kind === 'sale' };
        const corrected = Array.from({ length: times }).reduce<typeof plain>(
          (totals) => addCorrected(totals, correction),
          plain,
        );
        expect(plain).not.toHaveProperty('correctedCount');
        expect(corrected.correctedCount).toBe(times);
        expect(asSaidBy(plain, corrected)).not.toHaveProperty('correctedCount');
        expect(asSaidBy(corrected, corrected)).toEqual(corrected);
      }),
    );
  });

  it('count pieces to the minor unit', () => {
    expect(countedIn([])).toBe(0);
    expect(
      countedIn([
        { valueMinor: 5000, count: 3 },
        { valueMinor: 1, count: 7 },
      ]),
    ).toBe(15_007);
  });
});
