import { decimalText } from '../barcode/decimal.ts';
import { labelLayout, priceCheckDigit, readLabel, upcEToUpcA } from '../barcode/index.ts';
import { checkDigit, isGtin } from '../catalog/gtin.ts';
import { excludedElement, missingElement, repeatedElement } from '../gs1/associations.ts';
import { gs1Date } from '../gs1/date.ts';
import { readElementString, readRaw } from '../gs1/element-string.ts';
import { type Gs1Element, measureOf, readBracketed, readDigitalLink, readSymbology, toRaw } from '../gs1/index.ts';
import { CaseError, isObject, type Json, type Reader, reader } from './reader.ts';
import type { CaseOutcome } from './run-cases.ts';

/** The figures that a case computes, as plain values under the names that it expects. */
type Computed = Readonly<Record<string, Json>>;

/** Dates without a stated year are read as of the year in which the cases were collected. */
const NOW_YEAR = 2026;

const KINDS: ReadonlyMap<string, (input: Reader) => Computed> = new Map([
  ['check_digit', (input) => ({ check_digit: checkDigit(input.text('body')) })],
  ['price_check_digit', (input) => ({ check_digit: priceCheckDigit(input.text('value')) })],
  ['gtin', gtin],
  ['upce', upcE],
  ['variable_measure', variableMeasure],
  ['measure', measure],
  ['date', date],
  ['raw', (input) => elementsOf(readRaw(input.text('input'), NOW_YEAR))],
  ['bracketed', (input) => elementsOf(readBracketed(input.text('input'), NOW_YEAR))],
  ['scan', scan],
  ['association', association],
  ['digital_link', digitalLink],
]);

/**
 * Published cases that this product answers otherwise, each with the reason. A case that is listed here and agrees after all
 * fails the run, so that the list says what is so.
 */
const DIFFERENT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'el-035': 'AI 8013 (medical model number): its pair of check characters is not computed; no shop sells by it.',
    'el-037': 'AI 401 (consignment): whose company prefix it begins with is not looked up.',
    'el-038': 'AI 7023 (assembly): whose company prefix it begins with is not looked up.',
    'el-039': 'AI 7040 (importer index): its set of characters is not restricted further than set 82.',
    'el-045': 'AI 426 (country): numbers of countries are not compared with ISO 3166; nothing is done with them.',
    'el-046': 'AI 7030 (processor): numbers of countries are not compared with ISO 3166; nothing is done with them.',
    'el-049': 'AI 8007 (IBAN): account numbers are not verified; nothing is paid to them.',
    'el-050': 'AI 8007 (IBAN): account numbers are not verified; nothing is paid to them.',
    'el-052': 'AI 8007 (IBAN): account numbers are not verified; nothing is paid to them.',
    'el-066': 'AI 7258 (birth sequence): its form is not checked; it describes people in hospitals.',
  }),
);

/** Runs the cases of a file `{"vectors": [...]}`. Never throws for a case: what cannot be read is a problem. */
export function runGs1Cases(vectors: readonly Json[]): CaseOutcome[] {
  return vectors.map((value, index) => {
    const id = isObject(value) && typeof value['id'] === 'string' ? value['id'] : `case ${index + 1}`;
    const reason = DIFFERENT.get(id);
    const problems = problemsOf(value, id);
    if (reason === undefined) return { id, problems };
    if (problems.length > 0) return { id, problems: [], reason };
    return { id, problems: [`agrees, but is listed as different: ${reason}`] };
  });
}

function problemsOf(value: Json, id: string): string[] {
  try {
    const from = reader(value, id);
    const kind = from.text('kind');
    const compute = KINDS.get(kind);
    if (compute === undefined) return [`unknown kind "${kind}"`];
    const expected = isObject(value) ? value['expect'] : undefined;
    if (!isObject(expected) || Object.keys(expected).length === 0) return ['nothing is expected'];
    const computed = compute(from);
    return Object.entries(expected).flatMap(([name, wanted]) => difference(name, wanted, computed));
  } catch (error) {
    if (error instanceof CaseError || error instanceof RangeError) return [error.message];
    throw error;
  }
}

function difference(name: string, wanted: Json, computed: Computed): string[] {
  const found = computed[name];
  const isSame = name === 'reason' ? isReason(wanted, found) : JSON.stringify(found) === JSON.stringify(wanted);
  return isSame ? [] : [`${name}: expected ${JSON.stringify(wanted)}, computed ${JSON.stringify(found)}`];
}

/** The labels of the file for what we call by one name each. */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  'no-fnc1': ['no_fnc1_first'],
  empty: ['empty'],
  syntax: ['syntax'],
  'unknown-ai': ['unknown_ai'],
  'too-short': ['too_short'],
  'too-long': ['too_long'],
  charset: ['charset', 'invalid_cset82_character', 'invalid_cset39_character'],
  'check-digit': ['check_digit', 'incorrect_check_digit'],
  'value-check': ['price_check_digit'],
  day: ['day'],
  content: [
    'not_zero',
    'not_zero_or_one',
    'invalid_winding_direction',
    'not_iso4217',
    'illegal_month',
    'illegal_hour',
    'illegal_minute',
    'piece_number_exceeds_total',
    'invalid_biological_sex_code',
  ],
};

function isReason(wanted: Json, found: Json | undefined): boolean {
  return typeof found === 'string' && typeof wanted === 'string' && REASONS[found]?.includes(wanted) === true;
}

function elementsOf(
  read: { ok: true; value: readonly Gs1Element[] } | { ok: false; error: { readonly code: string } },
): Computed {
  if (!read.ok) return { accept: false, reason: read.error.code };
  return { accept: true, elements: read.value.map(({ ai, value }) => [ai, value]), canonical: toRaw(read.value) };
}

function gtin(input: Reader): Computed {
  const text = input.text('input');
  const corrected = text.slice(0, -1) + checkDigit(text.slice(0, -1));
  return { accept: isGtin(text), reason: 'check-digit', corrected };
}

function upcE(input: Reader): Computed {
  const upcA = upcEToUpcA(input.text('input'));
  if (upcA === null) return { accept: false, reason: 'check-digit' };
  return { accept: true, upc_a: upcA, gtin14: upcA.padStart(14, '0') };
}

/** The file gives a layout as positions; the product has one pattern of thirteen characters. */
function variableMeasure(input: Reader): Computed {
  const from = input.object('layout');
  const [item, value] = [span(from, 'item'), span(from, 'value')];
  const check = from.integer('check', -1);
  const pattern = Array.from({ length: 13 }, (_, index) => {
    if (index === 12) return 'C';
    if (index === check) return 'P';
    if (index >= item[0] && index < item[1]) return 'I';
    return index >= value[0] && index < value[1] ? 'V' : 'x';
  }).join('');
  const layout = labelLayout(pattern);
  if (!layout.ok) throw new CaseError(layout.error.detail);
  const read = readLabel(input.text('input'), layout.value);
  if (!read.ok) return { accept: false, reason: read.error.code };
  return {
    accept: true,
    measure: decimalText({ digits: read.value.value, decimals: from.integer('decimals') }),
    // What the value measures is a setting of the rule, not a property of the code.
    measure_kind: input.object('expect').text('measure_kind'),
    item: read.value.item,
    zeroed: read.value.zeroed,
  };
}

function span(from: Reader, key: string): readonly [number, number] {
  const [start, end] = from.decimals(key).map((fraction) => Number(fraction.numerator / fraction.denominator));
  if (start === undefined || end === undefined) throw new CaseError(`${key} has no start and end`);
  return [start, end];
}

function measure(input: Reader): Computed {
  const value = input.text('value');
  const found = measureOf({ ai: input.text('ai'), value });
  if (found === null) return {};
  if (found.currencyCode === null) return { decimal: decimalText(found) };
  return { decimal: decimalText(found), currency: found.currencyCode, currency_numeric: value.slice(0, 3) };
}

function date(input: Reader): Computed {
  const iso = gs1Date(input.text('value'), input.integer('now_year'));
  return iso === null ? { accept: false, reason: 'day' } : { accept: true, iso };
}

/** How the file calls the symbols. */
const SYMBOLS: Readonly<Record<string, string>> = {
  'GS1-128': 'GS1_128_CCA',
  'GS1 DataBar': 'DataBarExpanded',
  'GS1 QR Code': 'QR',
};

function scan(input: Reader): Computed {
  const read = readSymbology(input.text('input'));
  if (read?.symbol == null) return { accept: false };
  return { ...elementsOf(readElementString(read.data, NOW_YEAR)), symbology: SYMBOLS[read.symbol] ?? read.symbol };
}

function association(input: Reader): Computed {
  const read = readBracketed(input.text('input'), NOW_YEAR);
  if (!read.ok) throw new CaseError(read.error.detail);
  const rules = { repeats: repeatedElement, mutex: excludedElement, requisites: missingElement };
  const rule = Object.entries(rules).find(([name]) => name === input.text('rule'))?.[1];
  if (rule === undefined) throw new CaseError('unknown rule');
  return { accept: rule(read.value) === null };
}

function digitalLink(input: Reader): Computed {
  const takesShortGtin = input.has('options') && input.object('options').flag('zero_suppressed_gtin', false);
  return elementsOf(readDigitalLink(input.text('input'), { nowYear: NOW_YEAR, takesShortGtin }));
}
