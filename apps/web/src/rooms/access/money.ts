import { currencyOf, minor } from '@mosaajii/domain/money';
import { amountText } from '../../platform/ui/index.ts';

/** "KES 1,500.00" of an amount as the server states it. */
export function moneyText(amountMinor: number, currencyCode: string): string {
  const currency = currencyOf(currencyCode);
  return currency === null ? `${amountMinor} ${currencyCode}` : amountText(minor(amountMinor), currency);
}
