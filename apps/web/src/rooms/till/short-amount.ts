import { type Currency, type Minor, minor } from '@mosaajii/domain/money';
import { figures } from '../../platform/ui/index.ts';

/** An amount as it is read off a note: without the decimals when they are all zero. */
export function shortAmount(amount: Minor, currency: Currency, locale: string): string {
  const size = 10 ** currency.exponent;
  if (amount % size !== 0) return figures(amount, currency, locale);
  return figures(minor(amount / size), { code: currency.code, exponent: 0 }, locale);
}
