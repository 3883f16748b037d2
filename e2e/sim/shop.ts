import type { LoyaltyRule } from '@mosaajii/domain/loyalty';
import { milli, minor, ppm, priceE4 } from '@mosaajii/domain/money';
import { type PricingDocument, type Promotion, USUAL_PROMOTION_RULES } from '@mosaajii/domain/promotion';
import type { OrderInput } from '@mosaajii/domain/sale';
import type { Random } from '@mosaajii/testkit';
import { priceCart } from '../../apps/web/src/platform/pricing/price-cart.ts';
import { taxationOf } from './fetched.ts';
import type { ModelShop } from './model-server.ts';

/** The shop of a simulated life: goods, customers, cards, and by what it is priced. */
export interface SimShop extends ModelShop {
  readonly cardIds: readonly string[];
  readonly document: PricingDocument;
}

/** Good for one sale; registers that do not hear of one another may take it twice. */
export const COUPON = 'ONCE';
const SINCE = '2026-01-01T00:00:00.000Z';

/** Goods as the first sale knew them, and then, from a stream of its own, what came later. */
export function newShop(random: Random, more: Random, at: number): SimShop {
  const id = () => random.uuidv7(at);
  const variants = Array.from({ length: 6 }, () => ({
    variant_id: id(),
    price_e4: priceE4(random.integer(1, 30_000) * 1_000),
    cost_e4: random.chance(0.5) ? random.integer(1, 10_000) * 1_000 : null,
    stock_policy: random.pick(['allow', 'warn', 'refuse'] as const),
  }));
  const base = { organizationId: id(), storeId: id(), userId: id(), variants, taxation: taxationOf(variants) };
  const other = () => more.uuidv7(at);
  const document = documentOf(variants, other);
  return {
    ...base,
    cashierId: other(),
    customerIds: [other(), other()],
    cardIds: [other(), other(), other()],
    document,
    loyalty: LOYALTY,
    pricing: rowsOf(document, variants, other()),
  };
}

/** Three for the price of two, ten per cent off with a coupon, and a list on which two of a kind cost less. */
function documentOf(variants: ModelShop['variants'], id: () => string): PricingDocument {
  const [first, second] = variants;
  const common = { version: 1, limits: {}, isExclusive: false, consumes: false, selection: 'cheapest' } as const;
  const multibuy: Promotion = {
    ...common,
    promotionId: id(),
    name: 'Three for two',
    effect: {
      kind: 'multibuy',
      groupMilli: milli(3000),
      freeMilli: milli(1000),
      ratePpm: ppm(1_000_000),
      grouping: 'pool',
    },
    target: { variantIds: first === undefined ? [] : [first.variant_id] },
    conditions: {},
    priority: 1,
  };
  const tenPercent: Promotion = {
    ...common,
    promotionId: id(),
    name: 'Ten per cent',
    effect: { kind: 'percent', ratePpm: ppm(100_000), scope: 'order', basis: 'current' },
    target: {},
    conditions: { needsCoupon: true },
    priority: 2,
  };
  const listed = priceE4(Math.ceil((second?.price_e4 ?? 0) * 0.9));
  const breaks = [{ fromMilli: milli(2000), priceE4: listed }];
  const prices = second === undefined ? [] : [{ variantId: second.variant_id, breaks }];
  const list = { priceListId: id(), version: 1, name: 'Two or more', kind: 'price', priority: 1, prices } as const;
  return { rules: USUAL_PROMOTION_RULES, promotions: [multibuy, tenPercent], priceLists: [list] };
}

function rowsOf(document: PricingDocument, variants: ModelShop['variants'], couponId: string): ModelShop['pricing'] {
  const common = { is_active: true, valid_since: SINCE };
  const [, tenPercent] = document.promotions;
  return {
    promotions: document.promotions.map(({ promotionId: id, version, name, ...definition }) => ({
      ...common,
      id,
      version,
      name,
      definition,
    })),
    price_lists: document.priceLists.map(({ priceListId: id, version, name, prices: _prices, ...definition }) => ({
      ...common,
      id,
      version,
      name,
      definition,
    })),
    rules: [{ rules: document.rules, valid_since: SINCE }],
    prices: document.priceLists.flatMap(({ priceListId, version, prices }) =>
      prices.map(({ variantId, breaks }) => ({
        price_list_id: priceListId,
        variant_id: variantId,
        version,
        breaks,
      })),
    ),
    goods: variants.map(({ variant_id }) => ({ variant_id, product_id: variant_id, category_id: null })),
    categories: [],
    coupons: [
      {
        coupon_id: couponId,
        code: COUPON,
        promotion_id: tenPercent?.promotionId ?? '',
        most_uses: 1,
        uses: 0,
        surplus_uses: 0,
      },
    ],
  };
}

/** A cart as the till prices it, with the coupon or without. */
export function pricedBy(shop: SimShop, order: OrderInput, at: number, hasCoupon: boolean): OrderInput {
  const promotionId = shop.pricing.coupons[0]?.promotion_id ?? '';
  return priceCart(order, {
    document: shop.document,
    // The pricing asks for nothing of a variant but its product and its category.
    catalog: {
      variant: (variantId) => ({ productId: variantId, categoryId: null }) as ReturnType<Catalog['variant']>,
      categories: () => [],
    },
    instant: new Date(at),
    storeId: shop.storeId,
    timeZone: 'UTC',
    customerGroupIds: [],
    customer: null,
    uses: new Map(),
    own: [],
    coupons: hasCoupon ? [{ code: COUPON, promotionId }] : [],
  });
}

type Catalog = Parameters<typeof priceCart>[1]['catalog'];

/** What a register may take out of cards and credit that it cannot ask the server about, on one business date. */
export const ALLOWANCE = { perDayMinor: 5_000, perPurseMinor: 2_000 };

/** Seven points for each 3.00, each worth two pence. */
export const LOYALTY: LoyaltyRule = {
  earns: 'money',
  points: 7,
  perMinor: 300,
  rounding: 'half-up',
  pointMinor: 2,
  excludedTenders: ['points', 'voucher'],
  excludedCategoryIds: [],
};

/** Change enough for any basket of a simulation. */
export const PLENTY = minor(1_000_000);
