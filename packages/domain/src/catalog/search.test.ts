import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { milli, priceE4 } from '../money/index.ts';
import { beginsWithinOneEdit } from './fold.ts';
import {
  applyDelta,
  codeKey,
  encodeSnapshot,
  foldText,
  isGtin,
  openSnapshot,
  type SnapshotVariant,
  searchIndex,
} from './index.ts';

const uuid = (kind: number, number: number) => `0190000${kind}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

function variant(number: number, name: string, sku = `SKU-${number}`, code?: string): SnapshotVariant {
  return {
    variantId: uuid(4, number),
    productId: uuid(5, number),
    name,
    sku,
    unit: 'pcs',
    priceE4: priceE4(10_000),
    taxClassId: uuid(1, 1),
    categoryId: null,
    imageId: null,
    stockPolicy: 'warn',
    favouritePosition: null,
    codes:
      code === undefined
        ? []
        : [{ code: codeKey(code), isGtin: isGtin(code), displayCode: code, quantityMilli: milli(1000) }],
  };
}

function viewOf(variants: readonly SnapshotVariant[]) {
  const taxClasses = [{ taxClassId: uuid(1, 1), name: 'Standard', taxIds: [], isDefault: true }];
  const opened = openSnapshot(encodeSnapshot({ position: 1, categories: [], taxClasses, taxes: [], variants }));
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
}

const SHELF = [
  variant(1, 'Chocolate bar', 'CHO-1'),
  variant(2, 'Milk chocolate', 'CHO-2', '3017620422003'),
  variant(3, 'Crème brûlée', 'DES-1', '036000291452'),
  variant(4, 'Hot chocolate powder', 'HOT-1'),
  variant(5, 'Mega-Schokolade Ölsaat', 'BAR'),
  variant(6, 'Barley flour', 'FLO-9'),
];
const found = (text: string, limit = 10) =>
  searchIndex(viewOf(SHELF))
    .search(text, limit)
    .map((hit) => hit.name);

describe('search', () => {
  it('puts the exact SKU first, then names that begin with the text, then words that do', () => {
    expect(found('bar')).toEqual(['Mega-Schokolade Ölsaat', 'Barley flour', 'Chocolate bar']);
    expect(found('chocolate')).toEqual(['Chocolate bar', 'Hot chocolate powder', 'Milk chocolate']);
  });

  it('needs every word, in any order, by its beginning', () => {
    expect(found('choc mil')).toEqual(['Milk chocolate']);
    expect(found('choc flour')).toEqual([]);
  });

  it('does not mind accents and letter case', () => {
    expect(found('CREME BRULEE')).toEqual(['Crème brûlée']);
    expect(found('olsaat')).toEqual(['Mega-Schokolade Ölsaat']);
  });

  it('finds the inside of a word when nothing begins with the text', () => {
    expect(found('okolad')).toEqual(['Mega-Schokolade Ölsaat']);
  });

  it('finds the beginning of a SKU and of a code in the length it was entered in', () => {
    expect(found('cho-').slice(0, 2)).toEqual(['Chocolate bar', 'Milk chocolate']);
    expect(found('flo-9')).toEqual(['Barley flour']);
    expect(found('30176204')).toEqual(['Milk chocolate']);
    expect(found('0360')).toEqual(['Crème brûlée']);
    expect(found('3017620422003')).toEqual(['Milk chocolate']);
  });

  it('forgives one wrong, missing, extra or swapped letter when nothing else is found', () => {
    for (const typo of ['chokolate powder', 'choclate powder', 'chocoolate powder', 'chcoolate powder']) {
      expect(found(typo)).toEqual(['Hot chocolate powder']);
    }
    expect(found('xyzzy')).toEqual([]);
  });

  it('answers nothing for nothing and no more than was asked for', () => {
    expect(found('   ')).toEqual([]);
    expect(found('c', 2)).toHaveLength(2);
    expect(found('c', 0)).toEqual([]);
  });

  it('sees changed products and no longer what they replaced', () => {
    const renamed = { ...variant(1, 'Cocoa slab', 'CHO-1'), productId: uuid(5, 1) };
    const view = applyDelta(viewOf(SHELF), { products: [{ productId: uuid(5, 1), variants: [renamed] }] });
    const index = searchIndex(view);
    expect(index.search('cocoa', 5).map((hit) => hit.name)).toEqual(['Cocoa slab']);
    expect(index.search('chocolate bar', 5)).toEqual([]);
    expect(index.search('cho-1', 5).map((hit) => hit.name)).toEqual(['Cocoa slab']);
    expect(index.search('coca slab', 5).map((hit) => hit.name)).toEqual(['Cocoa slab']);
  });

  it('finds every product by its whole name and by any beginning of it', () => {
    const name = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((text) => foldText(text) !== '');
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 20 }), fc.nat(19), fc.nat(19), (names, pick, cut) => {
        const view = viewOf(names.map((text, index) => variant(index, text)));
        const chosen = pick % names.length;
        const folded = foldText(names[chosen] ?? '');
        const query = folded.slice(0, 1 + (cut % folded.length));
        const ids = searchIndex(view)
          .search(query, 100)
          .map((hit) => hit.variantId);
        if (foldText(query) === query) expect(ids).toContain(uuid(4, chosen));
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

describe('one edit', () => {
  it('agrees with the definition: some beginning of the word has distance one or less', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(letters, letters, (word, token) => {
        const beginnings = Array.from({ length: word.length + 1 }, (_, end) => word.slice(0, end));
        expect(beginsWithinOneEdit(word, token)).toBe(beginnings.some((beginning) => distance(beginning, token) <= 1));
      }),
      { numRuns: 2000 },
    );
  });
});

/** Optimal string alignment, written plainly. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return Math.max(a.length, b.length);
  const replaced = distance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1);
  const best = Math.min(replaced, distance(a.slice(1), b) + 1, distance(a, b.slice(1)) + 1);
  const isSwapped = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0];
  return isSwapped ? Math.min(best, distance(a.slice(2), b.slice(2)) + 1) : best;
}
