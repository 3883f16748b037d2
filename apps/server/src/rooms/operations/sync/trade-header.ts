import type { KnownOperation } from '@mosaajii/contract/sync';
import { formatReceiptNumber } from '@mosaajii/domain/operation';
import type { Books } from './books.ts';

type Trade = Extract<KnownOperation, { kind: 'sale.completed' | 'return.completed' }>;

/** What the row of a sale and the row of a return say alike: where, when, by whom and under which number and rules. */
export function tradeHeader({ context: { key } }: Books, { userId, occurredAt, payload }: Trade) {
  const { shiftId, businessDate, receipt, rules, note, engineVersion } = payload;
  return {
    storeId: key.store_id,
    registerId: key.register_id,
    keyId: key.key_id,
    shiftId,
    userId,
    businessDate,
    receiptSeries: receipt.series,
    receiptSequence: receipt.sequence,
    receiptNumber: formatReceiptNumber(receipt),
    currencyCode: rules.currency.code,
    occurredAt,
    note: note ?? '',
    engineVersion,
    rules,
  };
}
