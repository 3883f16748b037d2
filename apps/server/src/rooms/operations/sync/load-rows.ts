import { correctedTenders, type TenderCorrection, type TenderInput, type TenderKind } from '@mosaajii/domain/sale';
import type { GivenRow } from '../../catalog/index.ts';
import type { EarnedPoints, LineInputs, SaleLineRow } from '../../sales/index.ts';
import type { ShiftState } from '../../till/index.ts';
import type { ReturnableSale } from './model.ts';

/** A row as JSON carries it. */
export type Json = Readonly<Record<string, unknown>>;

/** The stored rows of sales; absent when a batch named none. */
export interface SaleRows {
  readonly sales?: readonly Json[];
  readonly lines?: readonly Json[];
  readonly tenders?: readonly Json[];
  /** Of their tenders, in their order. */
  readonly corrections?: readonly Json[];
  readonly given?: readonly GivenRow[];
}

/** A shift as the books have it. */
export function shiftOf(row: Json): ShiftState {
  return {
    shiftId: String(row['shift_id']),
    registerId: String(row['register_id']),
    businessDate: String(row['business_date']),
    currencyCode: String(row['currency_code']),
    state: row['state'] === 'open' ? 'open' : 'closed',
    openingFloatMinor: Number(row['opening_float_minor']),
    cashMinor: Number(row['cash_minor']),
  };
}

/** Puts sales together from their stored rows. */
export function returnableSales({
  sales = [],
  lines = [],
  tenders = [],
  corrections = [],
  given = [],
}: SaleRows): ReturnableSale[] {
  return sales.map((sale) => {
    const saleId = String(sale['sale_id']);
    return {
      saleId,
      kind: sale['kind'] === 'sale' ? 'sale' : 'return',
      currencyCode: String(sale['currency_code']),
      businessDate: String(sale['business_date']),
      shiftId: String(sale['shift_id']),
      lines: lines
        .filter((line) => line['sale_id'] === saleId)
        .map(lineOf)
        .sort((a, b) => a.lineNumber - b.lineNumber),
      tenders: correctedTenders(
        tenders
          .filter((tender) => tender['sale_id'] === saleId)
          .sort((a, b) => Number(a['tender_number']) - Number(b['tender_number']))
          .map(tenderOf),
        corrections
          .filter((correction) => correction['sale_id'] === saleId)
          // The schema of the operation has proved both when it came.
          .map(({ before, after }) => ({ before, after }) as TenderCorrection),
        handedOver,
      ),
      customerId: sale['customer_id'] === null ? null : String(sale['customer_id']),
      loyalty: sale['loyalty'] as EarnedPoints | null,
      given: given
        .filter((row) => row.sale_id === saleId)
        .map((row) => ({
          promotionId: row.promotion_id,
          couponCode: row.coupon_code,
          discountMinor: row.discount_minor,
        })),
    };
  });
}

function tenderOf(row: Json): ReturnableSale['tenders'][number] {
  return {
    tenderId: String(row['tender_id']),
    kind: row['kind'] as TenderKind,
    appliedMinor: Number(row['applied_minor']),
    purseId: row['purse_id'] === null ? null : String(row['purse_id']),
    points: row['points'] === null ? null : Number(row['points']),
    isUncertain: row['is_uncertain'] === true,
  };
}

/** What was handed over by a correction, as a tender of its sale. */
export function handedOver({
  tenderId,
  kind,
  amountMinor,
  isUncertain,
}: TenderInput): ReturnableSale['tenders'][number] {
  return {
    tenderId,
    kind,
    appliedMinor: amountMinor,
    purseId: null,
    points: null,
    isUncertain: isUncertain === true,
  };
}

function lineOf(row: Json): SaleLineRow {
  return {
    saleId: String(row['sale_id']),
    lineNumber: Number(row['line_number']),
    lineId: String(row['line_id']),
    variantId: String(row['variant_id']),
    name: String(row['name']),
    sku: String(row['sku']),
    unit: String(row['unit']),
    quantityMilli: Number(row['quantity_milli']),
    listPriceE4: Number(row['list_price_e4']),
    unitPriceE4: Number(row['unit_price_e4']),
    priceSource: row['price_source'] as SaleLineRow['priceSource'],
    grossMinor: Number(row['gross_minor']),
    lineDiscountMinor: Number(row['line_discount_minor']),
    saleDiscountMinor: Number(row['sale_discount_minor']),
    netMinor: Number(row['net_minor']),
    taxMinor: Number(row['tax_minor']),
    totalMinor: Number(row['total_minor']),
    costMinor: row['cost_minor'] === null ? null : Number(row['cost_minor']),
    inputs: row['inputs'] as LineInputs,
    returnedLineId: null,
    isRestocked: null,
    note: '',
  };
}
