import { milli, minor, ppm, priceE4 } from '@mosaajii/domain/money';
import type { SyncContext } from '../../apps/server/src/rooms/operations/sync/index.ts';
import type { FetchedSale } from '../../apps/web/src/platform/journal/index.ts';
import type { ModelServer } from './model-server.ts';

/** A sale as the server knows it now, as far as a return needs it; `undefined`: it does not know it. */
export function fetchedSale(server: ModelServer, saleId: string): FetchedSale | undefined {
  const sale = server.tables.sales.get(saleId);
  if (sale === undefined) return undefined;
  const returnable = server.returnable(saleId);
  if (returnable === null) return undefined;
  const goods = returnable.lines.filter((line) => line.inputs.giftCard === undefined);
  const lines = goods.map((line) => ({
    lineId: line.lineId,
    variantId: line.variantId,
    name: line.name,
    unit: line.unit,
    soldMilli: milli(line.quantityMilli),
    returnedMilli: milli(server.tables.returned.get(`${saleId}|${line.lineId}`)?.returnedMilli ?? 0),
    totals: {
      lineId: line.lineId,
      grossMinor: minor(line.grossMinor),
      lineDiscountMinor: minor(line.lineDiscountMinor),
      saleDiscountMinor: minor(line.saleDiscountMinor),
      netMinor: minor(line.netMinor),
      taxes: line.inputs.taxTotals,
      taxMinor: minor(line.taxMinor),
      totalMinor: minor(line.totalMinor),
    },
  }));
  const tenders = returnable.tenders.map(({ tenderId, kind, appliedMinor }) => ({
    tenderId,
    kind,
    appliedMinor: minor(appliedMinor),
    refundedMinor: minor(server.tables.refunded.get(`${saleId}|${tenderId}`)?.refundedMinor ?? 0),
  }));
  const returnIds = [...server.tables.sales.values()]
    .filter((known) => known.returnedSaleId === saleId)
    .map((known) => known.saleId);
  return {
    saleId,
    returnIds,
    receiptNumber: sale.receiptNumber,
    rules: sale.rules,
    lines,
    taxes: [TAX],
    tenders,
    correctionIds: (server.tables.corrections.get(saleId) ?? []).map(({ correctionId }) => correctionId),
  };
}

export const TAX = {
  taxId: '00000000-0000-7000-8000-0000000000aa',
  version: 1,
  name: 'VAT 20 %',
  kind: 'percent',
  ratePpm: ppm(200_000),
  amountE4: priceE4(0),
  isIncluded: true,
  affectsNextBase: false,
  isBaseAffectedByPrevious: true,
} as const;

/** Goods that carry the one tax. */
export function taxationOf(variants: readonly { readonly variant_id: string }[]): SyncContext['taxation'] {
  const taxClassId = TAX.taxId;
  return {
    goods: variants.map(({ variant_id }) => ({ variant_id, product_id: variant_id, tax_class_id: taxClassId })),
    taxes: [{ ...TAX, validFrom: null, validUntil: null }],
    classes: [{ taxClassId, taxIds: [TAX.taxId] }],
    past: [],
  };
}
