import type { KnownOperation } from '@mosaajii/contract/sync';
import type { SaleCompleted } from '@mosaajii/domain/operation';
import { lineGross } from '@mosaajii/domain/quantity';
import { marksOf, type OrderTotals } from '@mosaajii/domain/sale';
import type { SaleLineRow, SalePromotionRow, SaleTaxRow } from '../../sales/index.ts';
import type { MovementRow } from '../../stock/index.ts';
import type { Books } from './books.ts';

type SaleOperation = Extract<KnownOperation, { kind: 'sale.completed' }>;

/** The lines as they were charged, with what the figures were made from. */
export function saleLines(books: Books, payload: SaleCompleted, totals: OrderTotals): SaleLineRow[] {
  return payload.lines.map((line, index) => {
    const figures = totals.lines[index];
    if (!figures) throw new RangeError(`the engine left out line ${index}`);
    const variant = line.giftCard === undefined ? books.variants.get(line.variantId) : undefined;
    const costE4 = variant?.cost_e4 ?? null;
    return {
      saleId: payload.saleId,
      lineNumber: index + 1,
      lineId: line.lineId,
      variantId: line.variantId,
      name: line.name,
      sku: line.sku,
      unit: line.unit,
      quantityMilli: line.quantityMilli,
      listPriceE4: line.listPriceE4,
      unitPriceE4: line.unitPriceE4,
      priceSource: line.priceSource,
      grossMinor: figures.grossMinor,
      lineDiscountMinor: figures.lineDiscountMinor,
      saleDiscountMinor: figures.saleDiscountMinor,
      netMinor: figures.netMinor,
      taxMinor: figures.taxMinor,
      totalMinor: figures.totalMinor,
      costMinor: costE4 === null ? null : lineGross(line.quantityMilli, costE4 as SaleLineInputPrice, 'half-up'),
      inputs: {
        discounts: line.discounts,
        taxes: line.taxes,
        taxTotals: figures.taxes,
        costE4,
        isStocked: variant !== undefined && line.giftCard === undefined,
        ...(line.giftCard === undefined ? {} : { giftCard: line.giftCard }),
        ...priceListOf(line),
        ...marksOf(line),
        ...(line.salespersonId === undefined ? {} : { salespersonId: line.salespersonId }),
      },
      returnedLineId: null,
      isRestocked: null,
      note: line.note ?? '',
    };
  });
}

function priceListOf({ priceListId, priceListVersion }: SaleCompleted['lines'][number]) {
  if (priceListId === undefined || priceListVersion === undefined) return {};
  return { priceList: { priceListId, version: priceListVersion } };
}

/** What was taken off by promotions, one row each. */
export function promotionRows({ saleId, promotions = [] }: SaleCompleted): SalePromotionRow[] {
  return promotions.map((promotion, index) => ({
    saleId,
    promotionNumber: index + 1,
    promotion,
    discountMinor: promotion.shares.reduce((all, { amountMinor }) => all + amountMinor, 0),
  }));
}

type SaleLineInputPrice = SaleCompleted['lines'][number]['unitPriceE4'];

/** The taxes of a sale, by the order of its totals. */
export function taxRows(payload: SaleCompleted, totals: OrderTotals): SaleTaxRow[] {
  const versions = new Map(payload.lines.flatMap((line) => line.taxes.map((tax) => [tax.taxId, tax.version] as const)));
  return totals.taxes.map((tax, index) => ({
    saleId: payload.saleId,
    taxNumber: index + 1,
    taxId: tax.taxId,
    taxVersion: versions.get(tax.taxId) ?? 1,
    name: tax.name,
    ratePpm: tax.ratePpm,
    isIncluded: tax.isIncluded,
    baseMinor: tax.baseMinor,
    amountMinor: tax.amountMinor,
  }));
}

/** What goes off the stock. */
export function movementRows(books: Books, operation: SaleOperation, lines: readonly SaleLineRow[]): MovementRow[] {
  return lines
    .filter((line) => line.inputs.isStocked)
    .map((line) => ({
      documentId: line.saleId,
      lineNumber: line.lineNumber,
      documentKind: 'sale' as const,
      storeId: books.context.key.store_id,
      variantId: line.variantId,
      kind: 'sale' as const,
      quantityMilli: -line.quantityMilli,
      costE4: line.inputs.costE4,
      reason: '',
      userId: operation.userId,
      businessDate: operation.payload.businessDate,
    }));
}
