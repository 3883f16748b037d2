import { isGtin } from '../catalog/gtin.ts';
import { ok, type Result, refuse } from '../result.ts';
import { aiSpec } from './application-identifiers.ts';
import { checkElement } from './element-string.ts';
import type { Gs1Element, Gs1Refusal } from './model.ts';

/** The identifiers that a web address may be about, each with the qualifiers that may follow it, in this order. */
const KEYS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ['00', []],
  ['01', [['22', '10', '21'], ['235']]],
  ['253', []],
  ['255', []],
  ['401', []],
  ['402', []],
  ['414', [['254'], ['7040']]],
  ['415', [['8020']]],
  ['417', [['7040']]],
  ['8003', []],
  ['8004', [['7040']]],
  ['8006', [['22', '10', '21']]],
  ['8010', [['8011']]],
  ['8013', []],
  ['8017', [['8019']]],
  ['8018', [['8019']]],
]);
/** The characters that RFC 3986 lets stand in an address. */
const ADDRESS = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/;

const notALink = (detail: string): { readonly ok: false; readonly error: Gs1Refusal } =>
  refuse({ code: 'no-link', detail });

export interface LinkOptions {
  readonly nowYear: number;
  /** Takes GTINs of 8, 12 and 13 digits too, as older labels print them. */
  readonly takesShortGtin?: boolean;
}

/** The elements of a GS1 Digital Link, `https://example.com/01/09501101530003/10/ABC?17=260131`. */
export function readDigitalLink(text: string, options: LinkOptions): Result<readonly Gs1Element[], Gs1Refusal> {
  if (!ADDRESS.test(text)) return notALink('The address holds a character that no address has.');
  const [, domain, path, query = ''] =
    /^(?:https?|HTTPS?):\/\/([^/?#]+)(\/[^?#]*)(?:\?([^#]*))?(?:#.*)?$/.exec(text) ?? [];
  if (domain === undefined || path === undefined) return notALink('The code is no web address of a thing.');
  if (!/^[A-Za-z0-9.-]+(?::\d+)?$/.test(domain)) return notALink('The address names no host.');
  const inPath = readPath(path);
  if (!inPath.ok) return inPath;
  const inQuery = readQuery(query, inPath.value);
  if (!inQuery.ok) return inQuery;
  const elements = [...inPath.value, ...inQuery.value].map((element) => whole(element, options));
  const repeated = elements.find(({ ai }, index) => elements.findIndex((one) => one.ai === ai) !== index);
  if (repeated !== undefined) return refuse({ code: 'repeated', detail: `(${repeated.ai}) stands twice.` });
  const problem = elements.map((element) => checkElement(element, options.nowYear)).find((found) => found !== null);
  return problem === undefined ? ok(elements) : refuse(problem);
}

/** The pairs at the end of the path, from the last key on; what stands before is the owner's own. */
function readPath(path: string): Result<readonly Gs1Element[], Gs1Refusal> {
  const parts = path.slice(1).split('/');
  for (let at = parts.length - 2; at >= 0; at -= 2) {
    const key = parts[at] ?? '';
    const qualifiers = KEYS.get(key);
    if (qualifiers === undefined) continue;
    const elements = pairsOf(parts.slice(at));
    if (elements === null) return notALink('A part of the address is not written as it should be.');
    const following = elements.slice(1).map(({ ai }) => ai);
    const isInOrder = following.length === 0 || qualifiers.some((order) => isSubsequence(following, order));
    return isInOrder ? ok(elements) : notALink(`(${key}) is not followed by what may follow it.`);
  }
  return notALink('The address names no item.');
}

function pairsOf(parts: readonly string[]): Gs1Element[] | null {
  const elements: Gs1Element[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const value = decoded(parts[index + 1] ?? '');
    if (value === null || value === '') return null;
    elements.push({ ai: parts[index] ?? '', value });
  }
  return elements;
}

function isSubsequence(some: readonly string[], order: readonly string[]): boolean {
  let at = 0;
  for (const one of some) {
    at = order.indexOf(one, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** The other identifiers. A qualifier that belongs into the path is refused here; names that are no numbers are not GS1's. */
function readQuery(query: string, path: readonly Gs1Element[]): Result<readonly Gs1Element[], Gs1Refusal> {
  const elements: Gs1Element[] = [];
  const [key, ...used] = path.map(({ ai }) => ai);
  const orders = (KEYS.get(key ?? '') ?? []).filter((order) => used.every((ai) => order.includes(ai)));
  for (const pair of query.split(/[&;]/)) {
    const [ai = '', raw] = pair.split('=', 2);
    if (raw === undefined || !/^\d+$/.test(ai)) continue;
    const value = decoded(raw.replaceAll('+', ' '));
    if (aiSpec(ai) === undefined) return refuse({ code: 'unknown-ai', detail: `(${ai}) is no GS1 identifier.` });
    if (value === null || value === '') return notALink(`(${ai}) has no data.`);
    if (orders.some((order) => order.includes(ai))) return notALink(`(${ai}) belongs into the path of the address.`);
    elements.push({ ai, value });
  }
  return ok(elements);
}

/** Percent signs read back; `null` for a wrong one and for control characters. */
function decoded(text: string): string | null {
  try {
    const value = decodeURIComponent(text);
    return [...value].some((char) => char < ' ') ? null : value;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function whole(element: Gs1Element, { takesShortGtin = false }: LinkOptions): Gs1Element {
  if (element.ai !== '01' || !takesShortGtin || !isGtin(element.value)) return element;
  return { ai: '01', value: element.value.padStart(14, '0') };
}
