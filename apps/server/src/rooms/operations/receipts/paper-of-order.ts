import type { OrderDetail } from '@mosaajii/contract/orders';
import type { ShopSettings } from '@mosaajii/contract/settings';
import { milli, minor, ppm, priceE4 } from '@mosaajii/domain/money';
import { type Paper, type Receipt, type ReceiptShop, receiptPaper } from '@mosaajii/domain/paper';
import type { ReceiptParts } from './read-parts.ts';

/** A sale or return of the books as its paper, in the store's present look. `cashier` is a name, or empty. */
export function paperOfOrder(
  order: OrderDetail,
  settings: ShopSettings,
  {
    cashier,
    link,
    parts = {},
  }: { readonly cashier: string; readonly link?: string | undefined; readonly parts?: ReceiptParts | undefined },
): Paper {
  const base = {
    shop: shopOf(settings),
    currency: order.rules.currency,
    receiptNumber: order.receiptNumber,
    // A receipt number begins with its register's code.
    registerName: order.receiptNumber.split('-').slice(0, 2).join('-'),
    cashier,
    occurredAt: order.occurredAt,
    isCopy: false,
    link,
  };
  return receiptPaper(
    order.kind === 'sale'
      ? { ...base, ...saleOf(order), ...parts }
      : { ...base, ...returnOf(order), pointsBack: parts.pointsBack },
  );
}

/** A store as papers name it. */
export function shopOf({ organization, store }: ShopSettings): ReceiptShop {
  return {
    name: organization.name,
    legalName: organization.legalName,
    taxNumber: organization.taxNumber,
    locale: organization.locale,
    storeName: store.name,
    addressLines: store.addressLines,
    timeZone: store.timeZone,
    paperWidthMm: store.paperWidthMm,
    receiptHeader: store.receiptHeader,
    receiptFooter: store.receiptFooter,
    template: store.receipt?.template,
  };
}

type Own<Kind> = Omit<
  Extract<Receipt, { readonly kind: Kind }>,
  'shop' | 'currency' | 'receiptNumber' | 'registerName' | 'cashier' | 'occurredAt' | 'isCopy'
>;

/** The figures are those of the books, never computed again. */
function saleOf(order: OrderDetail): Own<'sale'> {
  const lines = order.lines.map((line) => ({
    lineId: line.lineId,
    grossMinor: minor(line.grossMinor),
    lineDiscountMinor: minor(line.lineDiscountMinor),
    saleDiscountMinor: minor(line.saleDiscountMinor),
    netMinor: minor(line.netMinor),
    taxMinor: minor(line.taxMinor),
    totalMinor: minor(line.totalMinor),
    taxes: [],
    derivation: [],
  }));
  const total = (values: readonly number[]) => minor(values.reduce((sum, value) => sum + value, 0));
  return {
    kind: 'sale',
    lines: order.lines.map((line) => ({
      lineId: line.lineId,
      variantId: line.variantId,
      name: line.name,
      sku: line.sku,
      unit: line.unit,
      quantityMilli: milli(line.quantityMilli),
      listPriceE4: priceE4(line.listPriceE4),
      unitPriceE4: priceE4(line.unitPriceE4),
      priceSource: line.priceSource,
      discounts: line.discounts.map((discount) =>
        discount.kind === 'percent'
          ? {
              kind: 'percent' as const,
              ratePpm: ppm(discount.ratePpm),
              ...(discount.label !== undefined && { label: discount.label }),
            }
          : {
              kind: 'amount' as const,
              amountMinor: minor(discount.amountMinor),
              ...(discount.label !== undefined && { label: discount.label }),
            },
      ),
      taxes: line.taxRules.map(({ exemptBy, ...rule }) => ({
        ...rule,
        ratePpm: ppm(rule.ratePpm),
        amountE4: priceE4(rule.amountE4),
        ...(exemptBy !== undefined && { exemptBy }),
      })),
      ...(line.note !== '' && { note: line.note }),
    })),
    tenders: order.tenders.map(({ tenderId, kind, tenderedMinor, reference, points }) => ({
      tenderId,
      kind,
      amountMinor: minor(tenderedMinor),
      ...(points != null && { points }),
      ...(reference !== '' && { reference }),
    })),
    totals: {
      lines,
      grossMinor: total(lines.map((line) => line.grossMinor)),
      lineDiscountMinor: total(lines.map((line) => line.lineDiscountMinor)),
      saleDiscountMinor: total(lines.map((line) => line.saleDiscountMinor)),
      netMinor: minor(order.netMinor),
      taxes: order.taxes.map((tax) => ({
        ...tax,
        ratePpm: ppm(tax.ratePpm),
        baseMinor: minor(tax.baseMinor),
        amountMinor: minor(tax.amountMinor),
      })),
      taxMinor: minor(order.taxMinor),
      totalMinor: minor(order.totalMinor),
    },
    settlement: {
      cashRoundingMinor: minor(order.cashRoundingMinor),
      dueMinor: minor(order.totalMinor + order.cashRoundingMinor),
      changeMinor: minor(order.changeMinor),
      applied: [],
    },
    note: order.note,
  };
}

/** The books have returns with negative figures; a paper says which way the money went by its words. */
function returnOf(order: OrderDetail): Own<'return'> {
  return {
    kind: 'return',
    originalReceiptNumber: '',
    lines: order.lines.map((line) => ({
      name: line.name,
      unit: line.unit,
      quantityMilli: milli(Math.abs(line.quantityMilli)),
      totalMinor: minor(Math.abs(line.totalMinor)),
    })),
    taxes: order.taxes.map(({ name, ratePpm, amountMinor }) => ({
      name,
      ratePpm,
      amountMinor: minor(Math.abs(amountMinor)),
    })),
    totalMinor: minor(Math.abs(order.totalMinor)),
    cashRoundingMinor: minor(-order.cashRoundingMinor),
    refunds: order.tenders.map(({ kind, appliedMinor }) => ({ kind, amountMinor: minor(Math.abs(appliedMinor)) })),
    reason: order.returnReason ?? 'other',
  };
}
