import { compare as compareFractions, type Fraction, fraction, roundToStep } from '../money/fraction.ts';
import { isObject, type Json, toFraction } from './reader.ts';

/** What a group computes: numbers, lists of figures, or figures by name. */
export type Figures = Fraction | readonly Figures[] | { readonly [name: string]: Figures };

/**
 * How a computed number meets the expected text.
 * - `exact`: equal as numbers; the group has rounded already.
 * - `stated`: the exact value rounded half up to the decimals that the expectation has, two at least.
 * - a number: both rounded half up to so many decimals.
 */
export type Comparison = 'exact' | 'stated' | number;

function isFraction(value: Figures): value is Fraction {
  return 'numerator' in value && typeof value.numerator === 'bigint';
}

/** The differences between what was expected and what was computed, one sentence each; none when all agree. */
export function differences(expected: Json, computed: Figures | undefined, how: Comparison, path: string): string[] {
  if (computed === undefined) return [`${path}: this group has no such figure`];
  if (isFraction(computed)) return numberDifference(expected, computed, how, path);
  if (Array.isArray(computed)) return listDifferences(expected, computed, how, path);
  if (!isObject(expected)) return [`${path}: expected ${JSON.stringify(expected)}, computed several figures`];
  const named = new Map<string, Figures>(Object.entries(computed));
  return Object.entries(expected).flatMap(([key, value]) => differences(value, named.get(key), how, `${path}.${key}`));
}

function listDifferences(expected: Json, computed: readonly Figures[], how: Comparison, path: string): string[] {
  if (!Array.isArray(expected)) return [`${path}: expected ${JSON.stringify(expected)}, computed a list`];
  if (expected.length !== computed.length)
    return [`${path}: expected ${expected.length} figures, computed ${computed.length}`];
  return expected.flatMap((item: Json, index) => differences(item, computed[index], how, `${path}[${index}]`));
}

function numberDifference(expected: Json, computed: Fraction, how: Comparison, path: string): string[] {
  if (typeof expected !== 'string' && typeof expected !== 'number')
    return [`${path}: ${JSON.stringify(expected)} is no number`];
  const wanted = toFraction(expected, path);
  const places = placesFor(String(expected), how);
  const isEqual =
    places === null
      ? compareFractions(wanted, computed) === 0
      : compareFractions(roundedTo(wanted, places), roundedTo(computed, places)) === 0;
  return isEqual ? [] : [`${path}: expected ${expected}, computed ${show(computed)}`];
}

function placesFor(expected: string, how: Comparison): number | null {
  if (how === 'exact') return null;
  return how === 'stated' ? Math.max(2, expected.split('.')[1]?.length ?? 0) : how;
}

function roundedTo(value: Fraction, places: number): Fraction {
  return roundToStep(value, fraction(1n, 10n ** BigInt(places)), 'half-up');
}

/** Up to ten decimals, for messages. */
export function show(value: Fraction): string {
  const scaled = roundedTo(value, 10);
  const units = (scaled.numerator * 10n ** 10n) / scaled.denominator;
  const digits = String(units < 0n ? -units : units).padStart(11, '0');
  const text = `${digits.slice(0, -10)}.${digits.slice(-10)}`.replace(/\.?0+$/, '');
  return units < 0n ? `-${text}` : text;
}
