import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  card,
  cash,
  orderArbitrary,
  percentTax,
  propertyRuns,
  propertyTimeoutMs,
  sampleLine,
  sampleOrder,
} from '../../arbitraries/index.ts';
import { at } from '../at.ts';
import { milli, minor, ppm, sum } from '../money/amount.ts';
import { unwrap } from '../result.ts';
import { allocateRefund, computeOrder, computeReturn, type OrderInput, settle, sumReturn } from '../sale/index.ts';
import {
  ACCOUNT,
  credit,
  DEFAULT_ACCOUNTS,
  debit,
  type Posting,
  postGoodsReceipt,
  posting,
  postingWithSuspense,
  postOpeningFloat,
  postOpeningStock,
  postQuarantinedReturn,
  postQuarantinedSale,
  postReturn,
  postSale,
  postShiftClosed,
  postStockAdjustment,
  postWriteOff,
  type TradeFacts,
} from './index.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

function balanceOf(lines: Posting): number {
  return sum(lines.map((line) => line.amountMinor));
}

/** The posting as `code/tax: amount`, in the order of the accounts. */
function show(lines: Posting): Record<string, number> {
  const entries = lines.map((line) => [
    line.taxId === null ? line.accountCode : `${line.accountCode}/${line.taxId}`,
    line.amountMinor,
  ]);
  return Object.fromEntries(entries) as Record<string, number>;
}

function saleFacts(order: OrderInput, costMinor: number | null): TradeFacts {
  const totals = computeOrder(order);
  const half = minor(Math.max(1, Math.floor(totals.totalMinor / 2)));
  const tenders = totals.totalMinor > 1 ? [card(half), cash(totals.totalMinor + 100)] : [cash(totals.totalMinor + 100)];
  const settlement = unwrap(settle(totals.totalMinor, order.rules, tenders));
  return {
    lines: totals.lines,
    tenders: settlement.applied,
    cashRoundingMinor: settlement.cashRoundingMinor,
    costMinor: costMinor === null ? null : minor(costMinor),
  };
}

describe('postSale', () => {
  const order = sampleOrder(
    [
      sampleLine(1200, 1, { discounts: [{ kind: 'percent', ratePpm: ppm(100_000) }], taxes: [percentTax(20)] }),
      sampleLine(1000, 1, { taxes: [percentTax(5, { isIncluded: false })] }),
    ],
    { rules: { ...sampleOrder([]).rules, cashRounding: { unitMinor: minor(5), mode: 'half-up' } } },
  );

  it('separates tenders, sales, discounts, each tax, rounding and cost', () => {
    expect(show(postSale(saleFacts(order, 700)))).toEqual({
      [ACCOUNT.cardClearing]: 1065,
      [ACCOUNT.cashDrawer]: 1065,
      [ACCOUNT.discounts]: 100,
      [ACCOUNT.sales]: -2000,
      [`${ACCOUNT.outputTax}/vat-20`]: -180,
      [`${ACCOUNT.outputTax}/vat-5`]: -50,
      [ACCOUNT.costOfGoods]: 700,
      [ACCOUNT.inventory]: -700,
    });
  });

  it('leaves cost out while it is unknown, and names the rounding of coins', () => {
    const inCoins = sampleOrder([sampleLine(1572)], { rules: order.rules });
    const totals = computeOrder(inCoins);
    const settlement = unwrap(settle(totals.totalMinor, inCoins.rules, [cash(2000)]));
    const facts = {
      lines: totals.lines,
      tenders: settlement.applied,
      cashRoundingMinor: settlement.cashRoundingMinor,
      costMinor: null,
    };
    expect(show(postSale(facts))).toEqual({
      [ACCOUNT.cashDrawer]: 1570,
      [ACCOUNT.sales]: -1572,
      [ACCOUNT.cashRounding]: 2,
    });
  });

  it('posts nothing for a sale of nothing', () => {
    expect(
      postSale({
        lines: computeOrder(sampleOrder([sampleLine(0)])).lines,
        tenders: [],
        cashRoundingMinor: minor(0),
        costMinor: null,
      }),
    ).toEqual([]);
  });

  it('refuses figures that do not add up, unless they wait in suspense', () => {
    const facts = { ...saleFacts(order, null), tenders: [{ kind: 'cash' as const, amountMinor: minor(2000) }] };
    expect(() => postSale(facts)).toThrow(RangeError);
    const quarantined = postQuarantinedSale(facts);
    expect(balanceOf(quarantined)).toBe(0);
    expect(show(quarantined)).toMatchObject({ [ACCOUNT.cashDrawer]: 2000, [ACCOUNT.suspense]: 130 });
    expect(balanceOf(postQuarantinedReturn(facts))).toBe(0);
  });

  it('sums to zero for any sale and its return, under coins and cards, with and without cost', () => {
    const cost = fc.option(fc.integer({ min: 0, max: 100_000 }));
    fc.assert(
      fc.property(orderArbitrary(), cost, fc.integer({ min: 1, max: 1000 }), (any, costMinor, share) => {
        const total = computeOrder(any).totalMinor;
        if (total < 0) {
          expect(settle(total, any.rules, [])).toMatchObject({ error: { code: 'total-negative' } });
          return;
        }
        const facts = saleFacts(any, costMinor);
        const posted = postSale(facts);
        expect(balanceOf(posted)).toBe(0);
        expect(posted.every((line) => line.amountMinor !== 0)).toBe(true);

        const lines = computeOrder(any).lines.map(({ derivation: _, ...totals }, index) => ({
          lineId: totals.lineId,
          soldMilli: at(any.lines, index).quantityMilli,
          returnedMilli: milli(0),
          totals,
        }));
        const request = lines.map(({ lineId, soldMilli }) => ({
          lineId,
          quantityMilli: milli(Math.max(1, Math.floor((soldMilli * share) / 1000))),
        }));
        const returned = unwrap(computeReturn(lines, request));
        const { totalMinor } = sumReturn(returned);
        if (totalMinor < 0) {
          expect(allocateRefund(totalMinor, [], any.rules)).toMatchObject({ error: { code: 'refund-negative' } });
          return;
        }
        const tenders = facts.tenders.map((tender, index) => ({
          tenderId: String(index),
          kind: tender.kind,
          appliedMinor: tender.amountMinor,
          refundedMinor: minor(0),
        }));
        const plan = unwrap(allocateRefund(totalMinor, tenders, any.rules));
        const back = postReturn({
          lines: returned,
          tenders: plan.refunds,
          cashRoundingMinor: plan.cashRoundingMinor,
          costMinor: costMinor === null ? null : minor(costMinor),
        });
        expect(balanceOf(back)).toBe(0);
      }),
      { numRuns: propertyRuns },
    );
  });

  it('is undone by the return of everything', () => {
    const facts = saleFacts(order, 700);
    const both = [...postSale(facts), ...postReturn(facts)];
    const balances = show(posting(both));
    expect(balances).toEqual({ [ACCOUNT.sales]: -2000, [ACCOUNT.returns]: 2000 });
  });
});

describe('the rest of the shop', () => {
  it('moves the float out of the safe and everything back into it, naming over and short', () => {
    expect(show(postOpeningFloat(minor(5000)))).toEqual({ [ACCOUNT.cashDrawer]: 5000, [ACCOUNT.cashSafe]: -5000 });
    expect(show(postShiftClosed(minor(9900), minor(10_000)))).toEqual({
      [ACCOUNT.cashSafe]: 9900,
      [ACCOUNT.cashDrawer]: -10_000,
      [ACCOUNT.cashOverShort]: 100,
    });
    expect(show(postShiftClosed(minor(10_010), minor(10_000)))).toMatchObject({ [ACCOUNT.cashOverShort]: -10 });
  });

  it('values goods that come and go, and waits while their cost is unknown', () => {
    expect(show(postOpeningStock(minor(100)))).toEqual({ [ACCOUNT.inventory]: 100, [ACCOUNT.openingBalance]: -100 });
    expect(show(postGoodsReceipt(minor(100)))).toEqual({ [ACCOUNT.inventory]: 100, [ACCOUNT.goodsReceived]: -100 });
    expect(show(postWriteOff(minor(100)))).toEqual({ [ACCOUNT.writeOffs]: 100, [ACCOUNT.inventory]: -100 });
    expect(show(postStockAdjustment(minor(-40)))).toEqual({ [ACCOUNT.inventory]: -40, [ACCOUNT.stockAdjustments]: 40 });
    for (const build of [postOpeningStock, postGoodsReceipt, postWriteOff, postStockAdjustment])
      expect(build(null)).toEqual([]);
  });
});

describe('posting', () => {
  it('merges lines of one account and tax and drops what cancels', () => {
    const lines = [
      debit('1000', minor(5)),
      credit('1000', minor(5)),
      debit('2100', minor(3), 'a'),
      credit('2100', minor(3), 'b'),
    ];
    expect(posting(lines)).toEqual([debit('2100', minor(3), 'a'), credit('2100', minor(3), 'b')]);
  });

  it('puts what is missing into suspense', () => {
    expect(postingWithSuspense([debit('1000', minor(7))])).toEqual([debit('1000', minor(7)), debit('2900', minor(-7))]);
  });

  it('uses only accounts of the default chart, each with a code of its own', () => {
    const codes = DEFAULT_ACCOUNTS.map((account) => account.code);
    expect(new Set(codes).size).toBe(codes.length);
    expect([...codes].sort()).toEqual(Object.values(ACCOUNT).sort());
    expect(DEFAULT_ACCOUNTS.filter((account) => account.isPerTax).map((account) => account.code)).toEqual([
      ACCOUNT.outputTax,
    ]);
  });
});
