import type { Promotion, PromotionRules } from './model.ts';
import type { PriceList } from './price-list.ts';

/** Everything that a register needs to price a cart besides the catalogue: the section `pricing`. */
export interface PricingDocument {
  readonly rules: PromotionRules;
  readonly priceLists: readonly PriceList[];
  readonly promotions: readonly Promotion[];
}

/** A coupon as registers know it: an item of the section `coupons`. */
export interface CouponItem {
  readonly id: string;
  /** In capitals, as `couponCode` makes it. */
  readonly code: string;
  readonly promotionId: string;
  /** How often it may still be used; null: as often as wanted. */
  readonly usesLeft: number | null;
  readonly validTo: string | null;
}

/** How often a limited promotion was used, as registers know it: an item of the section `promotion-uses`. */
export interface PromotionUseItem {
  readonly id: string;
  readonly used: number;
  readonly givenMinor: number;
}

/** What was typed or scanned as a coupon's code: capitals, without blanks and dashes. */
export function couponCode(text: string): string {
  return text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
}
