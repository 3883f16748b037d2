import type { ProductDetail, UpdateProductRequest } from '@mosaajii/contract';
import { codeKey } from '@mosaajii/domain/catalog';
import {
  type Currency,
  milli,
  type PriceE4,
  parseDecimal,
  parsePrice,
  priceToDecimalString,
  shiftDecimal,
} from '@mosaajii/domain/money';
import { t } from '../../../platform/i18n/index.ts';
import { NOTHING_ASKED, type SellingDraft, sellingDraft, sellingFrom } from './selling-draft.ts';

/** A product while somebody types it: amounts are text, so that nothing is lost on the way. */
export interface ProductDraft {
  readonly name: string;
  readonly description: string;
  readonly categoryId: string;
  readonly taxClassId: string;
  readonly unit: string;
  readonly isActive: boolean;
  readonly favouritePosition: number | null;
  readonly options: readonly OptionDraft[];
  readonly variants: readonly VariantDraft[];
}

export interface OptionDraft {
  readonly name: string;
  /** As typed: "S, M, L". */
  readonly values: string;
}

export interface VariantDraft {
  /** Names the row on the screen, also before the server has named the variant. */
  readonly key: string;
  readonly variantId: string | null;
  readonly optionValues: readonly string[];
  readonly sku: string;
  readonly price: string;
  readonly cost: string;
  readonly stockPolicy: 'allow' | 'warn' | 'refuse';
  readonly isActive: boolean;
  readonly selling: SellingDraft;
  readonly codes: readonly CodeDraft[];
}

export interface CodeDraft {
  readonly code: string;
  readonly quantity: string;
}

/** Messages by the path that the server uses too: `variants.0.price`. */
export type DraftErrors = Readonly<Record<string, string>>;
/** The body of both requests: creating ignores the version. */
export type ProductBody = Omit<UpdateProductRequest, 'version'>;

export const MOST_VARIANTS = 500;

/** An empty product; a name that was searched for is already there. */
export function newDraft(taxClassId: string, name = '', newKey: () => string = randomKey): ProductDraft {
  return {
    name,
    description: '',
    categoryId: '',
    taxClassId,
    unit: 'pcs',
    isActive: true,
    favouritePosition: null,
    options: [],
    variants: [emptyVariant(newKey())],
  };
}

function emptyVariant(key: string): VariantDraft {
  return {
    key,
    variantId: null,
    optionValues: [],
    sku: '',
    price: '',
    cost: '',
    stockPolicy: 'warn',
    isActive: true,
    selling: NOTHING_ASKED,
    codes: [],
  };
}

export function randomKey(): string {
  return crypto.randomUUID();
}

/** The product as it is stored, ready to be changed. */
export function draftOf(product: ProductDetail, currency: Currency): ProductDraft {
  const price = (value: PriceE4 | null) => (value === null ? '' : priceToDecimalString(value, currency));
  return {
    name: product.name,
    description: product.description,
    categoryId: product.categoryId ?? '',
    taxClassId: product.taxClassId,
    unit: product.unit,
    isActive: product.isActive,
    favouritePosition: product.favouritePosition,
    options: product.optionNames.map((name, axis) => ({
      name,
      values: distinct(
        product.variants.filter((variant) => variant.isActive).map((variant) => variant.optionValues[axis] ?? ''),
      ).join(', '),
    })),
    variants: product.variants.map((variant) => ({
      key: variant.variantId,
      variantId: variant.variantId,
      optionValues: variant.optionValues,
      sku: variant.sku,
      price: price(variant.priceE4),
      cost: price(variant.costE4),
      stockPolicy: variant.stockPolicy,
      isActive: variant.isActive,
      selling: sellingDraft(variant.selling, currency),
      codes: variant.codes.map(({ code, quantityMilli }) => ({ code, quantity: quantityText(quantityMilli) })),
    })),
  };
}

function quantityText(quantityMilli: number): string {
  return shiftDecimal(quantityMilli, 3).replace(/\.?0+$/, '');
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** The values of an option as they are meant: between commas, trimmed, each once. */
export function optionValuesOf(text: string): string[] {
  const seen = new Map<string, string>();
  for (const value of text.split(/[,;\n]/).map((part) => part.trim().replace(/\s+/g, ' '))) {
    if (value !== '' && !seen.has(value.toLowerCase())) seen.set(value.toLowerCase(), value);
  }
  return [...seen.values()];
}

/** How many variants these options make. */
export function combinationCount(options: readonly OptionDraft[]): number {
  return options.reduce((count, option) => count * Math.max(1, optionValuesOf(option.values).length), 1);
}

/**
 * The draft with other options: one variant for each combination of their values. A variant whose values still occur
 * stays as it is; a new one takes prices and policy of the first. Variants that are stored and no longer sold stay last.
 */
export function withOptions(
  draft: ProductDraft,
  options: readonly OptionDraft[],
  newKey: () => string = randomKey,
): ProductDraft {
  const axes = options.map((option) => optionValuesOf(option.values)).filter((values) => values.length > 0);
  const isComplete = options.length > 0 && axes.length === options.length;
  if (options.length > 0 && !isComplete) return { ...draft, options };
  if (combinationCount(options) > MOST_VARIANTS) return { ...draft, options };
  const model = draft.variants[0] ?? emptyVariant(newKey());
  const known = new Map(draft.variants.map((variant) => [keyOf(variant.optionValues), variant]));
  const used = new Set<string>();
  const variants = combinations(axes).map((optionValues, index) => {
    const kept = known.get(keyOf(optionValues)) ?? (index === 0 ? adopted(draft, model, axes.length) : undefined);
    if (kept !== undefined && !used.has(kept.key)) {
      used.add(kept.key);
      return { ...kept, optionValues, isActive: true };
    }
    const { price, cost, stockPolicy, selling } = model;
    return { ...emptyVariant(newKey()), price, cost, stockPolicy, selling, optionValues };
  });
  return { ...draft, options, variants };
}

/** The first variant takes part in new axes as their first combination, so that its SKU, codes and history go on. */
function adopted(draft: ProductDraft, model: VariantDraft, axes: number): VariantDraft | undefined {
  return draft.variants.some((variant) => variant.optionValues.length === axes && axes > 0) ? undefined : model;
}

function combinations(axes: readonly (readonly string[])[]): string[][] {
  return axes.reduce<string[][]>((rows, values) => rows.flatMap((row) => values.map((value) => [...row, value])), [[]]);
}

function keyOf(values: readonly string[]): string {
  return JSON.stringify(values.map((value) => value.toLowerCase()));
}

/** A code added to a variant; `null` when it is there already, in whichever form. */
export function withCode(variant: VariantDraft, code: string): VariantDraft | null {
  const text = code.trim();
  if (text === '' || variant.codes.some((known) => codeKey(known.code) === codeKey(text))) return null;
  return { ...variant, codes: [...variant.codes, { code: text, quantity: '1' }] };
}

/** The request that the draft is, or what has to be corrected first. */
export function bodyOf(
  draft: ProductDraft,
  currency: Currency,
): { readonly ok: true; readonly body: ProductBody } | { readonly ok: false; readonly errors: DraftErrors } {
  const errors: Record<string, string> = {};
  if (draft.name.trim() === '') errors['name'] = t('catalog.nameMissing');
  if (combinationCount(draft.options) > MOST_VARIANTS) {
    errors['optionNames'] = t('catalog.tooManyVariants', {
      count: combinationCount(draft.options),
      most: MOST_VARIANTS,
    });
  }
  const price = (text: string, path: string): PriceE4 | null => {
    if (text.trim() === '') return null;
    const parsed = parsePrice(text, currency);
    if (parsed.ok && parsed.value >= 0) return parsed.value;
    errors[path] = t('catalog.priceWrong');
    return null;
  };
  const quantity = (text: string, path: string) => {
    const parsed = parseDecimal(text, 3);
    if (parsed.ok && parsed.value > 0) return milli(parsed.value);
    errors[path] = t('catalog.quantityWrong');
    return milli(1000);
  };
  const options = draft.options.filter(
    (option) => option.name.trim() !== '' || optionValuesOf(option.values).length > 0,
  );
  const variants = draft.variants.map((variant, index) => ({
    ...(variant.variantId === null ? {} : { variantId: variant.variantId }),
    ...(variant.sku.trim() === '' ? {} : { sku: variant.sku.trim() }),
    optionValues: [...variant.optionValues],
    priceE4: price(variant.price, `variants.${index}.priceE4`),
    costE4: price(variant.cost, `variants.${index}.costE4`),
    stockPolicy: variant.stockPolicy,
    isActive: variant.isActive,
    selling: sellingFrom(variant.selling, { currency, unit: draft.unit, path: `variants.${index}.selling` }, errors),
    codes: variant.codes.map(({ code, quantity: text }, within) => ({
      code,
      quantityMilli: quantity(text, `variants.${index}.codes.${within}.quantityMilli`),
    })),
  }));
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    body: {
      name: draft.name,
      description: draft.description,
      categoryId: draft.categoryId === '' ? null : draft.categoryId,
      taxClassId: draft.taxClassId,
      unit: draft.unit.trim() === '' ? 'pcs' : draft.unit.trim(),
      optionNames: options.map((option) => option.name.trim()),
      isActive: draft.isActive,
      favouritePosition: draft.favouritePosition,
      variants,
    },
  };
}
