import { at } from '../at.ts';
import { allocate } from '../money/allocate.ts';
import { minOf, minorFromBigInt, subtract, sum, ZERO_MINOR } from '../money/amount.ts';
import { roundDiv } from '../money/rounding.ts';
import type { Minor, RoundingMode } from '../money/types.ts';
import type { Discount } from './model.ts';

const WHOLE_PPM = 1_000_000n;

/** What one discount takes off `remaining` (zero or positive): never more than is there, never less than zero. */
export function discountOn(discount: Discount, remaining: Minor, mode: RoundingMode): Minor {
  if (remaining <= 0) return ZERO_MINOR;
  const wanted =
    discount.kind === 'amount'
      ? discount.amountMinor
      : minorFromBigInt(roundDiv(BigInt(remaining) * BigInt(discount.ratePpm), WHOLE_PPM, mode));
  return wanted <= 0 ? ZERO_MINOR : minOf(wanted, remaining);
}

/** The amounts that discounts take off one after the other, each on what the one before left. */
export function discountsInSequence(discounts: readonly Discount[], gross: Minor, mode: RoundingMode): Minor[] {
  let remaining = gross;
  return discounts.map((discount) => {
    const amount = discountOn(discount, remaining, mode);
    remaining = subtract(remaining, amount);
    return amount;
  });
}

/**
 * Shares discounts of the whole sale over the lines in proportion to what each line has left. Returns for each discount
 * the share of each line; no share exceeds its line and no unit is lost.
 */
export function shareDiscounts(discounts: readonly Discount[], lines: readonly Minor[], mode: RoundingMode): Minor[][] {
  let left = [...lines];
  return discounts.map((discount) => {
    const amount = discountOn(discount, sum(left), mode);
    const shares = amount === 0 ? left.map(() => ZERO_MINOR) : allocate(amount, left);
    left = left.map((line, index) => subtract(line, at(shares, index)));
    return shares;
  });
}
