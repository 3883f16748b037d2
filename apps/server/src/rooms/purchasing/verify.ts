import { milli } from '@mosaajii/domain/money';
import { orderNumber, stateOfLines } from '@mosaajii/domain/purchasing';
import type { Tx } from '../../platform/database/index.ts';
import { compareFacts, readFacts, type StoredRow } from '../../platform/statement/index.ts';
import { POSTING_FACTS, pageOfPostings } from '../ledger/index.ts';
import { pageOfMovements, STOCK_FACTS } from '../stock/index.ts';
import { movementsOf, postingOf, worthOf } from './receipt-facts.ts';
import { RECEIPT_LINE_FACTS, type ReceiptLineRow, type ReceiptRow } from './receipt-rows.ts';

export interface PurchasingFinding {
  readonly subject: string;
  readonly detail: string;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const DOCUMENT_KINDS = ['goods-receipt'] as const;

/**
 * What follows from the receipts: goods in stock, postings, what is received of each line and where its order stands; and
 * that the numbers of orders have no gaps.
 */
export async function verifyPurchasing(tx: Tx): Promise<PurchasingFinding[]> {
  return [...(await verifyReceipts(tx)), ...(await verifyUnaccounted(tx)), ...(await verifyOrders(tx))];
}

interface HeadRow {
  readonly receipt_id: string;
  readonly order_id: string;
  readonly store_id: string;
  readonly user_id: string;
  readonly business_date: string;
  readonly received_at: Date;
  readonly note: string;
  readonly currency_code: string;
  readonly total_minor: number;
}

async function verifyReceipts(tx: Tx): Promise<PurchasingFinding[]> {
  const findings: PurchasingFinding[] = [];
  for (let after = FIRST_ID; ; ) {
    const page = await tx.query<HeadRow>(
      'select receipt_id, order_id, store_id, user_id, business_date::text as business_date, received_at, note, currency_code,' +
        ' total_minor from goods_receipt where organization_id = $1 and receipt_id > $2 order by receipt_id limit 200',
      [tx.organizationId, after],
    );
    const last = page.at(-1);
    if (last === undefined) return findings;
    after = last.receipt_id;
    const ids = page.map((row) => row.receipt_id);
    const lines = (await readFacts(tx, RECEIPT_LINE_FACTS, ids)).map(lineOf);
    const receipts = page.map(receiptOf);
    const linesOf = ({ receiptId }: ReceiptRow) => lines.filter((line) => line.receiptId === receiptId);
    for (const receipt of receipts) {
      const worth = worthOf(linesOf(receipt));
      if (worth === receipt.totalMinor) continue;
      const detail = `its total is ${receipt.totalMinor}, its lines sum to ${worth}`;
      findings.push({ subject: `goods receipt ${receipt.receiptId}`, detail });
    }
    const movements = receipts.flatMap((receipt) => movementsOf(receipt, linesOf(receipt)));
    const postings = receipts.flatMap((receipt) => postingOf(receipt, linesOf(receipt)) ?? []);
    const differing = [
      ...compareFacts(STOCK_FACTS.movements, movements, await readFacts(tx, STOCK_FACTS.movements, ids)),
      ...compareFacts(POSTING_FACTS, postings, await readFacts(tx, POSTING_FACTS, ids)),
    ];
    for (const { documentId, detail } of differing) findings.push({ subject: `goods receipt ${documentId}`, detail });
  }
}

function receiptOf(row: HeadRow): ReceiptRow {
  return {
    receiptId: row.receipt_id,
    orderId: row.order_id,
    storeId: row.store_id,
    userId: row.user_id,
    businessDate: row.business_date,
    receivedAt: row.received_at,
    note: row.note,
    currencyCode: row.currency_code,
    totalMinor: row.total_minor,
  };
}

function lineOf(row: StoredRow): ReceiptLineRow {
  return {
    receiptId: String(row['receipt_id']),
    lineNumber: Number(row['line_number']),
    variantId: String(row['variant_id']),
    quantityMilli: Number(row['quantity_milli']),
    unitCostE4: Number(row['unit_cost_e4']),
    overMilli: Number(row['over_milli']),
  };
}

/** Movements and postings that say they are of a receipt which is not there. */
async function verifyUnaccounted(tx: Tx): Promise<PurchasingFinding[]> {
  const findings: PurchasingFinding[] = [];
  const lists = [
    ['movements of', pageOfMovements],
    ['posting of', pageOfPostings],
  ] as const;
  for (const [what, pageAfter] of lists) {
    for (let after = FIRST_ID; ; ) {
      const page = await pageAfter(tx, DOCUMENT_KINDS, after);
      const last = page.at(-1);
      if (last === undefined) break;
      after = last;
      const rows = await tx.query<{ receipt_id: string }>(
        'select receipt_id from goods_receipt where organization_id = $1 and receipt_id = any($2::uuid[])',
        [tx.organizationId, page],
      );
      const known = new Set(rows.map((row) => row.receipt_id));
      for (const id of page)
        if (!known.has(id)) findings.push({ subject: `${what} ${id}`, detail: 'no goods receipt accounts for it' });
    }
  }
  return findings;
}

interface OrderCheckRow {
  readonly number: number;
  readonly state: string;
  readonly line_number: number | null;
  readonly quantity_milli: number | null;
  readonly received_milli: number | null;
  readonly arrived_milli: number;
}

async function verifyOrders(tx: Tx): Promise<PurchasingFinding[]> {
  const findings: PurchasingFinding[] = [];
  const [counter] = await tx.query<{ last_number: number }>(
    'select last_number from purchase_order_counter where organization_id = $1',
    [tx.organizationId],
  );
  let expected = 1;
  for (let after = 0; ; ) {
    const rows = await pageOfOrders(tx, after);
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.number;
    for (const order of byNumber(rows)) {
      const { number } = order[0] ?? last;
      for (; expected < number; expected += 1)
        findings.push({ subject: `purchase order ${orderNumber(expected)}`, detail: 'its number is missing' });
      expected = number + 1;
      findings.push(...verifyLines(order));
    }
  }
  if (expected - 1 !== (counter?.last_number ?? 0))
    findings.push({
      subject: 'numbers of purchase orders',
      detail: `the last is ${expected - 1}, the counter says ${counter?.last_number ?? 0}`,
    });
  return findings;
}

function pageOfOrders(tx: Tx, after: number): Promise<OrderCheckRow[]> {
  return tx.query<OrderCheckRow>(
    'select o.number, o.state, l.line_number, l.quantity_milli, l.received_milli, coalesce((select sum(r.quantity_milli)' +
      ' from goods_receipt g join goods_receipt_line r on r.organization_id = g.organization_id and r.receipt_id = g.receipt_id' +
      ' where g.organization_id = o.organization_id and g.order_id = o.order_id and r.line_number = l.line_number), 0)::bigint as arrived_milli' +
      ' from (select * from purchase_order where organization_id = $1 and number > $2 order by number limit 100) o' +
      ' left join purchase_order_line l on l.organization_id = o.organization_id and l.order_id = o.order_id' +
      ' order by o.number, l.line_number',
    [tx.organizationId, after],
  );
}

function byNumber(rows: readonly OrderCheckRow[]): OrderCheckRow[][] {
  const orders = new Map<number, OrderCheckRow[]>();
  for (const row of rows) orders.set(row.number, [...(orders.get(row.number) ?? []), row]);
  return [...orders.values()];
}

function verifyLines(rows: readonly OrderCheckRow[]): PurchasingFinding[] {
  const [head] = rows;
  if (head === undefined) return [];
  const subject = `purchase order ${orderNumber(head.number)}`;
  const lines = rows.flatMap((row) => {
    const { quantity_milli: quantity, received_milli: received } = row;
    return quantity === null || received === null ? [] : [{ ...row, quantity, received }];
  });
  const wrong = lines.filter((line) => line.received !== line.arrived_milli);
  const findings = wrong.map((line) => ({
    subject,
    detail: `line ${line.line_number} says ${line.received} arrived, its receipts sum to ${line.arrived_milli}`,
  }));
  const state =
    lines.length === 0
      ? 'sent'
      : stateOfLines(
          lines.map((line) => ({ quantityMilli: milli(line.quantity), receivedMilli: milli(line.received) })),
        );
  const isRight = state === 'sent' ? ['draft', 'sent', 'cancelled'].includes(head.state) : head.state === state;
  return isRight ? findings : [...findings, { subject, detail: `it is ${head.state}, its lines say ${state}` }];
}
