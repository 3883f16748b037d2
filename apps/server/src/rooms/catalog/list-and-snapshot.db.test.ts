import { gunzipSync } from 'node:zlib';
import type { ProductDetail } from '@mosaajii/contract';
import {
  openSnapshot,
  searchIndex,
  taxesOfClass,
  variantByCode,
  variantCount,
  variantsInCategory,
} from '@mosaajii/domain/catalog';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/database/index.ts';
import { type CatalogFixture, createCatalogFixture, multipart } from './catalog-fixture.ts';
import { readCatalogDelta } from './index.ts';
import { currentSnapshot } from './snapshot.ts';

let shop: CatalogFixture;
const ids = new Map<string, string>();
let drinksId = '';
let juicesId = '';

beforeAll(async () => {
  shop = await createCatalogFixture();
  drinksId = await category('Drinks');
  juicesId = await category('Juices', drinksId);
  const products = [
    { sku: 'J-1', name: 'Orange juice', priceE4: 20_000, categoryId: juicesId, codes: [{ code: '036000291452' }] },
    { sku: 'J-2', name: 'apple juice', priceE4: null, categoryId: juicesId },
    { sku: 'D-9', name: 'Cola', priceE4: 10_000, categoryId: drinksId, codes: [{ code: '0042' }] },
    { sku: 'X-1', name: 'Crème brûlée', priceE4: 30_000 },
    ...Array.from({ length: 30 }, (_, index) => ({
      sku: `N-${index}`,
      name: `Nail ${String(index).padStart(2, '0')}`,
      priceE4: index,
    })),
  ];
  const answer = await shop.request('POST', '/products/batch', { products });
  for (const { sku, productId } of (answer.body['products'] ?? []) as unknown as { sku: string; productId: string }[])
    ids.set(sku, productId);
});
afterAll(() => shop.close());

async function category(name: string, parentId: string | null = null): Promise<string> {
  const answer = await shop.request('POST', '/categories', { name, parentId });
  expect(answer.status).toBe(201);
  return String(answer.body['categoryId']);
}
interface List {
  items: { name: string; productId: string; sku: string; code: string | null; lowestPriceE4: number | null }[];
  nextCursor: string | null;
  total: { count: number; isExact: boolean };
}
async function list(query: string): Promise<List> {
  const answer = await shop.request('GET', `/products?${query}`);
  expect(answer.status).toBe(200);
  return answer.body as unknown as List;
}
const names = async (query: string) => (await list(query)).items.map((item) => item.name);

describe('the list of products', () => {
  it('goes through all of them page by page without gap or repeat, in each order', async () => {
    for (const sort of ['name', '-name', 'newest']) {
      const seen: string[] = [];
      for (let cursor = ''; ; ) {
        const page = await list(`limit=7&sort=${sort}${cursor}`);
        expect(page.total).toEqual({ count: 34, isExact: true });
        seen.push(...page.items.map((item) => item.name));
        if (page.nextCursor === null) break;
        cursor = `&cursor=${page.nextCursor}`;
      }
      expect(new Set(seen).size).toBe(34);
      expect(seen).toHaveLength(34);
      if (sort === 'name') expect(seen.slice(0, 4)).toEqual(['apple juice', 'Cola', 'Crème brûlée', 'Nail 00']);
      if (sort === '-name') expect(seen[0]).toBe('Orange juice');
    }
  });

  it('finds words by their beginnings, without accents, and SKUs and codes', async () => {
    expect(await names('query=jui')).toEqual(['apple juice', 'Orange juice']);
    expect(await names('query=juice%20ora')).toEqual(['Orange juice']);
    expect(await names('query=CREME%20bru')).toEqual(['Crème brûlée']);
    expect(await names('query=D-9')).toEqual(['Cola']);
    expect(await names('query=036000291452')).toEqual(['Orange juice']);
    expect(await names('query=0036000291452')).toEqual(['Orange juice']);
    expect(await names('query=36000291452')).toEqual([]);
    expect(await names(`query=${encodeURIComponent("'); drop table product; --")}`)).toEqual([]);
    expect(await names('query=%21%21')).toEqual([]);
  });

  it('filters by category with those below, and by state', async () => {
    expect(await names(`categoryId=${drinksId}`)).toEqual(['apple juice', 'Cola', 'Orange juice']);
    expect(await names(`categoryId=${juicesId}`)).toEqual(['apple juice', 'Orange juice']);
    expect(await names('state=without-price')).toEqual(['apple juice']);
    expect((await list('state=without-code&limit=200')).total.count).toBe(32);
    await shop.request('POST', '/products/deactivate', { productIds: [ids.get('X-1')] });
    expect(await names('state=inactive')).toEqual(['Crème brûlée']);
    expect(await names('query=creme')).toEqual([]);
    await shop.request('POST', '/products/activate', { productIds: [ids.get('X-1')] });
  });

  it('lists what has another price since a few days, for its labels, by an index', async () => {
    const url = `/products/${ids.get('N-29')}`;
    expect(await names('state=new-price')).toEqual([]);
    const before = (await shop.request('GET', url)).body as unknown as ProductDetail;
    const { name, taxClassId, unit, version } = before;
    const variants = before.variants.map(({ variantId, sku }) => ({ variantId, sku, priceE4: 990_000 }));
    expect((await shop.request('PUT', url, { version, name, taxClassId, unit, variants })).status).toBe(200);
    expect(await names('state=new-price')).toEqual(['Nail 29']);
    await shop.rows(`update variant_price set valid_from = now() - interval '8 days' where version > 1`);
    expect(await names('state=new-price')).toEqual([]);
  });

  it('may use its word index behind the wall between organizations', async () => {
    const [match] = await shop.rows(`select proleakproof from pg_proc where proname = 'ts_match_vq'`);
    expect(match).toEqual({ proleakproof: true });
  });

  it('refuses a cursor that it did not give', async () => {
    expect((await shop.request('GET', '/products?cursor=nonsense')).status).toBe(400);
    expect((await shop.request('GET', '/products?limit=0')).status).toBe(400);
  });
});

describe('categories', () => {
  it('keeps names unique among siblings and refuses circles and stale versions', async () => {
    expect((await shop.request('POST', '/categories', { name: 'drinks' })).status).toBe(409);
    const circle = await shop.request('PATCH', `/categories/${drinksId}`, { version: 1, parentId: juicesId });
    expect(circle.body).toMatchObject({ status: 400, errors: [{ path: 'parentId' }] });
    const renamed = await shop.request('PATCH', `/categories/${juicesId}`, { version: 1, name: 'Fruit juices' });
    expect(renamed.body).toMatchObject({ version: 2, name: 'Fruit juices', productCount: 2 });
    expect((await shop.request('PATCH', `/categories/${juicesId}`, { version: 1, name: 'Late' })).status).toBe(409);
    const nowhere = '01900000-0000-7000-8000-0000000fffff';
    expect((await shop.request('POST', '/categories', { name: 'Lost', parentId: nowhere })).status).toBe(400);
  });
});

describe('the snapshot', () => {
  const fetchSnapshot = async (headers: Record<string, string> = {}) =>
    shop.app.inject({
      method: 'GET',
      url: '/api/v1/catalog/snapshot',
      headers: { host: 'localhost', cookie: 'sid=cashier', ...headers },
    });
  /** What the sealer does, for the changes of this test. */
  const seal = () =>
    shop.rows(
      `with numbered as (select change_id, row_number() over (order by created_at, change_id) + (select last_position from change_head where organization_id = $1) as position
                           from change_feed where organization_id = $1 and position is null),
            sealed as (update change_feed f set position = n.position from numbered n where f.organization_id = $1 and f.change_id = n.change_id returning n.position)
       update change_head set last_position = greatest(last_position, (select coalesce(max(position), 0) from sealed)) where organization_id = $1`,
      [shop.organizationId],
    );

  it('is what a register opens to sell, compressed when it can be read so', async () => {
    await seal();
    const plain = await fetchSnapshot({ 'accept-encoding': 'identity' });
    const opened = openSnapshot(plain.rawPayload);
    if (!opened.ok) throw new Error(opened.error.detail);
    const view = opened.value;
    expect(variantCount(view)).toBe(34);
    expect(variantByCode(view, '0036000291452')).toMatchObject({
      name: 'Orange juice',
      priceE4: 20_000,
      displayCode: '036000291452',
    });
    expect(variantByCode(view, '42')).toBeNull();
    expect(
      searchIndex(view)
        .search('creme', 3)
        .map((hit) => hit.name),
    ).toEqual(['Crème brûlée']);
    expect(variantsInCategory(view, drinksId, 9)).toHaveLength(3);
    expect(taxesOfClass(view, shop.standardTaxClassId, '2026-01-31')).toMatchObject([
      { name: 'VAT', ratePpm: 200_000 },
    ]);
    const gzipped = await fetchSnapshot({ 'accept-encoding': 'gzip, br' });
    expect(gzipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzipped.rawPayload).equals(plain.rawPayload)).toBe(true);
    expect(Number(plain.headers['x-catalog-cursor'])).toBeGreaterThan(0);
  });

  it('is the same until the catalogue changes, and says so', async () => {
    const first = await fetchSnapshot();
    const unchanged = await fetchSnapshot({ 'if-none-match': String(first.headers['etag']) });
    expect(unchanged.statusCode).toBe(304);
    await shop.request('POST', '/products/batch', { products: [{ sku: 'NEW', name: 'New', priceE4: 1 }] });
    await seal();
    const changed = await fetchSnapshot({
      'if-none-match': String(first.headers['etag']),
      'accept-encoding': 'identity',
    });
    expect(changed.statusCode).toBe(200);
    const opened = openSnapshot(changed.rawPayload);
    expect(opened.ok && searchIndex(opened.value).search('NEW', 1)).toHaveLength(1);
  });

  it('is built once however many ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => fetchSnapshot()));
    expect(new Set(answers.map((answer) => answer.headers['etag'])).size).toBe(1);
  });

  it('is joined by who asks while it is built, and what changed meanwhile is read as changes', async () => {
    await shop.request('POST', '/products/batch', { products: [{ sku: 'BEFORE', name: 'Before', priceE4: 1 }] });
    await seal();
    const held = heldDatabase(shop.deps.db);
    const deps = { ...shop.deps, db: held.db };
    const first = currentSnapshot(deps, shop.organizationId);
    await held.isHeld;
    await shop.request('POST', '/products/batch', { products: [{ sku: 'MEANWHILE', name: 'Meanwhile', priceE4: 1 }] });
    await seal();
    const joined = currentSnapshot(deps, shop.organizationId);
    held.release();
    const [own, theirs] = await Promise.all([first, joined]);
    expect(theirs.plain).toBe(own.plain);
    expect(theirs.version).toBe(own.version);
    // From the file's own version on: the change is in the feed behind it.
    expect(theirs.cursor).toBe(own.version);
    const later = await currentSnapshot(deps, shop.organizationId);
    expect(later.version).toBeGreaterThan(theirs.cursor);
    expect(later.cursor).toBeGreaterThanOrEqual(later.version);
    const behind = await shop.rows<{ ids: string[] }>(
      'select ids from change_feed where organization_id = $1 and position > $2 and position <= $3',
      [shop.organizationId, theirs.cursor, later.cursor],
    );
    const [meanwhile] = await shop.rows<{ product_id: string }>(
      "select product_id from variant where organization_id = $1 and sku = 'MEANWHILE'",
      [shop.organizationId],
    );
    expect(behind.flatMap((change) => change.ids)).toContain(meanwhile?.product_id);
  });

  it('has deltas of the same shape: a product that is no longer sold comes without variants', async () => {
    const sold = ids.get('D-9') ?? '';
    const gone = ids.get('N-1') ?? '';
    await shop.request('POST', '/products/deactivate', { productIds: [gone] });
    const delta = await shop.deps.db.read(shop.organizationId, (tx) => readCatalogDelta(tx, [gone, sold]));
    expect(delta).toMatchObject([
      { productId: gone, variants: [] },
      { productId: sold, variants: [{ name: 'Cola', codes: [{ code: '0042', isGtin: false }] }] },
    ]);
  });
});

/** A database whose first transaction that reads products does not begin before it is released. */
function heldDatabase(db: Database) {
  let hold: () => void = () => undefined;
  let release: () => void = () => undefined;
  const isHeld = new Promise<void>((resolve) => {
    hold = resolve;
  });
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  let reads = 0;
  const read: Database['read'] = async (organizationId, work) => {
    reads += 1;
    // After the positions of the feed, and the categories and taxes.
    if (reads === 3) {
      hold();
      await isReleased;
    }
    return db.read(organizationId, work);
  };
  return { db: { ...db, read }, isHeld, release: () => release() };
}

describe('an image', () => {
  const upload = (productId: string, bytes: Buffer) =>
    shop.app.inject({ method: 'POST', url: `/api/v1/products/${productId}/image`, ...multipart('a.png', bytes) });

  it('becomes WebP of at most 1024 pixels, whatever came, and is served to be kept for ever', async () => {
    const png = await sharp({ create: { width: 2000, height: 1000, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const stored = await upload(ids.get('J-1') ?? '', png);
    expect(stored.statusCode).toBe(200);
    expect(stored.json()).toMatchObject({ width: 1024, height: 512, version: 2 });
    const image = await shop.app.inject({
      url: `/api/v1/images/${stored.json<{ imageId: string }>().imageId}`,
      headers: { host: 'localhost', cookie: 'sid=cashier' },
    });
    expect(image.headers['content-type']).toBe('image/webp');
    expect(image.headers['cache-control']).toContain('immutable');
    expect((await sharp(image.rawPayload).metadata()).format).toBe('webp');
  });

  it('is refused when the bytes are no picture, or a broken one, and for a product that is not there', async () => {
    const productId = ids.get('J-1') ?? '';
    expect((await upload(productId, Buffer.from('<svg onload="alert(1)"/>'))).statusCode).toBe(400);
    expect((await upload(productId, Buffer.from('89504e470d0a1a0a0000', 'hex'))).statusCode).toBe(400);
    const png = await sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    expect((await upload('01900000-0000-7000-8000-0000000fffff', png)).statusCode).toBe(404);
    expect(await shop.rows('select count(*)::int as n from product_image')).toEqual([{ n: 1 }]);
  });

  it('is refused when the form around it is broken: without a boundary, with an endless one, or cut off', async () => {
    const { headers, payload } = multipart('a.png', Buffer.from('no picture'));
    const url = `/api/v1/products/${ids.get('J-1')}/image`;
    for (const [type, body] of [
      ['multipart/form-data', payload],
      ['multipart/form-data; boundary=""', payload],
      [`multipart/form-data; boundary=${'x'.repeat(400)}`, payload],
      [String(headers['content-type']), payload.subarray(0, 90)],
      [String(headers['content-type']), payload.subarray(0, -20)],
      [String(headers['content-type']), Buffer.alloc(0)],
    ] as const) {
      const answer = await shop.app.inject({
        method: 'POST',
        url,
        headers: { ...headers, 'content-type': type },
        payload: body,
      });
      expect(answer.statusCode, type).toBe(400);
      expect(answer.json(), type).toMatchObject({ status: 400 });
    }
  });

  it('is taken off once, and what points to it still finds it', async () => {
    const productId = ids.get('J-1') ?? '';
    const remove = (cookie: string, id = productId) =>
      shop.app.inject({
        method: 'DELETE',
        url: `/api/v1/products/${id}/image`,
        headers: { host: 'localhost', cookie: `sid=${cookie}` },
      });
    expect((await remove('cashier')).statusCode).toBe(403);
    const before = (await shop.request('GET', `/products/${productId}`)).body as unknown as { imageId: string };
    expect(before).toMatchObject({ imageId: expect.any(String), version: 2 });
    for (const answer of [await remove('manager'), await remove('manager')]) {
      expect([answer.statusCode, answer.json()]).toEqual([200, { version: 3 }]);
    }
    expect((await shop.request('GET', `/products/${productId}`)).body).toMatchObject({ imageId: null, version: 3 });
    expect((await shop.request('GET', `/images/${before.imageId}`)).status).toBe(200);
    const audit = await shop.rows("select detail from audit_entry where action = 'product.image-removed'");
    expect(audit).toEqual([{ detail: { imageId: before.imageId } }]);
    expect((await remove('manager', '01900000-0000-7000-8000-0000000fffff')).statusCode).toBe(404);
  });
});
