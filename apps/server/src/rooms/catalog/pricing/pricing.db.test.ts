import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CatalogFixture, createCatalogFixture } from '../catalog-fixture.ts';
import { promotion, promotionsOf, tea } from './promotion-fixture.ts';

let shop: CatalogFixture;
let variantId = '';
beforeAll(async () => {
  shop = await createCatalogFixture();
  variantId = await tea(shop);
});
afterAll(() => shop.close());

const { made, off } = promotionsOf(() => shop);

describe('promotions', () => {
  it('are made, listed and changed version by version, each with its change and its audit entry', async () => {
    const first = await made({ priority: 7 });
    const changed = await shop.request(
      'PUT',
      `/promotions/${first.promotionId}`,
      promotion({ version: 1, name: first.name, priority: 9, conditions: { validTo: '2020-01-01T00:00:00.000Z' } }),
    );
    expect(changed.body).toMatchObject({ version: 2, priority: 9, state: 'ended' });
    const versions = await shop.rows<{ version: number }>(
      'select version from promotion_version where promotion_id = $1 order by version',
      [first.promotionId],
    );
    expect(versions.map((row) => row.version)).toEqual([1, 2]);
    const audits = await shop.rows<{ action: string }>(
      'select action from audit_entry where subject_id = $1 order by occurred_at, action',
      [first.promotionId],
    );
    expect(audits.map((row) => row.action)).toEqual(['promotion.created', 'promotion.updated']);
    const list = await shop.request('GET', '/promotions');
    expect(list.body['items']).toContainEqual(changed.body);
    await off({ ...first, version: 2 });
  });

  it('made twice with the same id are one', async () => {
    const promotionId = '01900000-0000-7000-8000-0000000000aa';
    const body = promotion({ promotionId });
    const twins = await Promise.all([
      shop.request('POST', '/promotions', body),
      shop.request('POST', '/promotions', body),
    ]);
    const again = await shop.request('POST', '/promotions', body);
    expect(again.body).toMatchObject({ promotionId, version: 1 });
    expect(twins.map(({ status }) => status).every((status) => status === 201 || status === 409)).toBe(true);
    const rows = await shop.rows('select 1 from promotion_version where promotion_id = $1', [promotionId]);
    expect(rows).toHaveLength(1);
    await off({ promotionId, version: 1, name: body.name });
  });

  it('of two people who change one at once the second is told', async () => {
    const one = await made();
    const answers = await Promise.all([off(one), off(one)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('refuse a name that is taken, a period that ends before it begins, and a kind that is none', async () => {
    const one = await made();
    expect((await shop.request('POST', '/promotions', promotion({ name: one.name.toUpperCase() }))).status).toBe(409);
    const period = { validFrom: '2026-02-01T00:00:00.000Z', validTo: '2026-01-01T00:00:00.000Z' };
    expect((await shop.request('POST', '/promotions', promotion({ conditions: period }))).status).toBe(400);
    expect((await shop.request('POST', '/promotions', promotion({ effect: { kind: 'lottery' } }))).status).toBe(400);
    expect((await shop.request('PUT', `/promotions/${variantId}`, promotion({ version: 1 }))).status).toBe(404);
    await off(one);
  });

  it.each([
    ['cashier', 200, 403],
    ['viewer', 200, 403],
    ['manager', 200, 201],
  ] as const)('are for who may: %s', async (role, reading, writing) => {
    expect((await shop.request('GET', '/promotions', undefined, role)).status).toBe(reading);
    const answer = await shop.request('POST', '/promotions', promotion({ isActive: false }), role);
    expect(answer.status).toBe(writing);
  });
});

describe('price lists', () => {
  it('take prices by variant and SKU, change them, and lose them', async () => {
    const list = await shop.request('POST', '/price-lists', {
      name: 'Wholesale',
      isActive: true,
      kind: 'price',
      priority: 1,
    });
    const url = `/price-lists/${String(list.body['priceListId'])}`;
    const set = await shop.request('POST', `${url}/prices`, {
      version: 1,
      prices: [
        {
          sku: 'TEA',
          breaks: [
            { fromMilli: 1, priceE4: 1_900_000 },
            { fromMilli: 10_000, priceE4: 1_500_000 },
          ],
        },
      ],
    });
    expect(set.body).toMatchObject({ version: 2, priceCount: 1 });
    const prices = await shop.request('GET', `${url}/prices`);
    expect(prices.body['items']).toMatchObject([{ variantId, sku: 'TEA', name: 'Tea', priceE4: 2_000_000 }]);
    const stale = await shop.request('POST', `${url}/prices`, { version: 1, prices: [{ variantId, breaks: null }] });
    expect(stale.status).toBe(409);
    const unknown = await shop.request('POST', `${url}/prices`, {
      version: 2,
      prices: [{ sku: 'NOTHING', breaks: null }],
    });
    expect([unknown.status, unknown.body['detail']]).toEqual([400, 'Some of these products are not in this shop.']);
    const gone = await shop.request('POST', `${url}/prices`, { version: 2, prices: [{ variantId, breaks: null }] });
    expect(gone.body).toMatchObject({ version: 3, priceCount: 0 });
    const unsorted = {
      version: 3,
      prices: [
        {
          variantId,
          breaks: [
            { fromMilli: 5, priceE4: 1 },
            { fromMilli: 5, priceE4: 2 },
          ],
        },
      ],
    };
    expect((await shop.request('POST', `${url}/prices`, unsorted)).status).toBe(400);
    expect(
      (await shop.request('PUT', url, { version: 3, name: 'Wholesale', isActive: false, kind: 'price', priority: 1 }))
        .body,
    ).toMatchObject({ state: 'off' });
  });
});

describe('coupons', () => {
  it('are made up by the hundred, chosen by hand, found, exported and taken out of use', async () => {
    const { promotionId } = await made({ conditions: { needsCoupon: true } });
    const many = await shop.request('POST', '/coupons', { promotionId, count: 100, mostUses: 1, validTo: null });
    const codes = (many.body as unknown as { coupons: { code: string }[] }).coupons.map(({ code }) => code);
    expect(new Set(codes).size).toBe(100);
    const own = await shop.request('POST', '/coupons', {
      promotionId,
      code: 'sum-mer 25',
      mostUses: null,
      validTo: null,
    });
    expect(own.body).toMatchObject({ coupons: [{ code: 'SUMMER25', mostUses: null, uses: 0 }] });
    const taken = await shop.request('POST', '/coupons', { promotionId, code: 'SUMMER25', mostUses: 1, validTo: null });
    expect([taken.status, taken.body['detail']]).toEqual([409, 'Another coupon has this code.']);
    const found = await shop.request('GET', '/coupons?query=summ');
    const [coupon] = found.body['items'] as unknown as { couponId: string }[];
    for (let time = 0; time < 2; time += 1) {
      const gone = await shop.request('POST', `/coupons/${coupon?.couponId}/deactivate`);
      expect(gone.body).toMatchObject({ isActive: false });
    }
    const page = await shop.request('GET', `/coupons?promotionId=${promotionId}&limit=60`);
    const next = await shop.request(
      'GET',
      `/coupons?promotionId=${promotionId}&limit=60&cursor=${String(page.body['nextCursor'])}`,
    );
    const listed = [page, next].flatMap(({ body }) =>
      (body['items'] as unknown as { code: string }[]).map(({ code }) => code),
    );
    expect(listed).toEqual([...codes, 'SUMMER25'].sort());
    const file = (await shop.request('GET', `/coupons/export?promotionId=${promotionId}`)).bytes.toString();
    expect(file.split('\r\n')).toHaveLength(103);
    expect(file).toContain('SUMMER25,,0,,false');
    expect(
      (await shop.request('POST', '/coupons', { promotionId: variantId, count: 1, mostUses: 1, validTo: null })).status,
    ).toBe(400);
  });
});

describe('the rules of promotions', () => {
  it('keeps the rules version by version, and tells the second of two at once', async () => {
    const before = await shop.request('GET', '/pricing-rules');
    expect(before.body).toMatchObject({ version: 0, rules: { stacking: 'sequence' } });
    const body = { version: 0, rules: { ...(before.body['rules'] as unknown as object), stacking: 'best-only' } };
    const answers = await Promise.all([
      shop.request('PUT', '/pricing-rules', body),
      shop.request('PUT', '/pricing-rules', body),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await shop.request('PUT', '/pricing-rules', { version: 1, rules: before.body['rules'] });
  });
});
