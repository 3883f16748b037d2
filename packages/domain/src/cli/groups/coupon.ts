import { at } from '../../at.ts';
import {
  compare,
  dividedBy,
  type Fraction,
  floorOf,
  fraction,
  minus,
  ONE,
  plus,
  roundFraction,
  times,
  total,
  ZERO,
} from '../../money/fraction.ts';
import type { Figures } from '../compare.ts';
import { CaseError, type Reader } from '../reader.ts';
import { percent } from './tax-lines.ts';

/** An item on its way through the coupons, in minor units; `position` is its place in the input. */
interface CouponItem {
  readonly position: number;
  readonly quantity: number;
  /** Price of all units before any coupon. */
  readonly price: Fraction;
  readonly isOnSale: boolean;
  discount: Fraction;
}

interface Coupon {
  readonly type: 'percent' | 'fixed_per_unit' | 'fixed_cart';
  /** Percent, or minor units. */
  readonly amount: Fraction;
  /** `null`: no limit. */
  readonly limitUnits: number | null;
  readonly excludesSaleItems: boolean;
  readonly isSequential: boolean;
}

const HUNDRED = fraction(100);

/**
 * Group `coupon`: coupons one after the other over items by unit price, dearest first, with WooCommerce's conventions. In
 * sequence a percentage is of what is left, otherwise of the full price; neither takes more than is left. Percentages are
 * rounded down on each item, and what that loses against the whole (a tie rounds down) is given back cent by cent.
 */
export function coupon(input: Reader): Figures {
  const items = input.list('items').map(readItem).sort(byUnitPrice);
  const isSequential = input.flag('sequential', false);
  const byCoupon = input.list('coupons').map((from) => {
    const current = readCoupon(from, isSequential);
    return dividedBy(applyCoupon(current, eligibleItems(current, items)), HUNDRED);
  });
  const perItem = [...items].sort((a, b) => a.position - b.position).map((item) => dividedBy(item.discount, HUNDRED));
  const subtotal = dividedBy(total(items.map((item) => item.price)), HUNDRED);
  const discount = total(byCoupon);
  return { discount, by_coupon: byCoupon, line_discounts: perItem, total: minus(subtotal, discount) };
}

function readItem(from: Reader, position: number): CouponItem {
  const quantity = from.integer('quantity', 1);
  const price = times(times(from.decimal('unit_price'), HUNDRED), fraction(quantity));
  return { position, quantity, price, isOnSale: from.flag('on_sale', false), discount: ZERO };
}

function byUnitPrice(a: CouponItem, b: CouponItem): number {
  const unit = (item: CouponItem) => (item.quantity === 0 ? ZERO : dividedBy(item.price, fraction(item.quantity)));
  return compare(unit(b), unit(a)) || a.position - b.position;
}

const TYPES: Readonly<Record<string, Coupon['type']>> = {
  percent: 'percent',
  fixed_per_unit: 'fixed_per_unit',
  fixed_product: 'fixed_per_unit',
  fixed_cart: 'fixed_cart',
};

function readCoupon(from: Reader, isSequential: boolean): Coupon {
  const name = from.text('type', 'percent');
  const type = TYPES[name];
  if (!type) throw new CaseError(`unknown type of coupon: ${name}`);
  const amount = from.decimal('amount');
  const limit = from.integer('limit_units', 0);
  return {
    type,
    amount: type === 'percent' ? amount : times(amount, HUNDRED),
    limitUnits: limit > 0 ? limit : null,
    excludesSaleItems: from.flag('exclude_sale_items', false),
    isSequential,
  };
}

/** Items with a price left. A cart coupon that excludes sale items applies to no cart that has one. */
function eligibleItems(current: Coupon, items: readonly CouponItem[]): CouponItem[] {
  const hasSaleItem = items.some((item) => item.isOnSale);
  if (current.excludesSaleItems && hasSaleItem && current.type === 'fixed_cart') return [];
  return items.filter((item) => leftOf(item).numerator > 0n && !(current.excludesSaleItems && item.isOnSale));
}

function leftOf(item: CouponItem): Fraction {
  return minus(item.price, item.discount);
}

function take(item: CouponItem, wanted: Fraction): Fraction {
  const left = leftOf(item);
  const amount = compare(wanted, left) > 0 ? left : wanted;
  item.discount = plus(item.discount, amount);
  return amount;
}

function applyCoupon(current: Coupon, items: readonly CouponItem[]): Fraction {
  if (current.type === 'percent') return applyPercent(current, items);
  return current.type === 'fixed_cart'
    ? applyToCart(current, items, current.amount)
    : applyPerUnit(current, items, current.amount);
}

/** How many units of each item a coupon reaches, in order. */
function reachedUnits(current: Coupon, items: readonly CouponItem[]): number[] {
  let left = current.limitUnits ?? Number.POSITIVE_INFINITY;
  return items.map((item) => {
    const units = Math.min(left, item.quantity);
    left -= units;
    return units;
  });
}

function applyPercent(current: Coupon, items: readonly CouponItem[]): Fraction {
  const units = reachedUnits(current, items);
  const rate = percent(current.amount);
  const bases = items.map((item, index) => {
    const price = current.isSequential ? leftOf(item) : item.price;
    return times(price, fraction(at(units, index), item.quantity));
  });
  const granted = total(items.map((item, index) => take(item, fraction(floorOf(times(at(bases, index), rate))))));
  const whole = fraction(roundFraction(times(total(bases), rate), 'half-down'));
  return compare(granted, whole) < 0 ? plus(granted, grantCents(current, items, minus(whole, granted))) : granted;
}

function applyPerUnit(current: Coupon, items: readonly CouponItem[], amount: Fraction): Fraction {
  const units = reachedUnits(current, items);
  return total(
    items.map((item, index) => {
      const unitPrice = dividedBy(item.price, fraction(item.quantity));
      const isCapped = current.limitUnits !== null && compare(unitPrice, amount) < 0;
      return take(item, times(isCapped ? unitPrice : amount, fraction(at(units, index))));
    }),
  );
}

/** The same whole number of cents off each unit, again and again; the last cents go to the first units. */
function applyToCart(current: Coupon, items: readonly CouponItem[], amount: Fraction): Fraction {
  const open = items.filter((item) => leftOf(item).numerator > 0n);
  const count = open.reduce((sum, item) => sum + item.quantity, 0);
  if (count === 0 || amount.numerator <= 0n) return ZERO;
  const each = fraction(floorOf(dividedBy(amount, fraction(count))));
  if (each.numerator === 0n) return grantCents(current, open, amount);
  const granted = applyPerUnit(current, open, each);
  const rest = minus(amount, granted);
  const goesOn = granted.numerator > 0n && rest.numerator > 0n;
  return goesOn ? plus(granted, applyToCart(current, open, rest)) : granted;
}

function grantCents(current: Coupon, items: readonly CouponItem[], amount: Fraction): Fraction {
  let granted = ZERO;
  for (const item of items) {
    for (let unit = 0; unit < item.quantity && compare(granted, amount) < 0; unit += 1) {
      const price = current.isSequential ? leftOf(item) : item.price;
      granted = plus(granted, take(item, compare(price, ONE) < 0 ? price : ONE));
    }
  }
  return granted;
}
