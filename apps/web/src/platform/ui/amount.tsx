import { type Currency, formatMinor, type Minor, type PriceE4, priceToDecimalString } from '@mosaajii/domain/money';
import { deviceLocale, spoken } from '../i18n/index.ts';
import { classes } from './classes.ts';

const plain = new Map<string, Intl.NumberFormat>();

/** The figures of an amount without the currency's name, as a cart shows them: "1,486.00", "\u221260.00". */
export function figures(amountMinor: Minor, currency: Currency, locale: string = deviceLocale()): string {
  const key = `${locale}|${currency.exponent}`;
  let format = plain.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(spoken(locale), {
      minimumFractionDigits: currency.exponent,
      maximumFractionDigits: currency.exponent,
    });
    plain.set(key, format);
  }
  return format.format(shift(amountMinor, currency.exponent)).replace('-', '\u2212');
}

/** Digits by text, never through a division that floats. */
function shift(amountMinor: number, exponent: number): Intl.StringNumericLiteral {
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  const text = exponent === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return (amountMinor < 0 ? `-${text}` : text) as Intl.StringNumericLiteral;
}

export interface AmountProps {
  readonly value: Minor;
  readonly currency: Currency;
  /** With the currency: its code small before the figures, as a total wears it. */
  readonly hasCode?: boolean;
  /** A negative amount in the danger colour, always with its sign. */
  readonly isSignal?: boolean;
  readonly locale?: string;
  readonly className?: string;
}

/** Money on the screen: tabular figures, a real minus sign, left to right in every language. */
export function Amount({ value, currency, hasCode = false, isSignal = false, locale, className }: AmountProps) {
  return (
    <bdi dir="ltr" className={classes('num', isSignal && value < 0 && 'text-danger', className)}>
      {hasCode ? (
        <span className="me-[0.2em] text-[0.5em] font-medium tracking-normal text-ink-3">{currency.code}</span>
      ) : null}
      {figures(value, currency, locale)}
    </bdi>
  );
}

/** The amount in words of the locale, with the currency: for sentences and screen readers. */
export function amountText(value: Minor, currency: Currency, locale: string = deviceLocale()): string {
  return formatMinor(value, currency, spoken(locale));
}

const prices = new Map<number, Intl.NumberFormat>();

/** A unit price with as many digits as it needs, at least the currency's. */
export function priceFigures(price: PriceE4, currency: Currency): string {
  const text = priceToDecimalString(price, currency);
  const digits = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  let format = prices.get(digits);
  if (format === undefined) {
    format = new Intl.NumberFormat(deviceLocale(), { minimumFractionDigits: digits, maximumFractionDigits: digits });
    prices.set(digits, format);
  }
  return format.format(text as Intl.StringNumericLiteral);
}
