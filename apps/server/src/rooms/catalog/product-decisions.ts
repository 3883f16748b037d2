import { randomBytes } from 'node:crypto';
import type { FieldError, VariantInput } from '@mosaajii/contract';
import { codeKey, isGtin, plainRules, rulesProblem } from '@mosaajii/domain/catalog';
import type { Milli } from '@mosaajii/domain/money';
import type { CodeRecord, ProductRecord, VariantRecord } from './model.ts';

/** Letters and digits that nobody confuses when reading them aloud (Crockford's base 32). */
const SKU_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A SKU for a variant that came without one. */
export function newSku(): string {
  return `P-${Array.from(randomBytes(8), (byte) => SKU_LETTERS[byte & 31]).join('')}`;
}

/** A code as it is stored: its key, and itself as it was entered. */
export function codeRecord(input: { readonly code: string; readonly quantityMilli: Milli }): CodeRecord {
  return {
    code: codeKey(input.code),
    displayCode: input.code,
    isGtin: isGtin(input.code),
    quantityMilli: input.quantityMilli,
  };
}

/** The variant that the input asks for. What was there keeps its id and counts its version up when it differs. */
export function variantFrom(input: VariantInput, known: VariantRecord | undefined, newId: () => string): VariantRecord {
  const codes = input.codes.map(codeRecord);
  const wanted = {
    variantId: known?.variantId ?? newId(),
    sku: input.sku ?? known?.sku ?? codes[0]?.displayCode ?? newSku(),
    optionValues: input.optionValues,
    priceE4: input.priceE4,
    costE4: input.costE4,
    stockPolicy: input.stockPolicy,
    isActive: input.isActive,
    selling: input.selling === undefined ? (known?.selling ?? null) : plainRules(input.selling),
    codes,
  };
  return { ...wanted, version: versionAfter(known, wanted) };
}

function versionAfter(known: VariantRecord | undefined, wanted: Omit<VariantRecord, 'version'>): number {
  if (known === undefined) return 1;
  return isSameVariant(known, wanted) ? known.version : known.version + 1;
}

/** Whether nothing but the version differs. Codes count as a set. */
export function isSameVariant(a: Omit<VariantRecord, 'version'>, b: Omit<VariantRecord, 'version'>): boolean {
  return variantFingerprint(a) === variantFingerprint(b);
}

function variantFingerprint(variant: Omit<VariantRecord, 'version'>): string {
  const codes = variant.codes.map((code) => [code.code, code.displayCode, code.quantityMilli]).sort();
  const { sku, optionValues, priceE4, costE4, stockPolicy, isActive, selling } = variant;
  return JSON.stringify([sku, optionValues, priceE4, costE4, stockPolicy, isActive, codes, plainRules(selling)]);
}

/** Whether a product would be written as it already is. */
export function isSameProduct(before: ProductRecord, after: ProductRecord): boolean {
  return productFingerprint(before) === productFingerprint(after);
}

function productFingerprint(product: ProductRecord): string {
  const { version: _version, updatedAt: _updatedAt, createdAt: _createdAt, variants, ...rest } = product;
  const { name, description, categoryId, taxClassId, unit, optionNames, imageId, isActive, favouritePosition } = rest;
  const own = [name, description, categoryId, taxClassId, unit, optionNames, imageId, isActive, favouritePosition];
  return JSON.stringify([own, variants.map((variant) => [variant.variantId, variantFingerprint(variant)])]);
}

/** What contradicts itself inside one product, as errors of its fields. */
export function contradictionsOf(product: ProductRecord): FieldError[] {
  return [
    ...optionErrors(product),
    ...rulesErrors(product),
    ...repeated(
      product,
      'sku',
      (variant) => [variant.sku],
      (index) => `variants.${index}.sku`,
    ),
    ...repeated(
      product,
      'code',
      (variant) => variant.codes.map((code) => code.code),
      (index, within) => `variants.${index}.codes.${within}.code`,
    ),
  ];
}

const RULES_PROBLEMS = {
  'price-range': { part: 'openPrice', message: 'The lowest price is above the highest one.' },
  'weight-unit': { part: 'weighed', message: 'Only goods that are sold by kg, g, lb or oz are weighed.' },
} as const;

function rulesErrors({ variants, unit }: ProductRecord): FieldError[] {
  return variants.flatMap(({ selling }, index) => {
    const problem = rulesProblem(selling, unit);
    if (problem === null) return [];
    const { part, message } = RULES_PROBLEMS[problem];
    return [{ path: `variants.${index}.selling.${part}`, message }];
  });
}

function optionErrors({ optionNames, variants }: ProductRecord): FieldError[] {
  const errors: FieldError[] = [];
  const names = new Set(optionNames.map((name) => name.toLowerCase()));
  if (names.size !== optionNames.length)
    errors.push({ path: 'optionNames', message: 'Each option needs its own name.' });
  const seen = new Set<string>();
  for (const [index, { optionValues, isActive }] of variants.entries()) {
    if (optionValues.length !== optionNames.length) {
      const message = `Give one value for each option: ${optionNames.join(', ') || 'this product has none'}.`;
      errors.push({ path: `variants.${index}.optionValues`, message });
      continue;
    }
    const key = JSON.stringify(optionValues.map((value) => value.toLowerCase()));
    // A variant that is no longer sold keeps its values, so that old receipts can be read.
    if (isActive && seen.has(key)) {
      const message =
        optionNames.length === 0
          ? 'A product without options has one variant.'
          : `Another variant has the same values: ${optionValues.join(' / ')}.`;
      errors.push({ path: `variants.${index}.optionValues`, message });
    }
    if (isActive) seen.add(key);
  }
  return errors;
}

function repeated(
  product: ProductRecord,
  what: 'sku' | 'code',
  valuesOf: (variant: VariantRecord) => readonly string[],
  pathOf: (variant: number, within: number) => string,
): FieldError[] {
  const seen = new Set<string>();
  const errors: FieldError[] = [];
  for (const [index, variant] of product.variants.entries()) {
    for (const [within, value] of valuesOf(variant).entries()) {
      if (seen.has(value))
        errors.push({ path: pathOf(index, within), message: `This ${what} occurs twice in this product.` });
      seen.add(value);
    }
  }
  return errors;
}
