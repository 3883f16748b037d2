import {
  asciiDigits,
  type Currency,
  type Milli,
  type Minor,
  milli,
  type Ppm,
  type PriceE4,
  parseMoney,
  parsePrice,
  ppm,
} from '@mosaajii/domain/money';
import { parseQuantity } from '@mosaajii/domain/quantity';
import type { Discount } from '@mosaajii/domain/sale';

/**
 * What a text in the omnibox asks for. One field for everything: codes, words, quantities, reductions, prices, receipts
 * and commands.
 */
export type Intent =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'help' }
  /** `>close`: a command by its name. */
  | { readonly kind: 'command'; readonly text: string }
  /** `@ali`: a customer; `@+ali` a new one. */
  | { readonly kind: 'customer'; readonly text: string }
  /** `#1042`, `#S1-R2-A-000214`. */
  | { readonly kind: 'receipt'; readonly text: string }
  /** `+`, `-`, `+5`, `-2`: changes the quantity of the selected line. */
  | { readonly kind: 'change-quantity'; readonly byMilli: Milli }
  /** `-10%`, `-2.00`, with `--` for the whole sale. */
  | { readonly kind: 'discount'; readonly target: 'line' | 'sale'; readonly discount: Discount }
  /** `coupon SUMMER25`. */
  | { readonly kind: 'coupon'; readonly code: string }
  /** `=4.99`. */
  | { readonly kind: 'price'; readonly priceE4: PriceE4 }
  /** `3*`: the next scan or hit is taken three times. */
  | { readonly kind: 'multiplier'; readonly quantityMilli: Milli }
  /** A code or words, perhaps with a quantity before: `1.250*4011`, `mil cof`. */
  | { readonly kind: 'find'; readonly text: string; readonly quantityMilli: Milli | null }
  | { readonly kind: 'invalid'; readonly reason: 'quantity' | 'amount' | 'percent' | 'price' };

const ONE = milli(1000);

/** Reads the text of the omnibox. Pure and total: every text is some intent. */
export function parseOmnibox(input: string, currency: Currency): Intent {
  const text = inAscii(input.trim());
  if (text === '') return { kind: 'nothing' };
  if (text === '?') return { kind: 'help' };
  if (text.startsWith('>')) return { kind: 'command', text: text.slice(1).trim() };
  if (text.startsWith('@')) return { kind: 'customer', text: text.slice(1).trim() };
  if (text.startsWith('#')) return { kind: 'receipt', text: text.slice(1).trim() };
  const [, coupon] = /^coupon\s+(.+)$/i.exec(text) ?? [];
  if (coupon !== undefined) return { kind: 'coupon', code: coupon.trim() };
  if (text.startsWith('=')) return readPrice(text.slice(1), currency);
  if (text.startsWith('--')) return readDiscount(text.slice(2), 'sale', currency);
  if (/^[+-]\d*$/.test(text)) return readChange(text);
  if (/^-[\d.,\s]*[\d.,](\s*%)?$/.test(text)) return readDiscount(text.slice(1), 'line', currency);
  return readFind(text);
}

/** Figures and codes in the digits of an Arabic keyboard; words, which may have such digits in them, stay as they are. */
function inAscii(text: string): string {
  if (!/\p{L}/u.test(text)) return asciiDigits(text).replaceAll('٫', '.').replaceAll('٪', '%');
  return text.replace(/^[\p{Nd}.,٫]+(?=\s*[*×])/u, (times) => asciiDigits(times).replaceAll('٫', '.'));
}

function readChange(text: string): Intent {
  const size = text.length === 1 ? ONE : milli(Number(text.slice(1)) * 1000);
  if (size === 0 || size > 1_000_000_000) return { kind: 'invalid', reason: 'quantity' };
  return { kind: 'change-quantity', byMilli: text.startsWith('-') ? milli(-size) : size };
}

function readPrice(text: string, currency: Currency): Intent {
  const price = parsePrice(text, currency);
  return price.ok && price.value >= 0 ? { kind: 'price', priceE4: price.value } : { kind: 'invalid', reason: 'price' };
}

function readDiscount(text: string, target: 'line' | 'sale', currency: Currency): Intent {
  if (text.trimEnd().endsWith('%')) {
    const rate = percentOf(text.replace('%', ''));
    if (rate === null) return { kind: 'invalid', reason: 'percent' };
    return { kind: 'discount', target, discount: { kind: 'percent', ratePpm: rate } };
  }
  const amount = amountOf(text, currency);
  if (amount === null) return { kind: 'invalid', reason: 'amount' };
  return { kind: 'discount', target, discount: { kind: 'amount', amountMinor: amount } };
}

/** A typed percentage as parts per million: "12.5" is 125,000. From above 0 to 100. */
export function percentOf(text: string): Ppm | null {
  const parsed = parseMoney(text, { code: 'XXX', exponent: 3 });
  if (!parsed.ok || parsed.value <= 0 || parsed.value > 100_000) return null;
  return ppm(parsed.value * 10);
}

/** A typed positive amount; a trailing point says "an amount" in currencies without decimals. */
export function amountOf(text: string, currency: Currency): Minor | null {
  const parsed = parseMoney(text.replace(/[.,]$/, ''), currency);
  return parsed.ok && parsed.value > 0 ? parsed.value : null;
}

const TIMES = /^([\d.,]+)\s*[*×xX]\s*(.*)$/;

function readFind(text: string): Intent {
  const [, before, rest] = /^[\d.,]+\s*[*×]/.test(text) ? (TIMES.exec(text) ?? []) : [];
  if (before === undefined || rest === undefined) return { kind: 'find', text, quantityMilli: null };
  const quantity = parseQuantity(before);
  if (!quantity.ok || quantity.value <= 0 || quantity.value > 1_000_000_000)
    return { kind: 'invalid', reason: 'quantity' };
  if (rest === '') return { kind: 'multiplier', quantityMilli: quantity.value };
  return { kind: 'find', text: rest.trim(), quantityMilli: quantity.value };
}

/** Whether a text that was not found is a code to keep beside the cart, rather than words that matched nothing. */
export function looksLikeCode(text: string): boolean {
  return /^[A-Za-z0-9._/-]{4,48}$/.test(text) && /\d{3}/.test(text);
}
