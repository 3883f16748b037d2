import { type Currency, type DecimalRefusal, minor, toDecimalString } from '@mosaajii/domain/money';
import { t } from '../../../platform/i18n/index.ts';

const SAID = {
  'not-a-number': 'till.invalidAmount',
  'two-ways': 'layers.amountTwoWays',
  'too-many-decimals': 'layers.amountDecimals',
  'number-too-large': 'layers.amountTooLarge',
} as const;

/** Why what was typed is no amount, with one as it is written here. */
export function amountProblem({ code }: DecimalRefusal, currency: Currency, locale: string): string {
  return t(SAID[code], { example: exampleOf(currency, locale) });
}

/** Fifteen hundred with its decimals, in digits that any keyboard has. */
function exampleOf(currency: Currency, locale: string): string {
  const point = new Intl.NumberFormat(locale, { numberingSystem: 'latn' })
    .formatToParts(1.5)
    .find(({ type }) => type === 'decimal')?.value;
  return toDecimalString(minor(1500 * 10 ** currency.exponent), currency).replace('.', point ?? '.');
}
