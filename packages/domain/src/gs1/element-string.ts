import { ok, type Result, refuse } from '../result.ts';
import { type AiSpec, aiSpec } from './application-identifiers.ts';
import { brokenRule, isInSet } from './content-rules.ts';
import type { Gs1Element, Gs1Refusal } from './model.ts';

/** ASCII 29: how scanners send FNC1 inside a code. */
export const GS = '\u001d';
/** How FNC1 is written in texts that people read. */
const FNC1 = '^';

/** The prefixes (ISO/IEC 15424) that say that a code holds GS1 elements, with the name of the symbol. */
const SYMBOLS: ReadonlyMap<string, string> = new Map([
  [']C1', 'GS1-128'],
  [']e0', 'GS1 DataBar'],
  [']e1', 'GS1 Composite'],
  [']e2', 'GS1 Composite'],
  [']d2', 'GS1 DataMatrix'],
  [']Q3', 'GS1 QR Code'],
  [']J1', 'GS1 DotCode'],
]);

export interface SymbologyRead {
  /** The GS1 symbol, or `null` when the prefix names one that holds plain data, such as `]E0` for EAN-13. */
  readonly symbol: string | null;
  readonly data: string;
}

/** Takes the symbology identifier off; `null` when the scanner sent none. */
export function readSymbology(text: string): SymbologyRead | null {
  if (!/^\][A-Za-z][0-9A-Fa-f]/.test(text)) return null;
  return { symbol: SYMBOLS.get(text.slice(0, 3)) ?? null, data: text.slice(3) };
}

function wrong(code: Gs1Refusal['code'], detail: string): { readonly ok: false; readonly error: Gs1Refusal } {
  return refuse({ code, detail });
}

/**
 * The elements of a code as scanners send it: FNC1 as ASCII 29 (or `^`), leading ones allowed. The year decides the century
 * of its dates.
 */
export function readElementString(data: string, nowYear: number): Result<readonly Gs1Element[], Gs1Refusal> {
  let rest = data.replaceAll(FNC1, GS);
  while (rest.startsWith(GS)) rest = rest.slice(1);
  if (rest === '') return wrong('empty', 'The code holds no data.');
  const elements: Gs1Element[] = [];
  while (rest !== '') {
    const spec = specAtStart(rest);
    if (spec === undefined) return wrong('unknown-ai', `No GS1 identifier begins with ${rest.slice(0, 4)}.`);
    const body = rest.slice(spec.ai.length);
    const value = cutValue(body, spec);
    const problem = problemOf(spec, value, nowYear);
    if (problem !== null) return refuse(problem);
    elements.push({ ai: spec.ai, value });
    rest = body.slice(value.length);
    if (rest.startsWith(GS)) rest = rest.slice(1);
  }
  return ok(elements);
}

/** A text with `^` for FNC1 that begins with one, as specifications write it. */
export function readRaw(text: string, nowYear: number): Result<readonly Gs1Element[], Gs1Refusal> {
  if (!text.startsWith(FNC1)) return wrong('no-fnc1', 'GS1 data begins with FNC1.');
  return readElementString(text.slice(1), nowYear);
}

function specAtStart(rest: string): AiSpec | undefined {
  for (const length of [2, 3, 4]) {
    const spec = rest.length >= length ? aiSpec(rest.slice(0, length)) : undefined;
    if (spec !== undefined) return spec;
  }
  return undefined;
}

/** An identifier of a fixed length takes so many characters; every other one what stands before the next FNC1. */
function cutValue(body: string, spec: AiSpec): string {
  const end = body.indexOf(GS);
  const until = end === -1 ? body.length : end;
  return spec.needsSeparator ? body.slice(0, until) : body.slice(0, Math.min(until, lengthOf(spec)));
}

function lengthOf({ components }: AiSpec): number {
  return components.reduce((total, component) => total + component.most, 0);
}

/** What is wrong with the data of an identifier. */
function problemOf(spec: AiSpec, value: string, nowYear: number): Gs1Refusal | null {
  const where = `(${spec.ai})`;
  if (value === '') return { code: 'empty', detail: `${where} has no data.` };
  let rest = value;
  for (const { set, least, most, isOptional, rules } of spec.components) {
    const part = rest.slice(0, most);
    rest = rest.slice(part.length);
    if (part === '' && isOptional) continue;
    if (part.length < least) return { code: 'too-short', detail: `${where} is too short.` };
    if (!isInSet(part, set)) return { code: 'charset', detail: `${where} holds a character that it may not.` };
    const broken = brokenRule(part, rules, nowYear);
    if (broken === 'csum') return { code: 'check-digit', detail: `The check digit of ${where} is wrong.` };
    if (broken !== null) return { code: 'content', detail: `${where} holds ${part}, which it may not (${broken}).` };
  }
  return rest === '' ? null : { code: 'too-long', detail: `${where} is too long.` };
}

/** Checks one element from elsewhere (brackets, a web address). */
export function checkElement({ ai, value }: Gs1Element, nowYear: number): Gs1Refusal | null {
  const spec = aiSpec(ai);
  return spec === undefined
    ? { code: 'unknown-ai', detail: `(${ai}) is no GS1 identifier.` }
    : problemOf(spec, value, nowYear);
}

/** The text below a bar code: `(01)09501101530003(17)140704`. A bracket inside data is written `\(`. */
export function readBracketed(text: string, nowYear: number): Result<readonly Gs1Element[], Gs1Refusal> {
  const elements: Gs1Element[] = [];
  let rest = text;
  while (rest !== '') {
    const [all, ai = '', data = ''] = /^\((\d{2,4})\)((?:\\\(|[^(])*)/.exec(rest) ?? [];
    if (all === undefined) return wrong('syntax', 'Write each identifier in brackets: (01)09501101530003.');
    elements.push({ ai, value: data.replaceAll('\\(', '(') });
    rest = rest.slice(all.length);
  }
  if (elements.length === 0) return wrong('empty', 'The text holds no data.');
  const problem = elements.map((element) => checkElement(element, nowYear)).find((found) => found !== null);
  return problem === undefined ? ok(elements) : refuse(problem);
}

/** Elements as one text with `^` for FNC1, only where it has to stand. */
export function toRaw(elements: readonly Gs1Element[]): string {
  return elements.reduce((text, { ai, value }, index) => {
    const before = elements[index - 1];
    const separator = before !== undefined && aiSpec(before.ai)?.needsSeparator === true ? FNC1 : '';
    return text + separator + ai + value;
  }, FNC1);
}
