import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CatalogFixture, createCatalogFixture } from '../../catalog/catalog-fixture.ts';
import { promotionsOf, tea } from '../../catalog/pricing/promotion-fixture.ts';
import { tryOutRoutes } from './routes.ts';

let shop: CatalogFixture;
let variantId = '';
beforeAll(async () => {
  shop = await createCatalogFixture(tryOutRoutes);
  variantId = await tea(shop);
});
afterAll(() => shop.close());

const { made, off } = promotionsOf(() => shop);

describe('a basket that is tried out', () => {
  it('prices a basket with lists, promotions and coupons, and says why', async () => {
    const list = await shop.request('POST', '/price-lists', {
      name: 'Trade',
      isActive: true,
      kind: 'price',
      priority: 1,
    });
    await shop.request('POST', `/price-lists/${String(list.body['priceListId'])}/prices`, {
      version: 1,
      prices: [{ variantId, breaks: [{ fromMilli: 10_000, priceE4: 1_500_000 }] }],
    });
    const always = await made({ name: 'Tea week', target: {} });
    const { promotionId } = await made({
      name: 'Voucher',
      conditions: { needsCoupon: true },
      effect: { kind: 'amount', amountMinor: 100, scope: 'order', isWithTax: false },
    });
    await shop.request('POST', '/coupons', { promotionId, code: 'TAKE100', mostUses: 1, validTo: null });
    const basket = { customerGroupIds: [], coupons: [], lines: [{ variantId, quantityMilli: 10_000 }] };
    const plain = await shop.request('POST', '/pricing/try-out', basket);
    // Ten at 1.50, less ten per cent.
    expect(plain.body).toMatchObject({
      totalMinor: 1350,
      discountMinor: 150,
      applied: [{ promotionId: always.promotionId, label: 'Tea week', discountMinor: 150 }],
      rejected: expect.arrayContaining([{ promotionId, name: 'Voucher', reason: 'code' }]),
    });
    const [line] = plain.body['lines'] as unknown as { derivation: { step: string; amountMinor: number }[] }[];
    expect(line?.derivation.slice(0, 2)).toMatchObject([
      { step: 'price-list', amountMinor: 1500 },
      { step: 'promotion', amountMinor: -150 },
    ]);
    const shown = await shop.request('POST', '/pricing/try-out', { ...basket, coupons: ['take-100'] });
    expect(shown.body).toMatchObject({ totalMinor: 1250 });
    expect((await shop.request('POST', '/pricing/try-out', { ...basket, customerId: promotionId })).status).toBe(400);
    const unknown = { ...basket, lines: [{ variantId: promotionId, quantityMilli: 1 }] };
    expect((await shop.request('POST', '/pricing/try-out', unknown)).status).toBe(400);
  });

  it('keeps to the limits: in all, for each customer, to a budget and to the first sale', async () => {
    const customerId = randomUUID();
    await shop.rows(
      'insert into customer (organization_id, customer_id) select organization_id, $1 from organization',
      [customerId],
    );
    const fourPercent = { kind: 'percent', ratePpm: 40_000, scope: 'line', basis: 'current' };
    const each = await made({ name: 'Once each', limits: { perCustomerLimit: 1 }, effect: fourPercent });
    const budget = await made({ name: 'Budget', limits: { budgetMinor: 30 }, effect: fourPercent });
    const total = await made({ name: 'Once in all', limits: { usageLimit: 1 }, effect: fourPercent });
    const first = await made({ name: 'First sale', conditions: { nthOrder: 1 }, effect: fourPercent });
    const ask = async (over: Record<string, unknown>) => {
      const body = { customerGroupIds: [], coupons: [], lines: [{ variantId, quantityMilli: 1_000 }], ...over };
      const { body: priced } = await shop.request('POST', '/pricing/try-out', body);
      const applied = priced['applied'] as unknown as { label: string }[];
      return applied.map(({ label }) => label).filter((label) => label !== 'Tea week');
    };
    expect(await ask({ nthSale: 1 })).toEqual(['Once each', 'Budget', 'Once in all', 'First sale']);
    expect(await ask({ nthSale: 2 })).toEqual(['Once each', 'Budget', 'Once in all']);
    expect(await ask({})).toEqual(['Budget', 'Once in all']);
    expect(await ask({ customerId })).toEqual(['Once each', 'Budget', 'Once in all', 'First sale']);
    const used = 'update promotion_use set uses = 1, given_minor = 30 where promotion_id = any($1::uuid[])';
    await shop.rows(used, [[budget.promotionId, total.promotionId, each.promotionId]]);
    await shop.rows(
      `insert into promotion_customer_use (organization_id, promotion_id, customer_id, uses)
       select organization_id, $1, $2, 1 from organization`,
      [each.promotionId, customerId],
    );
    await shop.rows(
      'insert into customer_order_count (organization_id, customer_id, orders) select organization_id, $1, 1 from organization',
      [customerId],
    );
    expect(await ask({ customerId })).toEqual([]);
    const list = await shop.request('GET', '/promotions');
    expect(list.body['items']).toContainEqual(
      expect.objectContaining({ promotionId: total.promotionId, used: { uses: 1, surplusUses: 0, givenMinor: 30 } }),
    );
    for (const one of [each, budget, total, first]) await off(one);
  });

  it('names the stores and groups that prices can be for', async () => {
    const { status, body } = await shop.request('GET', '/pricing/choices');
    expect(status).toBe(200);
    expect(body['stores']).toEqual([{ storeId: expect.any(String), name: expect.any(String) }]);
    expect(body['groups']).toEqual([]);
  });
});
