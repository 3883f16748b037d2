import type {
  GoodsReceipt,
  PurchaseOrder,
  PurchaseOrderLine,
  PurchaseOrderList,
  PurchaseOrderState,
  PurchaseOrderSummary,
  PurchaseOrdersQuery,
} from '@mosaajii/contract/purchasing';
import type { Milli, Minor, PriceE4 } from '@mosaajii/domain/money';
import { orderNumber, readOrderNumber } from '@mosaajii/domain/purchasing';
import type { Stores } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import { decodeCursor, pageOf } from '../../platform/paging/index.ts';
import { readOrderableVariants } from '../catalog/index.ts';

/** An order as it is stored, with the name of its supplier. */
export interface OrderRow {
  readonly order_id: string;
  readonly number: number;
  readonly store_id: string;
  readonly supplier_id: string;
  readonly supplier_name: string;
  readonly state: PurchaseOrderState;
  readonly expected_on: string | null;
  readonly note: string;
  readonly currency_code: string;
  readonly line_count: number;
  readonly total_minor: number;
  readonly version: number;
  readonly created_by: string;
  readonly created_at: Date;
  readonly sent_at: Date | null;
  readonly cancelled_at: Date | null;
}

export interface OrderLineRow {
  readonly line_number: number;
  readonly variant_id: string;
  readonly quantity_milli: number;
  readonly unit_cost_e4: number;
  readonly received_milli: number;
}

const SELECT =
  'select o.order_id, o.number, o.store_id, o.supplier_id, s.name as supplier_name, o.state, o.expected_on::text as expected_on,' +
  ' o.note, o.currency_code, o.line_count, o.total_minor, o.version, o.created_by, o.created_at, o.sent_at, o.cancelled_at' +
  ' from purchase_order o join supplier s on s.organization_id = o.organization_id and s.supplier_id = o.supplier_id';
const NUMBER = /^[1-9]\d{0,9}$/;

/** One page of orders, the latest number first; of these stores only. `null`: a cursor of another list. */
export async function listOrders(
  tx: Tx,
  asked: PurchaseOrdersQuery & { readonly stores: Stores },
): Promise<PurchaseOrderList | null> {
  const values: unknown[] = [tx.organizationId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const conditions = ['o.organization_id = $1'];
  if (asked.stores !== null) conditions.push(`o.store_id = any(${add(asked.stores)}::uuid[])`);
  if (asked.storeId !== undefined) conditions.push(`o.store_id = ${add(asked.storeId)}::uuid`);
  if (asked.state === 'open') conditions.push("o.state in ('draft', 'sent', 'partly-received')");
  else if (asked.state !== 'all') conditions.push(`o.state = ${add(asked.state)}`);
  const wanted = asked.query?.trim() ?? '';
  if (wanted !== '') {
    const number = readOrderNumber(wanted) ?? 0;
    // The few suppliers first, then their orders by an index: in one condition over both tables every order is read.
    const suppliers = `select supplier_id from supplier where organization_id = $1 and strpos(lower(name), lower(${add(wanted)})) > 0`;
    conditions.push(`(o.number = ${add(number)} or o.supplier_id = any(array(${suppliers})))`);
  }
  if (asked.cursor !== undefined) {
    const key = decodeCursor(asked.cursor, [NUMBER]);
    if (key === null) return null;
    conditions.push(`o.number < ${add(key[0])}::bigint`);
  }
  const rows = await tx.query<OrderRow>(
    `${SELECT} where ${conditions.join(' and ')} order by o.number desc limit ${add(asked.limit + 1)}`,
    values,
  );
  const { page, nextCursor } = pageOf(rows, asked.limit, (row) => [String(row.number)]);
  return { items: page.map(summaryOf), nextCursor };
}

/** An order as it is stored; with `for update` locked until the transaction ends, so that its steps follow each other. */
export async function readOrderRow(
  tx: Tx,
  orderId: string,
  lock: '' | 'for update of o' = '',
): Promise<OrderRow | undefined> {
  const [row] = await tx.query<OrderRow>(`${SELECT} where o.organization_id = $1 and o.order_id = $2 ${lock}`, [
    tx.organizationId,
    orderId,
  ]);
  return row;
}

/** The lines of an order, in their order. */
export function readOrderLines(tx: Tx, orderId: string): Promise<OrderLineRow[]> {
  return tx.query<OrderLineRow>(
    'select line_number, variant_id, quantity_milli, unit_cost_e4, received_milli from purchase_order_line' +
      ' where organization_id = $1 and order_id = $2 order by line_number',
    [tx.organizationId, orderId],
  );
}

/** The store that an order is for. */
export async function readOrderStore(tx: Tx, orderId: string): Promise<string | undefined> {
  return (await readOrderRow(tx, orderId))?.store_id;
}

/** An order with its lines and what arrived for it; undefined when there is none. */
export async function readOrder(tx: Tx, orderId: string): Promise<PurchaseOrder | undefined> {
  const row = await readOrderRow(tx, orderId);
  if (row === undefined) return undefined;
  return {
    ...summaryOf(row),
    note: row.note,
    version: row.version,
    createdBy: row.created_by,
    sentAt: row.sent_at?.toISOString() ?? null,
    cancelledAt: row.cancelled_at?.toISOString() ?? null,
    lines: await namedLines(tx, await readOrderLines(tx, orderId)),
    receipts: await readReceipts(tx, { orderId }),
  };
}

/** A receipt by its id; undefined when there is none. */
export async function readReceipt(tx: Tx, receiptId: string): Promise<GoodsReceipt | undefined> {
  return (await readReceipts(tx, { receiptId }))[0];
}

function summaryOf(row: OrderRow): PurchaseOrderSummary {
  return {
    orderId: row.order_id,
    number: orderNumber(row.number),
    storeId: row.store_id,
    supplierId: row.supplier_id,
    supplierName: row.supplier_name,
    state: row.state,
    expectedOn: row.expected_on,
    lineCount: row.line_count,
    totalMinor: row.total_minor as Minor,
    currencyCode: row.currency_code,
    createdAt: row.created_at.toISOString(),
  };
}

async function namedLines(tx: Tx, lines: readonly OrderLineRow[]): Promise<PurchaseOrderLine[]> {
  const variants = await readOrderableVariants(
    tx,
    lines.map((line) => line.variant_id),
  );
  return lines.map((line) => {
    const variant = variants.get(line.variant_id);
    return {
      lineNumber: line.line_number,
      variantId: line.variant_id,
      productId: variant?.product_id ?? '',
      sku: variant?.sku ?? '',
      name: [variant?.product_name ?? '', ...(variant?.option_values ?? [])].join(' · '),
      unit: variant?.unit ?? '',
      codes: [...(variant?.codes ?? [])],
      quantityMilli: line.quantity_milli as Milli,
      unitCostE4: line.unit_cost_e4 as PriceE4,
      receivedMilli: line.received_milli,
    };
  });
}

interface ReceiptHeadRow {
  readonly receipt_id: string;
  readonly order_id: string;
  readonly user_id: string;
  readonly business_date: string;
  readonly received_at: Date;
  readonly note: string;
  readonly total_minor: number;
}

async function readReceipts(
  tx: Tx,
  { orderId, receiptId }: { readonly orderId?: string; readonly receiptId?: string },
): Promise<GoodsReceipt[]> {
  const heads = await tx.query<ReceiptHeadRow>(
    'select receipt_id, order_id, user_id, business_date::text as business_date, received_at, note, total_minor from goods_receipt' +
      ' where organization_id = $1 and ($2::uuid is null or order_id = $2) and ($3::uuid is null or receipt_id = $3)' +
      ' order by received_at desc, receipt_id desc',
    [tx.organizationId, orderId ?? null, receiptId ?? null],
  );
  const lines = await tx.query<{
    receipt_id: string;
    line_number: number;
    variant_id: string;
    quantity_milli: number;
    over_milli: number;
  }>(
    'select receipt_id, line_number, variant_id, quantity_milli, over_milli from goods_receipt_line' +
      ' where organization_id = $1 and receipt_id = any($2::uuid[]) order by receipt_id, line_number',
    [tx.organizationId, heads.map((head) => head.receipt_id)],
  );
  return heads.map((head) => ({
    receiptId: head.receipt_id,
    orderId: head.order_id,
    userId: head.user_id,
    businessDate: head.business_date,
    receivedAt: head.received_at.toISOString(),
    note: head.note,
    totalMinor: head.total_minor as Minor,
    lines: lines
      .filter((line) => line.receipt_id === head.receipt_id)
      .map((line) => ({
        lineNumber: line.line_number,
        variantId: line.variant_id,
        quantityMilli: line.quantity_milli as Milli,
        overMilli: line.over_milli,
      })),
  }));
}
