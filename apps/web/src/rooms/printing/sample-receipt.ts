import type { ShopSettings } from '@mosaajii/contract/settings';
import { milli, minor, ppm, priceE4 } from '@mosaajii/domain/money';
import type { SaleReceipt } from '@mosaajii/domain/paper';
import { computeOrder, type OrderRules, type SaleLineInput, settle, type TenderInput } from '@mosaajii/domain/sale';
import { t } from '../../platform/i18n/index.ts';
import type { ReceiptDraft } from './receipt-draft.ts';

/** The arithmetic of the preview is the till's own; its goods are examples and say so by their names. */
export function sampleReceipt(
  { organization, store }: ShopSettings,
  draft: ReceiptDraft,
  cashier: string,
): SaleReceipt {
  const rules: OrderRules = {
    ...store.rules,
    cashRounding: store.rules.cashRounding && {
      ...store.rules.cashRounding,
      unitMinor: minor(store.rules.cashRounding.unitMinor),
    },
  };
  const unit = 10 ** organization.currency.exponent;
  const lines = [
    lineOf(t('printing.sampleFirst'), 'SKU-1', 120 * unit, 2000, store.pricesIncludeTax),
    lineOf(t('printing.sampleLong'), 'SKU-2', 1450 * unit, 1250, store.pricesIncludeTax, 'kg'),
  ];
  const totals = computeOrder({ rules, lines, saleDiscounts: [] });
  const tenders: TenderInput[] = [
    { tenderId: 'cash', kind: 'cash', amountMinor: minor(Math.ceil(totals.totalMinor / (500 * unit)) * 500 * unit) },
  ];
  const settlement = settle(totals.totalMinor, rules, tenders);
  if (!settlement.ok) throw new Error(settlement.error.detail);
  return {
    kind: 'sale',
    shop: {
      name: organization.name,
      legalName: organization.legalName,
      taxNumber: organization.taxNumber,
      locale: organization.locale,
      storeName: store.name,
      addressLines: store.addressLines,
      timeZone: store.timeZone,
      paperWidthMm: draft.paperWidthMm,
      receiptHeader: draft.header,
      receiptFooter: draft.footer,
      template: draft.template,
    },
    currency: organization.currency,
    receiptNumber: `${store.code}-R1-A-000214`,
    registerName: `${store.code}-R1`,
    cashier,
    occurredAt: '2026-01-31T11:05:00.000Z',
    isCopy: false,
    lines,
    tenders,
    totals,
    settlement: settlement.value,
    customer: { name: t('printing.sampleCustomer') },
    note: t('printing.sampleNote'),
    link: `${window.location.origin}/r/${'0'.repeat(64)}`,
  };
}

function lineOf(
  name: string,
  sku: string,
  priceMinor: number,
  quantity: number,
  isIncluded: boolean,
  unit = 'pcs',
): SaleLineInput {
  const price = priceE4(priceMinor * 10_000);
  return {
    lineId: sku,
    variantId: sku,
    name,
    sku,
    unit,
    quantityMilli: milli(quantity),
    listPriceE4: price,
    unitPriceE4: price,
    priceSource: 'list',
    discounts: unit === 'kg' ? [{ kind: 'percent', ratePpm: ppm(100_000) }] : [],
    taxes: [
      {
        taxId: 'tax',
        version: 1,
        name: t('printing.sampleTax'),
        kind: 'percent',
        ratePpm: ppm(160_000),
        amountE4: priceE4(0),
        isIncluded,
        affectsNextBase: false,
        isBaseAffectedByPrevious: true,
      },
    ],
  };
}
