import type { OrderDetail } from '@mosaajii/contract/orders';
import type { ShopSettings } from '@mosaajii/contract/settings';
import { type ReceiptSellers, receiptSellers } from '@mosaajii/domain/paper';
import type { Tx } from '../../../platform/database/index.ts';
import { listUserNames } from '../../identity/index.ts';

/** Who sold, where the store's receipts name them. */
export async function readReceiptSellers(
  tx: Tx,
  order: OrderDetail,
  { store }: ShopSettings,
): Promise<ReceiptSellers | undefined> {
  if (store.salesperson?.isPrinted !== true) return undefined;
  const { users } = await listUserNames(tx, null);
  const names = new Map(users.map((user) => [user.userId, user.displayName]));
  return receiptSellers(store.salesperson, order, (userId) => names.get(userId) ?? '');
}
