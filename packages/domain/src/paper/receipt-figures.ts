import { moment } from '../calendar/index.ts';
import { minor } from '../money/amount.ts';
import { formatMinor, toDecimalString } from '../money/decimal.ts';
import type { Currency, Minor } from '../money/types.ts';
import type { PaperLanguage } from './model.ts';

/** How figures and times of a paper are written. */
export interface Figures {
  /** Without the currency's name, as columns have it. */
  money(amount: Minor): string;
  /** With the currency's name: the total says it once. */
  named(amount: Minor): string;
  percent(ratePpm: number): string;
  /** Points, given in thousandths. */
  points(milli: number): string;
  when(instant: string): string;
  /** A date, YYYY-MM-DD, which has no time zone. */
  day(date: string): string;
}

/** The shop's locale in the paper's language: its region decides how numbers and dates are written. */
export function paperLocale(locale: string, language: PaperLanguage): string {
  const shop = new Intl.Locale(locale);
  return shop.language === language ? locale : new Intl.Locale(locale, { language }).toString();
}

/** Figures in a locale. Digits are the common ones in every language: a receipt's figures are compared with the till's. */
export function figuresOf(locale: string, timeZone: string, currency: Currency): Figures {
  const latin = new Intl.Locale(locale, { numberingSystem: 'latn' }).toString();
  const amount = new Intl.NumberFormat(latin, {
    minimumFractionDigits: currency.exponent,
    maximumFractionDigits: currency.exponent,
  });
  const rate = new Intl.NumberFormat(latin, { maximumFractionDigits: 4 });
  const days = new Intl.DateTimeFormat(latin, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const times = new Intl.DateTimeFormat(latin, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
  return {
    money(value) {
      const text = toDecimalString(minor(Math.abs(value)), currency);
      return `${value < 0 ? '\u2212' : ''}${amount.format(text as Intl.StringNumericLiteral)}`;
    },
    named: (value) => formatMinor(value, currency, latin),
    points: (milli) => rate.format(milli / 1000),
    percent: (ratePpm) => `${rate.format(ratePpm / 10_000)}\u202f%`,
    day: (date) => days.format(moment(date)),
    when: (instant) => times.format(moment(instant)),
  };
}
