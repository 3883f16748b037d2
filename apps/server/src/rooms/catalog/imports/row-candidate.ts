import type { ImportDefaults, ImportField, ImportMapping, RejectionCode } from '@mosaajii/contract';
import type { Result } from '@mosaajii/domain';
import type { RoughRules } from '@mosaajii/domain/catalog';
import { type Currency, milli, type PriceE4, parsePrice } from '@mosaajii/domain/money';
import { parseQuantity } from '@mosaajii/domain/quantity';
import { codeRecord } from '../product-decisions.ts';
import type { UpsertRow } from '../upsert-products.ts';
import type { FileRow } from './read-rows.ts';

/** What a row asks for, before anybody has looked at what is there. */
export interface Candidate {
  readonly row: Omit<UpsertRow, 'categoryId'>;
  /** From the top down; empty when the row names none. */
  readonly categoryPath: readonly string[];
}
export interface Rejection {
  readonly code: RejectionCode;
  readonly reason: string;
}

export interface RowRules {
  readonly mapping: ImportMapping;
  readonly defaults: ImportDefaults;
  readonly currency: Currency;
  /** Tax classes by their names in lower case. */
  readonly taxClasses: ReadonlyMap<string, string>;
  /** How many columns the heading has; `null` without a heading. */
  readonly width: number | null;
}

const LONGEST: Partial<Record<ImportField, number>> = {
  name: 300,
  sku: 64,
  code: 64,
  unit: 16,
  description: 4000,
  category: 400,
};

/** Reads a row as a product, or says why it cannot be one. */
export function candidateOf({ cells }: FileRow, rules: RowRules): Result<Candidate, Rejection> {
  const cell = (field: ImportField) => {
    const index = rules.mapping[field];
    return index == null ? '' : (cells[index] ?? '').trim();
  };
  const refused = shapeRefusal(cells, cell, rules);
  if (refused !== null) return { ok: false, error: refused };
  const price = priceOf(cell('price'), rules.currency, 'bad-price');
  if (!price.ok) return price;
  const cost = priceOf(cell('cost'), rules.currency, 'bad-cost');
  if (!cost.ok) return cost;
  const selling = rulesOf(cell, rules.currency);
  if (!selling.ok) return selling;
  const taxClass = cell('taxClass');
  const taxClassId = taxClass === '' ? undefined : rules.taxClasses.get(taxClass.toLowerCase());
  if (taxClass !== '' && taxClassId === undefined) {
    return rejected('unknown-tax-class', `The shop has no tax class “${taxClass}”.`);
  }
  const [sku, code, unit, description] = [cell('sku'), cell('code'), cell('unit'), cell('description')];
  return {
    ok: true,
    value: {
      row: {
        name: cell('name').replace(/\s+/g, ' '),
        codes: code === '' ? [] : [codeRecord({ code, quantityMilli: milli(1000) })],
        ...(sku === '' ? {} : { sku }),
        ...(description === '' ? {} : { description }),
        ...(unit === '' ? {} : { unit }),
        ...(taxClassId === undefined ? {} : { taxClassId }),
        ...(price.value === undefined ? {} : { priceE4: price.value }),
        ...(cost.value === undefined ? {} : { costE4: cost.value }),
        ...(selling.value === undefined ? {} : { selling: selling.value }),
      },
      categoryPath: categoryPathOf(cell('category')),
    },
  };
}

/** "Drinks > Juices" is a category below another. */
export function categoryPathOf(text: string): string[] {
  return text
    .split('>')
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter((part) => part !== '');
}

function shapeRefusal(
  cells: readonly string[],
  cell: (field: ImportField) => string,
  rules: RowRules,
): Rejection | null {
  const surplus = rules.width === null ? [] : cells.slice(rules.width);
  if (surplus.some((value) => value.trim() !== '')) {
    return {
      code: 'too-many-columns',
      reason: `This row has ${cells.length} cells, the heading has ${rules.width}. Is a quote missing around a name?`,
    };
  }
  for (const field of Object.keys(rules.mapping) as ImportField[]) {
    const value = cell(field);
    if (/\0|\uFFFD|\p{Surrogate}/u.test(value)) {
      return {
        code: 'bad-characters',
        reason: `${titleOf(field)} contains characters that could not be read. Is the encoding right?`,
      };
    }
    const longest = LONGEST[field];
    if (longest !== undefined && value.length > longest) {
      return { code: 'too-long', reason: `${titleOf(field)} has ${value.length} characters; ${longest} fit.` };
    }
  }
  if (categoryPathOf(cell('category')).some((part) => part.length > 120)) {
    return { code: 'too-long', reason: 'A category has a name of at most 120 characters.' };
  }
  if (cell('name') === '') return { code: 'name-missing', reason: 'The name is missing.' };
  if (cell('sku') === '' && cell('code') === '') {
    return {
      code: 'key-missing',
      reason: 'Neither a SKU nor a code: the next import could not find this product again.',
    };
  }
  return shortenedRefusal(cell('code'), 'The code') ?? shortenedRefusal(cell('sku'), 'The SKU');
}

/** 5.01E+12 is what a spreadsheet leaves of a long number; the digits are gone. */
function shortenedRefusal(value: string, title: string): Rejection | null {
  if (!/^\d+(?:[.,]\d+)?E\+\d{1,3}$/i.test(value) || /\p{Cc}/u.test(value)) return controlRefusal(value, title);
  return {
    code: 'bad-characters',
    reason: `${title} ${value} was shortened by a spreadsheet. Format the column as text and export again.`,
  };
}

function controlRefusal(value: string, title: string): Rejection | null {
  return /\p{Cc}/u.test(value)
    ? { code: 'bad-characters', reason: `${title} contains a line break or a control character.` }
    : null;
}

function priceOf(
  text: string,
  currency: Currency,
  code: 'bad-price' | 'bad-cost',
): Result<PriceE4 | undefined, Rejection> {
  if (text === '') return { ok: true, value: undefined };
  const bare = text.replace(/^(?:[\p{Sc}\p{L}\s]+\.?\s*)?/u, '').replace(/[\p{Sc}\p{L}\s]*$/u, '');
  const what = code === 'bad-price' ? 'price' : 'cost';
  // "1,234" is a thousand in one file and one and a bit in another. Guessing wrong would sell at a thousandth of the price.
  if (currency.exponent < 3 && /^[1-9]\d{0,2}[.,]\d{3}$/.test(bare)) {
    return rejected(code, `The ${what} “${text}” can be read in two ways. Write it with two decimals.`);
  }
  const price = parsePrice(bare, currency);
  if (!price.ok) return rejected(code, `The ${what} “${text.slice(0, 40)}” is not an amount.`);
  if (price.value < 0) return rejected(code, `The ${what} is negative.`);
  if (price.value > 1_000_000_000_000) return rejected(code, `The ${what} is too large.`);
  return { ok: true, value: price.value };
}

/** What tills shall ask. Empty cells leave it as it is. */
function rulesOf(cell: (field: ImportField) => string, currency: Currency): Result<RoughRules | undefined, Rejection> {
  const [age, tare] = [cell('minimumAge'), cell('tare')];
  const years = Number(/^(\d{1,2})\+?$/.exec(age)?.[1] ?? '0');
  if (age !== '' && years === 0) return rejected('bad-rules', `The minimum age “${age.slice(0, 40)}” is not one.`);
  const grams = tare === '' ? null : parseQuantity(tare);
  if (grams !== null && (!grams.ok || grams.value < 0)) {
    return rejected('bad-rules', `The tare “${tare.slice(0, 40)}” is not a weight.`);
  }
  const min = priceOf(cell('lowestPrice'), currency, 'bad-price');
  if (!min.ok) return min;
  const max = priceOf(cell('highestPrice'), currency, 'bad-price');
  if (!max.ok) return max;
  const [minE4, maxE4] = [min.value, max.value];
  const selling: RoughRules = {
    ...(years === 0 ? {} : { minimumAge: years }),
    ...(minE4 === undefined && maxE4 === undefined ? {} : { openPrice: { minE4, maxE4 } }),
    ...(grams === null ? {} : { weighed: { tareMilli: grams.value } }),
  };
  return { ok: true, value: Object.keys(selling).length === 0 ? undefined : selling };
}

function rejected(code: RejectionCode, reason: string): Result<never, Rejection> {
  return { ok: false, error: { code, reason } };
}

const TITLES: Record<ImportField, string> = {
  name: 'The name',
  sku: 'The SKU',
  code: 'The code',
  price: 'The price',
  cost: 'The cost',
  category: 'The category',
  taxClass: 'The tax class',
  unit: 'The unit',
  description: 'The description',
  minimumAge: 'The minimum age',
  lowestPrice: 'The lowest price',
  highestPrice: 'The highest price',
  tare: 'The tare',
};
function titleOf(field: ImportField): string {
  return TITLES[field];
}
