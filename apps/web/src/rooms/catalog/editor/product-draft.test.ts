import type { ProductDetail } from '@mosaajii/contract';
import { currencyOf, milli, priceE4 } from '@mosaajii/domain/money';
import { describe, expect, it } from 'vitest';
import {
  bodyOf,
  combinationCount,
  draftOf,
  newDraft,
  optionValuesOf,
  type ProductDraft,
  withCode,
  withOptions,
} from './product-draft.ts';

const gbp = currencyOf('GBP');
if (gbp === null) throw new Error('GBP is unknown');
let keys = 0;
const newKey = () => {
  keys += 1;
  return `key-${keys}`;
};
const draft = (over: Partial<ProductDraft> = {}): ProductDraft => ({ ...newDraft('standard', 'Tee', newKey), ...over });
const names = (of: ProductDraft) => of.variants.map((variant) => variant.optionValues.join('/'));
const body = (of: ProductDraft) => {
  const result = bodyOf(of, gbp);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.body;
};
const errors = (of: ProductDraft) => {
  const result = bodyOf(of, gbp);
  return result.ok ? [] : Object.keys(result.errors);
};
function first(of: ProductDraft) {
  const [variant] = of.variants;
  if (variant === undefined) throw new Error('a draft without a variant');
  return variant;
}

describe('a draft', () => {
  it('becomes the request that it reads like, and an empty price is asked for', () => {
    const variant = { ...first(draft()), price: '12,50', cost: '', codes: [{ code: '0042', quantity: '6' }] };
    expect(body(draft({ variants: [variant] }))).toMatchObject({
      name: 'Tee',
      categoryId: null,
      optionNames: [],
      variants: [{ priceE4: 12_500_000, costE4: null, codes: [{ code: '0042', quantityMilli: 6000 }] }],
    });
    expect(body(draft()).variants[0]).not.toHaveProperty('sku');
    expect(body(draft()).variants[0]?.priceE4).toBeNull();
  });

  it('says which field is wrong', () => {
    const variant = { ...first(draft()), price: 'dear', cost: '-1', codes: [{ code: '1', quantity: '0' }] };
    expect(errors(draft({ name: ' ', variants: [variant] }))).toEqual([
      'name',
      'variants.0.priceE4',
      'variants.0.costE4',
      'variants.0.codes.0.quantityMilli',
    ]);
  });

  it('comes back from a stored product as it was', () => {
    const product: ProductDetail = {
      productId: 'p',
      name: 'Tee',
      description: '',
      categoryId: null,
      taxClassId: 'standard',
      unit: 'pcs',
      optionNames: ['Size'],
      imageId: null,
      isActive: true,
      favouritePosition: null,
      version: 3,
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
      variants: ['S', 'M'].map((size) => ({
        variantId: `v-${size}`,
        sku: `TEE-${size}`,
        optionValues: [size],
        priceE4: priceE4(9_990_050),
        costE4: null,
        stockPolicy: 'warn',
        selling: null,
        isActive: true,
        version: 1,
        codes: [{ code: '0042', isGtin: false, quantityMilli: milli(12_500) }],
      })),
    };
    const opened = draftOf(product, gbp);
    expect(opened.options).toEqual([{ name: 'Size', values: 'S, M' }]);
    expect(body(opened)).toMatchObject({
      optionNames: ['Size'],
      variants: [
        { variantId: 'v-S', sku: 'TEE-S', priceE4: 9_990_050, codes: [{ code: '0042', quantityMilli: 12_500 }] },
        { variantId: 'v-M' },
      ],
    });
  });
});

describe('options', () => {
  it('make one variant for each combination, in order', () => {
    const made = withOptions(
      draft(),
      [
        { name: 'Size', values: 'S, M' },
        { name: 'Colour', values: 'red; blue' },
      ],
      newKey,
    );
    expect(names(made)).toEqual(['S/red', 'S/blue', 'M/red', 'M/blue']);
  });

  it('keep what is known of a variant whose values still occur, and give new ones the first price', () => {
    const stored = { ...first(draft()), variantId: 'v-1', sku: 'TEE', price: '10' };
    const sized = withOptions(draft({ variants: [stored] }), [{ name: 'Size', values: 'S, M' }], newKey);
    expect(sized.variants.map(({ variantId, sku, price }) => [variantId, sku, price])).toEqual([
      ['v-1', 'TEE', '10'],
      [null, '', '10'],
    ]);
    const more = withOptions(sized, [{ name: 'Size', values: 'XS, S, M' }], newKey);
    expect(more.variants.map((variant) => variant.variantId)).toEqual([null, 'v-1', null]);
    expect(more.variants[2]?.key).toBe(sized.variants[1]?.key);
  });

  it('wait until every option has values, and stop at 500 variants', () => {
    const waiting = withOptions(draft(), [{ name: 'Size', values: '' }], newKey);
    expect(waiting.variants).toHaveLength(1);
    const many = Array.from({ length: 30 }, (_, index) => String(index)).join(',');
    const options = [
      { name: 'A', values: many },
      { name: 'B', values: many },
    ];
    expect(combinationCount(options)).toBe(900);
    expect(errors(withOptions(draft(), options, newKey))).toEqual(['optionNames']);
  });

  it('take each value once, whatever its letter case', () => {
    expect(optionValuesOf(' S, s ,M,, Extra  large')).toEqual(['S', 'M', 'Extra large']);
  });
});

describe('a code', () => {
  it('is added once, in whichever form of its GTIN', () => {
    const once = withCode(first(draft()), ' 036000291452 ');
    expect(once?.codes).toEqual([{ code: '036000291452', quantity: '1' }]);
    expect(once === null ? null : withCode(once, '0036000291452')).toBeNull();
    expect(withCode(first(draft()), ' ')).toBeNull();
  });
});
