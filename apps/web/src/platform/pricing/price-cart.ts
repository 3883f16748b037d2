import type { CatalogHit, SnapshotCategory } from '@mosaajii/domain/catalog';
import { minor, sum } from '@mosaajii/domain/money';
import {
  type Goods,
  listedPrices,
  type OrderAsker,
  type PricingDocument,
  type PromotionUsage,
  type PromotionUseItem,
  pricesFor,
  promotionsFor,
  storeMoment,
} from '@mosaajii/domain/promotion';
import type { CustomerItem } from '@mosaajii/domain/purse';
import { type OrderInput, type SaleLineInput, validateOrder } from '@mosaajii/domain/sale';
import type { OwnUse } from './own-uses.ts';

export { useOf, usesIn } from './own-uses.ts';

/** Everything by which a cart is priced. */
export interface PricingFrame {
  readonly document: PricingDocument;
  readonly catalog: {
    variant(variantId: string): CatalogHit | null;
    categories(): readonly SnapshotCategory[];
  };
  readonly instant: Date;
  readonly storeId: string;
  readonly timeZone: string;
  readonly customerGroupIds: readonly string[];
  readonly coupons: OrderAsker['coupons'];
  readonly customer: CustomerItem | null;
  /** What the server has counted. */
  readonly uses: ReadonlyMap<string, PromotionUseItem>;
  /** What this register has used since. */
  readonly own: readonly OwnUse[];
}

/** An order with listed prices where the catalogue's would be charged, and with the promotions of all its lines. */
export function priceCart(order: OrderInput, frame: PricingFrame): OrderInput {
  const { document, customerGroupIds } = frame;
  const asker: OrderAsker = {
    moment: storeMoment(frame.instant, frame.timeZone),
    storeId: frame.storeId,
    customerGroupIds,
    completedOrders: ordersOf(frame),
    coupons: frame.coupons,
    usage: usageOf(frame),
    goodsOf: goodsFrom(frame.catalog),
  };
  const prices = listedPrices(pricesFor(document, asker), order.lines);
  const lines = order.lines.map((line) => listed(line, prices));
  const priced: OrderInput = { ...order, lines };
  // What the engine refuses is shown as it is: the till says why.
  if (!validateOrder(priced).ok) return priced;
  const { applied } = promotionsFor(document, priced, asker);
  return applied.length === 0 ? priced : { ...priced, promotions: applied };
}

function ordersOf({ customer, own }: PricingFrame): number | null {
  if (customer === null) return null;
  return (customer.orders ?? 0) + own.filter(({ customerId }) => customerId === customer.id).length;
}

/** How often promotions were used: as this register last heard, and by itself since. */
function usageOf({ document, uses, customer, own }: PricingFrame): Map<string, PromotionUsage> {
  return new Map(
    document.promotions.map(({ promotionId }) => {
      const counted = uses.get(promotionId);
      const here = own.flatMap(({ customerId, promotions }) =>
        promotions
          .filter((use) => use.promotionId === promotionId)
          .map(({ givenMinor }) => ({ customerId, givenMinor })),
      );
      const usage: PromotionUsage = {
        used: (counted?.used ?? 0) + here.length,
        usedByCustomer:
          (customer?.promotionUses?.[promotionId] ?? 0) +
          (customer === null ? 0 : here.filter(({ customerId }) => customerId === customer.id).length),
        budgetUsedMinor: minor((counted?.givenMinor ?? 0) + sum(here.map(({ givenMinor }) => givenMinor))),
      };
      return [promotionId, usage];
    }),
  );
}

function listed(line: SaleLineInput, prices: ReturnType<typeof listedPrices>): SaleLineInput {
  const found = line.priceSource === 'list' ? prices.get(line.variantId) : undefined;
  if (found === undefined) return line;
  const { priceListId, version: priceListVersion, priceE4: unitPriceE4 } = found;
  return { ...line, unitPriceE4, priceSource: 'price-list', priceListId, priceListVersion };
}

function goodsFrom(catalog: PricingFrame['catalog']): (variantId: string) => Goods | null {
  const parents = new Map(catalog.categories().map(({ categoryId, parentId }) => [categoryId, parentId]));
  return (variantId) => {
    const hit = catalog.variant(variantId);
    if (hit === null) return null;
    const categoryIds: string[] = [];
    for (let id = hit.categoryId; id !== null && !categoryIds.includes(id); id = parents.get(id) ?? null) {
      categoryIds.push(id);
    }
    return { productId: hit.productId, categoryIds };
  };
}
