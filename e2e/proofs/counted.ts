import { minor } from '@mosaajii/domain/money';
import type { Promotion, PromotionLimits, PromotionUseItem } from '@mosaajii/domain/promotion';
import type { CustomerItem } from '@mosaajii/domain/purse';
import fc from 'fast-check';
import type { SyncContext } from '../../apps/server/src/rooms/operations/sync/model.ts';
import type { PricingFrame } from '../../apps/web/src/platform/pricing/price-cart.ts';

/** What was used of a promotion before a sale: heard from the server, and by this register since. */
interface Use {
  readonly limits: Pick<PromotionLimits, 'usageLimit' | 'perCustomerLimit' | 'budgetMinor'>;
  /** Only a customer's so manyth sale; zero: any. */
  readonly nthOrder: number;
  readonly heard: number;
  readonly heardOfCustomer: number;
  readonly givenMinor: number;
  /** By the register itself, of this customer or of nobody. */
  readonly own: readonly { readonly isOfCustomer: boolean; readonly givenMinor: number }[];
}
export interface Counted {
  readonly hasCustomer: boolean;
  readonly orders: number;
  readonly uses: readonly Use[];
  /** How much more a coupon is good for than it was used, one for each. */
  readonly couponsLeft: readonly number[];
}

const few = fc.nat(3);
const money = fc.integer({ min: 0, max: 6_000 }).map(minor);
const use: fc.Arbitrary<Use> = fc.record({
  limits: fc.record(
    {
      usageLimit: fc.integer({ min: 1, max: 8 }),
      perCustomerLimit: fc.integer({ min: 1, max: 6 }),
      budgetMinor: money.map((value) => minor(value * 4)),
    },
    { requiredKeys: [] },
  ),
  nthOrder: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 2, 3),
  heard: few,
  heardOfCustomer: few,
  givenMinor: money,
  own: fc.array(fc.record({ isOfCustomer: fc.boolean(), givenMinor: money }), { maxLength: 2 }),
});

/** Limits of promotions and what has been used of them, for baskets of up to six promotions. */
export const counted: fc.Arbitrary<Counted> = fc.record({
  hasCustomer: fc.boolean(),
  orders: few,
  uses: fc.array(use, { minLength: 6, maxLength: 6 }),
  couponsLeft: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 2 }),
});

/** The promotions with their limits; every third one has none. */
export function limited(promotions: readonly Promotion[], { uses }: Counted): Promotion[] {
  return promotions.map((promotion, index) => {
    const one = uses[index];
    if (one === undefined || index % 3 === 2) return promotion;
    const { limits, conditions } = promotion;
    const nth = one.nthOrder === 0 ? {} : { nthOrder: one.nthOrder };
    return { ...promotion, limits: { ...limits, ...one.limits }, conditions: { ...conditions, ...nth } };
  });
}

/** What a till knows of it: the server's counters as it heard them, and its own sales since. */
export function knownAtTill(
  promotions: readonly Promotion[],
  { hasCustomer, orders, uses }: Counted,
  customerId: string,
): Pick<PricingFrame, 'customer' | 'uses' | 'own'> {
  const each = promotions.map(({ promotionId }, index) => ({ promotionId, use: uses[index] }));
  const promotionUses = Object.fromEntries(
    each.map(({ promotionId, use: one }) => [promotionId, one?.heardOfCustomer ?? 0]),
  );
  const customer: CustomerItem = { id: customerId, name: 'Amina', orders, promotionUses };
  const counters = each.map(({ promotionId, use: one }): [string, PromotionUseItem] => [
    promotionId,
    { id: promotionId, used: one?.heard ?? 0, givenMinor: one?.givenMinor ?? 0 },
  ]);
  const own = each.flatMap(({ promotionId, use: one }) =>
    (one?.own ?? []).map(({ isOfCustomer, givenMinor }, index) => ({
      saleId: `${promotionId} ${index}`,
      customerId: isOfCustomer ? customerId : null,
      promotions: [{ promotionId, couponCode: null, givenMinor: minor(givenMinor) }],
    })),
  );
  return { customer: hasCustomer ? customer : null, uses: new Map(counters), own };
}

/**
 * What the server has counted when the sale arrives: what the till had heard, the till's own sales before it, and what other
 * registers sold meanwhile.
 */
export function countedByServer(
  promotions: readonly Promotion[],
  { orders, uses }: Counted,
  customerId: string,
  byOthers: number,
): Pick<SyncContext, 'promotionUses' | 'customerUses' | 'customerOrders'> {
  const each = promotions.flatMap(({ promotionId, limits }, index) => {
    const one = uses[index];
    return one === undefined ? [] : [{ ...one, promotionId, limits }];
  });
  const isLimited = ({ limits }: (typeof each)[number]) =>
    [limits.usageLimit, limits.perCustomerLimit, limits.budgetMinor].some((limit) => limit !== undefined);
  const ofCustomer = ({ own }: Use) => own.filter(({ isOfCustomer }) => isOfCustomer).length;
  return {
    promotionUses: each.filter(isLimited).map(({ promotionId, limits, heard, givenMinor, own }) => ({
      promotion_id: promotionId,
      most_uses: limits.usageLimit ?? null,
      most_each: limits.perCustomerLimit ?? null,
      budget_minor: limits.budgetMinor ?? null,
      uses: heard + own.length + byOthers,
      surplus_uses: 0,
      given_minor: own.reduce((sum, one) => sum + one.givenMinor, givenMinor),
    })),
    customerUses: each.map((one) => ({
      promotion_id: one.promotionId,
      customer_id: customerId,
      uses: one.heardOfCustomer + ofCustomer(one),
    })),
    customerOrders: [{ customer_id: customerId, orders: each.reduce((sum, one) => sum + ofCustomer(one), orders) }],
  };
}
