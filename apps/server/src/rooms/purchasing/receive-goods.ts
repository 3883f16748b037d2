import { isDeepStrictEqual } from 'node:util';
import type { GoodsReceipt, ReceiveRequest } from '@mosaajii/contract/purchasing';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { type BusinessDay, businessDateIn } from '@mosaajii/domain/calendar';
import { milli, priceE4 } from '@mosaajii/domain/money';
import { decideReceipt, orderNumber, type ReceiptRefusal, receivableStates } from '@mosaajii/domain/purchasing';
import { type Tx, uniqueViolation } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { changeSteps } from '../../platform/feed/index.ts';
import { composeStatement, type Step, type Table, updateFrom } from '../../platform/statement/index.ts';
import { readStoreFrame } from '../identity/index.ts';
import { postingSteps } from '../ledger/index.ts';
import { levelStep, movementSteps } from '../stock/index.ts';
import { type OrderLineRow, type OrderRow, readOrderLines, readOrderRow, readReceipt } from './read-orders.ts';
import { movementsOf, postingOf, worthOf } from './receipt-facts.ts';
import { type ReceiptLineRow, type ReceiptRow, receiptSteps } from './receipt-rows.ts';
import type { Asked } from './suppliers.ts';
import { NO_ORDER } from './write-order.ts';

export type ReceiveRefusal = Refusal<
  | 'not-found'
  | 'invalid-request'
  | 'stale-version'
  | 'idempotency-key-reused'
  | 'purchase-order-not-open'
  | 'received-too-much'
>;

type Receiving = Pick<Deps, 'db' | 'clock' | 'ids'>;

/**
 * Receives goods of an order: the fact, the goods in stock at what was agreed, inventory against goods received and not
 * billed, the order's new state and the trail, all or nothing. Idempotent by `receiptId`. Two people who count the same
 * delivery wait for each other at the order's row: the second one sees another version than they counted for.
 */
export async function receiveGoods(
  deps: Receiving,
  asked: Asked,
  orderId: string,
  input: ReceiveRequest,
): Promise<Result<GoodsReceipt, ReceiveRefusal>> {
  try {
    return await receiveOnce(deps, asked, orderId, input);
  } catch (error) {
    // The same id for another order at the same moment: now it is there to be compared with.
    if (uniqueViolation(error) !== 'goods_receipt_pkey') throw error;
    return receiveOnce(deps, asked, orderId, input);
  }
}

function receiveOnce(
  deps: Receiving,
  asked: Asked,
  orderId: string,
  input: ReceiveRequest,
): Promise<Result<GoodsReceipt, ReceiveRefusal>> {
  return deps.db.tx(asked.actor.organizationId, async (tx) => {
    const order = await readOrderRow(tx, orderId, 'for update of o');
    if (order === undefined) return refuse({ code: 'not-found', detail: NO_ORDER });
    const known = await readReceipt(tx, input.receiptId);
    if (known !== undefined) return sameReceipt(known, orderId, input);
    if (order.version !== input.version)
      return refuse({
        code: 'stale-version',
        detail: 'Somebody else received for this order, or changed it, meanwhile.',
      });
    const store = await readStoreFrame(tx, order.store_id);
    if (store === null) throw new Error(`the store ${order.store_id} of a purchase order is gone`);
    const decided = decide(deps, asked, order, await readOrderLines(tx, orderId), input, store);
    if (!decided.ok) return decided;
    await write(deps, tx, asked, order, decided.value);
    const written = await readReceipt(tx, input.receiptId);
    if (written === undefined) throw new Error(`the receipt ${input.receiptId} was written and is not there`);
    return ok(written);
  });
}

/** What was recorded first is what counts. */
function sameReceipt(
  known: GoodsReceipt,
  orderId: string,
  input: ReceiveRequest,
): Result<GoodsReceipt, ReceiveRefusal> {
  const byLine = (lines: readonly { readonly lineNumber: number; readonly quantityMilli: number }[]) =>
    lines.map(({ lineNumber, quantityMilli }) => [lineNumber, quantityMilli]).sort(([a = 0], [b = 0]) => a - b);
  const isSame =
    known.orderId === orderId &&
    known.note === input.note &&
    isDeepStrictEqual(byLine(known.lines), byLine(input.lines));
  return isSame ? ok(known) : refuse({ code: 'idempotency-key-reused', detail: 'This id belongs to another receipt.' });
}

interface ReceiptFacts {
  readonly receipt: ReceiptRow;
  readonly lines: readonly ReceiptLineRow[];
  readonly state: 'partly-received' | 'received';
}

function decide(
  { clock }: Pick<Deps, 'clock'>,
  { actor }: Asked,
  order: OrderRow,
  ordered: readonly OrderLineRow[],
  input: ReceiveRequest,
  store: BusinessDay,
): Result<ReceiptFacts, ReceiveRefusal> {
  if (!receivableStates.has(order.state))
    return refuse({
      code: 'purchase-order-not-open',
      detail: `${orderNumber(order.number)} is ${order.state.replace('-', ' ')}.`,
    });
  const decision = decideReceipt(
    ordered.map((line) => ({
      lineNumber: line.line_number,
      quantityMilli: milli(line.quantity_milli),
      unitCostE4: priceE4(line.unit_cost_e4),
      receivedMilli: milli(line.received_milli),
    })),
    input.lines,
  );
  if (!decision.ok) return refuse({ code: PROBLEM_OF[decision.error.code], detail: decision.error.detail });
  const byNumber = new Map(ordered.map((line) => [line.line_number, line]));
  const lines = decision.value.received.flatMap(({ lineNumber, quantityMilli, overMilli }) => {
    const line = byNumber.get(lineNumber);
    if (line === undefined) return [];
    const { variant_id: variantId, unit_cost_e4: unitCostE4 } = line;
    return [{ receiptId: input.receiptId, lineNumber, variantId, quantityMilli, unitCostE4, overMilli }];
  });
  const receivedAt = clock.now();
  const receipt = {
    receiptId: input.receiptId,
    orderId: order.order_id,
    storeId: order.store_id,
    userId: actor.userId,
    businessDate: businessDateIn(store, receivedAt),
    receivedAt,
    note: input.note,
    currencyCode: order.currency_code,
    totalMinor: worthOf(lines),
  };
  return ok({ receipt, lines, state: decision.value.state });
}

const PROBLEM_OF: Readonly<Record<ReceiptRefusal['code'], ReceiveRefusal['code']>> = {
  'line-unknown': 'invalid-request',
  'line-twice': 'invalid-request',
  'nothing-received': 'invalid-request',
  'too-much': 'received-too-much',
};

const RECEIVED_LINE: Table<ReceiptLineRow & { readonly orderId: string }> = {
  name: 'purchase_order_line',
  columns: [
    { name: 'order_id', type: 'uuid', value: (row) => row.orderId },
    { name: 'line_number', type: 'integer', value: (row) => row.lineNumber },
    { name: 'quantity_milli', type: 'bigint', value: (row) => row.quantityMilli },
  ],
};

const RECEIVED_ORDER: Table<{ readonly orderId: string; readonly state: string }> = {
  name: 'purchase_order',
  columns: [
    { name: 'order_id', type: 'uuid', value: (row) => row.orderId },
    { name: 'state', type: 'text', value: (row) => row.state },
  ],
};

async function write(
  deps: Pick<Deps, 'ids'>,
  tx: Tx,
  { actor, requestId }: Asked,
  order: OrderRow,
  { receipt, lines, state }: ReceiptFacts,
): Promise<void> {
  const { orderId } = receipt;
  const movements = movementsOf(receipt, lines);
  const posting = postingOf(receipt, lines);
  const changeId = deps.ids.next();
  const stockChangeId = deps.ids.next();
  const over = lines.filter((line) => line.overMilli > 0).map((line) => line.lineNumber);
  const steps = [
    ...receiptSteps(receipt, lines),
    updateFrom(
      {
        ...RECEIVED_LINE,
        set: 'received_milli = t.received_milli + v.quantity_milli',
        where: 't.order_id = v.order_id and t.line_number = v.line_number',
      },
      lines.map((line) => ({ ...line, orderId })),
    ),
    updateFrom(
      { ...RECEIVED_ORDER, set: 'state = v.state, version = t.version + 1', where: 't.order_id = v.order_id' },
      [{ orderId, state }],
    ),
    ...movementSteps(movements),
    levelStep(movements),
    ...postingSteps(posting ? [posting] : []),
    ...changeSteps(
      [
        { changeId, kind: 'purchasing', ids: [orderId], registerId: null },
        { changeId: stockChangeId, kind: 'stock', ids: [receipt.receiptId], registerId: null },
      ],
      [
        {
          entryId: deps.ids.next(),
          changeId,
          userId: actor.userId,
          registerId: null,
          action: 'purchase-order.received',
          subjectKind: 'purchase-order',
          subjectId: orderId,
          detail: {
            number: orderNumber(order.number),
            receiptId: receipt.receiptId,
            state,
            lines: lines.length,
            totalMinor: receipt.totalMinor,
            ...(over.length === 0 ? {} : { over }),
          },
          requestId,
        },
      ],
    ),
  ].filter((step): step is Step => step !== null);
  const statement = composeStatement(tx.organizationId, steps, 'select 1');
  tx.markChanged();
  await tx.query(statement.text, statement.values, statement.name);
}
