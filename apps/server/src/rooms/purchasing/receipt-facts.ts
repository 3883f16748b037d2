import { postGoodsReceipt } from '@mosaajii/domain/ledger';
import { milli, minor, priceE4 } from '@mosaajii/domain/money';
import { lineGross } from '@mosaajii/domain/quantity';
import { movement } from '@mosaajii/domain/stock';
import { type PostingRow, postingRow } from '../ledger/index.ts';
import type { MovementRow } from '../stock/index.ts';
import type { ReceiptLineRow, ReceiptRow } from './receipt-rows.ts';

type Valued = Pick<ReceiptLineRow, 'quantityMilli' | 'unitCostE4'>;

/** What the goods of a receipt are worth at what was agreed, each line rounded on its own. */
export function worthOf(lines: readonly Valued[]): number {
  return lines.reduce(
    (total, line) => total + lineGross(milli(line.quantityMilli), priceE4(line.unitCostE4), 'half-up'),
    0,
  );
}

/** The goods that come into the store by a receipt. */
export function movementsOf(
  { receiptId, storeId, userId, businessDate }: ReceiptRow,
  lines: readonly ReceiptLineRow[],
): MovementRow[] {
  return lines.map((line) => ({
    documentId: receiptId,
    lineNumber: line.lineNumber,
    documentKind: 'goods-receipt',
    storeId,
    variantId: line.variantId,
    kind: 'receipt',
    quantityMilli: movement('receipt', milli(line.quantityMilli)).quantityMilli,
    costE4: line.unitCostE4,
    reason: '',
    userId,
    businessDate,
  }));
}

/** Inventory against goods received, not billed; `null` when what arrived cost nothing. */
export function postingOf(
  { receiptId, storeId, businessDate, currencyCode }: ReceiptRow,
  lines: readonly ReceiptLineRow[],
): PostingRow | null {
  const header = { documentId: receiptId, postingNumber: 1, documentKind: 'goods-receipt' as const, registerId: null };
  return postingRow({ ...header, storeId, businessDate, currencyCode }, postGoodsReceipt(minor(worthOf(lines))));
}
