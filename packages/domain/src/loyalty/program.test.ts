import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type EarningLine,
  type LoyaltyRule,
  pointsEarned,
  pointsFor,
  pointsGivenBack,
  pointsTakenBack,
  worthOfPoints,
} from './index.ts';

const STEP: LoyaltyRule = {
  earns: 'step',
  points: 1,
  perMinor: 10_000,
  rounding: 'down',
  pointMinor: 100,
  excludedTenders: ['points'],
  excludedCategoryIds: [],
};

const line = (totalMinor: number, lineId = 'a', isGiftCard = false): EarningLine => ({
  lineId,
  totalMinor,
  isGiftCard,
});
const cash = (amountMinor: number) => ({ kind: 'cash' as const, amountMinor });
const points = (amountMinor: number) => ({ kind: 'points' as const, amountMinor });

const rules = fc.record({
  earns: fc.constantFrom('money' as const, 'step' as const),
  points: fc.integer({ min: 1, max: 1000 }),
  perMinor: fc.integer({ min: 1, max: 100_000 }),
  rounding: fc.constantFrom('down' as const, 'half-up' as const),
  pointMinor: fc.integer({ min: 0, max: 10_000 }),
  excludedTenders: fc.constantFrom([], ['points' as const]),
  excludedCategoryIds: fc.constant([]),
});
const amounts = fc.integer({ min: 0, max: 1_000_000 });

describe('pointsEarned', () => {
  it('counts full steps of what the goods came to', () => {
    expect(pointsEarned(STEP, { lines: [line(25_000)], applied: [cash(25_000)] })).toBe(2);
    expect(pointsEarned(STEP, { lines: [line(9_999)], applied: [cash(9_999)] })).toBe(0);
  });

  it('counts in proportion, and rounds as it is told', () => {
    const money = { ...STEP, earns: 'money' as const };
    expect(pointsEarned(money, { lines: [line(25_000)], applied: [] })).toBe(2);
    expect(pointsEarned({ ...money, rounding: 'half-up' }, { lines: [line(25_000)], applied: [] })).toBe(3);
  });

  it('leaves out gift cards, goods that earn nothing, and what excluded tenders paid', () => {
    const lines = [line(20_000, 'goods'), line(50_000, 'card', true), line(30_000, 'tobacco')];
    expect(pointsEarned(STEP, { lines, withoutLineIds: ['tobacco'], applied: [cash(100_000)] })).toBe(2);
    // Half of all was paid with points: half of the goods that earn does not count.
    expect(pointsEarned(STEP, { lines, withoutLineIds: ['tobacco'], applied: [points(50_000), cash(50_000)] })).toBe(1);
    expect(pointsEarned(STEP, { lines: [line(20_000)], applied: [points(20_000)] })).toBe(0);
    expect(pointsEarned({ ...STEP, excludedTenders: [] }, { lines: [line(20_000)], applied: [points(20_000)] })).toBe(
      2,
    );
  });

  it('is never below nothing, never more for more that is excluded, and nothing for nothing', () => {
    fc.assert(
      fc.property(rules, fc.array(amounts, { minLength: 1, maxLength: 6 }), amounts, (rule, totals, paid) => {
        const lines = totals.map((total, index) => line(total, String(index)));
        const without = pointsEarned(rule, { lines, applied: [] });
        const earned = pointsEarned(rule, { lines, applied: [points(paid)] });
        expect(earned).toBeGreaterThanOrEqual(0);
        expect(earned).toBeLessThanOrEqual(without);
        expect(Number.isSafeInteger(earned)).toBe(true);
        expect(pointsEarned(rule, { lines, withoutLineIds: lines.map(({ lineId }) => lineId), applied: [] })).toBe(0);
      }),
    );
  });
});

describe('points that pay', () => {
  it('are rounded up against the amount, and worth at least what they paid', () => {
    expect(pointsFor(STEP, 250)).toBe(3);
    expect(worthOfPoints(STEP, 3)).toBe(300);
    expect(pointsFor({ pointMinor: 0 }, 250)).toBe(0);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), amounts, (pointMinor, amountMinor) => {
        const taken = pointsFor({ pointMinor }, amountMinor);
        expect(worthOfPoints({ pointMinor }, taken)).toBeGreaterThanOrEqual(amountMinor);
        expect(worthOfPoints({ pointMinor }, taken - 1)).toBeLessThanOrEqual(amountMinor);
      }),
    );
  });
});

/** Sold totals, and for each in which parts it comes back: per mille of it, ascending to the whole. */
const returnedLines = fc.array(
  fc.record({ soldMinor: amounts, cuts: fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 5 }) }),
  { minLength: 1, maxLength: 5 },
);

describe('points of returns', () => {
  it('take back exactly what was earned when all the goods came back, whatever the steps', () => {
    fc.assert(
      fc.property(returnedLines, fc.integer({ min: 0, max: 100_000 }), (sold, earnedPoints) => {
        fc.pre(sold.some(({ soldMinor }) => soldMinor > 0));
        const steps = Math.max(...sold.map(({ cuts }) => cuts.length)) + 1;
        let before = sold.map(() => 0);
        let back = 0;
        for (let step = 0; step < steps; step += 1) {
          const after = sold.map(({ soldMinor, cuts }, index) => {
            const share = step === steps - 1 ? 1000 : ([...cuts].sort((a, b) => a - b)[step] ?? 1000);
            return Math.max(before[index] ?? 0, Math.round((soldMinor * share) / 1000));
          });
          const lines = sold.map(({ soldMinor }, index) => {
            const beforeMinor = before[index] ?? 0;
            return { soldMinor, beforeMinor, nowMinor: (after[index] ?? 0) - beforeMinor };
          });
          const taken = pointsTakenBack({ earnedPoints, lines });
          expect(taken).toBeGreaterThanOrEqual(0);
          back += taken;
          expect(back).toBeLessThanOrEqual(earnedPoints);
          before = after;
        }
        expect(back).toBe(earnedPoints);
      }),
    );
  });

  it('give back exactly the points that paid when all of their amount is refunded', () => {
    fc.assert(
      fc.property(
        fc.nat(100_000),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.array(fc.nat(1000)),
        (paid, applied, cuts) => {
          const upTo = [...cuts.map((cut) => Math.round((applied * cut) / 1000)), applied].sort((a, b) => a - b);
          let before = 0;
          let back = 0;
          for (const amount of upTo) {
            const refund = { appliedMinor: applied, beforeMinor: before, refundedMinor: amount - before };
            back += pointsGivenBack(paid, refund);
            before = amount;
          }
          expect(back).toBe(paid);
        },
      ),
    );
  });

  it('are nothing where nothing earned', () => {
    expect(pointsTakenBack({ earnedPoints: 5, lines: [] })).toBe(0);
    expect(pointsGivenBack(5, { appliedMinor: 0, beforeMinor: 0, refundedMinor: 0 })).toBe(0);
  });
});
