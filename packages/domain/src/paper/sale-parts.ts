import type { SaleCompleted } from '../operation/model.ts';
import type { SaleReceipt } from './receipt-model.ts';

/** What a receipt says of a sale besides its lines and its money. */
export type SaleParts = Pick<SaleReceipt, 'promotions' | 'tipMinor' | 'customer' | 'points'>;

/**
 * These parts, from the sale as its register wrote it: the same on the till, in the orders and in what the server sends.
 * A sale has a customer's name only where the receipt has to state it.
 */
export function partsOfSale({
  promotions,
  tipMinor,
  customer,
  loyalty,
  tenders,
}: Pick<SaleCompleted, 'promotions' | 'tipMinor' | 'customer'> &
  Partial<Pick<SaleCompleted, 'loyalty' | 'tenders'>>): SaleParts {
  const { name, taxNumber } = customer ?? {};
  const buyer = name === undefined ? undefined : { name, taxNumber };
  return { promotions, tipMinor, customer: buyer, points: receiptPoints(loyalty?.earnedPoints ?? 0, tenders ?? []) };
}

/** Whole points as papers say them; undefined where there is nothing to say. */
export function receiptPoints(
  earnedPoints: number,
  tenders: readonly { readonly points?: number | null | undefined }[],
): SaleReceipt['points'] {
  const spent = tenders.reduce((all, { points }) => all + (points ?? 0), 0);
  return earnedPoints + spent === 0 ? undefined : { earnedMilli: earnedPoints * 1000, spentMilli: spent * 1000 };
}
