import { matches } from './matches.ts';
import type { Promotion, PromotionConditions, PromotionContext, PromotionRejection, StoreMoment } from './model.ts';
import { mulDiv } from './share.ts';
import { type Cart, leftOf } from './units.ts';

/** Why a promotion does not apply to a cart as it is now; null: it does. */
export function rejectionOf(promotion: Promotion, context: PromotionContext, cart: Cart): PromotionRejection | null {
  return (
    rejectionByTime(promotion.conditions, context.moment) ??
    rejectionByAsker(promotion, context) ??
    rejectionByCart(promotion.conditions, cart)
  );
}

function rejectionByTime(conditions: PromotionConditions, moment: StoreMoment): PromotionRejection | null {
  const { validFrom, validTo } = conditions;
  if (validFrom !== undefined && moment.instant < validFrom) return 'not-yet';
  if (validTo !== undefined && moment.instant >= validTo) return 'expired';
  return isHappyHour(conditions, moment) ? null : 'other-time';
}

const DAY = 24 * 60;

/** Hours past midnight belong to the day on which they began. */
function isHappyHour({ weekdays, fromMinute = 0, toMinute = DAY }: PromotionConditions, moment: StoreMoment): boolean {
  const { weekday, minuteOfDay } = moment;
  const isOn = (day: number) => weekdays === undefined || weekdays.length === 0 || weekdays.includes(day);
  if (fromMinute < toMinute) return isOn(weekday) && minuteOfDay >= fromMinute && minuteOfDay < toMinute;
  const before = weekday === 1 ? 7 : weekday - 1;
  return (minuteOfDay >= fromMinute && isOn(weekday)) || (minuteOfDay < toMinute && isOn(before));
}

function rejectionByAsker(promotion: Promotion, context: PromotionContext): PromotionRejection | null {
  const { storeIds, customerGroupIds, priceListIds, needsCoupon, nthOrder } = promotion.conditions;
  const { usageLimit, perCustomerLimit } = promotion.limits;
  if (storeIds !== undefined && !storeIds.includes(context.storeId)) return 'other-store';
  if (customerGroupIds !== undefined && !customerGroupIds.some((id) => context.customerGroupIds.includes(id))) {
    return 'customer-group';
  }
  if (priceListIds !== undefined && !priceListIds.some((id) => context.priceListIds.includes(id))) return 'price-list';
  const { promotionId } = promotion;
  if (needsCoupon === true && !context.coupons.some((coupon) => coupon.promotionId === promotionId)) return 'code';
  if (nthOrder !== undefined && context.completedOrders !== nthOrder - 1) return 'nth-order';
  const usage = context.usage.get(promotionId);
  if (usageLimit !== undefined && (usage?.used ?? 0) >= usageLimit) return 'usage-limit';
  if (perCustomerLimit !== undefined && (usage?.usedByCustomer ?? 0) >= perCustomerLimit) return 'per-customer-limit';
  return null;
}

function rejectionByCart(conditions: PromotionConditions, cart: Cart): PromotionRejection | null {
  const { of, contains, minSpendMinor, minQuantityMilli, maxQuantityMilli } = conditions;
  const counted = of === undefined ? cart : cart.filter(({ line }) => matches(line, of));
  if (minSpendMinor !== undefined && spent(conditions, counted) < minSpendMinor) return 'min-spend';
  const quantity = counted.reduce((all, { line }) => all + line.quantityMilli, 0);
  if (minQuantityMilli !== undefined && quantity < minQuantityMilli) return 'min-quantity';
  if (maxQuantityMilli !== undefined && quantity > maxQuantityMilli) return 'max-quantity';
  return contains === undefined || cart.some(({ line }) => matches(line, contains)) ? null : 'contains';
}

function spent({ minSpendBasis, isMinSpendWithoutTax }: PromotionConditions, counted: Cart): number {
  return counted.reduce((all, state) => {
    const amount = minSpendBasis === 'current' ? leftOf(state) : state.line.amountMinor;
    const { includedTaxPpm } = state.line;
    const net =
      isMinSpendWithoutTax === true ? mulDiv(amount, 1_000_000, 1_000_000 + includedTaxPpm, 'half-up') : amount;
    return all + net;
  }, 0);
}
