import { at } from '../at.ts';
import { minorFromBigInt } from './amount.ts';
import { compare, type Fraction, floorOf, fraction, restOf } from './fraction.ts';
import type { Minor } from './types.ts';

/**
 * Integers that sum to `total` with each one the floor or the ceiling of its exact share: the largest remainder method
 * (Hamilton). Equal remainders: the earlier share goes first. `total` must be the sum of the shares rounded either way;
 * anything else is a bug and throws a RangeError.
 */
export function distribute(total: bigint, shares: readonly Fraction[]): bigint[] {
  const floors = shares.map(floorOf);
  let left = total - floors.reduce((sum, floor) => sum + floor, 0n);
  const rests = shares.map((share, index) => ({ index, rest: restOf(share) }));
  rests.sort((a, b) => compare(b.rest, a.rest) || a.index - b.index);
  for (const { index, rest } of rests) {
    if (left === 0n || rest.numerator === 0n) break;
    floors[index] = at(floors, index) + 1n;
    left -= 1n;
  }
  if (left !== 0n) throw new RangeError(`${total} is not a rounding of the sum of its shares`);
  return floors;
}

/**
 * Splits an amount in proportion to weights (safe integers, zero or positive) without losing or making a unit: largest
 * remainder, ties to the earlier one. Zero weight gets zero, except when all weights are zero: then the shares are equal.
 * A negative total mirrors the positive one. No weights and a total other than zero throws a RangeError.
 */
export function allocate(totalMinor: Minor, weights: readonly number[]): Minor[] {
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new RangeError('weights are safe integers, zero or positive');
  }
  if (totalMinor === 0) return weights.map(() => minorFromBigInt(0n));
  if (weights.length === 0) throw new RangeError(`nothing to allocate ${totalMinor} to`);
  const isEqual = weights.every((weight) => weight === 0);
  const effective = weights.map((weight) => (isEqual ? 1n : BigInt(weight)));
  const weightTotal = effective.reduce((sum, weight) => sum + weight, 0n);
  const magnitude = BigInt(Math.abs(totalMinor));
  const parts = distribute(
    magnitude,
    effective.map((weight) => fraction(magnitude * weight, weightTotal)),
  );
  return parts.map((part) => minorFromBigInt(totalMinor < 0 ? -part : part));
}
