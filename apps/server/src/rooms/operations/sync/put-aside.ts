import { canonicalJson, type SaleCompleted } from '@mosaajii/domain/operation';
import type { OrderInput } from '@mosaajii/domain/sale';
import type { LayawayPushState } from '../layaways/layaway-rows.ts';
import type { Books } from './books.ts';

/** Whether these are the goods, prices and discounts that were put aside. */
export function isAsPutAside({ content }: LayawayPushState, sold: OrderInput): boolean {
  const said = ({ lines, promotions = [], saleDiscounts }: OrderInput) =>
    canonicalJson({ lines, promotions, saleDiscounts });
  return said(content) === said(sold);
}

/** Whether the sale is of what was put aside, at the prices of then. */
export function isOfLayaway({ layaways }: Books, { layawayId, ...sold }: SaleCompleted): boolean {
  const known = layawayId === undefined ? undefined : layaways.get(layawayId);
  return known !== undefined && isAsPutAside(known, sold);
}
