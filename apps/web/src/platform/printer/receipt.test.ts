import { milli, minor, ppm, priceE4 } from '@mosaajii/domain/money';
import { computeOrder, type OrderInput, settle, type TaxRule, type TenderInput } from '@mosaajii/domain/sale';
import { describe, expect, it } from 'vitest';
import { pageRule } from './print.tsx';
import { type ReceiptShop, receiptRows, type SaleReceipt } from './receipt.ts';

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
const texts = (value: SaleReceipt) =>
  receiptRows(value).map((row) =>
    'text' in row ? row.text : row.kind === 'pair' ? `${row.start} | ${row.end}` : row.kind,
  );

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

describe('the page', () => {
  it('is as high as what was measured and never wider than high', () => {
    expect(pageRule(80, 378)).toBe('@page { size: 80mm 102mm; margin: 0; }');
    expect(pageRule(58, 40)).toBe('@page { size: 58mm 58mm; margin: 0; }');
    expect(pageRule(80, 378)).not.toContain('auto');
  });
});
