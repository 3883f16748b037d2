import { roundDiv } from './rounding.ts';
import type { RoundingMode } from './types.ts';

/** An exact rational number in lowest terms with a positive denominator: what an amount is before it is rounded. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** `numerator / denominator` in lowest terms. Throws a RangeError on a zero denominator. */
export function fraction(numerator: bigint | number, denominator: bigint | number = 1n): Fraction {
  const [n, d] = [BigInt(numerator), BigInt(denominator)];
  if (d === 0n) throw new RangeError('a fraction needs a denominator other than zero');
  if (d === 1n) return { numerator: n, denominator: 1n };
  const divisor = d < 0n ? -gcd(n, d) : gcd(n, d);
  return { numerator: n / divisor, denominator: d / divisor };
}

export const ZERO: Fraction = fraction(0n);
export const ONE: Fraction = fraction(1n);

export function plus(a: Fraction, b: Fraction): Fraction {
  if (a.denominator === 1n && b.denominator === 1n) return { numerator: a.numerator + b.numerator, denominator: 1n };
  if (a.denominator === b.denominator) return fraction(a.numerator + b.numerator, a.denominator);
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function negated(a: Fraction): Fraction {
  return { numerator: -a.numerator, denominator: a.denominator };
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, negated(b));
}

export function times(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** Throws a RangeError when `b` is zero. */
export function dividedBy(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator, a.denominator * b.numerator);
}

export function total(values: Iterable<Fraction>): Fraction {
  let result = ZERO;
  for (const value of values) result = plus(result, value);
  return result;
}

export function roundFraction(a: Fraction, mode: RoundingMode): bigint {
  return a.denominator === 1n ? a.numerator : roundDiv(a.numerator, a.denominator, mode);
}

/** The nearest multiple of `step` (positive) under `mode`. */
export function roundToStep(a: Fraction, step: Fraction, mode: RoundingMode): Fraction {
  return times(fraction(roundFraction(dividedBy(a, step), mode)), step);
}

/** The greatest integer that is not above `a`. */
export function floorOf(a: Fraction): bigint {
  if (a.denominator === 1n) return a.numerator;
  const quotient = a.numerator / a.denominator;
  // In lowest terms with a denominator above 1 there is always a remainder, and division truncates towards zero.
  return a.numerator < 0n ? quotient - 1n : quotient;
}

/** What is above the floor: from zero to less than one. */
export function restOf(a: Fraction): Fraction {
  return { numerator: a.numerator - floorOf(a) * a.denominator, denominator: a.denominator };
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compare(a: Fraction, b: Fraction): number {
  if (a.denominator === b.denominator) return a.numerator < b.numerator ? -1 : a.numerator > b.numerator ? 1 : 0;
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
