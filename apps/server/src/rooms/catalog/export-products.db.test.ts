import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CatalogFixture, createCatalogFixture } from './catalog-fixture.ts';
import { guessMapping } from './imports/guess-mapping.ts';

let shop: CatalogFixture;
beforeAll(async () => {
  shop = await createCatalogFixture();
  const category = async (name: string, parentId: string | null) =>
    String((await shop.request('POST', '/categories', { name, parentId })).body['categoryId']);
  const juices = await category('Juices', await category('Drinks', null));
  const many = Array.from({ length: 205 }, (_, at) => ({ sku: `N-${at}`, name: `Nail ${at}`, priceE4: 10_000 }));
  await shop.request('POST', '/products/batch', {
    products: [
      {
        sku: 'J-1',
        name: 'Juice, "orange"',
        priceE4: 1_205_000,
        costE4: 800_000,
        categoryId: juices,
        codes: [{ code: '036000291452' }, { code: 'BOX-6', quantityMilli: 6000 }],
      },
      { sku: 'F-1', name: '=HYPERLINK("x")', priceE4: null },
      ...many,
    ],
  });
});
afterAll(() => shop.close());

const exported = async (query = '') => {
  const { status, bytes } = await shop.request('GET', `/products/export?${query}`);
  return { status, text: bytes.toString('utf8') };
};

describe('the products as a file', () => {
  it('are there once each, over all pages, with what an import knows first and nothing that a spreadsheet runs', async () => {
    const { status, text } = await exported();
    expect(status).toBe(200);
    const [head, ...lines] = text.trimEnd().split('\r\n');
    expect(head).toBe(
      'name,sku,barcode,price,cost,category,tax class,unit,long description,minimum age,lowest price,highest price,tare,options,more_barcodes,is_active,product_id',
    );
    expect(lines).toHaveLength(207);
    expect(new Set(lines.map((line) => line.slice(-36))).size).toBe(207);
    const juice = lines.find((line) => line.includes('J-1')) ?? '';
    expect(juice).toMatch(/^"Juice, ""orange""",J-1,036000291452,1\.205,0\.80?,Drinks > Juices,/);
    expect(juice).toContain(',BOX-6,yes,');
    for (const line of lines) expect(line).not.toMatch(/^"?[=+@-]/);
  });

  it('are those that the list shows, and the export is written to the trail without what was searched for', async () => {
    const { text } = await exported('query=juice');
    expect(text.trimEnd().split('\r\n')).toHaveLength(2);
    const rows = await shop.rows<{ detail: object }>(
      "select detail from audit_entry where action = 'products.exported' order by occurred_at desc, entry_id desc limit 1",
    );
    expect(rows[0]?.detail).toEqual({ state: 'active', categoryId: null, isSearched: true });
  });

  it('are known to an import column by column', async () => {
    const { text } = await exported('query=juice');
    const heading = text.split('\r\n')[0]?.split(',') ?? [];
    const { mapping } = guessMapping(heading, []);
    expect(Object.fromEntries(Object.entries(mapping).map(([field, at]) => [field, heading[at ?? -1]]))).toEqual({
      name: 'name',
      sku: 'sku',
      code: 'barcode',
      price: 'price',
      cost: 'cost',
      category: 'category',
      taxClass: 'tax class',
      unit: 'unit',
      description: 'long description',
      minimumAge: 'minimum age',
      lowestPrice: 'lowest price',
      highestPrice: 'highest price',
      tare: 'tare',
    });
  });

  it('refuse what is no filter', async () => {
    expect((await exported('limit=5')).status).toBe(400);
  });
});
