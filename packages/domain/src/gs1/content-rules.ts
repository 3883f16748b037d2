import { checkDigit } from '../catalog/gtin.ts';
import { currencyByNumber } from './currencies.ts';
import { gs1Date, isoDay } from './date.ts';

/** GS1 sets 82, 39 and file-safe base 64 (General Specifications, figures 7.11-1 to 7.11-3). */
const SETS = {
  N: /^[0-9]*$/,
  X: /^[!"%-?A-Z_a-z]*$/,
  Y: /^[#\-/0-9A-Z]*$/,
  Z: /^[A-Za-z0-9_\-=]*$/,
} as const;

export function isInSet(value: string, set: keyof typeof SETS): boolean {
  return SETS[set].test(value);
}

const isBelow = (value: string, end: number) => Number(value) < end;

/** What the content of a component has to be, by the names of the GS1 Syntax Dictionary. */
const RULES: Readonly<Record<string, (value: string, nowYear: number) => boolean>> = {
  csum: (value) => checkDigit(value.slice(0, -1)) === value.at(-1),
  yymmd0: (value, nowYear) => gs1Date(value, nowYear) !== null,
  yymmdd: (value, nowYear) => gs1Date(value, nowYear, false) !== null,
  yyyymmdd: (value) =>
    isoDay(Number(value.slice(0, 4)), Number(value.slice(4, 6)), Number(value.slice(6, 8)), false) !== null,
  hh: (value) => isBelow(value, 24),
  mi: (value) => isBelow(value, 60),
  ss: (value) => isBelow(value, 60),
  hhmi: (value) => isBelow(value.slice(0, 2), 24) && isBelow(value.slice(2), 60),
  zero: (value) => /^0+$/.test(value),
  nonzero: (value) => !/^0+$/.test(value),
  nozeroprefix: (value) => value.length === 1 || !value.startsWith('0'),
  hasnondigit: (value) => /[^0-9]/.test(value),
  hyphen: (value) => value === '-',
  yesno: (value) => value === '0' || value === '1',
  winding: (value) => ['0', '1', '9'].includes(value),
  iso5218: (value) => ['0', '1', '2', '9'].includes(value),
  iso4217: (value) => currencyByNumber(value) !== undefined,
  pieceoftotal: (value) => {
    const [piece, total] = [Number(value.slice(0, 2)), Number(value.slice(2))];
    return piece > 0 && total > 0 && piece <= total;
  },
};

/** The first rule that a value breaks; `null` when it keeps them all. Throws on a rule that is not known. */
export function brokenRule(value: string, rules: readonly string[], nowYear: number): string | null {
  for (const name of rules) {
    const rule = RULES[name];
    if (rule === undefined) throw new Error(`the table of identifiers names a rule that does not exist: ${name}`);
    if (!rule(value, nowYear)) return name;
  }
  return null;
}
