import { describe, expect, it } from 'vitest';
import { milli, minor, ppm, priceE4 } from '../money/index.ts';
import { computeOrder, type OrderInput, settle, type TaxRule, type TenderInput } from '../sale/index.ts';
import {
  PLAIN_TEMPLATE,
  paperTexts,
  partsOfSale,
  practicePaper,
  printedAgain,
  type ReceiptShop,
  type ReturnReceipt,
  receiptPaper,
  type SaleReceipt,
} from './index.ts';

const shop: ReceiptShop = {
  name: 'Baraka Stores',
  legalName: 'Baraka Stores Ltd',
  taxNumber: 'P051234567X',
  storeName: 'Moi Avenue',
  addressLines: ['12 Moi Avenue', 'Nairobi'],
  locale: 'en-GB',
  timeZone: 'Africa/Nairobi',
  paperWidthMm: 80,
  receiptHeader: '',
  receiptFooter: 'Thank you.\nCome again.',
};
const tax = (taxId: string, name: string, ratePpm: number): TaxRule => ({
  taxId,
  version: 1,
  name,
  kind: 'percent',
  ratePpm: ppm(ratePpm),
  amountE4: priceE4(0),
  isIncluded: true,
  affectsNextBase: false,
  isBaseAffectedByPrevious: true,
});
const line = (name: string, price: number, quantity: number, taxes: TaxRule[], unit = 'pcs') => ({
  lineId: name,
  variantId: name,
  name,
  sku: name,
  unit,
  quantityMilli: milli(quantity),
  listPriceE4: priceE4(price),
  unitPriceE4: priceE4(price),
  priceSource: 'list' as const,
  discounts: [],
  taxes,
});

function receipt(part: Partial<SaleReceipt> = {}, order: Partial<OrderInput> = {}): SaleReceipt {
  const input: OrderInput = {
    rules: {
      currency: { code: 'KES', exponent: 2 },
      taxRounding: 'per-line',
      roundingMode: 'half-up',
      cashRounding: { unitMinor: minor(100), mode: 'half-up' },
    },
    lines: [
      line('Milk 1 L', 65_400_000, 2000, [tax('v', 'VAT', 160_000)]),
      line('Bananas', 150_000_000, 1240, [tax('v', 'VAT', 160_000)], 'kg'),
    ],
    saleDiscounts: [],
    ...order,
  };
  const tenders: TenderInput[] = [{ tenderId: 'a', kind: 'cash', amountMinor: minor(50_000) }];
  const totals = computeOrder(input);
  const settlement = settle(totals.totalMinor, input.rules, tenders);
  if (!settlement.ok) throw new Error(settlement.error.detail);
  return {
    kind: 'sale',
    shop,
    currency: input.rules.currency,
    receiptNumber: 'S1-R2-A-000214',
    registerName: 'Register 2',
    cashier: 'Sara',
    occurredAt: '2026-11-22T11:05:00.000Z',
    isCopy: false,
    lines: input.lines,
    tenders,
    totals,
    settlement: settlement.value,
    ...part,
  };
}
const texts = (value: SaleReceipt | ReturnReceipt) => paperTexts(receiptPaper(value));

describe('a receipt', () => {
  it('says who sold what, when, for how much, with the tax and the change', () => {
    expect(texts(receipt())).toEqual([
      'Baraka Stores',
      'Baraka Stores Ltd',
      '12 Moi Avenue',
      'Nairobi',
      'Tax no. P051234567X',
      'gap',
      'Receipt | S1-R2-A-000214',
      '22 Nov 2026, 14:05 | ',
      'Moi Avenue · Register 2 | Sara',
      'rule',
      'Milk 1 L',
      '2 × 65.40 | 130.80',
      'Bananas',
      '1.24 kg × 150.00 | 186.00',
      'rule',
      'Total | KES\u00a0316.80',
      'Cash rounding | 0.20',
      'Cash | 500.00',
      'Change | 183.00',
      'rule',
      'VAT 16\u202f% · of 273.10 | 43.70',
      'rule',
      'Thank you.',
      'Come again.',
    ]);
  });

  it('shows reductions with a minus and names their rate', () => {
    const reduced = {
      ...line('Tea', 100_000_000, 1000, []),
      discounts: [{ kind: 'percent' as const, ratePpm: ppm(100_000) }],
    };
    const rows = texts(
      receipt({}, { lines: [reduced], saleDiscounts: [{ kind: 'amount', amountMinor: minor(1_000) }] }),
    );
    expect(rows).toContain('Discount 10\u202f% | \u221210.00');
    expect(rows).toContain('Discount on the sale | \u221210.00');
  });

  it('marks each line with the letter of its tax when there are several', () => {
    const rows = texts(
      receipt(
        {},
        {
          lines: [
            line('Milk', 10_000_000, 1000, [tax('a', 'Full', 160_000)]),
            line('Book', 20_000_000, 1000, [tax('b', 'Zero', 0)]),
          ],
        },
      ),
    );
    expect(rows).toContain('1 × 10.00 | 10.00 A');
    expect(rows).toContain('1 × 20.00 | 20.00 B');
    expect(rows.some((row) => row.startsWith('B Zero'))).toBe(true);
  });

  it('says COPY at both ends when it is printed again', () => {
    const rows = texts(receipt({ isCopy: true }));
    expect([rows[0], rows.at(-1)]).toEqual(['Copy', 'Copy']);
    expect(texts(receipt())).not.toContain('Copy');
  });
});

const withTemplate = (part: Partial<typeof PLAIN_TEMPLATE>): Partial<SaleReceipt> => ({
  shop: { ...shop, template: { ...PLAIN_TEMPLATE, ...part } },
});

describe('a template', () => {
  it('decides the order of the parts, and whether there is a code and a link', () => {
    const rows = texts(
      receipt({
        ...withTemplate({ parts: ['document', 'lines', 'totals', 'taxes', 'shop', 'barcode', 'link'] }),
        link: 'https://pos.example/r/abc',
      }),
    );
    expect(rows[0]).toBe('Receipt | S1-R2-A-000214');
    expect(rows.indexOf('Baraka Stores')).toBeGreaterThan(rows.findIndex((row) => row.startsWith('VAT')));
    expect(rows).toContain('barcode S1-R2-A-000214');
    expect(rows).toContain('qr https://pos.example/r/abc');
    expect(rows).not.toContain('Thank you.');
  });

  it('shows numbers of goods, and leaves discounts and tax bases out where they are not wanted', () => {
    const reduced = {
      ...line('Tea', 100_000_000, 1000, [tax('v', 'VAT', 160_000)]),
      discounts: [{ kind: 'percent' as const, ratePpm: ppm(100_000) }],
    };
    const rows = texts(
      receipt(withTemplate({ hasSku: true, hasDiscounts: false, hasTaxBases: false }), { lines: [reduced] }),
    );
    expect(rows.filter((row) => row === 'Tea')).toHaveLength(2);
    expect(rows).toContain('1 × 100.00 | 90.00');
    expect(rows.some((row) => row.includes('Discount') || row.includes(' of '))).toBe(false);
  });

  it('speaks its own language with the figures of the shop', () => {
    const swahili = texts(receipt(withTemplate({ language: 'sw' })));
    expect(swahili).toContain('Risiti | S1-R2-A-000214');
    expect(swahili.some((row) => row.startsWith('Jumla | '))).toBe(true);
    const arabic = receiptPaper(receipt(withTemplate({ language: 'ar' })));
    expect(arabic.direction).toBe('rtl');
    expect(paperTexts(arabic).join()).not.toMatch(/[٠-٩]/);
    expect(texts(receipt(withTemplate({ language: 'fr' })))).toContain('Monnaie rendue | 183,00');
  });

  it('keeps what looks like markup as text', () => {
    const rows = texts(receipt({}, { lines: [line('<b>Tea</b> & "more" {total}', 100_000_000, 1000, [])] }));
    expect(rows).toContain('<b>Tea</b> & "more" {total}');
  });
});

describe('marks', () => {
  it('stand at both ends: practice, copy, printed again', () => {
    const rows = paperTexts(printedAgain(receiptPaper(receipt({ isPractice: true, isCopy: true }))));
    const banners = ['Printed again: the first print may be cut short', 'Practice – not a receipt', 'Copy'];
    expect(rows.slice(0, 3)).toEqual(banners);
    expect(rows.slice(-3)).toEqual([...banners.slice(1), banners[0]]);
  });

  it('a gift receipt says what and when, and no amount', () => {
    const rows = texts(receipt({ isGift: true }));
    expect(rows).toContain('Gift receipt | S1-R2-A-000214');
    expect(rows).toContain('Milk 1 L');
    expect(rows.join()).not.toMatch(/65|130|316|VAT|Cash|500/);
  });
});

describe('what the code on the goods said', () => {
  it('is below the line: batch, last day, serial number', () => {
    const marked = { ...line('Milk', 10_000_000, 1000, []), lot: 'A1', expiresOn: '2027-02-28', serial: '7' };
    expect(texts(receipt({}, { lines: [marked] }))).toContain('Lot A1 · use by 28 Feb 2027 · no. 7');
  });
});

describe('goods that were weighed', () => {
  const cheese = (weighing: { grossMilli: number; tareMilli: number; source: 'scale' | 'typed' }) => {
    const net = weighing.grossMilli - weighing.tareMilli;
    const { grossMilli, tareMilli, source } = weighing;
    return {
      ...line('Cheese', 10_000_000, net, [], 'kg'),
      weighing: { grossMilli: milli(grossMilli), tareMilli: milli(tareMilli), source },
    };
  };

  it('say their net weight with all its decimals, and the tare', () => {
    const lines = [cheese({ grossMilli: 525, tareMilli: 25, source: 'scale' })];
    const rows = texts(receipt({}, { lines }));
    expect(rows.find((row) => row.startsWith('0.500 kg × 10.00'))).toBeDefined();
    expect(rows).toContain('net weight · tare 0.025 kg');
  });

  it('say that a weight was typed', () => {
    const lines = [cheese({ grossMilli: 450, tareMilli: 0, source: 'typed' })];
    expect(texts(receipt({}, { lines }))).toContain('net weight · typed by hand');
  });
});

describe('a customer', () => {
  it('is named with their tax number', () => {
    const rows = texts(receipt({ customer: { name: 'Juma Ltd', taxNumber: 'P09' } }));
    expect(rows).toContain('Customer | Juma Ltd');
    expect(rows).toContain('Tax no. P09');
  });
});

describe('who sold', () => {
  it('stands under the cashier, and at the lines of somebody else', () => {
    const rows = texts(receipt({ sellers: { sale: 'Amina', byLine: { 'Milk 1 L': 'Baraka' } } }));
    expect(rows).toContain('Sold by | Amina');
    expect(rows).toContain('Sold by Baraka');
    expect(texts(receipt({})).join(' ')).not.toContain('Sold by');
  });
});

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

describe('a paper of practice', () => {
  it('says so at both ends, once, whatever it is', () => {
    const paper = receiptPaper(receipt());
    const rows = paperTexts(practicePaper(paper));
    expect(rows[0]).toBe('Practice – not a receipt');
    expect(rows.at(-1)).toBe('Practice – not a receipt');
    expect(practicePaper(practicePaper(paper))).toEqual(practicePaper(paper));
    const cut = printedAgain(practicePaper(paper));
    expect(practicePaper(cut)).toBe(cut);
  });
});

describe('a return', () => {
  const returned: ReturnReceipt = {
    kind: 'return',
    shop,
    currency: { code: 'KES', exponent: 2 },
    receiptNumber: 'S1-R2-A-000215',
    registerName: 'Register 2',
    cashier: 'Sara',
    occurredAt: '2026-11-22T11:05:00.000Z',
    isCopy: false,
    originalReceiptNumber: 'S1-R2-A-000214',
    lines: [{ name: 'Milk 1 L', quantityMilli: milli(1000), unit: 'pcs', totalMinor: minor(6540) }],
    taxes: [{ name: 'VAT', ratePpm: 160_000, amountMinor: minor(902) }],
    totalMinor: minor(6540),
    cashRoundingMinor: minor(40),
    refunds: [{ kind: 'cash', amountMinor: minor(6500) }],
    reason: 'damaged',
  };

  it('says which points went back, and none where none did', () => {
    const points = { takenMilli: 3_000, givenMilli: 50_000 };
    const rows = texts({ ...returned, pointsBack: points });
    expect(rows).toEqual(expect.arrayContaining(['Points taken back | 3', 'Points given back | 50']));
    expect(texts({ ...returned, pointsBack: { takenMilli: 0, givenMilli: 1_000 } }).join()).not.toContain('taken back');
    expect(texts(returned).join()).not.toContain('Points');
  });

  it('says which receipt it takes back, what was handed back, with the tax, and why', () => {
    const rows = texts(returned);
    for (const row of [
      'Return',
      'Return of | S1-R2-A-000214',
      '1 | −65.40',
      'Refund | -KES\u00a065.40',
      'Cash rounding | −0.40',
      'Cash | −65.00',
      'VAT 16\u202f% | −9.02',
      'Reason | Damaged',
    ]) {
      expect(rows).toContain(row);
    }
    expect(texts({ ...returned, isVoid: true })).toContain('Void');
  });
});
