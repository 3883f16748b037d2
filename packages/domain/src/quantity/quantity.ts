import { milli, minorFromBigInt } from '../money/amount.ts';
import { type DecimalRefusal, parseDecimal, shiftDecimal } from '../money/decimal.ts';
import { roundDiv } from '../money/rounding.ts';
import type { Milli, Minor, PriceE4, RoundingMode } from '../money/types.ts';
import type { Result } from '../result.ts';

/** One whole unit. */
export const ONE_UNIT: Milli = milli(1000);

/** Thousandths times ten-thousandths of a minor unit. */
export const GROSS_SCALE = 10_000_000n;

/** A quantity as typed: "2", "1.240", "0,5". Refuses more than three decimals. */
export function parseQuantity(text: string): Result<Milli, DecimalRefusal> {
  const parsed = parseDecimal(text, 3);
  return parsed.ok ? { ok: true, value: milli(parsed.value) } : parsed;
}

/** The quantity without needless zeros: 1000 is "1", 1240 is "1.24". */
export function formatQuantity(quantity: Milli): string {
  return shiftDecimal(quantity, 3).replace(/\.?0+$/, '');
}

/** Quantity times unit price, rounded once to the minor unit. */
export function lineGross(quantity: Milli, unitPrice: PriceE4, mode: RoundingMode): Minor {
  return minorFromBigInt(roundDiv(BigInt(quantity) * BigInt(unitPrice), GROSS_SCALE, mode));
}
