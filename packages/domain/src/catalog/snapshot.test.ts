import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { milli, ppm, priceE4 } from '../money/index.ts';
import type { TaxRule } from '../sale/model.ts';
import {
  applyDelta,
  codeKey,
  encodeSnapshot,
  favouriteVariants,
  isGtin,
  openSnapshot,
  overlaySize,
  type SnapshotRows,
  type SnapshotVariant,
  type SnapshotView,
  taxesOfClass,
  variantByCode,
  variantByCodeOrSku,
  variantById,
  variantBySku,
  variantCount,
  variantsInCategory,
  variantsOfProduct,
} from './index.ts';

const uuid = (kind: number, number: number) => `0190000${kind}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
const TAX_CLASS = uuid(1, 1);
const DRINKS = uuid(2, 1);
const JUICES = uuid(2, 2);
const VAT: TaxRule = {
  taxId: uuid(3, 1),
  version: 4,
  name: 'VAT',
  kind: 'percent',
  ratePpm: ppm(160_000),
  amountE4: priceE4(0),
  isIncluded: true,
  affectsNextBase: false,
  isBaseAffectedByPrevious: true,
};

function variant(
  number: number,
  over: Partial<SnapshotVariant> & { codeTexts?: readonly string[] } = {},
): SnapshotVariant {
  const { codeTexts = [], ...rest } = over;
  return {
    variantId: uuid(4, number),
    productId: uuid(5, number),
    name: `Product ${number}`,
    sku: `SKU-${number}`,
    unit: 'pcs',
    priceE4: priceE4(number * 10_000),
    taxClassId: TAX_CLASS,
    categoryId: null,
    imageId: null,
    stockPolicy: 'warn',
    favouritePosition: null,
    codes: codeTexts.map((text) => ({
      code: codeKey(text),
      isGtin: isGtin(text),
      displayCode: text,
      quantityMilli: milli(1000),
    })),
    ...rest,
  };
}

function rowsOf(variants: readonly SnapshotVariant[]): SnapshotRows {
  return {
    position: 42,
    categories: [
      { categoryId: JUICES, parentId: DRINKS, name: 'Juices', position: 0 },
      { categoryId: DRINKS, parentId: null, name: 'Drinks', position: 1 },
    ],
    taxClasses: [{ taxClassId: TAX_CLASS, name: 'Standard', taxIds: [VAT.taxId], isDefault: true }],
    taxes: [VAT],
    variants,
  };
}

function open(variants: readonly SnapshotVariant[]): SnapshotView {
  const opened = openSnapshot(encodeSnapshot(rowsOf(variants)));
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
}

describe('a snapshot', () => {
  it('gives back every variant as it went in', () => {
    const milk = variant(1, {
      name: 'Lait entier 1 L',
      priceE4: null,
      categoryId: JUICES,
      imageId: uuid(6, 1),
      stockPolicy: 'refuse',
      unit: 'kg',
    });
    const view = open([milk, variant(2), variant(3)]);
    const { codes: _codes, favouritePosition: _favourite, ...hit } = milk;
    expect(variantById(view, milk.variantId)).toEqual(hit);
    expect(variantsOfProduct(view, milk.productId)).toEqual([hit]);
    expect(variantCount(view)).toBe(3);
    expect(view.position).toBe(42);
    expect(taxesOfClass(view, TAX_CLASS, '2026-01-31')).toEqual([VAT]);
  });

  it('says what the till asks about the few that have anything to ask, and nothing of the others', () => {
    const selling = { minimumAge: 18, weighed: { tareMilli: milli(25) } };
    const wine = variant(2, { selling, codeTexts: ['96385074'] });
    const view = open([variant(3), wine, variant(1)]);
    expect(variantById(view, wine.variantId)?.selling).toEqual(selling);
    expect(variantByCode(view, '96385074')?.selling).toEqual(selling);
    expect(Object.keys(variantById(view, uuid(4, 1)) ?? {})).not.toContain('selling');
    expect(Object.keys(open([variant(1)]).columns.header)).not.toContain('selling');
    const changed = applyDelta(view, { products: [{ productId: wine.productId, variants: [variant(2)] }] });
    expect(variantById(changed, wine.variantId)?.selling).toBeUndefined();
  });

  it('finds a GTIN in each of its lengths and gives it back as it was entered', () => {
    const view = open([variant(1, { codeTexts: ['036000291452'] }), variant(2, { codeTexts: ['96385074'] })]);
    for (const form of ['036000291452', '0036000291452', '00036000291452']) {
      expect(variantByCode(view, form)).toMatchObject({ variantId: uuid(4, 1), displayCode: '036000291452' });
    }
    expect(variantByCode(view, '96385074')).toMatchObject({ variantId: uuid(4, 2), displayCode: '96385074' });
    expect(variantByCode(view, '36000291452')).toBeNull();
  });

  it('sells the quantity of the code that was scanned', () => {
    const codes = [{ code: '12', isGtin: false, displayCode: '12', quantityMilli: milli(24_000) }];
    expect(variantByCode(open([variant(1, { codes })]), '12')?.codeQuantityMilli).toBe(24_000);
  });

  it('finds a SKU whatever its letter case', () => {
    const view = open([variant(1, { sku: 'Dai-0021' }), variant(2)]);
    expect(variantBySku(view, 'DAI-0021')?.variantId).toBe(uuid(4, 1));
    expect(variantBySku(view, 'DAI-002')).toBeNull();
  });

  it('prefers the SKU as it is written where two differ in letter case only', () => {
    const view = open([variant(1, { sku: '85123A' }), variant(2, { sku: '85123a' })]);
    expect(variantBySku(view, '85123a')?.variantId).toBe(uuid(4, 2));
    expect(variantBySku(view, '85123A')?.variantId).toBe(uuid(4, 1));
  });

  it('takes a scanned SKU for one unit, after the codes', () => {
    const codes = [{ code: '77', isGtin: false, displayCode: '77', quantityMilli: milli(6_000) }];
    const view = open([variant(1, { sku: '77' }), variant(2, { sku: 'B-2', codes })]);
    expect(variantByCodeOrSku(view, '77')).toMatchObject({ variantId: uuid(4, 2), codeQuantityMilli: 6_000 });
    expect(variantByCodeOrSku(view, 'b-2')).toMatchObject({ variantId: uuid(4, 2), codeQuantityMilli: 1_000 });
    expect(variantByCodeOrSku(view, 'nothing')).toBeNull();
  });

  it('lists a category with those under it by name, and favourites by position', () => {
    const view = open([
      variant(1, { name: 'Orange', categoryId: JUICES, favouritePosition: 2 }),
      variant(2, { name: 'Cola', categoryId: DRINKS, favouritePosition: 1 }),
      variant(3, { name: 'Bread' }),
    ]);
    expect(variantsInCategory(view, DRINKS, 10).map((hit) => hit.name)).toEqual(['Cola', 'Orange']);
    expect(variantsInCategory(view, JUICES, 10).map((hit) => hit.name)).toEqual(['Orange']);
    expect(favouriteVariants(view, 10).map((hit) => hit.name)).toEqual(['Cola', 'Orange']);
  });

  it('opens with no variant at all', () => {
    const view = open([]);
    expect(variantCount(view)).toBe(0);
    expect(variantByCode(view, '96385074')).toBeNull();
  });

  it('opens from bytes that do not begin at a multiple of eight', () => {
    const bytes = encodeSnapshot(rowsOf([variant(1)]));
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(openSnapshot(shifted.subarray(3)).ok).toBe(true);
  });

  it('keeps leading zeros: every code is found as it was entered and no shorter one is', () => {
    const digits = fc.stringMatching(/^0{0,4}[0-9]{1,16}$/);
    fc.assert(
      fc.property(fc.uniqueArray(digits, { maxLength: 30, selector: codeKey }), (texts) => {
        const view = open(texts.map((text, index) => variant(index, { codeTexts: [text] })));
        for (const [index, text] of texts.entries()) {
          expect(variantByCode(view, text)).toMatchObject({ variantId: uuid(4, index), displayCode: text });
          const shorter = text.replace(/^0/, '');
          const owner = texts.findIndex((other) => codeKey(other) === codeKey(shorter));
          expect(variantByCode(view, shorter)?.variantId ?? null).toBe(owner === -1 ? null : uuid(4, owner));
        }
      }),
    );
  });
});

describe('a damaged snapshot', () => {
  const bytes = encodeSnapshot(rowsOf([variant(1)]));
  const damage = (change: (copy: Uint8Array) => Uint8Array) => {
    const opened = openSnapshot(change(bytes.slice()));
    return opened.ok ? 'opened' : opened.error.code;
  };

  it('is refused', () => {
    expect(damage((copy) => copy.subarray(0, 8))).toBe('snapshot-damaged');
    expect(damage((copy) => copy.subarray(0, copy.length - 8))).toBe('snapshot-damaged');
    expect(damage((copy) => copy.fill(0, 0, 4))).toBe('snapshot-damaged');
    expect(damage((copy) => copy.fill(0x7b, 16, 40))).toBe('snapshot-damaged');
    expect(damage((copy) => copy.fill(9, 4, 5))).toBe('snapshot-version');
  });
});

describe('a delta', () => {
  const base = () => open([variant(1, { codeTexts: ['96385074'] }), variant(2), variant(3)]);

  it('replaces a product whole: price, codes and all', () => {
    const changed = variant(1, { name: 'New name', priceE4: priceE4(5), codeTexts: ['4011'] });
    const view = applyDelta(base(), { products: [{ productId: changed.productId, variants: [changed] }] });
    expect(variantByCode(view, '96385074')).toBeNull();
    expect(variantByCode(view, '4011')?.priceE4).toBe(5);
    expect(variantById(view, changed.variantId)?.name).toBe('New name');
    expect(variantCount(view)).toBe(3);
    expect(overlaySize(view)).toBe(1);
  });

  it('removes a product that has no variants left, and adds one that is new', () => {
    const added = variant(9, { favouritePosition: 1, categoryId: JUICES });
    const view = applyDelta(base(), {
      products: [
        { productId: uuid(5, 2), variants: [] },
        { productId: added.productId, variants: [added] },
      ],
    });
    expect(variantById(view, uuid(4, 2))).toBeNull();
    expect(variantBySku(view, 'SKU-2')).toBeNull();
    expect(favouriteVariants(view, 5).map((hit) => hit.variantId)).toEqual([added.variantId]);
    expect(variantsInCategory(view, DRINKS, 5)).toHaveLength(1);
    expect(variantCount(view)).toBe(3);
  });

  it('changes nothing when it is applied again, and leaves the earlier view alone', () => {
    const before = base();
    const delta = { products: [{ productId: uuid(5, 2), variants: [variant(2, { name: 'Changed' })] }] };
    const once = applyDelta(before, delta);
    const twice = applyDelta(once, delta);
    expect(variantById(twice, uuid(4, 2))).toEqual(variantById(once, uuid(4, 2)));
    expect(variantCount(twice)).toBe(variantCount(once));
    expect(variantById(before, uuid(4, 2))?.name).toBe('Product 2');
  });

  it('charges a tax from its first day to its last, also from a file, and the one that follows it from the next day on', () => {
    const later = { ...VAT, taxId: uuid(9, 7), ratePpm: ppm(180_000) };
    const periods = [
      { taxId: VAT.taxId, from: null, until: '2026-12-31' },
      { taxId: later.taxId, from: '2027-01-01', until: null },
    ];
    const rows = rowsOf([variant(1)]);
    const taxClasses = rows.taxClasses.map((one) => ({ ...one, taxIds: [VAT.taxId, later.taxId], periods }));
    const opened = openSnapshot(encodeSnapshot({ ...rows, taxes: [VAT, later], taxClasses }));
    if (!opened.ok) throw new Error(opened.error.detail);
    const on = (day: string) => taxesOfClass(opened.value, TAX_CLASS, day);
    expect(on('2026-12-31')).toEqual([VAT]);
    expect(on('2027-01-01')).toEqual([later]);
    const ended = { ...VAT, version: 2 };
    const none = [{ taxId: VAT.taxId, from: '2026-02-01', until: '2026-02-28' }];
    const delta = { taxes: [ended], taxClasses: rows.taxClasses.map((one) => ({ ...one, periods: none })) };
    const view = applyDelta(opened.value, { taxes: delta });
    expect(
      ['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01'].map((day) => taxesOfClass(view, TAX_CLASS, day)),
    ).toEqual([[], [ended], [ended], []]);
  });

  it('replaces taxes and categories as a whole', () => {
    const rate = { ...VAT, version: 5, ratePpm: ppm(180_000) };
    const view = applyDelta(base(), { taxes: { taxes: [rate], taxClasses: rowsOf([]).taxClasses }, categories: [] });
    expect(taxesOfClass(view, TAX_CLASS, '2026-01-31')).toEqual([rate]);
    expect(view.categories).toEqual([]);
  });
});
