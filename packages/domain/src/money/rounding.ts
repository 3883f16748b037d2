import type { Minor, RoundingMode } from './types.ts';

/** Whether the magnitude `quotient + remainder / divisor` (all positive) goes to the next integer away from zero. */
function roundsAway(quotient: bigint, remainder: bigint, divisor: bigint, mode: RoundingMode): boolean {
  if (remainder === 0n || mode === 'down') return false;
  if (mode === 'up') return true;
  const twice = remainder * 2n;
  if (twice !== divisor) return twice > divisor;
  if (mode === 'half-even') return quotient % 2n === 1n;
  return mode === 'half-up';
}

/**
 * `numerator / denominator` rounded to an integer, exactly. Symmetric around zero: the result of the negated numerator is
 * the negated result. Throws a RangeError on a zero denominator.
 */
export function roundDiv(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  if (denominator === 0n) throw new RangeError('division by zero');
  const isNegative = numerator < 0n !== denominator < 0n;
  const dividend = numerator < 0n ? -numerator : numerator;
  const divisor = denominator < 0n ? -denominator : denominator;
  const quotient = dividend / divisor;
  const magnitude = roundsAway(quotient, dividend % divisor, divisor, mode) ? quotient + 1n : quotient;
  return isNegative ? -magnitude : magnitude;
}

/** The multiple of `unitMinor` (positive) nearest to the amount under `mode`: cash rounding. */
export function roundToUnit(amountMinor: Minor, unitMinor: Minor, mode: RoundingMode): Minor {
  if (unitMinor <= 0) throw new RangeError(`a rounding unit must be positive: ${unitMinor}`);
  const units = roundDiv(BigInt(amountMinor), BigInt(unitMinor), mode);
  return toSafe(units * BigInt(unitMinor), 'Minor') as Minor;
}

/** A BigInt as a safe integer; throws a RangeError when it does not fit. */
export function toSafe(value: bigint, what: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${what} is not a safe integer: ${value}`);
  return number;
}
