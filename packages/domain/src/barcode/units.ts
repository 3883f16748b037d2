import { type Decimal, rescale } from './decimal.ts';

/** The units that scales show. */
export type WeightUnit = 'kg' | 'g' | 'lb' | 'oz';

/** How much one of a unit is in the smallest of its kind: grams ten-millionths, so that pounds and ounces are exact. */
const WEIGHTS: Readonly<Record<string, bigint>> = {
  g: 100_000_000n,
  kg: 100_000_000_000n,
  lb: 45_359_237_000n,
  oz: 2_834_952_312n,
};

/**
 * A weight as a quantity of a product's unit, in thousandths, rounded half up: 0.750 kg of a product sold by the gram is
 * 750,000. A product whose unit is no weight is counted by the number on the label. The pound is 0.45359237 kg.
 */
export function weightAsQuantity(weight: Decimal, weighedIn: WeightUnit, unit: string): number {
  const from = WEIGHTS[weighedIn];
  const to = WEIGHTS[unit.trim().toLowerCase()];
  if (from === undefined || to === undefined || from === to) return rescale(weight, 3);
  const scaled = BigInt(weight.digits) * from * 1000n * 2n;
  const divisor = to * 10n ** BigInt(weight.decimals);
  return Number((scaled + divisor) / (divisor * 2n));
}
