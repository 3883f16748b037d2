import { at } from '../at.ts';
import { allocate } from '../money/allocate.ts';
import { minor } from '../money/amount.ts';
import { roundDiv } from '../money/rounding.ts';
import type { Minor, RoundingMode } from '../money/types.ts';
import type { PromotionRules } from './model.ts';

/** `a * b / c` rounded; all zero or positive, `c` positive. Exact: small products as numbers, large ones as BigInt. */
export function mulDiv(a: number, b: number, c: number, mode: RoundingMode): number {
  const product = a * b;
  if (product <= Number.MAX_SAFE_INTEGER) {
    const rest = product % c;
    const floor = (product - rest) / c;
    return roundsUp(floor, rest, c, mode) ? floor + 1 : floor;
  }
  return minor(Number(roundDiv(BigInt(a) * BigInt(b), BigInt(c), mode)));
}

function roundsUp(floor: number, rest: number, divisor: number, mode: RoundingMode): boolean {
  if (rest === 0 || mode === 'down') return false;
  if (mode === 'up') return true;
  const other = divisor - rest;
  if (rest !== other) return rest > other;
  return mode === 'half-even' ? floor % 2 === 1 : mode === 'half-up';
}

/** `a * b * c / (d * e)` rounded, exactly. */
export function mulMulDiv(a: number, b: number, c: number, d: number, e: number, mode: RoundingMode): number {
  if (b === d) return mulDiv(a, c, e, mode);
  return minor(Number(roundDiv(BigInt(a) * BigInt(b) * BigInt(c), BigInt(d) * BigInt(e), mode)));
}

/** Splits a total by weights without losing a unit; who gets the odd ones is a setting of the shop. */
export function shareOut(total: number, weights: readonly number[], rule: PromotionRules['allocation']): Minor[] {
  if (rule === 'largest-remainder' || total === 0) return allocate(minor(total), weights);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum === 0) return allocate(minor(total), weights);
  const parts = weights.map((weight) => mulDiv(total, weight, sum, 'down'));
  let left = total - parts.reduce((all, part) => all + part, 0);
  const order = parts.map((_, index) => index).filter((index) => at(weights, index) > 0);
  if (rule === 'last') order.reverse();
  for (const index of order) {
    if (left === 0) break;
    parts[index] = at(parts, index) + 1;
    left -= 1;
  }
  return parts.map(minor);
}

/**
 * Splits a total by weights, no part above its cap: what a part cannot take goes to the others, again by weight. Less than
 * the total where the caps allow no more.
 */
export function shareWithin(
  total: number,
  weights: readonly number[],
  caps: readonly number[],
  rule: PromotionRules['allocation'],
): Minor[] {
  const parts: number[] = weights.map(() => 0);
  let open = weights.map((_, index) => index).filter((index) => at(caps, index) > 0 && at(weights, index) > 0);
  let left = total;
  while (left > 0 && open.length > 0) {
    const shares = shareOut(
      left,
      open.map((index) => at(weights, index)),
      rule,
    );
    const full = new Set(open.filter((index, place) => at(shares, place) >= at(caps, index)));
    const taken = full.size === 0 ? open : [...full];
    for (const index of taken) {
      const share = full.size === 0 ? at(shares, open.indexOf(index)) : at(caps, index);
      parts[index] = share;
      left -= share;
    }
    open = full.size === 0 ? [] : open.filter((index) => !full.has(index));
  }
  return parts.map(minor);
}
