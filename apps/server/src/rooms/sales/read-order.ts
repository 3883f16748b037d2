import type { OrderDetail, OrderLine } from '@mosaajii/contract/orders';
import { milli, priceE4 } from '@mosaajii/domain/money';
import type { AppliedPromotion } from '@mosaajii/domain/promotion';
import {
  type DerivationStep,
  type Discount,
  engineOf,
  marksOf,
  type OrderRules,
  type PriceSource,
  type SaleLineInput,
  type TenderPart,
} from '@mosaajii/domain/sale';
import type { Tx } from '../../platform/database/index.ts';
import { readTenders, type TenderOfSale, wireAnswer } from '../payments/index.ts';
import { ORDER_COLUMNS, type OrderRow, orderSummaryOf } from './list-orders.ts';
import type { LineInputs, SaleRow } from './sale-rows.ts';

interface DetailRow extends OrderRow {
  readonly receipt_series: string;
  readonly receipt_sequence: number;
  readonly rules: OrderRules;
  readonly discounts: readonly Discount[];
  readonly engine_version: number;
  readonly note: string;
  readonly return_reason: string | null;
  readonly tip_minor: number;
  readonly buyer: SaleRow['buyer'];
  readonly loyalty: SaleRow['loyalty'];
}

interface LineRow {
  readonly line_id: string;
  readonly variant_id: string;
  readonly name: string;
  readonly sku: string;
  readonly unit: string;
  readonly quantity_milli: number;
  readonly list_price_e4: number;
  readonly unit_price_e4: number;
  readonly price_source: PriceSource;
  readonly gross_minor: number;
  readonly line_discount_minor: number;
  readonly sale_discount_minor: number;
  readonly net_minor: number;
  readonly tax_minor: number;
  readonly total_minor: number;
  readonly inputs: LineInputs;
  readonly returned_milli: number;
  readonly is_restocked: boolean | null;
  readonly note: string;
}

/** The store of a sale or return; undefined when there is none. */
export async function readSaleStore(tx: Tx, saleId: string): Promise<string | undefined> {
  const [sale] = await tx.query<{ store_id: string }>(
    'select store_id from sale where organization_id = $1 and sale_id = $2',
    [tx.organizationId, saleId],
  );
  return sale?.store_id;
}

/** One sale or return with everything that a receipt, a return and an explanation need; `null` when there is none. */
export async function readOrder(tx: Tx, saleId: string): Promise<OrderDetail | null> {
  const [row] = await tx.query<DetailRow>(
    `select ${ORDER_COLUMNS}, s.receipt_series, s.receipt_sequence, s.rules, s.discounts, s.engine_version, s.note,
            s.return_reason, s.tip_minor, s.buyer, s.loyalty from sale s where s.organization_id = $1 and s.sale_id = $2`,
    [tx.organizationId, saleId],
  );
  if (!row) return null;
  const lines = await readLines(tx, saleId);
  const promotions = await readPromotions(tx, saleId);
  const { tenders, corrections, answers } = await readTenders(tx, saleId);
  return {
    ...orderSummaryOf(row),
    ...(corrections.length > 0 && { changeMinor: changeOf(tenders) }),
    receipt: { series: row.receipt_series, sequence: row.receipt_sequence },
    rules: row.rules,
    saleDiscounts: [...row.discounts],
    promotions: promotions.map(({ shares, ...promotion }) => ({ ...promotion, shares: [...shares] })),
    engineVersion: row.engine_version,
    note: row.note,
    tipMinor: row.tip_minor,
    customerId: row.customer_id,
    buyer: row.buyer,
    earnedPoints: row.loyalty?.earnedPoints ?? 0,
    returnReason: row.return_reason,
    lines: explainedLines(row, lines, promotions),
    taxes: await readTaxes(tx, saleId),
    tenders: [...tenders],
    corrections: corrections.map(({ before, after, ...rest }) => ({
      ...rest,
      before: before.map(wirePart),
      after: after.map(wirePart),
    })),
    cardAnswers: answers.map(wireAnswer),
    returns: await readReturns(tx, saleId),
  };
}

/** How each line of a sale came to its amount, and what it came to. Amounts in minor units, with tax. */
export interface ExplainedLines {
  readonly lines: readonly {
    readonly lineId: string;
    readonly name: string;
    readonly quantityMilli: number;
    readonly totalMinor: number;
    readonly derivation: readonly DerivationStep[];
  }[];
  readonly totalMinor: number;
}

/**
 * A sale as its engine derives it with its own promotions, and with others in their place; nothing is changed by it. `null`:
 * there is no such sale, or this program does not have its engine.
 */
export async function explainWith(
  tx: Tx,
  saleId: string,
  promotions: readonly AppliedPromotion[],
): Promise<{ readonly charged: ExplainedLines; readonly instead: ExplainedLines } | null> {
  const [sale] = await tx.query<Pick<DetailRow, 'rules' | 'discounts' | 'engine_version'>>(
    "select rules, discounts, engine_version from sale where organization_id = $1 and sale_id = $2 and kind = 'sale'",
    [tx.organizationId, saleId],
  );
  const engine = sale === undefined ? undefined : engineOf(sale.engine_version);
  if (sale === undefined || !engine) return null;
  const rows = await readLines(tx, saleId);
  const input = { rules: sale.rules, lines: rows.map(inputOf), saleDiscounts: sale.discounts };
  const explain = (given: readonly AppliedPromotion[]): ExplainedLines => {
    const { lines, totalMinor } = engine.computeOrder({ ...input, promotions: given });
    return {
      totalMinor,
      lines: lines.map(({ lineId, totalMinor: lineTotal, derivation }, index) => ({
        lineId,
        name: rows[index]?.name ?? '',
        quantityMilli: rows[index]?.quantity_milli ?? 0,
        totalMinor: lineTotal,
        derivation,
      })),
    };
  };
  return { charged: explain(await readPromotions(tx, saleId)), instead: explain(promotions) };
}

/** What was handed back of the tenders that stayed: cash that turned out to be a card had no change. */
function changeOf(tenders: readonly TenderOfSale[]): number {
  return tenders.reduce((change, { tenderedMinor, appliedMinor }) => change + tenderedMinor - appliedMinor, 0);
}

function wirePart({ tenderId, kind, amountMinor }: TenderPart): TenderPart {
  return { tenderId, kind, amountMinor };
}

function readLines(tx: Tx, saleId: string): Promise<LineRow[]> {
  return tx.query<LineRow>(
    `select l.line_id, l.variant_id, l.name, l.sku, l.unit, l.quantity_milli, l.list_price_e4, l.unit_price_e4, l.price_source,
            l.gross_minor, l.line_discount_minor, l.sale_discount_minor, l.net_minor, l.tax_minor, l.total_minor, l.inputs,
            coalesce(r.returned_milli, 0) as returned_milli, l.is_restocked, l.note
       from sale_line l
       left join sale_line_returned r on r.organization_id = l.organization_id and r.sale_id = l.sale_id and r.line_id = l.line_id
      where l.organization_id = $1 and l.sale_id = $2 order by l.line_number`,
    [tx.organizationId, saleId],
  );
}

async function readTaxes(tx: Tx, saleId: string): Promise<OrderDetail['taxes']> {
  const rows = await tx.query<{
    tax_id: string;
    name: string;
    rate_ppm: number;
    is_included: boolean;
    base_minor: number;
    amount_minor: number;
  }>(
    'select tax_id, name, rate_ppm, is_included, base_minor, amount_minor from sale_tax' +
      ' where organization_id = $1 and sale_id = $2 order by tax_number',
    [tx.organizationId, saleId],
  );
  return rows.map((row) => ({
    taxId: row.tax_id,
    name: row.name,
    ratePpm: row.rate_ppm,
    isIncluded: row.is_included,
    baseMinor: row.base_minor,
    amountMinor: row.amount_minor,
  }));
}

async function readPromotions(tx: Tx, saleId: string): Promise<AppliedPromotion[]> {
  const rows = await tx.query<{
    promotion_id: string;
    version: number;
    label: string;
    coupon_code: string | null;
    shares: AppliedPromotion['shares'];
  }>(
    'select promotion_id, version, label, coupon_code, shares from sale_promotion' +
      ' where organization_id = $1 and sale_id = $2 order by promotion_number',
    [tx.organizationId, saleId],
  );
  return rows.map(({ promotion_id: promotionId, version, label, coupon_code: couponCode, shares }) => ({
    promotionId,
    version,
    label,
    ...(couponCode === null ? {} : { couponCode }),
    shares,
  }));
}

async function readReturns(tx: Tx, saleId: string): Promise<OrderDetail['returns']> {
  const rows = await tx.query<
    Pick<OrderRow, 'sale_id' | 'receipt_number' | 'total_minor' | 'occurred_at'> & { is_void: boolean }
  >(
    "select sale_id, receipt_number, total_minor, occurred_at, coalesce(return_reason = 'void', false) as is_void from sale" +
      ' where organization_id = $1 and returned_sale_id = $2 order by occurred_at, sale_id limit 1000',
    [tx.organizationId, saleId],
  );
  return rows.map((row) => ({
    saleId: row.sale_id,
    receiptNumber: row.receipt_number,
    totalMinor: row.total_minor,
    occurredAt: row.occurred_at.toISOString(),
    isVoid: row.is_void,
  }));
}

function explainedLines(
  sale: DetailRow,
  lines: readonly LineRow[],
  promotions: readonly AppliedPromotion[],
): OrderLine[] {
  const derivations = derivationsOf(sale, lines, promotions);
  return lines.map((line, index) => ({
    lineId: line.line_id,
    variantId: line.variant_id,
    name: line.name,
    sku: line.sku,
    unit: line.unit,
    quantityMilli: line.quantity_milli,
    listPriceE4: line.list_price_e4,
    unitPriceE4: line.unit_price_e4,
    priceSource: line.price_source,
    discounts: [...line.inputs.discounts],
    taxRules: [...line.inputs.taxes],
    grossMinor: line.gross_minor,
    lineDiscountMinor: line.line_discount_minor,
    saleDiscountMinor: line.sale_discount_minor,
    netMinor: line.net_minor,
    taxes: [...line.inputs.taxTotals],
    taxMinor: line.tax_minor,
    totalMinor: line.total_minor,
    returnedMilli: line.returned_milli,
    isRestocked: line.is_restocked,
    ...(line.inputs.isDamaged === true ? { isDamaged: true as const } : {}),
    note: line.note,
    ...marksOf(line.inputs),
    ...(line.inputs.salespersonId === undefined ? {} : { salespersonId: line.inputs.salespersonId }),
    ...(line.inputs.giftCard === undefined ? {} : { isGiftCard: true as const }),
    derivation: [...(derivations[index] ?? [])],
  }));
}

/** The engine of the sale says again how each line came to its amount. A return has the amounts of its sale. */
function derivationsOf(
  sale: DetailRow,
  lines: readonly LineRow[],
  promotions: readonly AppliedPromotion[],
): (readonly DerivationStep[])[] {
  const engine = engineOf(sale.engine_version);
  if (!engine || sale.kind === 'return') return [];
  const input = { rules: sale.rules, lines: lines.map(inputOf), promotions, saleDiscounts: sale.discounts };
  return engine.computeOrder(input).lines.map((line) => line.derivation);
}

function inputOf(line: LineRow): SaleLineInput {
  return {
    lineId: line.line_id,
    variantId: line.variant_id,
    name: line.name,
    sku: line.sku,
    unit: line.unit,
    quantityMilli: milli(line.quantity_milli),
    listPriceE4: priceE4(line.list_price_e4),
    unitPriceE4: priceE4(line.unit_price_e4),
    priceSource: line.price_source,
    discounts: line.inputs.discounts,
    taxes: line.inputs.taxes,
  };
}
