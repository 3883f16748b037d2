import type { CouponItem, ListPrice, PriceList, PricingDocument, Promotion } from '@mosaajii/domain/promotion';
import { type PromotionRules, USUAL_PROMOTION_RULES } from '@mosaajii/domain/promotion';
import type { Tx } from '../../../platform/database/index.ts';

/** What is kept of a promotion beside its name and version. */
export type PromotionDefinition = Omit<Promotion, 'promotionId' | 'version' | 'name'>;
/** What is kept of a price list beside its name, version and prices. */
export type PriceListDefinition = Omit<PriceList, 'priceListId' | 'version' | 'name' | 'prices'>;

interface PromotionRow {
  readonly promotion_id: string;
  readonly version: number;
  readonly name: string;
  readonly definition: PromotionDefinition;
}

interface PriceListRow {
  readonly price_list_id: string;
  readonly version: number;
  readonly name: string;
  readonly definition: PriceListDefinition;
}

/** A register that was offline for so long still finds what ended meanwhile by its own clock. */
const ENDED_BEFORE_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * What a register of a store prices by: everything that is active, for this store, and not long over. What has not begun yet
 * is in it, so that it begins on time without the server.
 */
export async function readPricing(tx: Tx, storeId: string, now: Date): Promise<PricingDocument> {
  const rules = await readPricingRules(tx);
  const ended = new Date(now.getTime() - ENDED_BEFORE_MS).toISOString();
  const isHere = (storeIds: readonly string[] | undefined) => storeIds === undefined || storeIds.includes(storeId);
  const isOver = (validTo: string | undefined) => validTo !== undefined && validTo < ended;
  const promotions = (await readPromotions(tx)).filter(
    ({ conditions }) => isHere(conditions.storeIds) && !isOver(conditions.validTo),
  );
  const lists = (await readPriceLists(tx)).filter((list) => isHere(list.storeIds) && !isOver(list.validTo));
  const prices = await readListPrices(
    tx,
    lists.map((list) => list.priceListId),
  );
  return {
    rules,
    priceLists: lists.map((list) => ({ ...list, prices: prices.get(list.priceListId) ?? [] })),
    promotions,
  };
}

/** The rules in force now. */
export async function readPricingRules(tx: Tx): Promise<PromotionRules> {
  const [row] = await tx.query<{ rules: PromotionRules }>(
    'select rules from pricing_rules_version where organization_id = $1 order by version desc limit 1',
    [tx.organizationId],
  );
  return row?.rules ?? USUAL_PROMOTION_RULES;
}

/** The active promotions in the order in which they apply. */
async function readPromotions(tx: Tx): Promise<Promotion[]> {
  const rows = await tx.query<PromotionRow>(
    'select promotion_id, version, name, definition from promotion where organization_id = $1 and is_active',
    [tx.organizationId],
  );
  return rows.map(promotionOf).sort(byPriority);
}

export function promotionOf({ promotion_id, version, name, definition }: PromotionRow): Promotion {
  return { promotionId: promotion_id, version, name, ...definition };
}

/** By priority; equal ones by their ids, so that every register and the server agree. */
export function byPriority(a: Promotion, b: Promotion): number {
  return a.priority - b.priority || (a.promotionId < b.promotionId ? -1 : 1);
}

async function readPriceLists(tx: Tx): Promise<Omit<PriceList, 'prices'>[]> {
  const rows = await tx.query<PriceListRow>(
    'select price_list_id, version, name, definition from price_list where organization_id = $1 and is_active' +
      ' order by price_list_id',
    [tx.organizationId],
  );
  return rows.map(({ price_list_id, version, name, definition }) => ({
    priceListId: price_list_id,
    version,
    name,
    ...definition,
  }));
}

/** The present prices of some lists. */
export async function readListPrices(tx: Tx, priceListIds: readonly string[]): Promise<Map<string, ListPrice[]>> {
  const prices = new Map<string, ListPrice[]>();
  if (priceListIds.length === 0) return prices;
  const rows = await tx.query<{ price_list_id: string; variant_id: string; breaks: ListPrice['breaks'] | null }>(
    `select distinct on (price_list_id, variant_id) price_list_id, variant_id, breaks from price_list_price
      where organization_id = $1 and price_list_id = any($2::uuid[])
      order by price_list_id, variant_id, version desc`,
    [tx.organizationId, priceListIds],
  );
  for (const { price_list_id, variant_id, breaks } of rows) {
    if (breaks === null) continue;
    const known = prices.get(price_list_id);
    if (known) known.push({ variantId: variant_id, breaks });
    else prices.set(price_list_id, [{ variantId: variant_id, breaks }]);
  }
  return prices;
}

interface CouponRow {
  readonly coupon_id: string;
  readonly code: string;
  readonly promotion_id: string;
  readonly most_uses: number | null;
  readonly uses: number;
  readonly valid_to: Date | null;
}

const COUPONS =
  'select coupon_id, code, promotion_id, most_uses, uses, valid_to from coupon where organization_id = $1';

/** Coupons as registers keep them: those that can still be used. */
export const COUPON_ITEMS = {
  page: async (tx: Tx, _asker: unknown, after: string | null, limit: number): Promise<CouponItem[]> => {
    const rows = await tx.query<CouponRow>(
      `${COUPONS} and is_active and coupon_id > $2::uuid order by coupon_id limit $3`,
      [tx.organizationId, after ?? '00000000-0000-0000-0000-000000000000', limit],
    );
    return rows.map(couponItem);
  },
  byIds: async (tx: Tx, _asker: unknown, ids: readonly string[]): Promise<CouponItem[]> => {
    const rows = await tx.query<CouponRow>(`${COUPONS} and is_active and coupon_id = any($2::uuid[])`, [
      tx.organizationId,
      ids,
    ]);
    return rows.map(couponItem);
  },
};

function couponItem(row: CouponRow): CouponItem {
  return {
    id: row.coupon_id,
    code: row.code,
    promotionId: row.promotion_id,
    usesLeft: row.most_uses === null ? null : row.most_uses - row.uses,
    validTo: row.valid_to?.toISOString() ?? null,
  };
}
