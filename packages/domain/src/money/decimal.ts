import { type Refusal, type Result, refuse } from '../result.ts';
import { minor, priceE4 } from './amount.ts';
import { asciiDigits } from './digits.ts';
import type { Currency, Minor, PriceE4 } from './types.ts';

export type DecimalRefusal = Refusal<'not-a-number' | 'too-many-decimals' | 'two-ways' | 'number-too-large'>;

/** `units` shifted by `exponent` decimals without a locale: (1234, 2) is "12.34", (-5, 3) is "-0.005". */
export function shiftDecimal(units: number, exponent: number): string {
  if (exponent === 0) return String(units);
  const digits = String(Math.abs(units)).padStart(exponent + 1, '0');
  const text = `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
  return units < 0 ? `-${text}` : text;
}

/** The amount as a plain decimal in ASCII, for files and exports: "-12.34". */
export function toDecimalString(amountMinor: Minor, currency: Currency): string {
  return shiftDecimal(amountMinor, currency.exponent);
}

/** A unit price as a plain decimal with at least the currency's digits and no more than it needs: 2_550_050 is "2.55005". */
export function priceToDecimalString(price: PriceE4, currency: Currency): string {
  const text = shiftDecimal(price, currency.exponent + 4);
  const least = text.indexOf('.') + 1 + currency.exponent;
  let end = text.length;
  while (end > least && text[end - 1] === '0') end -= 1;
  return text.slice(0, end).replace(/\.$/, '');
}

/** Amounts stay far inside the safe integers, so that the sum of a thousand of them does too. */
export const MOST_MINOR = 1_000_000_000_000_000;

/** What a person typed or pasted, without blanks, thousands marks that are nothing else, and marks of direction. */
function compacted(text: string): string {
  const digits = asciiDigits(text.trim());
  return digits.replace(/[\s\u00a0\u202f'’\u066c\u061c\u200e\u200f]/g, '').replace(/[\u066b\u060c]/g, ',');
}

/** "1,500" and "1.500": a thousand and more to one person, one and a half to another. */
const TWO_WAYS = /^[+-]?[1-9]\d{0,2}([.,])\d{3}$/;

/**
 * Finds the decimal separator of what a person typed. The last of `,` and `.` is the decimal one when both occur; one of
 * them alone is decimal unless it occurs several times, which only thousands separators do. "1,234" is 1.234; who asks for
 * amounts looks at `TWO_WAYS` before.
 */
function normalise(text: string): string | null {
  const compact = compacted(text);
  if (!/^[+-]?[\d.,]*\d[\d.,]*$/.test(compact)) return null;
  const [lastComma, lastDot] = [compact.lastIndexOf(','), compact.lastIndexOf('.')];
  const decimal = lastComma > lastDot ? ',' : '.';
  const grouping = decimal === ',' ? '.' : ',';
  const isRepeated = compact.split(decimal).length > 2;
  if (isRepeated && compact.includes(grouping)) return null;
  const grouped = isRepeated ? decimal : grouping;
  if (!hasThousands(isRepeated ? compact : (compact.split(decimal)[0] ?? ''), grouped)) return null;
  return compact.replaceAll(grouped, '').replace(decimal, '.');
}

function hasThousands(integerPart: string, separator: string): boolean {
  const groups = integerPart.replace(/^[+-]/, '').split(separator);
  return groups.length === 1 || groups.every((group, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group));
}

/** Decimal text in units of 10^-exponent. Surplus decimals must be zeros. */
export function parseDecimal(text: string, exponent: number): Result<number, DecimalRefusal> {
  const normal = normalise(text);
  if (normal === null) return refuse({ code: 'not-a-number', detail: `"${text}" is not a number.` });
  const [, sign, whole, decimals] = /^([+-]?)(\d*)\.?(\d*)$/.exec(normal) ?? [];
  const used = (decimals ?? '').replace(/0+$/, '');
  if (used.length > exponent) {
    return refuse({ code: 'too-many-decimals', detail: `"${text}" has more than ${exponent} decimals.` });
  }
  const value = Number(`${sign === '-' ? '-' : ''}${whole ?? ''}${used.padEnd(exponent, '0')}`);
  if (!Number.isSafeInteger(value)) return refuse({ code: 'number-too-large', detail: `"${text}" is too large.` });
  return { ok: true, value: value === 0 ? 0 : value };
}

/**
 * An amount as typed, `,` or `.` before the decimals. Refuses what is not a number, is finer than the currency or larger than
 * `MOST_MINOR`. "1,500" is refused where the currency has two decimals: it can be read in two ways, and the wrong one is a
 * thousand times off. In a currency without decimals it can only be the thousands.
 */
export function parseMoney(text: string, currency: Currency): Result<Minor, DecimalRefusal> {
  const compact = compacted(text);
  const isTwoWays = currency.exponent < 3 && TWO_WAYS.test(compact);
  if (isTwoWays && currency.exponent > 0) return refuseTwoWays(text, currency);
  const parsed = parseDecimal(isTwoWays ? compact.replace(/[.,]/, '') : compact, currency.exponent);
  if (!parsed.ok) return parsed;
  if (Math.abs(parsed.value) > MOST_MINOR) {
    return refuse({ code: 'number-too-large', detail: `"${text}" is too large.` });
  }
  return { ok: true, value: minor(parsed.value) };
}

function refuseTwoWays(text: string, { exponent }: Currency): Result<never, DecimalRefusal> {
  return refuse({
    code: 'two-ways',
    detail: `"${text}" can be read in two ways: write ${exponent} decimals.`,
  });
}

/**
 * A unit price as typed, with up to four digits below the minor unit. "1.505" is one, as `priceToDecimalString` writes it;
 * "1,505" is refused as in amounts, and both where the currency has no decimals.
 */
export function parsePrice(text: string, currency: Currency): Result<PriceE4, DecimalRefusal> {
  const [, separator] = TWO_WAYS.exec(compacted(text)) ?? [];
  const isOwnForm = separator === '.' && currency.exponent > 0;
  if (separator !== undefined && currency.exponent < 3 && !isOwnForm) return refuseTwoWays(text, currency);
  const parsed = parseDecimal(text, currency.exponent + 4);
  return parsed.ok ? { ok: true, value: priceE4(parsed.value) } : parsed;
}

const formatters = new Map<string, Intl.NumberFormat>();

/** The amount as people read it in a locale. Exact: the digits go to `Intl` as a decimal string, never through a float. */
export function formatMinor(amountMinor: Minor, currency: Currency, locale?: string): string {
  const key = `${locale ?? ''}|${currency.code}`;
  const formatter = formatters.get(key) ?? newFormatter(currency, locale);
  formatters.set(key, formatter);
  return formatter.format(toDecimalString(amountMinor, currency) as Intl.StringNumericLiteral);
}

function newFormatter(currency: Currency, locale: string | undefined): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: currency.code,
    minimumFractionDigits: currency.exponent,
    maximumFractionDigits: currency.exponent,
  });
}
