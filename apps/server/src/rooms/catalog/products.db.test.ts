import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CatalogFixture, createCatalogFixture, insertShop } from './catalog-fixture.ts';

let shop: CatalogFixture;
beforeAll(async () => {
  shop = await createCatalogFixture();
});
afterAll(() => shop.close());

let counter = 0;
/** A valid product with one variant; SKU and name are new on each call. */
function milk(over: Record<string, unknown> = {}, variant: Record<string, unknown> = {}) {
  counter += 1;
  return {
    name: `Milk ${counter}`,
    taxClassId: shop.standardTaxClassId,
    variants: [{ sku: `MILK-${counter}`, priceE4: 1_300_000, ...variant }],
    ...over,
  };
}
async function made(over: Record<string, unknown> = {}, variant: Record<string, unknown> = {}) {
  const answer = await shop.request('POST', '/products', milk(over, variant));
  expect(answer.status).toBe(201);
  return answer.body as unknown as Product;
}
interface Product {
  productId: string;
  version: number;
  name: string;
  taxClassId: string;
  unit: string;
  imageId: string | null;
  isActive: boolean;
  variants: {
    variantId: string;
    sku: string;
    priceE4: number | null;
    selling: unknown;
    isActive: boolean;
    version: number;
    codes: { code: string }[];
  }[];
}
/** The product as an editor would send it back. */
function edited(product: Product, over: Record<string, unknown> = {}, variant: Record<string, unknown> = {}) {
  const [first] = product.variants;
  return {
    version: product.version,
    name: product.name,
    taxClassId: product.taxClassId,
    variants: [
      {
        variantId: first?.variantId,
        sku: first?.sku,
        priceE4: first?.priceE4,
        codes: first?.codes.map(({ code }) => ({ code })),
        ...variant,
      },
    ],
    ...over,
  };
}
const put = (product: Product, body: unknown) => shop.request('PUT', `/products/${product.productId}`, body);

describe('making a product', () => {
  it('keeps what was sent and writes price history, change and audit with it', async () => {
    const product = await made(
      { unit: 'kg' },
      { codes: [{ code: '036000291452' }, { code: '0042', quantityMilli: 6000 }] },
    );
    const read = await shop.request('GET', `/products/${product.productId}`);
    expect(read.body).toEqual(product);
    expect(read.body).toMatchObject({
      unit: 'kg',
      version: 1,
      variants: [
        {
          codes: [
            { code: '036000291452', isGtin: true, quantityMilli: 1000 },
            { code: '0042', isGtin: false, quantityMilli: 6000 },
          ],
        },
      ],
    });
    const prices = await shop.rows('select price_e4, version from variant_price where variant_id = $1', [
      product.variants[0]?.variantId,
    ]);
    expect(prices).toEqual([{ price_e4: '1300000', version: 1 }]);
    const changes = await shop.rows<{ kind: string; action: string }>(
      `select f.kind, a.action from change_feed f join audit_entry a on a.change_id = f.change_id where $1 = any(f.ids)`,
      [product.productId],
    );
    expect(changes).toEqual([{ kind: 'catalog.variants', action: 'product.created' }]);
  });

  it('answers the same product when the same id comes again', async () => {
    const body = { ...milk(), productId: '01900000-0000-7000-8000-00000000aaaa' };
    const first = await shop.request('POST', '/products', body);
    const again = await shop.request('POST', '/products', body);
    expect(again.body).toEqual(first.body);
  });

  it('makes a SKU of the first code, or one of its own', async () => {
    const withCode = await made({}, { sku: undefined, codes: [{ code: '96385074' }] });
    expect(withCode.variants[0]?.sku).toBe('96385074');
    const without = await made({}, { sku: undefined });
    expect(without.variants[0]?.sku).toMatch(/^P-[0-9A-Z]{8}$/);
  });

  it('takes variants of up to three options and refuses values that do not fit them', async () => {
    const options = { optionNames: ['Size', 'Colour'] };
    const variants = ['S', 'M'].map((size, index) => ({
      sku: `TEE-${size}`,
      priceE4: 5 + index,
      optionValues: [size, 'Red'],
    }));
    const tee = await made({ ...options, variants });
    expect(tee.variants.map((variant) => variant.sku)).toEqual(['TEE-S', 'TEE-M']);
    const twice = await shop.request(
      'POST',
      '/products',
      milk({ ...options, variants: [variants[0], { ...variants[0], sku: 'TEE-X' }] }),
    );
    expect(twice.body).toMatchObject({ status: 400, errors: [{ path: 'variants.1.optionValues' }] });
    const missing = await shop.request('POST', '/products', milk(options));
    expect(missing.body).toMatchObject({ status: 400, errors: [{ path: 'variants.0.optionValues' }] });
  });

  it('names the product that has a SKU or a code already, also in another form of the same GTIN', async () => {
    const owner = await made({}, { codes: [{ code: '4006381333931' }] });
    const answer = await shop.request(
      'POST',
      '/products',
      milk({}, { sku: owner.variants[0]?.sku, codes: [{ code: '04006381333931' }] }),
    );
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      code: 'conflict',
      errors: [
        { path: 'variants.0.sku', message: `“${owner.name}” has this SKU.` },
        { path: 'variants.0.codes.0.code', message: `“${owner.name}” has this code.` },
      ],
    });
  });

  it('refuses a code twice in one product, unknown references and absurd values', async () => {
    const twice = await shop.request(
      'POST',
      '/products',
      milk({}, { codes: [{ code: '036000291452' }, { code: '0036000291452' }] }),
    );
    expect(twice.body).toMatchObject({ status: 400, errors: [{ path: 'variants.0.codes.1.code' }] });
    const nowhere = '01900000-0000-7000-8000-0000000fffff';
    const dangling = await shop.request('POST', '/products', milk({ taxClassId: nowhere, categoryId: nowhere }));
    expect(dangling.body).toMatchObject({ status: 400, errors: [{ path: 'categoryId' }, { path: 'taxClassId' }] });
    for (const wrong of [
      { priceE4: -1 },
      { priceE4: 1.5 },
      { priceE4: 1e15 },
      { sku: '' },
      { sku: 'a\u0000b' },
      { surprise: 1 },
    ]) {
      expect((await shop.request('POST', '/products', milk({}, wrong))).status).toBe(400);
    }
  });

  it('lets one of two win when both give the same code at once', async () => {
    const bodies = [1, 2, 3, 4].map(() => milk({}, { codes: [{ code: '5000347028359' }] }));
    const answers = await Promise.all(bodies.map((body) => shop.request('POST', '/products', body)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409]);
    const lost = answers.find((answer) => answer.status === 409);
    expect(lost?.body).toMatchObject({ errors: [{ path: 'variants.0.codes.0.code' }] });
  });
});

describe('changing a product', () => {
  it('writes one version more and price history only when the price changed', async () => {
    const product = await made();
    const renamed = await put(product, edited(product, { name: 'Whole milk' }));
    expect(renamed.body).toMatchObject({ version: 2, name: 'Whole milk', variants: [{ version: 1 }] });
    const repriced = await put(product, edited(product, { version: 2, name: 'Whole milk' }, { priceE4: null }));
    expect(repriced.body).toMatchObject({ version: 3, variants: [{ version: 2, priceE4: null }] });
    const prices = await shop.rows(
      'select price_e4, version from variant_price where variant_id = $1 order by version',
      [product.variants[0]?.variantId],
    );
    expect(prices).toEqual([
      { price_e4: '1300000', version: 1 },
      { price_e4: null, version: 2 },
    ]);
  });

  it('keeps the class of taxes that a product had, and of when: sales of before are judged by it', async () => {
    const product = await made();
    const other = '01900000-0000-7000-8000-00000000cccc';
    await shop.request('POST', '/tax-classes', { taxClassId: other, name: 'Reduced', taxIds: [] });
    expect((await put(product, edited(product, { name: 'Renamed' }))).status).toBe(200);
    const past = () =>
      shop.rows('select subject, version, was from tax_past where subject_id = $1', [product.productId]);
    expect(await past()).toEqual([]);
    expect((await put(product, edited(product, { version: 2, taxClassId: other }))).status).toBe(200);
    expect(await past()).toEqual([{ subject: 'product', version: 2, was: { taxClassId: shop.standardTaxClassId } }]);
  });

  it('refuses a version that is no longer present and hands out the present product', async () => {
    const product = await made();
    await put(product, edited(product, { name: 'First' }));
    const late = await put(product, edited(product, { name: 'Second' }));
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({ code: 'stale-version', extra: { current: { name: 'First', version: 2 } } });
  });

  it('changes nothing when nothing differs', async () => {
    const product = await made();
    const answer = await put(product, edited(product));
    expect(answer.body).toMatchObject({ version: 1 });
  });

  it('deactivates a variant that is no longer listed, and frees its codes', async () => {
    const product = await made({
      optionNames: ['Size'],
      variants: [
        { sku: 'OLD-S', priceE4: 1, optionValues: ['S'] },
        { sku: 'OLD-M', priceE4: 1, optionValues: ['M'], codes: [{ code: 'OLD-CODE' }] },
      ],
    });
    const answer = await put(product, edited(product, { optionNames: ['Size'] }, { optionValues: ['S'] }));
    expect(answer.body).toMatchObject({
      variants: [
        { sku: 'OLD-S', isActive: true },
        { sku: 'OLD-M', isActive: false, codes: [] },
      ],
    });
    await made({}, { codes: [{ code: 'OLD-CODE' }] });
  });

  it('moves a code from one variant of the product to another', async () => {
    const product = await made({
      optionNames: ['Size'],
      variants: [
        { sku: 'MOVE-S', priceE4: 1, optionValues: ['S'], codes: [{ code: 'MOVES' }] },
        { sku: 'MOVE-M', priceE4: 1, optionValues: ['M'] },
      ],
    });
    const [s, m] = product.variants;
    const answer = await put(product, {
      ...edited(product, { optionNames: ['Size'] }),
      variants: [
        { variantId: s?.variantId, sku: 'MOVE-S', priceE4: 1, optionValues: ['S'] },
        { variantId: m?.variantId, sku: 'MOVE-M', priceE4: 1, optionValues: ['M'], codes: [{ code: 'MOVES' }] },
      ],
    });
    expect(answer.body).toMatchObject({ variants: [{ codes: [] }, { codes: [{ code: 'MOVES' }] }] });
  });

  it('refuses a variant of another product, and a product that is not there', async () => {
    const [one, other] = [await made(), await made()];
    const stolen = await put(one, edited(one, {}, { variantId: other.variants[0]?.variantId }));
    expect(stolen.body).toMatchObject({ status: 400, errors: [{ path: 'variants.0.variantId' }] });
    const nobody = await shop.request('PUT', '/products/01900000-0000-7000-8000-0000000fffff', edited(one));
    expect(nobody.status).toBe(404);
  });

  it('takes several products out of sale at once and puts them back', async () => {
    const products = [await made(), await made()];
    const productIds = products.map((product) => product.productId);
    expect((await shop.request('POST', '/products/deactivate', { productIds })).body).toEqual({ changed: 2 });
    expect((await shop.request('POST', '/products/deactivate', { productIds })).body).toEqual({ changed: 0 });
    expect((await shop.request('POST', '/products/activate', { productIds })).body).toEqual({ changed: 2 });
  });
});

describe('linking a code', () => {
  it('adds it once, and refuses one that another product has', async () => {
    const [one, other] = [await made(), await made({}, { codes: [{ code: 'TAKEN' }] })];
    const url = `/variants/${one.variants[0]?.variantId}/codes`;
    const linked = await shop.request('POST', url, { code: '3017620422003', quantityMilli: 12000 });
    expect(linked.body).toMatchObject({
      version: 2,
      variants: [{ codes: [{ code: '3017620422003', quantityMilli: 12000 }] }],
    });
    expect((await shop.request('POST', url, { code: '03017620422003' })).body).toMatchObject({ version: 2 });
    const taken = await shop.request('POST', url, { code: 'TAKEN' });
    expect(taken.body).toMatchObject({
      status: 409,
      errors: [{ path: 'code', message: `“${other.name}” has this code.` }],
    });
    expect(
      (await shop.request('POST', '/variants/01900000-0000-7000-8000-0000000fffff/codes', { code: '1' })).status,
    ).toBe(404);
  });
});

describe('a batch', () => {
  it('makes, changes and leaves products by their SKU, and a repeat changes nothing', async () => {
    const products = [
      { sku: 'B-1', name: 'Bread', priceE4: 10_000, codes: [{ code: '20000011' }] },
      { sku: 'B-2', name: 'Butter', priceE4: null },
    ];
    const first = await shop.request('POST', '/products/batch', { products });
    expect(first.body).toMatchObject({
      products: [
        { sku: 'B-1', outcome: 'created' },
        { sku: 'B-2', outcome: 'created', unit: 'pcs' },
      ],
    });
    const again = await shop.request('POST', '/products/batch', { products });
    expect(again.body).toMatchObject({ products: [{ outcome: 'unchanged' }, { outcome: 'unchanged' }] });
    const changed = await shop.request('POST', '/products/batch', {
      products: [{ ...products[0], name: 'Rye bread' }, products[1]],
    });
    expect(changed.body).toMatchObject({
      products: [{ name: 'Rye bread', outcome: 'updated' }, { outcome: 'unchanged' }],
    });
  });

  it('writes all or none: a code of another product refuses the whole batch', async () => {
    await made({}, { codes: [{ code: 'BATCH-TAKEN' }] });
    const products = [
      { sku: 'C-1', name: 'New', priceE4: 1 },
      { sku: 'C-2', name: 'Thief', priceE4: 1, codes: [{ code: 'BATCH-TAKEN' }] },
    ];
    const answer = await shop.request('POST', '/products/batch', { products });
    expect(answer.body).toMatchObject({ status: 409, errors: [{ path: 'products.1.codes' }] });
    expect(await shop.rows(`select 1 from variant where sku = 'C-1'`)).toEqual([]);
  });

  it('refuses the same SKU or code twice in one batch', async () => {
    const answer = await shop.request('POST', '/products/batch', {
      products: [
        { sku: 'D-1', name: 'A', priceE4: 1, codes: [{ code: 'DD' }] },
        { sku: 'D-1', name: 'B', priceE4: 1, codes: [{ code: 'DD' }] },
      ],
    });
    expect(answer.body).toMatchObject({
      status: 400,
      errors: [{ path: 'products.1.sku' }, { path: 'products.1.codes.0.code' }],
    });
  });
});

describe('who may', () => {
  it('lets a cashier read and not write, and shows nothing of another shop', async () => {
    const product = await made();
    expect((await shop.request('GET', '/products', undefined, 'cashier')).status).toBe(200);
    const denied = await shop.request('POST', '/products', milk(), 'cashier');
    expect(denied.body).toMatchObject({ status: 403, extra: { permission: 'catalog.write' } });
    const owner = new Client({ connectionString: shop.database.ownerUrl });
    await owner.connect();
    const elsewhere = await insertShop(owner);
    await owner.end();
    const seen = await shop.deps.db.read(elsewhere, (tx) =>
      tx.query('select 1 from product where product_id = $1', [product.productId]),
    );
    expect(seen).toEqual([]);
  });
});

describe('what tills ask about goods', () => {
  const asked = (product: Product) => product.variants.map((variant) => variant.selling);

  it('is kept without what is empty, stays when nobody says, and goes when somebody says so', async () => {
    const wine = await made({}, { selling: { minimumAge: 18, openPrice: {} } });
    expect(asked(wine)).toEqual([{ minimumAge: 18 }]);
    const path = `/products/${wine.productId}`;
    const renamed = await shop.request('PUT', path, edited(wine, { name: 'Red wine' }));
    expect(asked(renamed.body as unknown as Product)).toEqual([{ minimumAge: 18 }]);
    const plain = await shop.request('PUT', path, edited(renamed.body as unknown as Product, {}, { selling: null }));
    expect(asked(plain.body as unknown as Product)).toEqual([null]);
  });

  it('changes part by part in a batch', async () => {
    const [sku] = (await made({ unit: 'kg' }, { selling: { minimumAge: 16 } })).variants.map((variant) => variant.sku);
    const batch = (selling: unknown) =>
      shop.request('POST', '/products/batch', { products: [{ sku, name: 'Cheese', priceE4: 1, unit: 'kg', selling }] });
    expect((await batch({ weighed: { tareMilli: 25 } })).status).toBe(200);
    const rows = await shop.rows<{ selling: unknown }>('select selling from variant where sku = $1', [sku]);
    expect(rows[0]?.selling).toEqual({ minimumAge: 16, weighed: { tareMilli: 25 } });
    const pieces = { sku: 'PIECES', name: 'Pieces', priceE4: 1, selling: { weighed: {} } };
    const refused = await shop.request('POST', '/products/batch', { products: [pieces] });
    expect(refused.status).toBe(409);
    expect(refused.body['errors']).toMatchObject([{ path: 'products.0.selling' }]);
  });

  it('is refused where it cannot be: a range that ends before it begins, a weight of pieces, years that nobody has', async () => {
    const status = async (selling: unknown) =>
      (await shop.request('POST', '/products', milk({}, { priceE4: null, selling }))).status;
    expect(await status({ openPrice: { minE4: 2, maxE4: 1 } })).toBe(400);
    expect(await status({ weighed: {} })).toBe(400);
    expect(await status({ minimumAge: 0 })).toBe(400);
    expect(await status({ minimumAge: 100 })).toBe(400);
  });
});
