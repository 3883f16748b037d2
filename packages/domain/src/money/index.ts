export { allocate, distribute } from './allocate.ts';
export {
  add,
  milli,
  minOf,
  minor,
  minorFromBigInt,
  negate,
  ppm,
  priceE4,
  subtract,
  sum,
  ZERO_MINOR,
} from './amount.ts';
export { currencyCodes, currencyOf } from './currency.ts';
export {
  type DecimalRefusal,
  formatMinor,
  MOST_MINOR,
  parseDecimal,
  parseMoney,
  parsePrice,
  priceToDecimalString,
  shiftDecimal,
  toDecimalString,
} from './decimal.ts';
export { asciiDigits } from './digits.ts';
export type { Fraction } from './fraction.ts';
export { roundDiv, roundToUnit } from './rounding.ts';
export type { Currency, Milli, Minor, Ppm, PriceE4, RoundingMode } from './types.ts';
