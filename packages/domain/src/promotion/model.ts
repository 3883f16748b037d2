import type { Milli, Minor, Ppm, PriceE4, RoundingMode } from '../money/types.ts';

/** Goods by what they are: any of the ids matches. All lists empty or absent: everything. */
export interface Target {
  readonly variantIds?: readonly string[];
  readonly productIds?: readonly string[];
  /** A category with everything below it. */
  readonly categoryIds?: readonly string[];
  /** The unit price of the line, both ends included. */
  readonly minPriceE4?: PriceE4;
  readonly maxPriceE4?: PriceE4;
  /** Leaves out lines whose price was reduced before: by a price list, by hand, or by a discount. */
  readonly isUndiscountedOnly?: boolean;
}

/** Some quantity of some goods, as one part of a set. */
export interface Slot {
  readonly quantityMilli: Milli;
  readonly target: Target;
}

/** What a promotion does. Amounts are in the price basis of the lines unless they say that they include the tax. */
export type PromotionEffect =
  /** A share off. `order`: off the sum, shared over the lines. `original` takes it of the price before other promotions. */
  | {
      readonly kind: 'percent';
      readonly ratePpm: Ppm;
      readonly scope: 'line' | 'order';
      readonly basis: 'current' | 'original';
    }
  /** An amount off each unit, each line, or the order. */
  | {
      readonly kind: 'amount';
      readonly amountMinor: Minor;
      readonly scope: 'unit' | 'line' | 'order';
      readonly isWithTax: boolean;
    }
  /** All of it together for one price. */
  | { readonly kind: 'order-price'; readonly priceMinor: Minor }
  /** A set for one price: one slot is "any three of these", several are a menu. */
  | { readonly kind: 'bundle-price'; readonly slots: readonly Slot[]; readonly priceMinor: Minor }
  /**
   * Of each group the cheapest units are reduced. `pool`: the cheapest of all, `dearest-first`: groups are formed from the
   * dearest down. `groupMilli` null: no group is needed, the conditions decide.
   */
  | {
      readonly kind: 'multibuy';
      readonly groupMilli: Milli | null;
      readonly freeMilli: Milli;
      readonly ratePpm: Ppm;
      readonly grouping: 'pool' | 'dearest-first';
    }
  /** Whoever buys some gets others for less. `isWhole`: only when all of what is given is there. */
  | {
      readonly kind: 'buy-get';
      readonly buy: Slot;
      readonly get: Slot;
      readonly reduction:
        | { readonly kind: 'percent'; readonly ratePpm: Ppm }
        | { readonly kind: 'amount'; readonly amountMinor: Minor };
      readonly isWhole: boolean;
    }
  /** The more is spent, the more comes off: the highest tier that is reached. */
  | {
      readonly kind: 'tiered';
      readonly unit: 'percent' | 'amount';
      readonly tiers: readonly { readonly fromMinor: Minor; readonly ratePpm: Ppm; readonly amountMinor: Minor }[];
    };
export type PromotionKind = PromotionEffect['kind'];

/** When a promotion applies. What is absent does not matter. */
export interface PromotionConditions {
  /** Instants, ISO 8601 UTC: from this moment, until before that one. */
  readonly validFrom?: string;
  readonly validTo?: string;
  /** By the clock of the store: on these days (1 Monday … 7 Sunday), between these minutes of the day. */
  readonly weekdays?: readonly number[];
  readonly fromMinute?: number;
  /** Before this minute. Smaller than `fromMinute`: past midnight, and the day is the one on which it began. */
  readonly toMinute?: number;
  readonly storeIds?: readonly string[];
  readonly customerGroupIds?: readonly string[];
  readonly priceListIds?: readonly string[];
  /** Only when a coupon of this promotion was entered. */
  readonly needsCoupon?: boolean;
  /** Only the customer's first, second … sale. */
  readonly nthOrder?: number;
  /** Of what the spend and the quantity are counted; absent: of the whole order. */
  readonly of?: Target;
  readonly minSpendMinor?: Minor;
  readonly minSpendBasis?: 'original' | 'current';
  /** The threshold counts amounts as priced, or always without tax. */
  readonly isMinSpendWithoutTax?: boolean;
  readonly minQuantityMilli?: Milli;
  readonly maxQuantityMilli?: Milli;
  /** At least one line of this must be there. */
  readonly contains?: Target;
}

export interface PromotionLimits {
  readonly maxMilliPerLine?: Milli;
  readonly maxMilliTotal?: Milli;
  /** How often in one order. */
  readonly maxTimes?: number;
  readonly maxDiscountMinor?: Minor;
  readonly isMaxDiscountWithTax?: boolean;
  /** How often in all, and for one customer. */
  readonly usageLimit?: number;
  readonly perCustomerLimit?: number;
  readonly budgetMinor?: Minor;
}

/** Which units are taken first where not all are. */
export type Selection = 'cheapest' | 'dearest' | 'in-order';

/** A promotion as one of its versions says. A change is a new version; a sale names the one that it used. */
export interface Promotion {
  readonly promotionId: string;
  readonly version: number;
  /** What receipts and screens call it. */
  readonly name: string;
  readonly effect: PromotionEffect;
  readonly target: Target;
  readonly conditions: PromotionConditions;
  readonly limits: PromotionLimits;
  /** 1 goes first; equal ones in the order of the list. */
  readonly priority: number;
  /** Where it applies no other does. */
  readonly isExclusive: boolean;
  /** Units that it used are not used by later promotions on units. */
  readonly consumes: boolean;
  readonly selection: Selection;
  /** Buy-get: which units count as bought first. Absent: those that cannot be given, then the dearest. */
  readonly buySelection?: Selection;
}

/** How the shop rounds and combines; carried with the promotions. */
export interface PromotionRules {
  readonly stacking: 'sequence' | 'best-only';
  readonly roundingMode: RoundingMode;
  /** A share off the order is rounded once for the order, or on each line. */
  readonly roundAt: 'order' | 'line';
  /** Who gets the odd unit of an amount that is shared. */
  readonly allocation: 'largest-remainder' | 'first' | 'last';
}

export const USUAL_PROMOTION_RULES: PromotionRules = {
  stacking: 'sequence',
  roundingMode: 'half-up',
  roundAt: 'order',
  allocation: 'largest-remainder',
};

/** A line as promotions look at it. Amounts in its price basis. */
export interface PromotionLine {
  readonly lineId: string;
  readonly variantId: string;
  readonly productId: string;
  /** Its category and those above it. */
  readonly categoryIds: readonly string[];
  readonly quantityMilli: Milli;
  readonly unitPriceE4: PriceE4;
  /** What the line comes to before promotions: quantity times price, less its own discounts. */
  readonly amountMinor: Minor;
  /** The taxes inside of the price, and those that are added to it, as shares of the price without them. */
  readonly includedTaxPpm: number;
  readonly addedTaxPpm: number;
  /** No promotion goes below this unit price. */
  readonly floorPriceE4: PriceE4 | null;
  readonly isDiscounted: boolean;
}

/** A moment as a store sees it. */
export interface StoreMoment {
  /** ISO 8601 UTC. */
  readonly instant: string;
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
  /** 0 … 1439. */
  readonly minuteOfDay: number;
}

/** How often a promotion was used before this order. */
export interface PromotionUsage {
  readonly used: number;
  readonly usedByCustomer: number;
  readonly budgetUsedMinor: Minor;
}

/** Everything beside the lines that decides which promotions apply. */
export interface PromotionContext {
  readonly moment: StoreMoment;
  readonly storeId: string;
  readonly customerGroupIds: readonly string[];
  /** Sales of the customer before this one; null: nobody is named. */
  readonly completedOrders: number | null;
  /** The price lists that are in force for this order. */
  readonly priceListIds: readonly string[];
  /** Coupons that were entered, each with its promotion. */
  readonly coupons: readonly { readonly code: string; readonly promotionId: string }[];
  readonly usage: ReadonlyMap<string, PromotionUsage>;
}

/** Why a promotion does not apply. */
export type PromotionRejection =
  | 'not-yet'
  | 'expired'
  | 'other-time'
  | 'other-store'
  | 'customer-group'
  | 'price-list'
  | 'code'
  | 'nth-order'
  | 'usage-limit'
  | 'per-customer-limit'
  | 'min-spend'
  | 'min-quantity'
  | 'max-quantity'
  | 'contains'
  | 'budget'
  | 'exclusive'
  | 'not-best';

/** A promotion as a sale carries it: everything that its arithmetic needs. */
export interface AppliedPromotion {
  readonly promotionId: string;
  readonly version: number;
  readonly label: string;
  readonly couponCode?: string;
  /** What each line pays less for it, in the line's price basis; each positive. */
  readonly shares: readonly { readonly lineId: string; readonly amountMinor: Minor }[];
}

export interface PromotionOutcome {
  /** In the order in which they were applied. */
  readonly applied: readonly AppliedPromotion[];
  readonly rejected: readonly { readonly promotionId: string; readonly reason: PromotionRejection }[];
  readonly discountMinor: Minor;
}
