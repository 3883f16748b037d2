import { payloadSchemas } from '@mosaajii/contract/sync';
import { milli, minor, ppm, priceE4 } from '@mosaajii/domain/money';
import type { PricingDocument, Promotion, PromotionLine, Target } from '@mosaajii/domain/promotion';
import { computeOrder, type OrderInput, type SaleLineInput, type TaxRule } from '@mosaajii/domain/sale';
import fc from 'fast-check';
import type { PricingRows } from '../../apps/server/src/rooms/catalog/index.ts';
import { openBooks } from '../../apps/server/src/rooms/operations/sync/books.ts';
import type { SyncContext } from '../../apps/server/src/rooms/operations/sync/model.ts';
import { judgePricing } from '../../apps/server/src/rooms/operations/sync/pricing.ts';
import { priceCart } from '../../apps/web/src/platform/pricing/price-cart.ts';
import { promotionBasket } from '../../packages/domain/arbitraries/promotion.ts';
import { type Counted, counted, countedByServer, knownAtTill, limited } from './counted.ts';

const NOW = '2026-11-23T10:00:00.000Z';
const STORE = idOf('store');

/** A UUID for a name: the same one each time. */
function idOf(name: string): string {
  const hex = Buffer.from(name.padEnd(6, '.')).toString('hex').slice(0, 12).padStart(12, '0');
  return `00000000-0000-4000-8000-${hex}`;
}
const ids = (names: readonly string[] | undefined) => names?.map(idOf);

/** Something that is written down: what comes back has been JSON. */
function written<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function withIds(target: Target): Target {
  const { productIds, categoryIds, ...rest } = target;
  return written({ ...rest, productIds: ids(productIds), categoryIds: ids(categoryIds) }) as Target;
}

function promotionOf(promotion: Promotion): Promotion {
  const { effect, conditions } = promotion;
  const named =
    effect.kind === 'bundle-price'
      ? { ...effect, slots: effect.slots.map((slot) => ({ ...slot, target: withIds(slot.target) })) }
      : effect.kind === 'buy-get'
        ? {
            ...effect,
            buy: { ...effect.buy, target: withIds(effect.buy.target) },
            get: { ...effect.get, target: withIds(effect.get.target) },
          }
        : effect;
  return written({
    ...promotion,
    promotionId: idOf(promotion.promotionId),
    effect: named,
    target: withIds(promotion.target),
    conditions: {
      ...conditions,
      customerGroupIds: ids(conditions.customerGroupIds),
      ...(conditions.contains === undefined ? {} : { contains: withIds(conditions.contains) }),
      ...(conditions.of === undefined ? {} : { of: withIds(conditions.of) }),
    },
  }) as Promotion;
}

function tax(name: string, ratePpm: number, isIncluded: boolean): TaxRule {
  return {
    taxId: idOf(name),
    version: 1,
    name,
    kind: 'percent',
    ratePpm: ppm(ratePpm),
    amountE4: priceE4(0),
    isIncluded,
    affectsNextBase: false,
    isBaseAffectedByPrevious: true,
  };
}

function saleLine(line: PromotionLine, index: number): SaleLineInput {
  const { unitPriceE4, includedTaxPpm, addedTaxPpm } = line;
  const isReduced = line.isDiscounted && unitPriceE4 > 0;
  return {
    lineId: idOf(`l${index}`),
    variantId: idOf(line.variantId),
    name: line.productId,
    sku: line.productId,
    unit: 'pcs',
    quantityMilli: line.quantityMilli,
    listPriceE4: isReduced ? priceE4(unitPriceE4 + 10_000) : unitPriceE4,
    unitPriceE4,
    priceSource: isReduced ? 'override' : 'list',
    discounts: index % 3 === 2 ? [{ kind: 'percent', ratePpm: ppm(50_000) }] : [],
    taxes: [
      ...(includedTaxPpm > 0 ? [tax('vat', includedTaxPpm, true)] : []),
      ...(addedTaxPpm > 0 ? [tax('levy', addedTaxPpm, false)] : []),
    ],
  };
}

type Basket = ReturnType<typeof promotionBasket> extends fc.Arbitrary<infer T> ? T : never;
const CUSTOMER = idOf('amina');

/** What a till makes of a basket and what the server makes of the till's sale; the difference in words, or null. */
function differenceOf(basket: Basket, count: Counted, byOthers: number): string | null {
  const goods = new Map(basket.lines.map((line) => [idOf(line.variantId), line]));
  const document: PricingDocument = {
    rules: basket.rules,
    promotions: limited(basket.promotions.map(promotionOf), count),
    priceLists: [
      {
        priceListId: idOf('floors'),
        version: 1,
        name: 'Floors',
        kind: 'floor',
        priority: 1,
        prices: [...goods].flatMap(([variantId, { floorPriceE4 }]) =>
          floorPriceE4 === null ? [] : [{ variantId, breaks: [{ fromMilli: milli(1), priceE4: floorPriceE4 }] }],
        ),
      },
      {
        priceListId: idOf('trade'),
        version: 3,
        name: 'Trade',
        kind: 'price',
        priority: 1,
        customerGroupIds: [idOf('wholesale')],
        prices: [...goods].map(([variantId, line]) => ({
          variantId,
          breaks: [{ fromMilli: milli(2_000), priceE4: priceE4(Math.floor(line.unitPriceE4 * 0.9)) }],
        })),
      },
    ],
  };
  const order: OrderInput = {
    rules: {
      currency: { code: 'GBP', exponent: 2 },
      taxRounding: 'per-line',
      roundingMode: 'half-up',
      cashRounding: null,
    },
    lines: basket.lines.map(saleLine),
    saleDiscounts: [],
  };
  const coupons = basket.context.coupons.map(({ code, promotionId }) => ({ code, promotionId: idOf(promotionId) }));
  const customerGroupIds = basket.context.customerGroupIds.map(idOf);
  const categories = ['food', 'drinks', 'books'].map(idOf);
  const priced = priceCart(order, {
    document,
    catalog: {
      variant: (variantId) => {
        const line = goods.get(variantId);
        if (line === undefined) return null;
        const categoryId = line.categoryIds[0] === undefined ? null : idOf(line.categoryIds[0]);
        return { productId: idOf(line.productId), categoryId } as never;
      },
      categories: () =>
        categories.map((categoryId, position) => ({ categoryId, parentId: null, name: categoryId, position })),
    },
    instant: new Date(NOW),
    storeId: STORE,
    timeZone: 'Africa/Nairobi',
    ...knownAtTill(document.promotions, count, CUSTOMER),
    customerGroupIds,
    coupons,
  });
  return serverDifference(priced, { document, coupons, customerGroupIds, goods, count, byOthers });
}

function serverDifference(
  priced: OrderInput,
  known: {
    readonly document: PricingDocument;
    readonly coupons: readonly { readonly code: string; readonly promotionId: string }[];
    readonly customerGroupIds: readonly string[];
    readonly goods: ReadonlyMap<string, PromotionLine>;
    readonly count: Counted;
    readonly byOthers: number;
  },
): string | null {
  const totals = computeOrder(priced);
  const payload = written({
    saleId: idOf('sale'),
    shiftId: idOf('shift'),
    businessDate: '2026-11-23',
    receipt: { registerCode: 'S1-R1', series: 'A', sequence: 1 },
    engineVersion: 2,
    ...priced,
    ...(known.customerGroupIds.length > 0 ? { customerGroupIds: known.customerGroupIds } : {}),
    ...(known.count.hasCustomer ? { customer: { customerId: CUSTOMER } } : {}),
    tenders: [],
    claimed: {
      netMinor: totals.netMinor,
      taxMinor: totals.taxMinor,
      discountMinor: minor(totals.lineDiscountMinor + totals.saleDiscountMinor),
      totalMinor: totals.totalMinor,
      cashRoundingMinor: minor(0),
      changeMinor: minor(0),
      lineTotalsMinor: totals.lines.map((line) => line.totalMinor),
    },
  });
  const parsed = payloadSchemas['sale.completed'].safeParse(payload);
  if (!parsed.success) return `the server cannot read it: ${parsed.error.message}`;
  const again = computeOrder(payload);
  if (JSON.stringify(again) !== JSON.stringify(totals)) return 'another derivation on the server';
  const counts = countedByServer(known.document.promotions, known.count, CUSTOMER, known.byOthers);
  const context = { ...contextOf(written(rowsOf(known))), ...counts };
  const operation = { kind: 'sale.completed', payload, occurredAt: NOW, clock: { serverTime: NOW, elapsedMs: 0 } };
  const flags = judgePricing(openBooks(context), operation as never, payload).flags;
  return flags.length === 0 ? null : `flagged ${flags.join(' ')}`;
}

function rowsOf({ document, coupons, goods, count }: Parameters<typeof serverDifference>[1]): PricingRows {
  const since = '2026-01-01T00:00:00+00:00';
  const common = { is_active: true, valid_since: since };
  return {
    promotions: document.promotions.map(({ promotionId: id, version, name, ...definition }) => ({
      ...common,
      id,
      version,
      name,
      definition,
    })),
    price_lists: document.priceLists.map(({ priceListId: id, version, name, prices: _, ...definition }) => ({
      ...common,
      id,
      version,
      name,
      definition,
    })),
    rules: [{ rules: document.rules, valid_since: since }],
    prices: document.priceLists.flatMap(({ priceListId, prices }) =>
      prices.map(({ variantId, breaks }) => ({
        price_list_id: priceListId,
        variant_id: variantId,
        version: 1,
        breaks,
      })),
    ),
    goods: [...goods].map(([variant_id, line]) => ({
      variant_id,
      product_id: idOf(line.productId),
      category_id: line.categoryIds[0] === undefined ? null : idOf(line.categoryIds[0]),
    })),
    categories: ['food', 'drinks', 'books'].map((name) => ({ category_id: idOf(name), parent_id: null })),
    coupons: coupons.map(({ code, promotionId }, index) => ({
      coupon_id: idOf(code),
      code,
      promotion_id: promotionId,
      most_uses: 2 + (count.couponsLeft[index] ?? 1),
      uses: 2,
      surplus_uses: 0,
    })),
  };
}

function contextOf(pricing: PricingRows): SyncContext {
  const key = { store_id: STORE, key_id: idOf('key'), purpose: 'till' };
  const head = { last_sequence: 0, last_hash: '', last_receipt_sequence: 0 };
  const none = {
    operations: [],
    repairs: [],
    members: [],
    shifts: [],
    variants: [],
    taxation: { goods: [], taxes: [], classes: [], past: [] },
    drifted: [],
    levels: [],
    sales: [],
  };
  return { ...none, returned: [], refunded: [], key, head, now: NOW, timeZone: 'Africa/Nairobi', pricing } as never;
}

/**
 * Prices so many baskets on both sides; every difference with the basket's number. `byOthers`: how often other registers used
 * each limited promotion without this till hearing of it.
 */
export function provePromotions(seed: number, from: number, baskets: number, byOthers = 0): string[] {
  const problems: string[] = [];
  for (let number = from; number < from + baskets; number += 1) {
    const sample = { seed: (seed * 1_000_003 + number) % 0x7fff_ffff, numRuns: 1 };
    const [basket] = fc.sample(promotionBasket(), sample);
    const [count] = fc.sample(counted, sample);
    if (basket === undefined || count === undefined) throw new Error('a sample of one has one');
    const difference = differenceOf(basket, count, byOthers);
    if (difference !== null) problems.push(`basket ${number}: ${difference}`);
  }
  return problems;
}
