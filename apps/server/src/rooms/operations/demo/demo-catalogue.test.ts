import { describe, expect, it } from 'vitest';
import { sortInvoices } from '../replay/documents.ts';
import { categoryOf, demoCatalogue } from './demo-catalogue.ts';
import { readDemoMonth } from './demo-month.ts';

describe('the demo catalogue', () => {
  it('has every product of the month once, with a name, a price where one was charged, and 24 favourites', async () => {
    const products = demoCatalogue(sortInvoices(await readDemoMonth()).documents);
    expect(products.length).toBeGreaterThan(2500);
    expect(new Set(products.map((product) => product.sku)).size).toBe(products.length);
    expect(products.find((product) => product.sku === '85123A')).toEqual({
      sku: '85123A',
      name: 'WHITE HANGING HEART T-LIGHT HOLDER',
      priceE4: 2_950_000,
      category: 'Candles and lights',
      favouritePosition: 1,
    });
    const favourites = products.flatMap((product) => product.favouritePosition ?? []);
    expect(favourites.sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
    const other = products.filter((product) => product.category === 'Other').length;
    expect(other / products.length).toBeLessThan(0.2);
  });

  it('sorts by the words of a name, and keeps fees apart', () => {
    expect(categoryOf('22086', "PAPER CHAIN KIT 50'S CHRISTMAS")).toBe('Christmas');
    expect(categoryOf('22423', 'REGENCY CAKESTAND 3 TIER')).toBe('Kitchen and dining');
    expect(categoryOf('21485', 'RETROSPOT HEART HOT WATER BOTTLE')).toBe('Kitchen and dining');
    expect(categoryOf('DOT', 'DOTCOM POSTAGE')).toBe('Postage and fees');
    expect(categoryOf('99999', 'SOMETHING ELSE')).toBe('Other');
  });
});
