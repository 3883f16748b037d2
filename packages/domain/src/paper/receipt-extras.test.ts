import { describe, expect, it } from 'vitest';
import { minor, ppm } from '../money/index.ts';
import { PLAIN_TEMPLATE, paperTexts, partsOfSale, receiptPaper } from './index.ts';
import { line, receipt, shop, tax, texts } from './receipt-fixture.ts';

describe('what made a line cheaper', () => {
  const vat = [tax('v', 'VAT', 160_000)];
  const lines = [
    { ...line('Milk', 100_000_000, 1000, vat), discounts: [{ kind: 'percent' as const, ratePpm: ppm(100_000) }] },
    line('Bread', 50_000_000, 2000, vat),
  ];
  const promotions = [
    {
      promotionId: 'p1',
      version: 1,
      label: 'Two for one',
      shares: [{ lineId: 'Bread', amountMinor: minor(5_000) }],
    },
    {
      promotionId: 'p2',
      version: 3,
      label: 'Spring',
      couponCode: 'SPRING10',
      shares: [
        { lineId: 'Milk', amountMinor: minor(900) },
        { lineId: 'Bread', amountMinor: minor(500) },
      ],
    },
  ];
  const promoted = () => receipt({ promotions }, { lines, promotions });

  it('is named line by line: the cashier’s discount, then each promotion with its coupon', () => {
    const rows = texts(promoted());
    const at = rows.indexOf('Milk');
    expect(rows.slice(at, at + 4)).toEqual([
      'Milk',
      '1 × 100.00 | 100.00',
      'Discount 10\u202f% | −10.00',
      'Spring (Coupon SPRING10) | −9.00',
    ]);
    const bread = rows.indexOf('Bread');
    expect(rows.slice(bread, bread + 4)).toEqual([
      'Bread',
      '2 × 50.00 | 100.00',
      'Two for one | −50.00',
      'Spring (Coupon SPRING10) | −5.00',
    ]);
  });

  it('adds up to what the line comes to, whatever the shares', () => {
    const { totals } = promoted();
    const shown = texts(promoted()).flatMap((row) => {
      const found = /\| −([\d.]+)$/.exec(row);
      return found?.[1] === undefined ? [] : [Math.round(Number(found[1]) * 100)];
    });
    expect(shown.reduce((all, one) => all + one, 0)).toBe(totals.lineDiscountMinor);
  });

  it('stays off a paper that has no discounts, and off a gift receipt', () => {
    const plain = { ...shop, template: { ...PLAIN_TEMPLATE, hasDiscounts: false } };
    expect(texts({ ...promoted(), shop: plain }).join('\n')).not.toContain('Spring');
    expect(texts({ ...promoted(), isGift: true }).join('\n')).not.toMatch(/Spring|Two for one|\d\.\d\d/);
  });
});

describe('a sale with more than goods', () => {
  it('says the tip, what is left on gift cards, and the points', () => {
    const rows = texts(
      receipt({
        tipMinor: minor(2_000),
        cards: [{ hint: 'K7Q2', balanceMinor: minor(0) }],
        points: { earnedMilli: 12_500, spentMilli: 100_000, balanceMilli: 3_000 },
      }),
    );
    expect(rows).toContain('Tip | 20.00');
    expect(rows).toContain('Left on gift card …K7Q2 | 0.00');
    expect(rows.slice(rows.indexOf('Points earned | 12.5'))).toEqual(
      expect.arrayContaining(['Points used | 100', 'Points now | 3']),
    );
    expect(texts(receipt({ points: { earnedMilli: 0, spentMilli: 0 } })).join('\n')).not.toContain('Points');
  });

  it('is in the language of its customer, when they read another than the shop', () => {
    const paper = receiptPaper(receipt({ language: 'ar' }));
    expect(paper).toMatchObject({ language: 'ar', direction: 'rtl' });
    expect(paperTexts(paper).join('\n')).not.toContain('Total');
  });

  it('is numbered when it is a copy', () => {
    const rows = texts(receipt({ isCopy: true, copyNumber: 2 }));
    expect(rows[0]).toBe('Copy 2');
    expect(rows.at(-1)).toBe('Copy 2');
    expect(texts(receipt({ isCopy: true }))[0]).toBe('Copy');
  });

  it('has the parts that its register wrote, and a name only where the receipt has to state it', () => {
    const customer = { customerId: 'c' };
    expect(partsOfSale({ customer, tipMinor: minor(5) })).toEqual({ tipMinor: 5 });
    expect(partsOfSale({ customer: { ...customer, name: 'Juma Ltd', taxNumber: 'P09' } }).customer).toEqual({
      name: 'Juma Ltd',
      taxNumber: 'P09',
    });
  });
});
