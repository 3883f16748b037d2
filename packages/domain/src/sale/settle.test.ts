import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { card, cash, GBP_RULES, propertyRuns, propertyTimeoutMs, rulesArbitrary } from '../../arbitraries/index.ts';
import { minor, sum } from '../money/amount.ts';
import type { OrderRules, TenderInput } from './model.ts';
import { remainingAfter, roundCash, settle } from './settle.ts';
import { suggestTenders } from './suggest-tenders.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

const FIVES: OrderRules = { ...GBP_RULES, cashRounding: { unitMinor: minor(5), mode: 'half-up' } };

function codeOf(total: number, tenders: readonly TenderInput[], rules = GBP_RULES): string {
  const result = settle(minor(total), rules, tenders);
  return result.ok ? 'settled' : result.error.code;
}

describe('settle', () => {
  it('gives change out of cash', () => {
    expect(settle(minor(10_500), GBP_RULES, [card(5000), cash(6000)])).toEqual({
      ok: true,
      value: {
        cashRoundingMinor: 0,
        dueMinor: 10_500,
        changeMinor: 500,
        applied: [
          { tenderId: 'card', kind: 'card-manual', amountMinor: 5000 },
          { tenderId: 'cash', kind: 'cash', amountMinor: 5500 },
        ],
      },
    });
  });

  it('takes the change out of the cash that came last', () => {
    const result = settle(minor(1000), GBP_RULES, [cash(900, 'a'), cash(300, 'b')]);
    expect(result).toMatchObject({
      value: { changeMinor: 200, applied: [{ amountMinor: 900 }, { amountMinor: 100 }] },
    });
  });

  it('rounds to coins only what is paid in coins', () => {
    expect(settle(minor(1572), FIVES, [cash(1570)])).toMatchObject({
      value: { cashRoundingMinor: -2, changeMinor: 0 },
    });
    expect(settle(minor(1572), FIVES, [card(68), cash(2000)])).toMatchObject({
      value: { cashRoundingMinor: 1, dueMinor: 1573, changeMinor: 495 },
    });
    expect(settle(minor(1572), FIVES, [card(1572)])).toMatchObject({ value: { cashRoundingMinor: 0, dueMinor: 1572 } });
    expect(settle(minor(2), FIVES, [cash(0)])).toMatchObject({ value: { cashRoundingMinor: -2, dueMinor: 0 } });
  });

  it('needs no tender for nothing', () => {
    expect(settle(minor(0), FIVES, [])).toMatchObject({ value: { dueMinor: 0, changeMinor: 0, applied: [] } });
  });

  it('refuses too little, too much by card, and tenders that are none', () => {
    expect(codeOf(1000, [])).toBe('tender-below-total');
    expect(codeOf(1000, [cash(999)])).toBe('tender-below-total');
    expect(codeOf(1572, [cash(1569)], FIVES)).toBe('tender-below-total');
    expect(codeOf(1000, [card(1001)])).toBe('non-cash-above-due');
    expect(codeOf(1000, [card(600, 'a'), card(401, 'b')])).toBe('non-cash-above-due');
    expect(codeOf(1000, [card(0), cash(1000)])).toBe('tender-not-positive');
    expect(codeOf(1000, [cash(-1), card(1000)])).toBe('tender-not-positive');
    expect(codeOf(1000, [cash(500), cash(500)])).toBe('duplicate-tender');
    const many = Array.from({ length: 51 }, (_, index) => cash(1000, `cash-${index}`));
    expect(codeOf(1000, many)).toBe('too-many-tenders');
  });

  it('is due = total + rounding = what was applied, with change that is never negative', () => {
    const tenders = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 20_000 })), { maxLength: 4 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), tenders, rulesArbitrary(), (total, parts, rules) => {
        const given = parts.map(([isCash, amount], index) =>
          isCash ? cash(amount, `${index}`) : card(amount, `${index}`),
        );
        const result = settle(minor(total), rules, given);
        const rest = remainingAfter(minor(total), rules, given);
        expect(rest.isSettled).toBe(result.ok);
        if (!result.ok) return;
        const { dueMinor, cashRoundingMinor, changeMinor, applied } = result.value;
        expect(dueMinor).toBe(total + cashRoundingMinor);
        expect(sum(applied.map((tender) => tender.amountMinor))).toBe(dueMinor);
        expect(changeMinor).toBeGreaterThanOrEqual(0);
        expect(sum(given.map((tender) => tender.amountMinor))).toBe(dueMinor + changeMinor);
        for (const tender of applied) expect(tender.amountMinor).toBeGreaterThanOrEqual(0);
        expect(rest).toEqual({ exactMinor: 0, cashMinor: 0, changeMinor, isSettled: true });
      }),
      { numRuns: propertyRuns },
    );
  });

  it('is settled by exactly what it says remains, in cash or by card', () => {
    const paid = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30_000 }),
        paid,
        fc.boolean(),
        rulesArbitrary(),
        (total, part, isCash, rules) => {
          const first = isCash ? roundCash(minor(Math.min(part, total)), rules) : minor(Math.min(part, total));
          const given = isCash ? [cash(first, 'first')] : [card(first, 'first')];
          const rest = remainingAfter(minor(total), rules, given);
          if (rest.isSettled) return;
          expect(settle(minor(total), rules, [...given, cash(rest.cashMinor, 'rest')])).toMatchObject({
            value: { changeMinor: 0 },
          });
          if (rest.exactMinor === 0) return;
          expect(settle(minor(total), rules, [...given, card(rest.exactMinor, 'rest')]).ok).toBe(true);
        },
      ),
      { numRuns: propertyRuns },
    );
  });
});

describe('suggestTenders', () => {
  const POUNDS = [5, 10, 20, 50].map((note) => minor(note * 100));
  const SHILLINGS = [50, 100, 200, 500, 1000].map((note) => minor(note * 100));

  it('offers the exact amount and the next sensible notes', () => {
    expect(suggestTenders(minor(1387), POUNDS)).toEqual([1387, 1500, 2000, 5000]);
    expect(suggestTenders(minor(4), POUNDS)).toEqual([4, 500, 1000, 2000]);
    expect(suggestTenders(minor(13_700), SHILLINGS)).toEqual([13_700, 15_000, 20_000, 50_000]);
    expect(suggestTenders(minor(2000), POUNDS)).toEqual([2000, 5000]);
  });

  it('offers only exact when there are no notes, and nothing when nothing is due', () => {
    expect(suggestTenders(minor(999), [])).toEqual([999]);
    expect(suggestTenders(minor(0), POUNDS)).toEqual([]);
  });

  it('offers rising amounts that cover the due, no more than asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000_000 }), fc.integer({ min: 1, max: 6 }), (due, limit) => {
        const offered = suggestTenders(minor(due), SHILLINGS, limit);
        expect(offered[0]).toBe(due);
        expect(offered.length).toBeLessThanOrEqual(Math.max(1, limit));
        expect([...new Set(offered)].sort((a, b) => a - b)).toEqual(offered);
      }),
      { numRuns: propertyRuns },
    );
  });
});
