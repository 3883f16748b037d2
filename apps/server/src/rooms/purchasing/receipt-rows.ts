import { type FactTable, insertInto, type Step, type Table } from '../../platform/statement/index.ts';

/** What arrived at one time, as it is stored. */
export interface ReceiptRow {
  readonly receiptId: string;
  readonly orderId: string;
  readonly storeId: string;
  readonly userId: string;
  readonly businessDate: string;
  readonly receivedAt: Date;
  readonly note: string;
  readonly currencyCode: string;
  readonly totalMinor: number;
}

export interface ReceiptLineRow {
  readonly receiptId: string;
  readonly lineNumber: number;
  readonly variantId: string;
  readonly quantityMilli: number;
  readonly unitCostE4: number;
  readonly overMilli: number;
}

const GOODS_RECEIPT: Table<ReceiptRow> = {
  name: 'goods_receipt',
  columns: [
    { name: 'receipt_id', type: 'uuid', value: (row) => row.receiptId },
    { name: 'order_id', type: 'uuid', value: (row) => row.orderId },
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'user_id', type: 'uuid', value: (row) => row.userId },
    { name: 'business_date', type: 'date', value: (row) => row.businessDate },
    { name: 'received_at', type: 'timestamptz', value: (row) => row.receivedAt.toISOString() },
    { name: 'note', type: 'text', value: (row) => row.note },
    { name: 'currency_code', type: 'text', value: (row) => row.currencyCode },
    { name: 'total_minor', type: 'bigint', value: (row) => row.totalMinor },
  ],
};

const GOODS_RECEIPT_LINE: Table<ReceiptLineRow> = {
  name: 'goods_receipt_line',
  columns: [
    { name: 'receipt_id', type: 'uuid', value: (row) => row.receiptId },
    { name: 'line_number', type: 'integer', value: (row) => row.lineNumber },
    { name: 'variant_id', type: 'uuid', value: (row) => row.variantId },
    { name: 'quantity_milli', type: 'bigint', value: (row) => row.quantityMilli },
    { name: 'unit_cost_e4', type: 'bigint', value: (row) => row.unitCostE4 },
    { name: 'over_milli', type: 'bigint', value: (row) => row.overMilli },
  ],
};

/** Writes a receipt with its lines. */
export function receiptSteps(receipt: ReceiptRow, lines: readonly ReceiptLineRow[]): (Step | null)[] {
  return [insertInto(GOODS_RECEIPT, [receipt]), insertInto(GOODS_RECEIPT_LINE, lines)];
}

/** Lines of receipts, for recomputing what follows from them. */
export const RECEIPT_LINE_FACTS: FactTable<ReceiptLineRow> = {
  table: GOODS_RECEIPT_LINE,
  document: 'receipt_id',
  key: ['receipt_id', 'line_number'],
};
