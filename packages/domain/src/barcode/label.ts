import { checkDigit } from '../catalog/gtin.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { priceCheckDigit } from './check-digits.ts';

/**
 * The layout of an in-store EAN-13 that carries a weight, a price or a count, as thirteen characters: digits that have to
 * stand there, `x` any digit, `I` the item, `V` the value, `P` the check digit of a value of four or five digits, `C` the
 * check digit of the whole. `2xIIIIIVVVVVC`, `20IIIIIPVVVVC`.
 */
export type LabelPattern = string;

export interface LabelLayout {
  readonly pattern: LabelPattern;
  readonly item: readonly [start: number, end: number];
  readonly value: readonly [start: number, end: number];
  /** Where the value's own check digit stands. */
  readonly valueCheck: number | null;
}

export type PatternRefusal = Refusal<'length' | 'characters' | 'item' | 'value' | 'value-check' | 'check'>;

/** Reads a layout that a person wrote. */
export function labelLayout(pattern: LabelPattern): Result<LabelLayout, PatternRefusal> {
  const wrong = (code: PatternRefusal['code'], detail: string) => refuse({ code, detail });
  if (pattern.length !== 13) return wrong('length', 'The layout has 13 characters, like the code.');
  if (!/^[0-9xIVPC]+$/.test(pattern)) return wrong('characters', 'Use digits, x, I, V, P and C only.');
  if (!/^[^C]{12}C$/.test(pattern)) return wrong('check', 'The last character, and only that, is C.');
  const item = spanOf(pattern, 'I');
  if (item === null) return wrong('item', 'The item (I) stands in one piece.');
  const value = spanOf(pattern, 'V');
  if (value === null) return wrong('value', 'The value (V) stands in one piece.');
  const checks = [...pattern].filter((char) => char === 'P').length;
  const valueDigits = value[1] - value[0];
  if (checks > 1 || (checks === 1 && valueDigits !== 4 && valueDigits !== 5)) {
    return wrong('value-check', 'One P checks a value of 4 or 5 digits.');
  }
  return ok({ pattern, item, value, valueCheck: checks === 0 ? null : pattern.indexOf('P') });
}

function spanOf(pattern: string, char: string): readonly [number, number] | null {
  const start = pattern.indexOf(char);
  const end = pattern.lastIndexOf(char) + 1;
  return start !== -1 && new RegExp(`^${char}+$`).test(pattern.slice(start, end)) ? [start, end] : null;
}

export interface LabelRead {
  /** The digits of the item as printed, with leading zeros. */
  readonly item: string;
  /** The code with zeros for value and its check digit, and its own check digit: how catalogues list such goods. */
  readonly zeroed: string;
  readonly value: number;
}

/** Thirteen digits of a scan; a UPC-A is one with a zero before it, as is the GTIN-14 of an EAN-13. */
export function asEan13(code: string): string | null {
  if (/^[0-9]{12}$/.test(code)) return `0${code}`;
  if (/^0[0-9]{13}$/.test(code)) return code.slice(1);
  return /^[0-9]{13}$/.test(code) ? code : null;
}

/** Whether the digits and wildcards of a layout fit a code, whatever its check digits say. */
export function fitsLabel(code: string, { pattern }: Pick<LabelLayout, 'pattern'>): boolean {
  const ean = asEan13(code);
  return ean !== null && [...pattern].every((char, index) => !/[0-9]/.test(char) || char === ean[index]);
}

/** Reads a code by a layout that fits it. Both check digits are verified. */
export function readLabel(
  code: string,
  layout: LabelLayout,
): Result<LabelRead, Refusal<'layout' | 'check-digit' | 'value-check'>> {
  const ean = asEan13(code);
  if (ean === null || !fitsLabel(code, layout))
    return refuse({ code: 'layout', detail: 'The layout is not that of this code.' });
  if (checkDigit(ean.slice(0, 12)) !== ean[12]) {
    return refuse({ code: 'check-digit', detail: 'The check digit of the code is wrong.' });
  }
  const value = ean.slice(...layout.value);
  if (layout.valueCheck !== null && priceCheckDigit(value) !== ean[layout.valueCheck]) {
    return refuse({ code: 'value-check', detail: 'The check digit of the price or weight is wrong.' });
  }
  const empty = [...ean.slice(0, 12)].map((digit, index) => (isValueDigit(index, layout) ? '0' : digit)).join('');
  return ok({ item: ean.slice(...layout.item), zeroed: empty + checkDigit(empty), value: Number(value) });
}

function isValueDigit(index: number, { value, valueCheck }: LabelLayout): boolean {
  return index === valueCheck || (index >= value[0] && index < value[1]);
}
