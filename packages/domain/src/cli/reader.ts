import { type Fraction, fraction } from '../money/fraction.ts';
import type { RoundingMode } from '../money/types.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** A case that cannot be read. The runner counts it as failed and prints the sentence. */
export class CaseError extends Error {}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Plain decimal text or a JSON number as an exact fraction: "-12.345", 7. */
export function toFraction(value: Json, where: string): Fraction {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  const [, sign, whole, decimals] = /^([+-]?)(\d*)\.?(\d*)$/.exec(text) ?? [];
  if (sign === undefined || !/\d/.test(text))
    throw new CaseError(`${where} is not a decimal number: ${text || 'absent'}`);
  const digits = BigInt(`${whole ?? ''}${decimals ?? ''}`);
  return fraction(sign === '-' ? -digits : digits, 10n ** BigInt((decimals ?? '').length));
}

/** The fields of an object of a case, each read once as what it must be. A missing optional field has a default. */
export interface Reader {
  has(key: string): boolean;
  isList(key: string): boolean;
  decimal(key: string, missing?: Fraction): Fraction;
  optionalDecimal(key: string): Fraction | null;
  integer(key: string, missing?: number): number;
  flag(key: string, missing: boolean): boolean;
  text(key: string, missing?: string): string;
  object(key: string): Reader;
  list(key: string): Reader[];
  decimals(key: string): Fraction[];
  texts(key: string): string[];
  keys(): string[];
}

export function reader(value: Json | undefined, path: string): Reader {
  if (!isObject(value)) throw new CaseError(`${path} is not an object`);
  const at = (key: string): Json | undefined => value[key] ?? undefined;
  const where = (key: string) => `${path}.${key}`;
  const need = (key: string): Json => {
    const found = at(key);
    if (found === undefined) throw new CaseError(`${where(key)} is missing`);
    return found;
  };
  const items = (key: string): readonly Json[] => {
    const found = need(key);
    if (!Array.isArray(found)) throw new CaseError(`${where(key)} is not a list`);
    return found;
  };
  return {
    has: (key) => at(key) !== undefined,
    isList: (key) => Array.isArray(at(key)),
    decimal: (key, missing) => (at(key) === undefined && missing ? missing : toFraction(need(key), where(key))),
    optionalDecimal: (key) => (at(key) === undefined ? null : toFraction(need(key), where(key))),
    integer: (key, missing) => toInteger(at(key) ?? missing ?? need(key), where(key)),
    flag: (key, missing) => toFlag(at(key) ?? missing, where(key)),
    text: (key, missing) => toText(at(key) ?? missing ?? need(key), where(key)),
    object: (key) => reader(at(key), where(key)),
    list: (key) => items(key).map((item, index) => reader(item, `${where(key)}[${index}]`)),
    decimals: (key) => items(key).map((item, index) => toFraction(item, `${where(key)}[${index}]`)),
    texts: (key) => items(key).map((item, index) => toText(item, `${where(key)}[${index}]`)),
    keys: () => Object.keys(value),
  };
}

function toInteger(value: Json, where: string): number {
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw new CaseError(`${where} is not an integer`);
  return number;
}

function toFlag(value: Json, where: string): boolean {
  if (typeof value !== 'boolean') throw new CaseError(`${where} is not true or false`);
  return value;
}

function toText(value: Json, where: string): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw new CaseError(`${where} is not a text`);
  return value;
}

const MODES: Readonly<Record<string, RoundingMode>> = {
  'half-up': 'half-up',
  'half-down': 'half-down',
  'half-even': 'half-even',
  up: 'up',
  ceiling: 'up',
  down: 'down',
  floor: 'down',
};

/** A rounding mode by the names that other systems give it: HALF_UP, half-up, UP, floor … Absent: half up. */
export function roundingMode(from: Reader, key: string): RoundingMode {
  const name = from.text(key, 'half-up').toLowerCase().replaceAll('_', '-');
  const mode = MODES[name];
  if (!mode) throw new CaseError(`unknown rounding ${name}`);
  return mode;
}
