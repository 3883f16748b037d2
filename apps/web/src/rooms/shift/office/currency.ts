import { type Currency, currencyOf } from '@mosaajii/domain/money';

/** The currency of a record; one that this program does not know is written with two decimals. */
export function recordCurrency(code: string): Currency {
  return currencyOf(code) ?? { code, exponent: 2 };
}
