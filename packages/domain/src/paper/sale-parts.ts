import type { SaleCompleted } from '../operation/model.ts';
import type { SaleReceipt } from './receipt-model.ts';

/** What a receipt says of a sale besides its lines and its money. */
export type SaleParts = Pick<SaleReceipt, 'promotions' | 'tipMinor' | 'customer'>;

/**
 * These parts, from the sale as its register wrote it: the same on the till, in the orders and in what the server sends.
 * A sale has a customer's name only where the receipt has to state it.
 */
export function partsOfSale({
  promotions,
  tipMinor,
  customer,
}: Pick<SaleCompleted, 'promotions' | 'tipMinor' | 'customer'>): SaleParts {
  const { name, taxNumber } = customer ?? {};
  return { promotions, tipMinor, customer: name === undefined ? undefined : { name, taxNumber } };
}
