import type { Promotion } from '@mosaajii/domain/promotion';
import { z } from 'zod';
import {
  cursor,
  isoTime,
  limit,
  milli,
  minor,
  name,
  nonNegativeMinor,
  positiveMilli,
  positiveMinor,
  ppm,
  priceE4,
  text,
  uuid,
  version,
} from './wire.ts';

export const PRICING_LIMITS = {
  /** Prices that one request changes. */
  pricesEach: 500,
  breaksEach: 10,
  /** Coupons that one request makes. */
  couponsEach: 1_000,
  promotions: 500,
  priceLists: 100,
  tryOutLines: 100,
} as const;

const ids = z.array(uuid).max(500);
const someIds = z.array(uuid).min(1).max(500);
const share = ppm.refine((rate) => rate >= 0 && rate <= 1_000_000, 'must be from 0 to 100 %');

const target = z.strictObject({
  variantIds: ids.optional(),
  productIds: ids.optional(),
  categoryIds: ids.optional(),
  minPriceE4: priceE4.optional(),
  maxPriceE4: priceE4.optional(),
  isUndiscountedOnly: z.boolean().optional(),
});
const slot = z.strictObject({ quantityMilli: positiveMilli, target });

export const promotionEffect = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('percent'),
    ratePpm: share,
    scope: z.enum(['line', 'order']),
    basis: z.enum(['current', 'original']),
  }),
  z.strictObject({
    kind: z.literal('amount'),
    amountMinor: positiveMinor,
    scope: z.enum(['unit', 'line', 'order']),
    isWithTax: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('order-price'), priceMinor: nonNegativeMinor }),
  z.strictObject({
    kind: z.literal('bundle-price'),
    slots: z.array(slot).min(1).max(10),
    priceMinor: nonNegativeMinor,
  }),
  z.strictObject({
    kind: z.literal('multibuy'),
    groupMilli: positiveMilli.nullable(),
    freeMilli: positiveMilli,
    ratePpm: share,
    grouping: z.enum(['pool', 'dearest-first']),
  }),
  z.strictObject({
    kind: z.literal('buy-get'),
    buy: slot,
    get: slot,
    reduction: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('percent'), ratePpm: share }),
      z.strictObject({ kind: z.literal('amount'), amountMinor: positiveMinor }),
    ]),
    isWhole: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('tiered'),
    unit: z.enum(['percent', 'amount']),
    tiers: z
      .array(z.strictObject({ fromMinor: nonNegativeMinor, ratePpm: share, amountMinor: nonNegativeMinor }))
      .min(1)
      .max(10),
  }),
]);

const minuteOfDay = z.int().min(0).max(1_439);
const conditions = z.strictObject({
  validFrom: isoTime.optional(),
  validTo: isoTime.optional(),
  weekdays: z.array(z.int().min(1).max(7)).max(7).optional(),
  fromMinute: minuteOfDay.optional(),
  toMinute: z.int().min(0).max(1_440).optional(),
  storeIds: someIds.optional(),
  customerGroupIds: someIds.optional(),
  priceListIds: someIds.optional(),
  needsCoupon: z.boolean().optional(),
  nthOrder: z.int().min(1).max(1_000).optional(),
  of: target.optional(),
  minSpendMinor: positiveMinor.optional(),
  minSpendBasis: z.enum(['original', 'current']).optional(),
  isMinSpendWithoutTax: z.boolean().optional(),
  minQuantityMilli: positiveMilli.optional(),
  maxQuantityMilli: positiveMilli.optional(),
  contains: target.optional(),
});

const limits = z.strictObject({
  maxMilliPerLine: positiveMilli.optional(),
  maxMilliTotal: positiveMilli.optional(),
  maxTimes: z.int().min(1).max(1_000).optional(),
  maxDiscountMinor: positiveMinor.optional(),
  isMaxDiscountWithTax: z.boolean().optional(),
  usageLimit: z.int().min(1).max(1_000_000).optional(),
  perCustomerLimit: z.int().min(1).max(1_000).optional(),
  budgetMinor: positiveMinor.optional(),
});

const selection = z.enum(['cheapest', 'dearest', 'in-order']);

/** Everything that a promotion says, its name and whether it is switched on. */
const promotionFields = {
  name: name(120),
  isActive: z.boolean(),
  effect: promotionEffect,
  target,
  conditions,
  limits,
  priority: z.int().min(1).max(1_000),
  isExclusive: z.boolean(),
  consumes: z.boolean(),
  selection,
};

function isPeriodGood({ validFrom, validTo }: { readonly validFrom?: string; readonly validTo?: string }): boolean {
  return validFrom === undefined || validTo === undefined || validFrom < validTo;
}
const PERIOD = { message: 'must end after it begins', path: ['validTo'] };

export const createPromotion = z
  .strictObject({ promotionId: uuid.optional(), ...promotionFields })
  .refine((input) => isPeriodGood(clean(input.conditions)), { ...PERIOD, path: ['conditions', 'validTo'] });
export type CreatePromotion = z.output<typeof createPromotion>;
export const updatePromotion = z
  .strictObject({ version, ...promotionFields })
  .refine((input) => isPeriodGood(clean(input.conditions)), { ...PERIOD, path: ['conditions', 'validTo'] });
export type UpdatePromotion = z.output<typeof updatePromotion>;

/** Without the fields that are there and undefined: the core's types know absent fields only. */
function clean<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** `active`: in force now; `scheduled`: begins later; `ended`: over; `off`: switched off. */
export const pricingState = z.enum(['active', 'scheduled', 'ended', 'off']);
export type PricingState = z.infer<typeof pricingState>;

export const promotionSummary = z.object({
  promotionId: uuid,
  version,
  state: pricingState,
  couponCount: z.int(),
  /** How often sales used it, where that is limited; null: it is not counted. */
  used: z.object({ uses: z.int(), surplusUses: z.int(), givenMinor: minor }).nullable(),
  updatedAt: isoTime,
  ...promotionFields,
});
export type PromotionSummary = z.output<typeof promotionSummary>;
export const promotionList = z.object({ items: z.array(promotionSummary) });
export type PromotionList = z.output<typeof promotionList>;
export const promotionParams = z.strictObject({ promotionId: uuid });

const priceListFields = {
  name: name(120),
  isActive: z.boolean(),
  kind: z.enum(['price', 'floor']),
  storeIds: someIds.optional(),
  customerGroupIds: someIds.optional(),
  validFrom: isoTime.optional(),
  validTo: isoTime.optional(),
  priority: z.int().min(1).max(1_000),
};
export const createPriceList = z
  .strictObject({ priceListId: uuid.optional(), ...priceListFields })
  .refine((input) => isPeriodGood(clean(input)), PERIOD);
export type CreatePriceList = z.output<typeof createPriceList>;
export const updatePriceList = z
  .strictObject({ version, ...priceListFields })
  .refine((input) => isPeriodGood(clean(input)), PERIOD);
export type UpdatePriceList = z.output<typeof updatePriceList>;
export const priceListSummary = z.object({
  priceListId: uuid,
  version,
  state: pricingState,
  priceCount: z.int(),
  updatedAt: isoTime,
  ...priceListFields,
});
export type PriceListSummary = z.output<typeof priceListSummary>;
export const priceListList = z.object({ items: z.array(priceListSummary) });
export type PriceListList = z.output<typeof priceListList>;
export const priceListParams = z.strictObject({ priceListId: uuid });

const breaks = z
  .array(z.strictObject({ fromMilli: milli.refine((value) => value >= 1, 'must be positive'), priceE4 }))
  .min(1)
  .max(PRICING_LIMITS.breaksEach)
  .refine(
    (steps) => steps.every((step, index) => index === 0 || step.fromMilli > (steps[index - 1]?.fromMilli ?? 0)),
    'must be by rising quantity',
  );
export const listPricesQuery = z.strictObject({ cursor: cursor.optional(), limit: limit(200, 50) });
export const listPrices = z.object({
  items: z.array(z.object({ variantId: uuid, name: z.string(), sku: z.string(), priceE4: priceE4.nullable(), breaks })),
  nextCursor: z.string().nullable(),
});
export type ListPrices = z.output<typeof listPrices>;
/** Prices to be set by variant or by SKU; `null`: taken out of the list. */
export const changePrices = z.strictObject({
  version,
  prices: z
    .array(z.strictObject({ variantId: uuid.optional(), sku: text(64, 1).optional(), breaks: breaks.nullable() }))
    .min(1)
    .max(PRICING_LIMITS.pricesEach),
});
export type ChangePrices = z.output<typeof changePrices>;

export const couponCodeText = z
  .string()
  .transform((value) => value.normalize('NFKC').toUpperCase().replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^[A-Z0-9]{3,40}$/, 'must be 3 to 40 letters and digits'));
export const createCoupons = z.strictObject({
  promotionId: uuid,
  /** One code of the shop's own choice, or so many that are made up. */
  code: couponCodeText.optional(),
  count: z.int().min(1).max(PRICING_LIMITS.couponsEach).optional(),
  mostUses: z.int().min(1).max(1_000_000).nullable(),
  validTo: isoTime.nullable(),
});
export type CreateCoupons = z.output<typeof createCoupons>;
export const coupon = z.object({
  couponId: uuid,
  code: z.string(),
  promotionId: uuid,
  mostUses: z.int().nullable(),
  uses: z.int(),
  /** Uses beyond the limit: registers that did not know of each other. */
  surplusUses: z.int(),
  validTo: isoTime.nullable(),
  isActive: z.boolean(),
  createdAt: isoTime,
});
export type Coupon = z.infer<typeof coupon>;
export const couponsCreated = z.object({ coupons: z.array(coupon) });
export const couponsQuery = z.strictObject({
  promotionId: uuid.optional(),
  query: text(40).optional(),
  cursor: cursor.optional(),
  limit: limit(200, 50),
});
export const couponList = z.object({ items: z.array(coupon), nextCursor: z.string().nullable() });
export type CouponList = z.infer<typeof couponList>;
export const couponParams = z.strictObject({ couponId: uuid });
export const couponsExportQuery = z.strictObject({ promotionId: uuid.optional() });

export const pricingRules = z.strictObject({
  stacking: z.enum(['sequence', 'best-only']),
  roundingMode: z.enum(['half-up', 'half-even', 'half-down', 'up', 'down']),
  roundAt: z.enum(['order', 'line']),
  allocation: z.enum(['largest-remainder', 'first', 'last']),
});
export const pricingRulesAnswer = z.object({ version: z.int().min(0), rules: pricingRules });
export type PricingRulesAnswer = z.infer<typeof pricingRulesAnswer>;
export const setPricingRules = z.strictObject({ version: z.int().min(0), rules: pricingRules });

/** A basket to be priced without being sold. */
export const tryOutRequest = z.strictObject({
  storeId: uuid.optional(),
  /** When; now unless named. */
  at: isoTime.optional(),
  customerGroupIds: z.array(uuid).max(50),
  /** Who buys: their groups, their sales so far, and what they used of limited promotions count. */
  customerId: uuid.optional(),
  /** Which sale of theirs it would be, 1 the first; of somebody who used nothing yet where no customer is named. */
  nthSale: z.int().min(1).max(1_000).optional(),
  coupons: z.array(couponCodeText).max(20),
  lines: z
    .array(z.strictObject({ variantId: uuid, quantityMilli: positiveMilli }))
    .min(1)
    .max(PRICING_LIMITS.tryOutLines),
});
export type TryOutRequest = z.output<typeof tryOutRequest>;
export const tryOutAnswer = z.object({
  currencyCode: z.string(),
  lines: z.array(
    z.object({
      lineId: z.string(),
      variantId: uuid,
      name: z.string(),
      quantityMilli: z.int(),
      totalMinor: minor,
      derivation: z.array(z.object({ step: z.string(), label: z.string(), amountMinor: minor })),
    }),
  ),
  discountMinor: minor,
  taxMinor: minor,
  totalMinor: minor,
  applied: z.array(z.object({ promotionId: uuid, label: z.string(), discountMinor: minor })),
  rejected: z.array(z.object({ promotionId: uuid, name: z.string(), reason: z.string() })),
});
export type TryOutAnswer = z.infer<typeof tryOutAnswer>;

/** The stores and customer groups by name, to choose from where prices are set. */
export const pricingChoices = z.object({
  stores: z.array(z.object({ storeId: uuid, name: z.string() })),
  groups: z.array(z.object({ groupId: uuid, name: z.string() })),
});
export type PricingChoices = z.infer<typeof pricingChoices>;

/** What the core calls a promotion, of what came over the wire. */
export function promotionDefinition(
  input: CreatePromotion | UpdatePromotion,
): Omit<Promotion, 'promotionId' | 'version' | 'name'> {
  const { effect, target: goods, conditions: when, limits: most, priority, isExclusive, consumes } = input;
  return JSON.parse(
    JSON.stringify({
      effect,
      target: goods,
      conditions: when,
      limits: most,
      priority,
      isExclusive,
      consumes,
      selection: input.selection,
    }),
  ) as Omit<Promotion, 'promotionId' | 'version' | 'name'>;
}
