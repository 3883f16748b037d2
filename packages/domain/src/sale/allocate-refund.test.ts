import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { card, cash, GBP_RULES, propertyRuns, propertyTimeoutMs, rulesArbitrary } from '../../arbitraries/index.ts';
import { minor, subtract, sum } from '../money/amount.ts';
import type { Minor } from '../money/types.ts';
import { unwrap } from '../result.ts';
import { allocateRefund, cashPart, type RefundPlan, refundAsPaid, refundInCash } from './allocate-refund.ts';
import type { OrderRules, RefundedTender, TenderInput } from './model.ts';
import { settle } from './settle.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

const FIVES: OrderRules = { ...GBP_RULES, cashRounding: { unitMinor: minor(5), mode: 'half-up' } };

function settled(total: number, rules: OrderRules, tenders: readonly TenderInput[]): RefundedTender[] {
  const { applied } = unwrap(settle(minor(total), rules, tenders));
  return applied.map(({ amountMinor, ...tender }) => ({
    ...tender,
    appliedMinor: amountMinor,
    refundedMinor: minor(0),
  }));
}

function afterRefund(tenders: readonly RefundedTender[], plan: RefundPlan): RefundedTender[] {
  return tenders.map((tender) => {
    const paid = plan.refunds.find((refund) => refund.tenderId === tender.tenderId)?.amountMinor ?? 0;
    return { ...tender, refundedMinor: minor(tender.refundedMinor + paid) };
  });
}

describe('allocateRefund', () => {
  it('pays back in proportion to what is left of each tender', () => {
    const tenders = settled(1000, GBP_RULES, [card(400), cash(600)]);
    expect(unwrap(allocateRefund(minor(500), tenders, GBP_RULES))).toEqual({
      refunds: [
        { tenderId: 'card', kind: 'card-manual', amountMinor: 200 },
        { tenderId: 'cash', kind: 'cash', amountMinor: 300 },
      ],
      cashRoundingMinor: 0,
    });
  });

  it('rounds the cash part as the sale did', () => {
    const tenders = settled(1572, FIVES, [card(68), cash(1505)]);
    expect(unwrap(allocateRefund(minor(1572), tenders, FIVES))).toMatchObject({
      refunds: [{ amountMinor: 68 }, { amountMinor: 1505 }],
      cashRoundingMinor: 1,
    });
    const inCoins = settled(1572, FIVES, [cash(1570)]);
    expect(unwrap(allocateRefund(minor(1572), inCoins, FIVES))).toMatchObject({
      refunds: [{ amountMinor: 1570 }],
      cashRoundingMinor: -2,
    });
  });

  it('refuses more than was paid, and less than nothing', () => {
    const tenders = settled(1000, GBP_RULES, [card(400), cash(600)]);
    expect(allocateRefund(minor(1001), tenders, GBP_RULES)).toMatchObject({ error: { code: 'refund-above-paid' } });
    expect(allocateRefund(minor(-1), tenders, GBP_RULES)).toMatchObject({ error: { code: 'refund-negative' } });
    expect(refundInCash(minor(-1), 'cash', GBP_RULES)).toMatchObject({ error: { code: 'refund-negative' } });
  });

  it('gives back what was paid where coins rounded the sale down and its cash was corrected to a card', () => {
    const corrected = settled(40, FIVES, [card(40)]);
    expect(unwrap(allocateRefund(minor(42), corrected, FIVES))).toEqual({
      refunds: [{ tenderId: 'card', kind: 'card-manual', amountMinor: 40 }],
      cashRoundingMinor: -2,
    });
    expect(unwrap(allocateRefund(minor(35), corrected, FIVES))).toMatchObject({ cashRoundingMinor: 0 });
    expect(unwrap(allocateRefund(minor(44), corrected, FIVES))).toMatchObject({ cashRoundingMinor: -4 });
    expect(allocateRefund(minor(45), corrected, FIVES)).toMatchObject({ error: { code: 'refund-above-paid' } });
    expect(allocateRefund(minor(41), corrected, GBP_RULES)).toMatchObject({ error: { code: 'refund-above-paid' } });
  });

  it('takes nothing from a tender that two registers have refunded beyond what it paid', () => {
    const tenders = settled(1000, GBP_RULES, [card(400), cash(600)]).map((tender) =>
      tender.kind === 'card-manual' ? { ...tender, refundedMinor: minor(500) } : tender,
    );
    expect(unwrap(allocateRefund(minor(600), tenders, GBP_RULES)).refunds).toEqual([
      { tenderId: 'cash', kind: 'cash', amountMinor: 600 },
    ]);
    expect(allocateRefund(minor(601), tenders, GBP_RULES)).toMatchObject({ ok: false });
  });

  it('pays nothing for nothing', () => {
    expect(unwrap(allocateRefund(minor(0), [], GBP_RULES))).toEqual({ refunds: [], cashRoundingMinor: 0 });
    expect(unwrap(refundInCash(minor(2), 'cash', FIVES))).toEqual({ refunds: [], cashRoundingMinor: -2 });
  });

  it('pays the whole refund in coins when asked to', () => {
    expect(unwrap(refundInCash(minor(1573), 'new', FIVES))).toEqual({
      refunds: [{ tenderId: 'new', kind: 'cash', amountMinor: 1575 }],
      cashRoundingMinor: 2,
    });
  });

  it('undoes a settlement to what each tender paid, whatever coins made of it', () => {
    const both = settled(198, FIVES, [card(100), cash(100)]);
    expect(refundAsPaid(minor(198), both)).toEqual({
      refunds: [
        { tenderId: 'card', kind: 'card-manual', amountMinor: 100 },
        { tenderId: 'cash', kind: 'cash', amountMinor: 100 },
      ],
      cashRoundingMinor: 2,
    });
    expect(refundAsPaid(minor(42), settled(40, FIVES, [card(40)]))).toMatchObject({ cashRoundingMinor: -2 });
    expect(refundAsPaid(minor(0), [])).toEqual({ refunds: [], cashRoundingMinor: 0 });
  });

  function expectPlanToAddUp(total: Minor, plan: RefundPlan, tenders: readonly RefundedTender[]) {
    expect(sum(plan.refunds.map((refund) => refund.amountMinor))).toBe(total + plan.cashRoundingMinor);
    for (const tender of afterRefund(tenders, plan)) {
      expect(tender.refundedMinor).toBeLessThanOrEqual(tender.appliedMinor);
      expect(tender.refundedMinor).toBeGreaterThanOrEqual(0);
    }
    const isExact = plan.refunds.every((refund) => refund.kind !== 'cash') && cashPart(plan.refunds) === 0;
    if (isExact && plan.cashRoundingMinor > 0) throw new Error('only coins are rounded');
  }

  it('conserves over any sequence of refunds and never pays a tender back more than it paid', () => {
    const parts = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 6 });
    const amount = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(
        amount,
        fc.integer({ min: 0, max: 100 }),
        parts,
        rulesArbitrary(),
        (total, cardShare, shares, rules) => {
          const onCard = Math.floor((total * cardShare) / 100);
          const given = onCard === total ? [card(total)] : [...(onCard > 0 ? [card(onCard)] : []), cash(total + 1000)];
          let tenders = settled(total, rules, given);
          let left = minor(total);
          for (const [index, share] of shares.entries()) {
            const isLast = index === shares.length - 1;
            const refund = isLast ? left : minor(Math.floor((left * share) / 100));
            const plan = unwrap(allocateRefund(refund, tenders, rules));
            expectPlanToAddUp(refund, plan, tenders);
            tenders = afterRefund(tenders, plan);
            left = subtract(left, refund);
          }
          if (rules.cashRounding === null || onCard === total) {
            for (const tender of tenders) expect(tender.refundedMinor).toBe(tender.appliedMinor);
          }
        },
      ),
      { numRuns: propertyRuns },
    );
  });
});
