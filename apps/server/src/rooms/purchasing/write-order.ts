import { isDeepStrictEqual } from 'node:util';
import type { NewPurchaseOrder, PurchaseOrder, PurchaseOrderDraft } from '@mosaajii/contract/purchasing';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { milli, priceE4 } from '@mosaajii/domain/money';
import { orderNumber, orderTotal } from '@mosaajii/domain/purchasing';
import type { Tx } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { recordChange } from '../../platform/feed/index.ts';
import { composeStatement, insertInto, type Table } from '../../platform/statement/index.ts';
import { readOrderableVariants } from '../catalog/index.ts';
import { readStoreFrame } from '../identity/index.ts';
import { type OrderLineRow, type OrderRow, readOrder, readOrderLines, readOrderRow } from './read-orders.ts';
import { type Asked, readSupplierState } from './suppliers.ts';

export type OrderRefusal = Refusal<
  | 'not-found'
  | 'invalid-request'
  | 'stale-version'
  | 'idempotency-key-reused'
  | 'supplier-inactive'
  | 'purchase-order-fixed'
  | 'purchase-order-empty'
>;

type Line = NewPurchaseOrder['lines'][number];
type Written = Pick<NewPurchaseOrder, 'supplierId' | 'expectedOn' | 'note' | 'lines'>;

const ORDER_LINE: Table<Line & { readonly orderId: string; readonly lineNumber: number }> = {
  name: 'purchase_order_line',
  columns: [
    { name: 'order_id', type: 'uuid', value: (row) => row.orderId },
    { name: 'line_number', type: 'integer', value: (row) => row.lineNumber },
    { name: 'variant_id', type: 'uuid', value: (row) => row.variantId },
    { name: 'quantity_milli', type: 'bigint', value: (row) => row.quantityMilli },
    { name: 'unit_cost_e4', type: 'bigint', value: (row) => row.unitCostE4 },
  ],
};

/** Writes a draft, with the number after the last one. Idempotent by `orderId`: a repeat answers the order as it is now. */
export function createOrder(
  deps: Pick<Deps, 'db' | 'clock'>,
  asked: Asked,
  input: NewPurchaseOrder,
): Promise<Result<PurchaseOrder, OrderRefusal>> {
  return deps.db.tx(asked.actor.organizationId, async (tx) => {
    // The counter's row first: twins wait here, and the second one finds the first one's order.
    const number = await nextNumber(tx);
    const known = await readOrderRow(tx, input.orderId);
    if (known !== undefined) return repeat(tx, known, input);
    const store = await readStoreFrame(tx, input.storeId);
    if (store === null) return refuse({ code: 'invalid-request', detail: 'There is no such store.' });
    const checked = await checkContent(tx, input, null);
    if (!checked.ok) return checked;
    await tx.query('update purchase_order_counter set last_number = $2 where organization_id = $1', [
      tx.organizationId,
      number,
    ]);
    await tx.query(
      'insert into purchase_order (organization_id, order_id, number, store_id, supplier_id, state, expected_on, note,' +
        " currency_code, line_count, total_minor, created_by, created_at) values ($1, $2, $3, $4, $5, 'draft', $6, $7, $8, $9, $10, $11, $12)",
      [
        tx.organizationId,
        input.orderId,
        number,
        input.storeId,
        input.supplierId,
        input.expectedOn,
        input.note,
        store.currencyCode,
        input.lines.length,
        checked.value,
        asked.actor.userId,
        deps.clock.now(),
      ],
    );
    await writeLines(tx, input.orderId, input.lines);
    await noteOrder(tx, asked, input.orderId, 'purchase-order.created', {
      number: orderNumber(number),
      storeId: input.storeId,
      supplierId: input.supplierId,
      lines: input.lines.length,
      totalMinor: checked.value,
    });
    return ok(await present(tx, input.orderId));
  });
}

/** Replaces what a draft says. Refused once it is sent, and when somebody else changed it meanwhile. */
export function changeOrder(
  deps: Pick<Deps, 'db'>,
  asked: Asked,
  orderId: string,
  input: PurchaseOrderDraft,
): Promise<Result<PurchaseOrder, OrderRefusal>> {
  return deps.db.tx(asked.actor.organizationId, async (tx) => {
    const found = await lockOrder(tx, orderId, input.version);
    if (!found.ok) return found;
    const before = found.value;
    if (before.state !== 'draft')
      return refuse({ code: 'purchase-order-fixed', detail: `${orderNumber(before.number)} is no draft any more.` });
    const checked = await checkContent(tx, input, before.supplier_id);
    if (!checked.ok) return checked;
    await tx.query(
      'update purchase_order set supplier_id = $3, expected_on = $4, note = $5, line_count = $6, total_minor = $7,' +
        ' version = version + 1 where organization_id = $1 and order_id = $2',
      [tx.organizationId, orderId, input.supplierId, input.expectedOn, input.note, input.lines.length, checked.value],
    );
    const linesBefore = await readOrderLines(tx, orderId);
    await tx.query('delete from purchase_order_line where organization_id = $1 and order_id = $2', [
      tx.organizationId,
      orderId,
    ]);
    await writeLines(tx, orderId, input.lines);
    await noteOrder(tx, asked, orderId, 'purchase-order.changed', changedIn(before, linesBefore, input, checked.value));
    return ok(await present(tx, orderId));
  });
}

/** Locks an order that the asker saw in this version, so that steps of two people follow each other. */
export async function lockOrder(
  tx: Tx,
  orderId: string,
  version: number,
): Promise<Result<OrderRow, Refusal<'not-found' | 'stale-version'>>> {
  const row = await readOrderRow(tx, orderId, 'for update of o');
  if (row === undefined) return refuse({ code: 'not-found', detail: NO_ORDER });
  if (row.version !== version)
    return refuse({ code: 'stale-version', detail: 'Somebody else changed the order meanwhile.' });
  return ok(row);
}

export const NO_ORDER = 'There is no purchase order with this id.';

/** The order as it is after what was just written. */
export async function present(tx: Tx, orderId: string): Promise<PurchaseOrder> {
  const order = await readOrder(tx, orderId);
  if (order === undefined) throw new Error(`the purchase order ${orderId} was written and is not there`);
  return order;
}

/** Notes a step of an order in the trail. */
export async function noteOrder(
  tx: Tx,
  { actor, requestId }: Asked,
  orderId: string,
  action: 'purchase-order.created' | 'purchase-order.changed' | 'purchase-order.sent' | 'purchase-order.cancelled',
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  const entry = { action, subjectKind: 'purchase-order' as const, subjectId: orderId, userId: actor.userId };
  await recordChange(tx, { kind: 'purchasing', ids: [orderId], audit: [{ ...entry, detail, requestId }] });
}

/** Locks the shop's counter and answers the number after the last one. */
async function nextNumber(tx: Tx): Promise<number> {
  await tx.query(
    'insert into purchase_order_counter (organization_id, last_number) values ($1, 0) on conflict do nothing',
    [tx.organizationId],
  );
  const [row] = await tx.query<{ last_number: number }>(
    'select last_number from purchase_order_counter where organization_id = $1 for update',
    [tx.organizationId],
  );
  return (row?.last_number ?? 0) + 1;
}

/** An order that was changed since then still is the one that was asked for; one that was not has to say the same. */
async function repeat(tx: Tx, known: OrderRow, input: NewPurchaseOrder): Promise<Result<PurchaseOrder, OrderRefusal>> {
  const order = await present(tx, known.order_id);
  const lines = order.lines.map(({ variantId, quantityMilli, unitCostE4 }) => ({
    variantId,
    quantityMilli,
    unitCostE4,
  }));
  const { storeId, supplierId, expectedOn, note } = order;
  const { orderId: _, ...wanted } = input;
  const isSame = isDeepStrictEqual({ storeId, supplierId, expectedOn, note, lines }, wanted);
  if (isSame || (known.version > 1 && known.store_id === input.storeId)) return ok(order);
  return refuse({ code: 'idempotency-key-reused', detail: 'Another purchase order has this id.' });
}

/** What a draft says is of this shop and can be kept; answers its total in minor units. */
async function checkContent(
  tx: Tx,
  { supplierId, lines }: Written,
  supplierBefore: string | null,
): Promise<Result<number, OrderRefusal>> {
  const supplier = await readSupplierState(tx, supplierId);
  if (supplier === undefined) return refuse({ code: 'invalid-request', detail: 'There is no such supplier.' });
  if (!supplier.isActive && supplierId !== supplierBefore)
    return refuse({ code: 'supplier-inactive', detail: `Nothing is ordered from ${supplier.name} any more.` });
  const ids = lines.map((line) => line.variantId);
  const variants = await readOrderableVariants(tx, ids);
  const unknown = ids.find((id) => !variants.has(id));
  if (unknown !== undefined) return refuse({ code: 'invalid-request', detail: `There is no variant ${unknown}.` });
  const total = orderTotal(
    lines.map((line) => ({ quantityMilli: milli(line.quantityMilli), unitCostE4: priceE4(line.unitCostE4) })),
  );
  return total.ok ? total : refuse({ code: 'invalid-request', detail: total.error.detail });
}

async function writeLines(tx: Tx, orderId: string, lines: readonly Line[]): Promise<void> {
  const step = insertInto(
    ORDER_LINE,
    lines.map((line, index) => ({ ...line, orderId, lineNumber: index + 1 })),
  );
  if (step === null) return;
  const { text, values } = composeStatement(tx.organizationId, [step], 'select 1');
  await tx.query(text, values);
}

function changedIn(
  before: OrderRow,
  linesBefore: readonly OrderLineRow[],
  input: PurchaseOrderDraft,
  totalMinor: number,
): Readonly<Record<string, unknown>> {
  const pairs: Readonly<Record<string, readonly [unknown, unknown]>> = {
    supplierId: [before.supplier_id, input.supplierId],
    expectedOn: [before.expected_on, input.expectedOn],
    note: [before.note, input.note],
    totalMinor: [before.total_minor, totalMinor],
    lines: [linesBefore.length, input.lines.length],
  };
  const differing = Object.entries(pairs).filter(([, [was, is]]) => was !== is);
  return {
    number: orderNumber(before.number),
    ...Object.fromEntries(differing.map(([field, [was, is]]) => [field, { before: was, after: is }])),
  };
}
