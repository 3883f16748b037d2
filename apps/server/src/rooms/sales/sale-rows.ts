import type { AppliedPromotion } from '@mosaajii/domain/promotion';
import type {
  Discount,
  LineTax,
  OrderRules,
  PriceSource,
  SoldGiftCard,
  TaxRule,
  Weighing,
} from '@mosaajii/domain/sale';
import { type FactTable, insertInto, type Step, type Table, updateFrom } from '../../platform/statement/index.ts';

/** A sale or a return as it is stored; the figures of a return are negative. */
export interface SaleRow {
  readonly saleId: string;
  readonly kind: 'sale' | 'return';
  readonly storeId: string;
  readonly registerId: string;
  readonly keyId: string;
  readonly shiftId: string;
  readonly userId: string;
  readonly businessDate: string;
  readonly receiptSeries: string;
  readonly receiptSequence: number;
  readonly receiptNumber: string;
  readonly currencyCode: string;
  readonly occurredAt: string;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly discountMinor: number;
  readonly totalMinor: number;
  readonly cashRoundingMinor: number;
  readonly changeMinor: number;
  readonly lineCount: number;
  readonly returnedSaleId: string | null;
  readonly returnReason: string | null;
  readonly note: string;
  readonly engineVersion: number;
  readonly rules: OrderRules;
  /** On the whole sale, as charged; empty for a return. */
  readonly discounts: readonly Discount[];
  readonly isQuarantined: boolean;
  readonly customerId: string | null;
  readonly tipMinor: number;
  /** The points that a sale earned; null: none, and always of a return. */
  readonly loyalty: EarnedPoints | null;
  /** Name and tax number, where the receipt has to state them. */
  readonly buyer: { readonly name: string; readonly taxNumber?: string } | null;
  /** Another one has its receipt number; a person let it in. */
  readonly hasReceiptConflict: boolean;
}

/** What a sale earned, and which of its lines earned nothing. */
export interface EarnedPoints {
  readonly earnedPoints: number;
  readonly withoutLineIds: readonly string[];
}

/** What decided a line's figures, and each tax of it with its base: enough to compute its return. */
export interface LineInputs {
  readonly discounts: readonly Discount[];
  readonly taxes: readonly TaxRule[];
  /** Each tax of the line as computed; positive also on a return. */
  readonly taxTotals: readonly LineTax[];
  /** The server's cost of one unit when it was recorded. */
  readonly costE4: number | null;
  /** Whether the variant was known, so that its goods moved. */
  readonly isStocked: boolean;
  /** The goods of this line of a return cannot be sold again. */
  readonly isDamaged?: true;
  /** The line sold or loaded this gift card. */
  readonly giftCard?: SoldGiftCard;
  /** The price list that named the price, and its version then. */
  readonly priceList?: { readonly priceListId: string; readonly version: number };
  /** What the code on the goods said. */
  readonly lot?: string;
  readonly expiresOn?: string;
  readonly serial?: string;
  readonly weighing?: Weighing;
  /** Who sold the line, where that is not who sold the rest. */
  readonly salespersonId?: string;
}

export interface SaleLineRow {
  readonly saleId: string;
  readonly lineNumber: number;
  readonly lineId: string;
  readonly variantId: string;
  readonly name: string;
  readonly sku: string;
  readonly unit: string;
  readonly quantityMilli: number;
  readonly listPriceE4: number;
  readonly unitPriceE4: number;
  readonly priceSource: PriceSource;
  readonly grossMinor: number;
  readonly lineDiscountMinor: number;
  readonly saleDiscountMinor: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly costMinor: number | null;
  readonly inputs: LineInputs;
  readonly returnedLineId: string | null;
  readonly isRestocked: boolean | null;
  readonly note: string;
}

export interface SaleTaxRow {
  readonly saleId: string;
  readonly taxNumber: number;
  readonly taxId: string;
  readonly taxVersion: number;
  readonly name: string;
  readonly ratePpm: number;
  readonly isIncluded: boolean;
  readonly baseMinor: number;
  readonly amountMinor: number;
}

/** A promotion of a sale, as the sale carried it. */
export interface SalePromotionRow {
  readonly saleId: string;
  readonly promotionNumber: number;
  readonly promotion: AppliedPromotion;
  readonly discountMinor: number;
}

/** What has come back of a line. New: the first return makes the row; otherwise the row is there and locked. */
export interface ReturnedRow {
  readonly saleId: string;
  readonly lineId: string;
  readonly soldMilli: number;
  readonly returnedMilli: number;
  readonly isNew: boolean;
}

const SALE: Table<SaleRow> = {
  name: 'sale',
  columns: [
    { name: 'sale_id', type: 'uuid', value: (row) => row.saleId },
    { name: 'kind', type: 'text', value: (row) => row.kind },
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'register_id', type: 'uuid', value: (row) => row.registerId },
    { name: 'key_id', type: 'uuid', value: (row) => row.keyId },
    { name: 'shift_id', type: 'uuid', value: (row) => row.shiftId },
    { name: 'user_id', type: 'uuid', value: (row) => row.userId },
    { name: 'business_date', type: 'date', value: (row) => row.businessDate },
    { name: 'receipt_series', type: 'text', value: (row) => row.receiptSeries },
    { name: 'receipt_sequence', type: 'bigint', value: (row) => row.receiptSequence },
    { name: 'receipt_number', type: 'text', value: (row) => row.receiptNumber },
    { name: 'currency_code', type: 'text', value: (row) => row.currencyCode },
    { name: 'occurred_at', type: 'timestamptz', value: (row) => row.occurredAt },
    { name: 'net_minor', type: 'bigint', value: (row) => row.netMinor },
    { name: 'tax_minor', type: 'bigint', value: (row) => row.taxMinor },
    { name: 'discount_minor', type: 'bigint', value: (row) => row.discountMinor },
    { name: 'total_minor', type: 'bigint', value: (row) => row.totalMinor },
    { name: 'cash_rounding_minor', type: 'bigint', value: (row) => row.cashRoundingMinor },
    { name: 'change_minor', type: 'bigint', value: (row) => row.changeMinor },
    { name: 'line_count', type: 'integer', value: (row) => row.lineCount },
    { name: 'returned_sale_id', type: 'uuid', value: (row) => row.returnedSaleId },
    { name: 'return_reason', type: 'text', value: (row) => row.returnReason },
    { name: 'note', type: 'text', value: (row) => row.note },
    { name: 'engine_version', type: 'integer', value: (row) => row.engineVersion },
    { name: 'rules', type: 'jsonb', value: (row) => JSON.stringify(row.rules) },
    { name: 'discounts', type: 'jsonb', value: (row) => JSON.stringify(row.discounts) },
    { name: 'is_quarantined', type: 'boolean', value: (row) => row.isQuarantined },
    { name: 'customer_id', type: 'uuid', value: (row) => row.customerId },
    { name: 'tip_minor', type: 'bigint', value: (row) => row.tipMinor },
    { name: 'loyalty', type: 'jsonb', value: (row) => (row.loyalty === null ? null : JSON.stringify(row.loyalty)) },
    { name: 'buyer', type: 'jsonb', value: (row) => (row.buyer === null ? null : JSON.stringify(row.buyer)) },
    { name: 'receipt_conflict', type: 'boolean', value: (row) => row.hasReceiptConflict },
  ],
};

const SALE_LINE: Table<SaleLineRow> = {
  name: 'sale_line',
  columns: [
    { name: 'sale_id', type: 'uuid', value: (row) => row.saleId },
    { name: 'line_number', type: 'integer', value: (row) => row.lineNumber },
    { name: 'line_id', type: 'uuid', value: (row) => row.lineId },
    { name: 'variant_id', type: 'uuid', value: (row) => row.variantId },
    { name: 'name', type: 'text', value: (row) => row.name },
    { name: 'sku', type: 'text', value: (row) => row.sku },
    { name: 'unit', type: 'text', value: (row) => row.unit },
    { name: 'quantity_milli', type: 'bigint', value: (row) => row.quantityMilli },
    { name: 'list_price_e4', type: 'bigint', value: (row) => row.listPriceE4 },
    { name: 'unit_price_e4', type: 'bigint', value: (row) => row.unitPriceE4 },
    { name: 'price_source', type: 'text', value: (row) => row.priceSource },
    { name: 'gross_minor', type: 'bigint', value: (row) => row.grossMinor },
    { name: 'line_discount_minor', type: 'bigint', value: (row) => row.lineDiscountMinor },
    { name: 'sale_discount_minor', type: 'bigint', value: (row) => row.saleDiscountMinor },
    { name: 'net_minor', type: 'bigint', value: (row) => row.netMinor },
    { name: 'tax_minor', type: 'bigint', value: (row) => row.taxMinor },
    { name: 'total_minor', type: 'bigint', value: (row) => row.totalMinor },
    { name: 'cost_minor', type: 'bigint', value: (row) => row.costMinor },
    { name: 'inputs', type: 'jsonb', value: (row) => JSON.stringify(row.inputs) },
    { name: 'returned_line_id', type: 'uuid', value: (row) => row.returnedLineId },
    { name: 'is_restocked', type: 'boolean', value: (row) => row.isRestocked },
    { name: 'note', type: 'text', value: (row) => row.note },
  ],
};

const SALE_TAX: Table<SaleTaxRow> = {
  name: 'sale_tax',
  columns: [
    { name: 'sale_id', type: 'uuid', value: (row) => row.saleId },
    { name: 'tax_number', type: 'integer', value: (row) => row.taxNumber },
    { name: 'tax_id', type: 'uuid', value: (row) => row.taxId },
    { name: 'tax_version', type: 'integer', value: (row) => row.taxVersion },
    { name: 'name', type: 'text', value: (row) => row.name },
    { name: 'rate_ppm', type: 'bigint', value: (row) => row.ratePpm },
    { name: 'is_included', type: 'boolean', value: (row) => row.isIncluded },
    { name: 'base_minor', type: 'bigint', value: (row) => row.baseMinor },
    { name: 'amount_minor', type: 'bigint', value: (row) => row.amountMinor },
  ],
};

const SALE_PROMOTION: Table<SalePromotionRow> = {
  name: 'sale_promotion',
  columns: [
    { name: 'sale_id', type: 'uuid', value: (row) => row.saleId },
    { name: 'promotion_number', type: 'integer', value: (row) => row.promotionNumber },
    { name: 'promotion_id', type: 'uuid', value: (row) => row.promotion.promotionId },
    { name: 'version', type: 'integer', value: (row) => row.promotion.version },
    { name: 'label', type: 'text', value: (row) => row.promotion.label },
    { name: 'coupon_code', type: 'text', value: (row) => row.promotion.couponCode ?? null },
    { name: 'discount_minor', type: 'bigint', value: (row) => row.discountMinor },
    { name: 'shares', type: 'jsonb', value: (row) => JSON.stringify(row.promotion.shares) },
  ],
};

/** What a sale was before it was one. */
export interface SaleOriginRow {
  readonly saleId: string;
  readonly heldSaleId: string | null;
  readonly quoteId: string | null;
  readonly layawayId: string | null;
  readonly salespersonId: string | null;
}

const SALE_ORIGIN: Table<SaleOriginRow> = {
  name: 'sale_origin',
  columns: [
    { name: 'sale_id', type: 'uuid', value: (row) => row.saleId },
    { name: 'held_sale_id', type: 'uuid', value: (row) => row.heldSaleId },
    { name: 'quote_id', type: 'uuid', value: (row) => row.quoteId },
    { name: 'layaway_id', type: 'uuid', value: (row) => row.layawayId },
    { name: 'salesperson_id', type: 'uuid', value: (row) => row.salespersonId },
  ],
};

const RETURNED: Table<ReturnedRow> = {
  name: 'sale_line_returned',
  columns: [
    { name: 'sale_id', type: 'uuid', value: (row) => row.saleId },
    { name: 'line_id', type: 'uuid', value: (row) => row.lineId },
    { name: 'sold_milli', type: 'bigint', value: (row) => row.soldMilli },
    { name: 'returned_milli', type: 'bigint', value: (row) => row.returnedMilli },
  ],
};

export interface SaleWrites {
  readonly sales: readonly SaleRow[];
  readonly saleLines: readonly SaleLineRow[];
  readonly saleTaxes: readonly SaleTaxRow[];
  readonly salePromotions: readonly SalePromotionRow[];
  readonly saleOrigins: readonly SaleOriginRow[];
  readonly returned: readonly ReturnedRow[];
}

/** Writes sales and returns, and counts what came back of earlier sales. */
export function saleSteps({
  sales,
  saleLines,
  saleTaxes,
  salePromotions,
  saleOrigins,
  returned,
}: SaleWrites): (Step | null)[] {
  return [
    insertInto(SALE, sales),
    insertInto(SALE_LINE, saleLines),
    insertInto(SALE_TAX, saleTaxes),
    insertInto(SALE_PROMOTION, salePromotions),
    insertInto(SALE_ORIGIN, saleOrigins),
    insertInto(
      RETURNED,
      returned.filter((row) => row.isNew),
    ),
    updateFrom(
      {
        name: RETURNED.name,
        columns: RETURNED.columns,
        set: 'returned_milli = v.returned_milli',
        where: 't.sale_id = v.sale_id and t.line_id = v.line_id',
      },
      returned.filter((row) => !row.isNew),
    ),
  ];
}

/** Sales that something comes back of, their lines, and the counters, these locked in the order of their key. */
export function returnableToLoad(parameter: { readonly saleIds: string }): {
  readonly locked: string;
  readonly sales: string;
  readonly lines: string;
} {
  const among = `organization_id = $1 and sale_id = any(${parameter.saleIds}::uuid[])`;
  return {
    locked: `select sale_id, line_id, returned_milli from sale_line_returned where ${among} order by sale_id, line_id for update`,
    sales: `select sale_id, kind, currency_code, business_date, shift_id, rules, is_quarantined, customer_id, loyalty from sale where ${among}`,
    lines:
      'select sale_id, line_number, line_id, variant_id, name, sku, unit, quantity_milli, list_price_e4, unit_price_e4,' +
      ' price_source, gross_minor, line_discount_minor, sale_discount_minor, net_minor, tax_minor, total_minor, cost_minor,' +
      ` inputs from sale_line where ${among}`,
  };
}

/** The tables of a sale, for recomputing them. */
export const SALE_FACTS = {
  sales: { table: SALE, document: 'sale_id', key: ['sale_id'] } satisfies FactTable<SaleRow>,
  saleLines: {
    table: SALE_LINE,
    document: 'sale_id',
    key: ['sale_id', 'line_number'],
  } satisfies FactTable<SaleLineRow>,
  saleTaxes: { table: SALE_TAX, document: 'sale_id', key: ['sale_id', 'tax_number'] } satisfies FactTable<SaleTaxRow>,
  salePromotions: {
    table: SALE_PROMOTION,
    document: 'sale_id',
    key: ['sale_id', 'promotion_number'],
  } satisfies FactTable<SalePromotionRow>,
  saleOrigins: { table: SALE_ORIGIN, document: 'sale_id', key: ['sale_id'] } satisfies FactTable<SaleOriginRow>,
} as const;
