import type { KnownOperation } from '@mosaajii/contract/sync';
import type { JudgedSale, Permission } from '@mosaajii/domain/permission';
import { isExpired, type OrderInput, type OrderTotals } from '@mosaajii/domain/sale';
import type { Books } from './books.ts';
import { isOutsideRange } from './goods-rules.ts';

/** Goods that are sold, or put aside, on a day. */
type JudgedOrder = Pick<OrderInput, 'lines' | 'saleDiscounts'> & { readonly businessDate: string };

/** What whoever rings this up has to be allowed, beside selling. */
export function permissionsFor(books: Books, operation: KnownOperation, order: JudgedOrder): Permission[] {
  const { lines, saleDiscounts, businessDate } = order;
  const needed: Permission[] = ['sales.create'];
  if (saleDiscounts.length > 0 || lines.some((line) => line.discounts.length > 0)) needed.push('sales.discount');
  const isOverridden = lines.some((line) => line.priceSource === 'override');
  if (isOverridden || isOutsideRange(books, operation, lines)) needed.push('sales.price-override');
  if (lines.some((line) => isExpired(line, businessDate))) needed.push('sales.sell-expired');
  return needed;
}

/** An order as the limits of whoever rings it up look at it. */
export function judgedOrder({ lines }: Pick<OrderInput, 'lines'>, totals: OrderTotals): JudgedSale {
  return {
    lines: totals.lines.map((figures, index) => {
      const { grossMinor, lineDiscountMinor, promotionDiscountMinor = 0, saleDiscountMinor } = figures;
      const { listPriceE4 = 0, unitPriceE4 = 0, priceSource = 'list' } = lines[index] ?? {};
      const discounts = { lineDiscountMinor, promotionDiscountMinor, saleDiscountMinor };
      return { grossMinor, ...discounts, listPriceE4, unitPriceE4, priceSource };
    }),
  };
}
