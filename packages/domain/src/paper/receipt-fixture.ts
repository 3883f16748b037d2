import { milli, minor, ppm, priceE4 } from '../money/index.ts';
import { computeOrder, type OrderInput, settle, type TaxRule, type TenderInput } from '../sale/index.ts';
import { paperTexts, type ReceiptShop, type ReturnReceipt, receiptPaper, type SaleReceipt } from './index.ts';

export const shop: ReceiptShop = {
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
export const tax = (taxId: string, name: string, ratePpm: number): TaxRule => ({
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
export const line = (name: string, price: number, quantity: number, taxes: TaxRule[], unit = 'pcs') => ({
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

/** A sale of milk and bananas for cash, and whatever is different about it. */
export function receipt(part: Partial<SaleReceipt> = {}, order: Partial<OrderInput> = {}): SaleReceipt {
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
/** What stands on its paper, row by row. */
export const texts = (value: SaleReceipt | ReturnReceipt) => paperTexts(receiptPaper(value));
