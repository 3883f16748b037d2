import { distribute } from '../../money/allocate.ts';
import type { Fraction } from '../../money/fraction.ts';
import { dividedBy, fraction, ONE, times, total } from '../../money/fraction.ts';
import type { Figures } from '../compare.ts';
import { CaseError, type Reader } from '../reader.ts';

/**
 * Shares of a total by weight under the convention of Vendure's `prorate`: floors, and the units that are left to the
 * largest remainders, for negative totals too (the till's `allocate` mirrors them instead). All weights zero: equal shares.
 */
export function prorate(weights: readonly Fraction[], amount: bigint): bigint[] {
  if (weights.length === 0) return [];
  const sum = total(weights);
  const even = sum.numerator === 0n;
  const whole = even ? fraction(weights.length) : sum;
  return distribute(
    amount,
    weights.map((weight) => dividedBy(times(fraction(amount), even ? ONE : weight), whole)),
  );
}

/** Group `allocation`. */
export function allocation(input: Reader): Figures {
  const weights = input.decimals('weights');
  if (weights.some((weight) => weight.numerator < 0n)) throw new CaseError('a weight is negative');
  const shares = prorate(weights, BigInt(input.integer('total_minor')));
  return {
    shares_minor: shares.map((share) => fraction(share)),
    total_minor: total(shares.map((share) => fraction(share))),
  };
}
