import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { postDepositReturned, postDepositTaken, postSale } from '../ledger/index.ts';
import { minor, sum } from '../money/index.ts';
import { addDeposit, addDepositBack, EMPTY_TOTALS, expectedAfter } from '../shift/index.ts';
import {
  depositLeft,
  isFeeOfRule,
  layawayNumber,
  layawayOwed,
  leastDeposit,
  planCancellation,
  proposedDeposit,
} from './deposits.ts';
import { DEPOSIT_TENDERS, type PaidDeposit } from './model.ts';

const kind = fc.constantFrom(...DEPOSIT_TENDERS);
const amount = fc.integer({ min: 1, max: 5_000_000 }).map(minor);
const paid = fc
  .array(fc.record({ kind, amountMinor: amount }), { minLength: 1, maxLength: 8 })
  .map((parts): PaidDeposit[] =>
    parts.map((part, index) => ({ ...part, tenderId: `t${index}`, depositId: `d${index}`, at: '' })),
  );
const rounding = fc.constantFrom(null, { unitMinor: minor(5), mode: 'half-up' as const });

describe('a deposit', () => {
  it('is at least its share of the total, rounded up and never more than the total', () => {
    expect(leastDeposit(minor(999), { minimumPpm: 200_000 })).toBe(200);
    expect(leastDeposit(minor(1000), { minimumPpm: 0 })).toBe(0);
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 1_000_000 }), (totalMinor, minimumPpm) => {
        const least = leastDeposit(totalMinor, { minimumPpm });
        expect(least).toBeGreaterThanOrEqual(0);
        expect(least).toBeLessThanOrEqual(totalMinor);
        expect(least * 1_000_000).toBeGreaterThanOrEqual(
          Math.min(totalMinor, (totalMinor * minimumPpm) / 1e6) * 1e6 - 1,
        );
      }),
    );
  });

  it('is proposed as whole coins, up to the total and never below the least', () => {
    const coins = { cashRounding: { unitMinor: minor(100), mode: 'half-up' as const } };
    const tenth = { minimumPpm: 100_000 };
    expect(proposedDeposit(minor(18_200), tenth, coins)).toBe(1_900);
    expect(proposedDeposit(minor(18_200), tenth, { cashRounding: null })).toBe(1_820);
    expect(proposedDeposit(minor(90), { minimumPpm: 500_000 }, coins)).toBe(90);
    expect(proposedDeposit(minor(18_200), { minimumPpm: 0 }, coins)).toBe(0);
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 1_000_000 }), rounding, (totalMinor, minimumPpm, cashRounding) => {
        const proposed = proposedDeposit(totalMinor, { minimumPpm }, { cashRounding });
        expect(proposed).toBeGreaterThanOrEqual(leastDeposit(totalMinor, { minimumPpm }));
        expect(proposed === totalMinor || proposed % (cashRounding?.unitMinor ?? 1) === 0).toBe(true);
      }),
    );
  });

  it('leaves what was not used, and the rest of the total is owed', () => {
    const parts = [{ tenderId: 'a', kind: 'cash' as const, amountMinor: minor(300), depositId: 'd', at: '' }];
    expect(depositLeft({ paid: parts, usedMinor: 100 })).toBe(200);
    expect(layawayOwed({ paid: parts, usedMinor: 0, totalMinor: minor(1000) })).toBe(700);
    expect(layawayOwed({ paid: parts, usedMinor: 0, totalMinor: minor(100) })).toBe(0);
  });

  it('has the number of its register, readable by people', () => {
    expect(layawayNumber({ registerCode: 'S1-R2', series: 'A', sequence: 214 })).toBe('L-S1-R2-A-000214');
  });
});

describe('a cancellation', () => {
  it('gives back and keeps exactly what is left, no tender more than it paid, the fee never above what is asked', () => {
    fc.assert(
      fc.property(paid, fc.nat(4_000_000), fc.nat(2_000_000), rounding, (parts, usedMinor, feeMinor, cashRounding) => {
        const item = { paid: parts, usedMinor };
        const plan = planCancellation(item, { feeMinor }, { cashRounding });
        const back = sum(plan.refunds.map((part) => part.amountMinor));
        expect(back + plan.feeMinor).toBe(depositLeft(item));
        expect(plan.feeMinor).toBeGreaterThanOrEqual(0);
        expect(plan.feeMinor).toBeLessThanOrEqual(feeMinor);
        // Whoever looks at it later finds it to be of the rule, and another fee not.
        expect(isFeeOfRule(plan, { feeMinor }, { cashRounding })).toBe(true);
        expect(isFeeOfRule({ ...plan, feeMinor: minor(feeMinor + 1) }, { feeMinor }, { cashRounding })).toBe(false);
        for (const refund of plan.refunds) {
          const part = parts.find((one) => one.tenderId === refund.tenderId);
          expect(refund.kind).toBe(part?.kind);
          expect(refund.amountMinor).toBeGreaterThan(0);
          expect(refund.amountMinor).toBeLessThanOrEqual(part?.amountMinor ?? 0);
        }
      }),
    );
  });

  it('of which too little is kept is none of the rule', () => {
    const refunds = [{ tenderId: 'a', kind: 'card-manual' as const, amountMinor: minor(151) }];
    const coins = { cashRounding: { unitMinor: minor(5), mode: 'half-up' as const } };
    expect(isFeeOfRule({ refunds, feeMinor: minor(49) }, { feeMinor: 50 }, coins)).toBe(false);
    const inCash = refunds.map((part) => ({ ...part, kind: 'cash' as const }));
    expect(isFeeOfRule({ refunds: inCash, feeMinor: minor(46) }, { feeMinor: 50 }, coins)).toBe(true);
    expect(isFeeOfRule({ refunds: inCash, feeMinor: minor(45) }, { feeMinor: 50 }, coins)).toBe(false);
    expect(isFeeOfRule({ refunds: [], feeMinor: minor(30) }, { feeMinor: 50 }, coins)).toBe(true);
  });

  it('pays whole coins where whole coins were paid', () => {
    const coins = paid.map((parts) => parts.map((part) => ({ ...part, amountMinor: minor(part.amountMinor * 5) })));
    fc.assert(
      fc.property(coins, fc.nat(2_000_000), (parts, feeMinor) => {
        const cashRounding = { unitMinor: minor(5), mode: 'half-up' as const };
        const { refunds } = planCancellation({ paid: parts, usedMinor: 0 }, { feeMinor }, { cashRounding });
        for (const refund of refunds) if (refund.kind === 'cash') expect(refund.amountMinor % 5).toBe(0);
      }),
    );
  });

  it('takes what was used from the first payments and the fee from the last ones', () => {
    const parts = [100, 200, 300].map((amountMinor, index): PaidDeposit => {
      return { tenderId: `t${index}`, kind: 'card-manual', amountMinor: minor(amountMinor), depositId: 'd', at: '' };
    });
    const plan = planCancellation({ paid: parts, usedMinor: 150 }, { feeMinor: 350 }, { cashRounding: null });
    expect(plan).toEqual({ refunds: [{ tenderId: 't1', kind: 'card-manual', amountMinor: 100 }], feeMinor: 350 });
  });
});

describe('the books of a layaway', () => {
  const balance = (lines: readonly { readonly amountMinor: number }[]) =>
    lines.reduce((total, line) => total + line.amountMinor, 0);
  const owed = (lines: readonly { readonly accountCode: string; readonly amountMinor: number }[]) =>
    balance(lines.filter((line) => line.accountCode === '2230'));

  it('sum to zero, and what is owed is nothing after everything went back', () => {
    fc.assert(
      fc.property(paid, fc.nat(2_000_000), (parts, feeMinor) => {
        const taken = postDepositTaken(parts);
        const plan = planCancellation({ paid: parts, usedMinor: 0 }, { feeMinor }, { cashRounding: null });
        const back = postDepositReturned(plan.refunds, plan.feeMinor);
        expect(balance(taken)).toBe(0);
        expect(balance(back)).toBe(0);
        expect(owed(taken) + owed(back)).toBe(0);
      }),
    );
  });

  it('name what was handed back without being there', () => {
    const back = postDepositReturned([{ kind: 'cash', amountMinor: minor(100) }], minor(0), minor(40));
    expect(back).toEqual([
      { accountCode: '2230', taxId: null, amountMinor: 60 },
      { accountCode: '6910', taxId: null, amountMinor: 40 },
      { accountCode: '1000', taxId: null, amountMinor: -100 },
    ]);
  });

  it('owe nothing once the sale is paid by them', () => {
    const line = { grossMinor: minor(500), lineDiscountMinor: minor(0), saleDiscountMinor: minor(0) };
    const sale = postSale({
      lines: [{ ...line, netMinor: minor(500), taxes: [] }],
      tenders: [{ kind: 'deposit', amountMinor: minor(500) }],
      cashRoundingMinor: minor(0),
      costMinor: null,
    });
    expect(owed(sale) + owed(postDepositTaken([{ kind: 'cash', amountMinor: minor(500) }]))).toBe(0);
  });
});

describe('the drawer of a layaway', () => {
  it('holds the cash that was taken less the cash that went back, and nothing was sold', () => {
    fc.assert(
      fc.property(paid, paid, amount, (parts, back, float) => {
        const totals = addDepositBack(addDeposit(EMPTY_TOTALS, parts), back);
        const cash = (some: readonly PaidDeposit[]) =>
          some.reduce((total, part) => total + (part.kind === 'cash' ? part.amountMinor : 0), 0);
        expect(expectedAfter(float, totals)).toBe(float + cash(parts) - cash(back));
        expect(totals.soldMinor).toBe(0);
        expect(totals.depositMinor).toBe(sum(parts.map((part) => part.amountMinor)));
        expect(totals.depositBackMinor).toBe(sum(back.map((part) => part.amountMinor)));
      }),
    );
    expect(addDepositBack(EMPTY_TOTALS, [])).toEqual(EMPTY_TOTALS);
  });
});
