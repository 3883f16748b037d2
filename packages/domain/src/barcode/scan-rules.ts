import { isBadge } from '../badge/index.ts';
import type { Refusal } from '../result.ts';
import { hasWrongCheckDigit } from './check-digits.ts';
import type { Decimal } from './decimal.ts';
import { fitsLabel, labelLayout, readLabel } from './label.ts';
import type { CodeKind, CodeRule, LabelRule, ScanRule } from './scan-table.ts';

/** `S1-R2-A-000214`: the receipts of every register, whatever the table says. */
const RECEIPT_NUMBER = /^[A-Z0-9]{1,8}-[A-Z0-9]{1,8}-[A-Z]{1,4}-\d{6,12}$/;

export type ScanReading =
  | { readonly kind: 'product'; readonly code: string }
  | { readonly kind: 'badge'; readonly code: string }
  | { readonly kind: CodeKind; readonly code: string }
  | {
      readonly kind: 'label';
      readonly code: string;
      readonly rule: LabelRule;
      readonly item: string;
      readonly zeroed: string;
      readonly value: Decimal;
    }
  /** GS1 data, to be read with `readGs1`: its tables are larger than all of this. */
  | { readonly kind: 'gs1'; readonly code: string }
  | { readonly kind: 'wrong-check'; readonly code: string; readonly which: 'code' | 'value' };

/** What is wrong with a row that a person wrote; `null` when nothing is. */
export function scanRuleProblem(rule: ScanRule): Refusal | null {
  if (rule.kind !== 'label') {
    const isRight = /^[\x21-\x7e]{1,40}$/.test(rule.pattern) && /[^*#]/.test(rule.pattern);
    return isRight ? null : { code: 'pattern', detail: 'The pattern needs a character of its own, such as R in R*.' };
  }
  const layout = labelLayout(rule.pattern);
  return layout.ok ? null : layout.error;
}

/** `knows` answers whether the catalogue has goods with exactly this code: they win over every pattern. */
export function readScan(code: string, rules: readonly ScanRule[], knows: (code: string) => boolean): ScanReading {
  const text = code.trim();
  if (isBadge(text)) return { kind: 'badge', code: text };
  if (isPerhapsGs1(text) && !knows(text)) return { kind: 'gs1', code: text };
  const plain = withoutPrefix(text);
  if (knows(plain)) return { kind: 'product', code: plain };
  if (RECEIPT_NUMBER.test(plain)) return { kind: 'receipt', code: plain };
  for (const rule of rules) {
    const reading = rule.kind === 'label' ? byLabel(plain, rule) : byPattern(plain, rule);
    if (reading !== null) return reading;
  }
  if (hasWrongCheckDigit(plain)) return { kind: 'wrong-check', code: plain, which: 'code' };
  return { kind: 'product', code: plain };
}

/** The prefix of a symbol that holds plain data, `]E0` before an EAN-13, says nothing that the digits do not. */
function withoutPrefix(text: string): string {
  return /^\][A-Za-z][0-9A-Fa-f]./.test(text) ? text.slice(3) : text;
}

/** Cheap and without GS1's tables: `readGs1` has the last word. */
function isPerhapsGs1(text: string): boolean {
  return (
    /^\](?:C1|e[0-2]|d2|Q3|J1)/.test(text) ||
    text.includes('\u001d') ||
    /^https?:\/\/[^/]+\/.*(?:01|00|255|414|8003|8004|8006)\/[^/]/i.test(text) ||
    /^01\d{14}(?:1[0-7]|2[01]|3\d)/.test(text)
  );
}

function byPattern(code: string, { kind, pattern }: CodeRule): ScanReading | null {
  return fitsPattern(code, pattern) ? { kind, code } : null;
}

/**
 * Whether a code fits a pattern with `*` and `#`. Only the last `*` is ever taken back, so that no pattern, however many it has,
 * keeps a till from the next scan.
 */
export function fitsPattern(code: string, pattern: string): boolean {
  let [at, next, star, from] = [0, 0, -1, 0];
  while (at < code.length) {
    const wanted = pattern[next];
    if (wanted === '*') [star, from] = [next++, at];
    else if (wanted !== undefined && fitsChar(code[at] ?? '', wanted)) [at, next] = [at + 1, next + 1];
    else if (star < 0 || /[\n\r\u2028\u2029]/.test(code[from] ?? '')) return false;
    else [at, next] = [++from, star + 1];
  }
  while (pattern[next] === '*') next += 1;
  return next === pattern.length;
}

function fitsChar(char: string, wanted: string): boolean {
  return wanted === '#' ? char >= '0' && char <= '9' : char.toUpperCase() === wanted.toUpperCase();
}

function byLabel(code: string, rule: LabelRule): ScanReading | null {
  const layout = labelLayout(rule.pattern);
  if (!layout.ok || !fitsLabel(code, layout.value)) return null;
  const read = readLabel(code, layout.value);
  if (!read.ok) return { kind: 'wrong-check', code, which: read.error.code === 'value-check' ? 'value' : 'code' };
  const { item, zeroed, value } = read.value;
  return { kind: 'label', code, rule, item, zeroed, value: { digits: value, decimals: rule.decimals } };
}

/** The codes under which the goods of a label may stand in the catalogue, in the order in which they are tried. */
export function codesOfLabel({ item, zeroed }: { readonly item: string; readonly zeroed: string }): readonly string[] {
  return [...new Set([zeroed, item, item.replace(/^0+(?=.)/, '')])];
}
