import type { ImportMapping } from '@mosaajii/contract';
import { currencyOf } from '@mosaajii/domain/money';
import { describe, expect, it } from 'vitest';
import { parseProductSearch } from '../product-search.ts';
import { fieldOf, type PlanDraft, paceBetween, planErrors, planOf, withColumn } from './import-plan.ts';

const gbp = currencyOf('GBP');
if (gbp === null) throw new Error('GBP is unknown');
const mapping: ImportMapping = {
  name: 1,
  sku: 0,
  code: null,
  price: null,
  cost: null,
  category: null,
  taxClass: null,
  unit: null,
  description: null,
};
const draft = (over: Partial<PlanDraft> = {}): PlanDraft => ({
  format: { encoding: 'utf-8', delimiter: ',', hasHeader: true },
  mapping,
  price: 'ask',
  priceText: '',
  taxClassId: 'standard',
  categoryId: '',
  unit: 'pcs',
  ...over,
});

describe('the mapping', () => {
  it('gives a column one field and a field one column', () => {
    const moved = withColumn(mapping, 2, 'name');
    expect(moved).toMatchObject({ name: 2, sku: 0 });
    expect(withColumn(moved, 2, 'price')).toMatchObject({ name: null, price: 2 });
    expect(withColumn(mapping, 0, null)).toMatchObject({ sku: null });
    expect([0, 1, 2].map((column) => fieldOf(mapping, column))).toEqual(['sku', 'name', null]);
  });
});

describe('the plan', () => {
  it('needs a name, a key, a tax class, and a price when one is to be given', () => {
    expect(planErrors(draft(), gbp)).toEqual([]);
    expect(
      planErrors(draft({ mapping: { ...mapping, name: null, sku: null }, taxClassId: '', price: 'fixed' }), gbp),
    ).toEqual(['name', 'key', 'price', 'tax']);
    expect(
      planErrors(draft({ mapping: { ...mapping, sku: null, code: 3 }, price: 'fixed', priceText: '-1' }), gbp),
    ).toEqual(['price']);
  });

  it('asks for prices unless one is given', () => {
    expect(planOf(draft(), gbp).defaults).toEqual({
      price: { kind: 'ask' },
      taxClassId: 'standard',
      categoryId: null,
      unit: 'pcs',
    });
    expect(planOf(draft({ price: 'fixed', priceText: '0,99' }), gbp).defaults.price).toEqual({
      kind: 'fixed',
      priceE4: 990_000,
    });
  });
});

describe('the pace', () => {
  it('is told once there is something to tell it from', () => {
    const first = { atMs: 0, processedRows: 1000 };
    expect(paceBetween(null, first, 9000)).toBeNull();
    expect(paceBetween(first, { atMs: 500, processedRows: 2000 }, 9000)).toBeNull();
    expect(paceBetween(first, { atMs: 2000, processedRows: 1000 }, 9000)).toBeNull();
    expect(paceBetween(first, { atMs: 2000, processedRows: 5000 }, 9000)).toEqual({
      rowsPerSecond: 2000,
      secondsLeft: 2,
    });
    expect(paceBetween(first, { atMs: 2000, processedRows: 5000 }, null)).toBeNull();
  });
});

describe('the address of the list', () => {
  it('keeps what it knows and drops the rest', () => {
    expect(parseProductSearch({ query: 4011, state: 'inactive', sort: 'newest', category: 'x', other: 1 })).toEqual({
      query: '4011',
      state: 'inactive',
      sort: 'newest',
    });
    expect(parseProductSearch({ query: '', state: 'active', sort: 'name' })).toEqual({});
  });
});
