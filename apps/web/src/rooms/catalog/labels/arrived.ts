import type { PurchaseOrder } from '@mosaajii/contract/purchasing';

/** A receipt of goods as an address names it: its order and itself. */
export function readReceiptName(name: string): { readonly orderId: string; readonly receiptId: string } {
  const [orderId = '', receiptId = ''] = name.split('.');
  return { orderId, receiptId };
}

/** Which labels the goods of a receipt need: one for each piece, one for goods that are measured. */
export function labelledOf(
  { lines, receipts }: Pick<PurchaseOrder, 'lines' | 'receipts'>,
  receiptId: string,
): { readonly productIds: readonly string[]; readonly counts: ReadonlyMap<string, number> } {
  const arrived = receipts.find((receipt) => receipt.receiptId === receiptId)?.lines ?? [];
  const goods = arrived.flatMap(({ lineNumber, quantityMilli }) => {
    const line = lines.find((one) => one.lineNumber === lineNumber);
    return line === undefined ? [] : [{ line, quantityMilli }];
  });
  const count = (unit: string, quantityMilli: number) =>
    unit === '' || unit === 'pcs' ? Math.ceil(quantityMilli / 1000) : 1;
  return {
    productIds: [...new Set(goods.map(({ line }) => line.productId))],
    counts: new Map(goods.map(({ line, quantityMilli }) => [line.variantId, count(line.unit, quantityMilli)])),
  };
}
