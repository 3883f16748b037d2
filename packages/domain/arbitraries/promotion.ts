import fc from 'fast-check';
import { milli, minor, ppm, priceE4 } from '../src/money/amount.ts';
import type {
  Promotion,
  PromotionConditions,
  PromotionContext,
  PromotionEffect,
  PromotionLimits,
  PromotionLine,
  PromotionRules,
  Selection,
  Target,
} from '../src/promotion/model.ts';
import { lineGross } from '../src/quantity/quantity.ts';

const CATEGORIES = ['food', 'drinks', 'books'] as const;
const PRODUCTS = ['tea', 'milk', 'bread', 'novel', 'juice'] as const;
const COUPONS = ['AUTUMN', 'WELCOME'] as const;

export interface PromotionBasket {
  readonly promotions: readonly Promotion[];
  readonly lines: readonly PromotionLine[];
  readonly context: PromotionContext;
  readonly rules: PromotionRules;
}

const amount = fc.integer({ min: 1, max: 5_000 }).map(minor);
const rate = fc
  .oneof(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom(50_000, 100_000, 500_000, 1_000_000))
  .map(ppm);
const quantity = fc.oneof(
  fc.integer({ min: 1, max: 6 }).map((pieces) => milli(pieces * 1000)),
  fc.constant(milli(1500)),
);
const selection = fc.constantFrom<Selection>('cheapest', 'dearest', 'in-order');

function targetArbitrary(): fc.Arbitrary<Target> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant<Target>({}) },
    fc.subarray([...PRODUCTS], { minLength: 1 }).map((productIds): Target => ({ productIds })),
    fc.subarray([...CATEGORIES], { minLength: 1 }).map((categoryIds): Target => ({ categoryIds })),
    fc
      .integer({ min: 0, max: 2_000 })
      .map((price): Target => ({ minPriceE4: priceE4(price * 10_000), isUndiscountedOnly: true })),
  );
}

function effectArbitrary(): fc.Arbitrary<PromotionEffect> {
  const slot = fc.record({ quantityMilli: quantity, target: targetArbitrary() });
  return fc.oneof(
    fc.record({
      kind: fc.constant('percent' as const),
      ratePpm: rate,
      scope: fc.constantFrom('line' as const, 'order' as const),
      basis: fc.constantFrom('current' as const, 'original' as const),
    }),
    fc.record({
      kind: fc.constant('amount' as const),
      amountMinor: amount,
      scope: fc.constantFrom('unit' as const, 'line' as const, 'order' as const),
      isWithTax: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('order-price' as const), priceMinor: amount }),
    fc.record({
      kind: fc.constant('bundle-price' as const),
      slots: fc.array(slot, { minLength: 1, maxLength: 3 }),
      priceMinor: amount,
    }),
    fc.record({
      kind: fc.constant('multibuy' as const),
      groupMilli: fc.constantFrom(milli(2000), milli(3000)),
      freeMilli: fc.constant(milli(1000)),
      ratePpm: rate,
      grouping: fc.constantFrom('pool' as const, 'dearest-first' as const),
    }),
    fc.record({
      kind: fc.constant('buy-get' as const),
      buy: slot,
      get: slot,
      reduction: fc.oneof(
        rate.map((ratePpm) => ({ kind: 'percent' as const, ratePpm })),
        amount.map((amountMinor) => ({ kind: 'amount' as const, amountMinor })),
      ),
      isWhole: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('tiered' as const),
      unit: fc.constantFrom('percent' as const, 'amount' as const),
      tiers: fc.array(fc.record({ fromMinor: amount, ratePpm: rate, amountMinor: amount }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  );
}

/** A record whose fields are there or not, never undefined. */
function some<T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
}

function conditionsArbitrary(): fc.Arbitrary<PromotionConditions> {
  const conditions = some<PromotionConditions>({
    weekdays: fc.constantFrom([1, 2, 3, 4, 5], [6, 7]),
    fromMinute: fc.integer({ min: 0, max: 1_000 }),
    needsCoupon: fc.boolean(),
    customerGroupIds: fc.constantFrom(['wholesale'], ['staff']),
    minSpendMinor: amount,
    minSpendBasis: fc.constantFrom('original', 'current'),
    minQuantityMilli: quantity,
    contains: targetArbitrary(),
    of: targetArbitrary(),
  } as { [K in keyof PromotionConditions]: fc.Arbitrary<PromotionConditions[K]> }) as fc.Arbitrary<PromotionConditions>;
  return fc.oneof({ weight: 2, arbitrary: fc.constant<PromotionConditions>({}) }, conditions);
}

function limitsArbitrary(): fc.Arbitrary<PromotionLimits> {
  const limits = some<PromotionLimits>({
    maxMilliPerLine: quantity,
    maxMilliTotal: quantity,
    maxTimes: fc.integer({ min: 1, max: 3 }),
    maxDiscountMinor: amount,
    isMaxDiscountWithTax: fc.boolean(),
  } as { [K in keyof PromotionLimits]: fc.Arbitrary<PromotionLimits[K]> }) as fc.Arbitrary<PromotionLimits>;
  return fc.oneof({ weight: 2, arbitrary: fc.constant<PromotionLimits>({}) }, limits);
}

/** A promotion of any kind, named by its place. */
export function promotionArbitrary(): fc.Arbitrary<Omit<Promotion, 'promotionId' | 'name' | 'version'>> {
  return fc.record({
    effect: effectArbitrary(),
    target: targetArbitrary(),
    conditions: conditionsArbitrary(),
    limits: limitsArbitrary(),
    priority: fc.integer({ min: 1, max: 5 }),
    isExclusive: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
    consumes: fc.boolean(),
    selection,
  });
}

function lineArbitrary(): fc.Arbitrary<Omit<PromotionLine, 'lineId'>> {
  return fc
    .record({
      product: fc.constantFrom(...PRODUCTS),
      category: fc.option(fc.constantFrom(...CATEGORIES)),
      quantityMilli: quantity,
      price: fc.integer({ min: 0, max: 3_000 }),
      includedTaxPpm: fc.constantFrom(0, 160_000),
      addedTaxPpm: fc.constantFrom(0, 0, 200_000),
      hasFloor: fc.integer({ min: 0, max: 4 }).map((dice) => dice === 0),
      isDiscounted: fc.integer({ min: 0, max: 4 }).map((dice) => dice === 0),
    })
    .map(({ product, category, price, hasFloor, ...line }) => {
      const unitPriceE4 = priceE4(price * 10_000);
      return {
        ...line,
        variantId: `variant-${product}`,
        productId: product,
        categoryIds: category === null ? [] : [category],
        unitPriceE4,
        amountMinor: lineGross(line.quantityMilli, unitPriceE4, 'half-up'),
        floorPriceE4: hasFloor ? priceE4(Math.floor(price * 8_000)) : null,
      };
    });
}

function contextArbitrary(): fc.Arbitrary<Omit<PromotionContext, 'coupons'>> {
  return fc.record({
    moment: fc.record({
      instant: fc.constant('2026-11-23T10:00:00.000Z'),
      weekday: fc.integer({ min: 1, max: 7 }),
      minuteOfDay: fc.integer({ min: 0, max: 1_439 }),
    }),
    storeId: fc.constant('store'),
    customerGroupIds: fc.subarray(['wholesale', 'staff']),
    completedOrders: fc.constant(null),
    priceListIds: fc.constant([]),
    usage: fc.constant(new Map()),
  });
}

/** Baskets of up to eight lines with up to six promotions of every kind. */
export function promotionBasket(): fc.Arbitrary<PromotionBasket> {
  return fc
    .record({
      promotions: fc.array(promotionArbitrary(), { maxLength: 6 }),
      lines: fc.array(lineArbitrary(), { minLength: 1, maxLength: 8 }),
      context: contextArbitrary(),
      entered: fc.subarray([...COUPONS]),
      rules: fc.record({
        stacking: fc.constantFrom('sequence' as const, 'sequence' as const, 'best-only' as const),
        roundingMode: fc.constantFrom('half-up' as const, 'half-even' as const, 'down' as const),
        roundAt: fc.constantFrom('order' as const, 'line' as const),
        allocation: fc.constantFrom('largest-remainder' as const, 'first' as const, 'last' as const),
      }),
    })
    .map(({ promotions, lines, context, entered, rules }) => ({
      promotions: promotions.map((one, index) => ({ ...one, promotionId: `p${index}`, name: `P${index}`, version: 1 })),
      lines: lines.map((one, index) => ({ ...one, lineId: `line-${index}` })),
      context: { ...context, coupons: entered.map((code, index) => ({ code, promotionId: `p${index}` })) },
      rules,
    }));
}
