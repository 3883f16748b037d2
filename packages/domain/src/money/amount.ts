import { toSafe } from './rounding.ts';
import type { Milli, Minor, Ppm, PriceE4 } from './types.ts';

function checked(value: number, what: string): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${what} is not a safe integer: ${value}`);
  // `-0` would print as "-0" and differ from 0 under Object.is.
  return value === 0 ? 0 : value;
}

/** An amount in minor units. Throws a RangeError when the number is not a safe integer. */
export function minor(value: number): Minor {
  return checked(value, 'Minor') as Minor;
}

/** A unit price in ten-thousandths of a minor unit. Throws a RangeError when the number is not a safe integer. */
export function priceE4(value: number): PriceE4 {
  return checked(value, 'PriceE4') as PriceE4;
}

/** A quantity in thousandths. Throws a RangeError when the number is not a safe integer. */
export function milli(value: number): Milli {
  return checked(value, 'Milli') as Milli;
}

/** A rate in parts per million. Throws a RangeError when the number is not a safe integer. */
export function ppm(value: number): Ppm {
  return checked(value, 'Ppm') as Ppm;
}

/** An exact intermediate as an amount. Throws a RangeError when it leaves the safe integers. */
export function minorFromBigInt(value: bigint): Minor {
  return toSafe(value, 'Minor') as Minor;
}

export const ZERO_MINOR: Minor = minor(0);

export function add(a: Minor, b: Minor): Minor {
  return minor(a + b);
}

export function subtract(a: Minor, b: Minor): Minor {
  return minor(a - b);
}

export function negate(a: Minor): Minor {
  return minor(-a);
}

/** The sum, checked after each step, so that it is exact or throws. */
export function sum(amounts: Iterable<Minor>): Minor {
  let total = ZERO_MINOR;
  for (const amount of amounts) total = add(total, amount);
  return total;
}

export function minOf(a: Minor, b: Minor): Minor {
  return a < b ? a : b;
}
