import type { CatalogHit } from '@mosaajii/domain/catalog';
import { milli, minor, ppm, priceE4 } from '@mosaajii/domain/money';
import { describe, expect, it } from 'vitest';
import {
  addToCart,
  type Cart,
  emptyCart,
  isBlank,
  moveSelection,
  removeLine,
  restoreLine,
  setLineDiscounts,
  setLineNote,
  setQuantity,
  setSaleNote,
  setUnitPrice,
} from './cart.ts';

const blank = emptyCart({ cartId: 'c', saleId: 's' }, '2026-11-22T09:00:00.000Z');
const milk: CatalogHit = {
  variantId: 'milk',
  productId: 'p',
  name: 'Milk 1 L',
  sku: 'MILK',
  unit: 'pcs',
  priceE4: priceE4(1_990_000),
  taxClassId: 't',
  categoryId: null,
  imageId: null,
  stockPolicy: 'allow',
};
const bananas: CatalogHit = { ...milk, variantId: 'bananas', name: 'Bananas', unit: 'kg' };
let ids = 0;
const add = (cart: Cart, hit: CatalogHit, quantity = 1000): Cart => {
  ids += 1;
  return addToCart(cart, { lineId: `line-${ids}`, hit, taxes: [], quantityMilli: milli(quantity) });
};

describe('adding', () => {
  it('counts up the line of the same variant and selects it', () => {
    const cart = add(add(add(blank, milk), bananas, 1240), milk, 2000);
    expect(cart.lines.map((line) => [line.name, line.quantityMilli])).toEqual([
      ['Milk 1 L', 3000],
      ['Bananas', 1240],
    ]);
    expect(cart.selectedLineId).toBe(cart.lines[0]?.lineId);
  });

  it('keeps each weighing a line of its own', () => {
    expect(add(add(blank, bananas, 1240), bananas, 310).lines).toHaveLength(2);
  });

  it('does not count up a line that was changed in a way that is not per unit', () => {
    const first = add(blank, milk);
    const lineId = first.lines[0]?.lineId ?? '';
    const reduced = setLineDiscounts(first, lineId, [{ kind: 'amount', amountMinor: minor(50) }]);
    expect(add(reduced, milk).lines).toHaveLength(2);
    expect(add(setLineNote(first, lineId, 'for Aïcha'), milk).lines).toHaveLength(2);
    const percent = setLineDiscounts(first, lineId, [{ kind: 'percent', ratePpm: ppm(100_000) }]);
    expect(add(percent, milk).lines.map((line) => line.quantityMilli)).toEqual([2000]);
  });

  it('opens a new line when the catalogue has another price meanwhile', () => {
    expect(add(add(blank, milk), { ...milk, priceE4: priceE4(2_490_000) }).lines).toHaveLength(2);
  });

  it('waits for the price of a variant that has none', () => {
    const cart = add(blank, { ...milk, priceE4: null });
    expect(cart.lines[0]).toMatchObject({ listPriceE4: null, unitPriceE4: null });
  });
});

describe('changing', () => {
  const cart = add(add(blank, milk), bananas);
  const [first, second] = cart.lines.map((line) => line.lineId) as [string, string];

  it('removes a line whose quantity becomes zero and selects its neighbour', () => {
    const left = setQuantity(cart, second, 0);
    expect(left.lines.map((line) => line.lineId)).toEqual([first]);
    expect(left.selectedLineId).toBe(first);
  });

  it('puts a removed line back where it stood, once', () => {
    const line = cart.lines[0];
    if (line === undefined) throw new Error('no line');
    const back = restoreLine(removeLine(cart, first), line, 0);
    expect(back.lines).toEqual(cart.lines);
    expect(restoreLine(back, line, 0)).toBe(back);
  });

  it('goes back to the price of the catalogue', () => {
    const other = setUnitPrice(cart, first, priceE4(990_000));
    expect(other.lines[0]?.unitPriceE4).toBe(990_000);
    expect(setUnitPrice(other, first, null).lines[0]?.unitPriceE4).toBe(1_990_000);
  });

  it('moves the selection within the lines', () => {
    const none = { ...cart, selectedLineId: null };
    expect(moveSelection(none, -1).selectedLineId).toBe(second);
    expect(moveSelection(none, 1).selectedLineId).toBe(first);
    expect(moveSelection(moveSelection(none, 1), -1).selectedLineId).toBe(first);
    expect(moveSelection(blank, 1)).toBe(blank);
  });

  it('is blank only when nothing would be lost', () => {
    expect(isBlank(blank)).toBe(true);
    expect(isBlank({ ...blank, note: 'deliver' })).toBe(false);
    expect(isBlank(cart)).toBe(false);
  });
});

it('keeps no half characters and no NUL in a note: the server could not read the sale', () => {
  const cut = `a\0 present \u{1F381}`.slice(0, -1);
  expect(setSaleNote(blank, cut).note).toBe('a present');
  const cart = add(blank, milk);
  const noted = setLineNote(cart, cart.lines[0]?.lineId ?? '', cut);
  expect(noted.lines.map(({ note }) => note)).toEqual(['a present']);
});
