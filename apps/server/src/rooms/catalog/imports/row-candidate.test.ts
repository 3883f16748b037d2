import type { ImportField } from '@mosaajii/contract';
import { currencyOf } from '@mosaajii/domain/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidateOf, categoryPathOf, type RowRules } from './row-candidate.ts';

const COLUMNS: readonly ImportField[] = [
  'name',
  'sku',
  'code',
  'price',
  'cost',
  'category',
  'taxClass',
  'unit',
  'description',
  'minimumAge',
  'lowestPrice',
  'highestPrice',
  'tare',
];
const gbp = currencyOf('GBP');
if (gbp === null) throw new Error('GBP is unknown');
const rules: RowRules = {
  mapping: Object.fromEntries(COLUMNS.map((field, index) => [field, index])) as RowRules['mapping'],
  defaults: { price: { kind: 'ask' }, taxClassId: 'standard', categoryId: null, unit: 'pcs' },
  currency: gbp,
  taxClasses: new Map([['zero', 'zero-id']]),
  width: COLUMNS.length,
};
const read = (cells: Partial<Record<ImportField, string>>, over: Partial<RowRules> = {}) => {
  const values = { name: 'Milk', sku: 'M-1', ...cells };
  return candidateOf({ rowNumber: 2, cells: COLUMNS.map((field) => values[field] ?? '') }, { ...rules, ...over });
};
const refusal = (cells: Partial<Record<ImportField, string>>) => {
  const result = read(cells);
  return result.ok ? null : result.error.code;
};
const priceOf = (price: string) => {
  const result = read({ price });
  return result.ok ? result.value.row.priceE4 : result.error.code;
};

describe('a row', () => {
  it('is read as a product', () => {
    expect(
      read({
        name: '  Whole\n milk ',
        code: '036000291452',
        price: '2.50',
        cost: '1,9',
        category: 'Drinks > Dairy',
        taxClass: 'ZERO',
        unit: 'l',
      }),
    ).toEqual({
      ok: true,
      value: {
        row: {
          name: 'Whole milk',
          sku: 'M-1',
          unit: 'l',
          taxClassId: 'zero-id',
          priceE4: 2_500_000,
          costE4: 1_900_000,
          codes: [{ code: '00036000291452', displayCode: '036000291452', isGtin: true, quantityMilli: 1000 }],
        },
        categoryPath: ['Drinks', 'Dairy'],
      },
    });
  });

  it('has no price unless the file says one', () => {
    expect(read({})).toMatchObject({ ok: true, value: { row: {} } });
    const result = read({});
    expect(result.ok && 'priceE4' in result.value.row).toBe(false);
  });

  it('reads prices as people write them and refuses what can be read in two ways', () => {
    expect(
      ['2.50', '2,50', '£2.50', '2.50 GBP', 'KSh 2.50', '1 234,50', '1,234.50', '0.001', '.99'].map(priceOf),
    ).toEqual([2_500_000, 2_500_000, 2_500_000, 2_500_000, 2_500_000, 1_234_500_000, 1_234_500_000, 1000, 990_000]);
    expect(['1,234', '1.234', '-2', 'free', '1e9', '12.3456789', '2..5'].map(priceOf)).toEqual(
      Array(7).fill('bad-price'),
    );
  });

  it('is refused for what is missing, too long, unreadable or unknown', () => {
    expect(refusal({ name: ' ' })).toBe('name-missing');
    expect(refusal({ sku: '' })).toBe('key-missing');
    expect(refusal({ name: 'x'.repeat(301) })).toBe('too-long');
    expect(refusal({ code: '1'.repeat(65) })).toBe('too-long');
    expect(refusal({ name: 'Mil\0k' })).toBe('bad-characters');
    expect(refusal({ name: 'Cr\uFFFDme' })).toBe('bad-characters');
    expect(refusal({ code: '5.01E+12' })).toBe('bad-characters');
    expect(refusal({ sku: 'A\nB' })).toBe('bad-characters');
    expect(refusal({ cost: 'dear' })).toBe('bad-cost');
    expect(refusal({ taxClass: 'Luxury' })).toBe('unknown-tax-class');
  });

  it('says what the till asks, and leaves what it does not say', () => {
    const selling = (cells: Partial<Record<ImportField, string>>) => {
      const result = read(cells);
      return result.ok ? result.value.row.selling : result.error.code;
    };
    expect(selling({})).toBeUndefined();
    expect(selling({ minimumAge: '18+' })).toEqual({ minimumAge: 18 });
    expect(selling({ lowestPrice: '5', tare: '0.025' })).toMatchObject({
      openPrice: { minE4: 5_000_000 },
      weighed: { tareMilli: 25 },
    });
    expect(selling({ tare: '0' })).toEqual({ weighed: { tareMilli: 0 } });
    expect(['0', 'adults', '180', '1.5'].map((minimumAge) => selling({ minimumAge }))).toEqual(
      Array(4).fill('bad-rules'),
    );
    expect(['-1', 'light'].map((tare) => selling({ tare }))).toEqual(Array(2).fill('bad-rules'));
    expect(selling({ highestPrice: 'much' })).toBe('bad-price');
  });

  it('is refused when a delimiter inside a name has split it', () => {
    const cells = [...COLUMNS.map(() => 'x'), 'surplus'];
    const result = candidateOf({ rowNumber: 2, cells }, rules);
    expect(result.ok ? null : result.error.code).toBe('too-many-columns');
  });

  it('keeps every digit of a code, leading zeros first', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^0{0,6}[0-9]{1,14}$/), (code) => {
        const result = read({ code, sku: '' });
        expect(result.ok && result.value.row.codes[0]?.displayCode).toBe(code);
      }),
    );
  });
});

describe('a category', () => {
  it('may lie below others', () => {
    expect(categoryPathOf(' Drinks >  Juices > ')).toEqual(['Drinks', 'Juices']);
    expect(categoryPathOf('')).toEqual([]);
    expect(categoryPathOf('Food & Drink / Other')).toEqual(['Food & Drink / Other']);
  });
});
