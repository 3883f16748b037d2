import type { OrderList, OrderSummary } from '@mosaajii/contract/orders';
import type { Stores } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import { CURSOR_PARTS, decodeCursor, momentText, pageOf } from '../../platform/paging/index.ts';
import { findVariantIds } from '../catalog/index.ts';
import { UNCERTAIN_SALES } from '../payments/index.ts';

export interface OrderFilter {
  readonly query?: string | undefined;
  readonly kind?: 'sale' | 'return' | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly registerId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly salespersonId?: string | undefined;
  /** With a card that nobody is sure of. */
  readonly isUncertain?: 'true' | undefined;
  /** Sold among others. */
  readonly variantId?: string | undefined;
  /** With tax, before or after cash rounding. */
  readonly amountMinor?: number | undefined;
  /** The last digits of the receipt's number. */
  readonly digits?: string | undefined;
  /** Only of these stores, whatever else is asked. */
  readonly stores: Stores;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface OrderRow {
  readonly sale_id: string;
  readonly kind: 'sale' | 'return';
  readonly receipt_number: string;
  readonly store_id: string;
  readonly register_id: string;
  readonly shift_id: string;
  readonly user_id: string;
  readonly business_date: string;
  readonly occurred_at: Date;
  readonly occurred_key: string;
  readonly currency_code: string;
  readonly net_minor: number;
  readonly tax_minor: number;
  readonly discount_minor: number;
  readonly total_minor: number;
  readonly cash_rounding_minor: number;
  readonly change_minor: number;
  readonly line_count: number;
  readonly is_quarantined: boolean;
  readonly returned_sale_id: string | null;
  readonly customer_id: string | null;
  readonly salesperson_id: string | null;
}

const SALESPERSON =
  '(select o.salesperson_id from sale_origin o where o.organization_id = s.organization_id and o.sale_id = s.sale_id)';

/** A void gave everything back: nobody waits for its card. */
const NOT_VOIDED =
  'not exists (select from sale v where v.organization_id = $1 and v.returned_sale_id = s.sale_id' +
  " and v.return_reason = 'void')";

export const ORDER_COLUMNS = `s.sale_id, s.kind, s.receipt_number, s.store_id, s.register_id, s.shift_id, s.user_id,
  s.business_date, s.occurred_at, ${momentText('s.occurred_at')} as occurred_key, s.currency_code, s.net_minor, s.tax_minor,
  s.discount_minor, s.total_minor, s.cash_rounding_minor, s.change_minor, s.line_count, s.is_quarantined, s.returned_sale_id,
  s.customer_id, ${SALESPERSON} as salesperson_id`;

/** Products that words may stand for; more would find everything. */
const MOST_VARIANTS = 50;

/** These sales and returns, in no order. */
export async function readSummaries(tx: Tx, saleIds: readonly string[]): Promise<OrderSummary[]> {
  if (saleIds.length === 0) return [];
  const rows = await tx.query<OrderRow>(
    `select ${ORDER_COLUMNS} from sale s where s.organization_id = $1 and s.sale_id = any($2::uuid[])`,
    [tx.organizationId, saleIds],
  );
  return rows.map(orderSummaryOf);
}

/** One page of sales and returns, the latest first. `null`: the cursor is not one of this list. */
export async function listOrders(tx: Tx, filter: OrderFilter): Promise<OrderList | null> {
  const found = await pageOfOrders(tx, filter);
  return found && { items: found.page.map(orderSummaryOf), nextCursor: found.nextCursor };
}

/** The rows of that page. */
export async function pageOfOrders(
  tx: Tx,
  filter: OrderFilter,
): Promise<{ readonly page: readonly OrderRow[]; readonly nextCursor: string | null } | null> {
  const parts = [CURSOR_PARTS.date, CURSOR_PARTS.moment, CURSOR_PARTS.uuid];
  const after = filter.cursor === undefined ? null : decodeCursor(filter.cursor, parts);
  if (filter.cursor !== undefined && after === null) return null;
  const values: unknown[] = [tx.organizationId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const conditions = ['s.organization_id = $1', ...plainConditions(filter, add)];
  const wanted = filter.query?.trim() ?? '';
  if (wanted !== '') conditions.push(await queryCondition(tx, wanted, add));
  if (after) {
    const [date, moment, saleId] = after.map(add);
    conditions.push(
      `(s.business_date, s.occurred_at, s.sale_id) < (${date}::date, ${moment}::timestamptz, ${saleId}::uuid)`,
    );
  }
  const rows = await tx.query<OrderRow>(
    `select ${ORDER_COLUMNS} from sale s where ${conditions.join(' and ')}` +
      ` order by s.business_date desc, s.occurred_at desc, s.sale_id desc limit ${add(filter.limit + 1)}`,
    values,
  );
  return pageOf(rows, filter.limit, (row) => [row.business_date, row.occurred_key, row.sale_id]);
}

type Add = (value: unknown) => string;

function plainConditions(filter: OrderFilter, add: Add): string[] {
  const { kind, from, to, registerId, customerId, salespersonId, isUncertain, stores } = filter;
  const { variantId, amountMinor, digits } = filter;
  const conditions: string[] = [];
  if (kind !== undefined) conditions.push(`s.kind = ${add(kind)}`);
  if (from !== undefined) conditions.push(`s.business_date >= ${add(from)}::date`);
  if (to !== undefined) conditions.push(`s.business_date <= ${add(to)}::date`);
  if (registerId !== undefined) conditions.push(`s.register_id = ${add(registerId)}::uuid`);
  if (customerId !== undefined) conditions.push(`s.customer_id = ${add(customerId)}::uuid`);
  if (salespersonId !== undefined) conditions.push(soldByCondition(add(salespersonId)));
  if (isUncertain !== undefined) conditions.push(`s.sale_id in (${UNCERTAIN_SALES})`, NOT_VOIDED);
  if (variantId !== undefined) {
    const line = 'select l.sale_id from sale_line l where l.organization_id = $1 and l.variant_id =';
    conditions.push(`s.sale_id in (${line} ${add(variantId)}::uuid)`);
  }
  if (amountMinor !== undefined) conditions.push(amountCondition(add(amountMinor)));
  if (digits !== undefined) conditions.push(digitsCondition(digits, add));
  if (stores !== null) conditions.push(`s.store_id = any(${add(stores)}::uuid[])`);
  return conditions;
}

/** No currency's smallest coin is worth twice as much; what was rounded further is found by its total. */
const MOST_ROUNDED = 5_000;

/**
 * With tax, before or after cash rounding. A sum of two columns is computed row by row, also where there is an index over it,
 * because the rows of other shops are kept from it first; so the totals that it can have been rounded from are looked up.
 */
function amountCondition(parameter: string): string {
  const amount = `${parameter}::bigint`;
  const rounded = (which: 'min' | 'max') =>
    `(select coalesce(${which}(cash_rounding_minor), 0) from sale where organization_id = $1 and cash_rounding_minor <> 0)`;
  const lowest = `greatest(-${MOST_ROUNDED}, ${rounded('min')})`;
  const near = `array(select ${amount} - r from generate_series(${lowest}, least(${MOST_ROUNDED}, ${rounded('max')})) r) || ${amount}`;
  return `s.total_minor = any (${near}) and ${amount} in (s.total_minor, s.total_minor + s.cash_rounding_minor)`;
}

/** With so many digits a number is rare: the sales are not walked through for it. */
const RARE_DIGITS = 3;

/** Numbers that end in these digits: the few that there can be are looked up, of which a long ending leaves hardly any. */
function digitsCondition(digits: string, add: Add): string {
  const [step, end] = [`${add(10 ** digits.length)}::bigint`, `${add(Number(digits))}::bigint`];
  if (digits.length < RARE_DIGITS) return `s.receipt_sequence % ${step} = ${end}`;
  const highest = 'select max(receipt_sequence) from sale where organization_id = $1';
  return `s.receipt_sequence = any (array(select ${end} + n * ${step} from generate_series(0, (${highest}) / ${step}) n))`;
}

/** All of it, or one of its lines. */
function soldByCondition(userId: string): string {
  return (
    `(coalesce(${SALESPERSON}, s.user_id) = ${userId}::uuid or exists (select 1 from sale_line l where l.organization_id = s.organization_id` +
    ` and l.sale_id = s.sale_id and l.inputs->>'salespersonId' = ${userId}::text))`
  );
}

/** Each form of a query is answered by an index of its own. */
async function queryCondition(tx: Tx, wanted: string, add: Add): Promise<string> {
  if (CURSOR_PARTS.uuid.test(wanted.toLowerCase())) return `s.sale_id = ${add(wanted.toLowerCase())}::uuid`;
  if (/^\d{1,15}$/.test(wanted)) return `s.receipt_sequence = ${add(Number(wanted))}`;
  if (/^[A-Za-z0-9]+(?:-[A-Za-z0-9]*)+$/.test(wanted)) {
    const number = wanted.toUpperCase();
    // A range instead of LIKE: the plain index serves it whatever the collation of the column.
    return `s.receipt_number >= ${add(number)} collate "C" and s.receipt_number < ${add(`${number}~`)} collate "C"`;
  }
  const variantIds = await findVariantIds(tx, wanted, MOST_VARIANTS);
  return `s.sale_id in (select l.sale_id from sale_line l where l.organization_id = $1 and l.variant_id = any(${add(variantIds)}::uuid[]))`;
}

export function orderSummaryOf(row: OrderRow): OrderSummary {
  return {
    saleId: row.sale_id,
    kind: row.kind,
    receiptNumber: row.receipt_number,
    storeId: row.store_id,
    registerId: row.register_id,
    shiftId: row.shift_id,
    userId: row.user_id,
    businessDate: row.business_date,
    occurredAt: row.occurred_at.toISOString(),
    currencyCode: row.currency_code,
    netMinor: row.net_minor,
    taxMinor: row.tax_minor,
    discountMinor: row.discount_minor,
    totalMinor: row.total_minor,
    cashRoundingMinor: row.cash_rounding_minor,
    changeMinor: row.change_minor,
    lineCount: row.line_count,
    isQuarantined: row.is_quarantined,
    returnedSaleId: row.returned_sale_id,
    ...(row.salesperson_id === null ? {} : { salespersonId: row.salesperson_id }),
  };
}
