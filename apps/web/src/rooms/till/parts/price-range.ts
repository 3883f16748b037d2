import { type PriceE4, priceToDecimalString } from '@mosaajii/domain/money';
import { t } from '../../../platform/i18n/index.ts';
import type { CartLine } from '../cart.ts';
import type { TillPorts } from '../ports.ts';

/** "From 1.00 to 50.00": which prices goods without one may have; empty: any. */
export function rangeText({ catalog, shop }: Pick<TillPorts, 'catalog' | 'shop'>, { variantId }: CartLine): string {
  const { minE4, maxE4 } = catalog.variant(variantId)?.selling?.openPrice ?? {};
  const text = (price: PriceE4) => priceToDecimalString(price, shop.rules.currency);
  if (minE4 !== undefined && maxE4 !== undefined) {
    return t('layers.priceBetween', { min: text(minE4), max: text(maxE4) });
  }
  if (minE4 !== undefined) return t('layers.priceFrom', { min: text(minE4) });
  return maxE4 === undefined ? '' : t('layers.priceUpTo', { max: text(maxE4) });
}
