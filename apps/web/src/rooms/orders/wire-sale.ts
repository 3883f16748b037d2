import type { OrderDetail } from '@mosaajii/contract/orders';
import { milli, minor, ppm, priceE4 } from '@mosaajii/domain/money';
import {
  type Discount,
  marksOf,
  type OrderRules,
  type ReturnableLine,
  type SaleLineInput,
} from '@mosaajii/domain/sale';
import type { FetchedSale } from '../../platform/journal/index.ts';

export function saleLine(line: OrderDetail['lines'][number]): SaleLineInput {
  const { lineId, variantId, name, sku, unit, priceSource, note } = line;
  return {
    lineId,
    variantId,
    name,
    sku,
    unit,
    priceSource,
    quantityMilli: milli(line.quantityMilli),
    listPriceE4: priceE4(line.listPriceE4),
    unitPriceE4: priceE4(line.unitPriceE4),
    discounts: line.discounts.map(discountOf),
    taxes: line.taxRules.map(({ exemptBy, ...rule }) => ({
      ...rule,
      ratePpm: ppm(rule.ratePpm),
      amountE4: priceE4(rule.amountE4),
      ...(exemptBy !== undefined && { exemptBy }),
    })),
    ...(note !== '' && { note }),
    ...(line.salespersonId === undefined ? {} : { salespersonId: line.salespersonId }),
    ...marksOf(line),
  };
}

function discountOf(discount: OrderDetail['lines'][number]['discounts'][number]): Discount {
  const label = discount.label === undefined ? {} : { label: discount.label };
  return discount.kind === 'percent'
    ? { kind: 'percent', ratePpm: ppm(discount.ratePpm), ...label }
    : { kind: 'amount', amountMinor: minor(discount.amountMinor), ...label };
}

/** What a return needs of a sale that was read from the server. */
export function fetchedSaleOf(detail: OrderDetail): FetchedSale {
  return {
    saleId: detail.saleId,
    returnIds: detail.returns.map((known) => known.saleId),
    receiptNumber: detail.receiptNumber,
    businessDate: detail.businessDate,
    ...(detail.customerId != null && { customerId: detail.customerId }),
    rules: rulesOf(detail),
    lines: goodsOf(detail).map((line) => ({
      lineId: line.lineId,
      variantId: line.variantId,
      name: line.name,
      unit: line.unit,
      soldMilli: milli(line.quantityMilli),
      returnedMilli: milli(line.returnedMilli),
      totals: lineMoney(line),
    })),
    taxes: detail.taxes.map(({ taxId, name, ratePpm }) => ({ taxId, name, ratePpm })),
    ...(detail.corrections && { correctionIds: detail.corrections.map((known) => known.correctionId) }),
    tenders: detail.tenders.map(({ tenderId, kind, appliedMinor, refundedMinor }) => ({
      tenderId,
      kind,
      appliedMinor: minor(appliedMinor),
      refundedMinor: minor(refundedMinor),
    })),
  };
}

/** The lines that can come back: a gift card cannot, because what is on it stays on it. */
export function goodsOf({ lines }: OrderDetail): OrderDetail['lines'] {
  return lines.filter((line) => line.isGiftCard !== true);
}

function rulesOf({ rules }: OrderDetail): OrderRules {
  const { cashRounding } = rules;
  return {
    ...rules,
    cashRounding: cashRounding && { ...cashRounding, unitMinor: minor(cashRounding.unitMinor) },
  };
}

export function lineMoney(line: OrderDetail['lines'][number]): ReturnableLine['totals'] {
  return {
    lineId: line.lineId,
    grossMinor: minor(line.grossMinor),
    lineDiscountMinor: minor(line.lineDiscountMinor),
    saleDiscountMinor: minor(line.saleDiscountMinor),
    netMinor: minor(line.netMinor),
    taxes: line.taxes.map(({ taxId, baseMinor, amountMinor }) => ({
      taxId,
      baseMinor: minor(baseMinor),
      amountMinor: minor(amountMinor),
    })),
    taxMinor: minor(line.taxMinor),
    totalMinor: minor(line.totalMinor),
  };
}
