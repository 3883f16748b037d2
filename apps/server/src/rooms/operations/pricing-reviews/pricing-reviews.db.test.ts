import { randomUUID } from 'node:crypto';
import { minor, type SaleCompleted } from '@mosaajii/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEN_OFF } from '../../catalog/pricing/promotion-fixture.ts';
import { createPromotion } from '../../catalog/pricing/promotions.ts';
import { pushesTo } from '../sync/test-pushes.ts';
import type { TestRegister } from '../sync/test-register.ts';
import { openTestShop, type TestShop } from '../sync/test-shop.ts';
import { listReviews, readReview } from './read-review.ts';

let shop: TestShop;
let register: TestRegister;
let promotionId = '';
const { said, push } = pushesTo(() => shop);

beforeAll(async () => {
  shop = await openTestShop();
  register = await shop.register();
  await push(register, register.open());
  const made = await createPromotion(shop.deps, shop.organizationId, { userId: shop.users.administrator }, {
    name: 'Ten off',
    isActive: true,
    ...TEN_OFF,
  } as never);
  if (!made.ok) throw new Error(made.error.code);
  promotionId = made.value.promotionId;
  await shop.owner.query('update promotion_version set valid_since = $1', ['2026-01-01T00:00:00.000Z']);
});
afterAll(() => shop.close());

const read = <T>(work: Parameters<typeof shop.deps.db.read<T>>[1]) => shop.deps.db.read(shop.organizationId, work);
const LIST = { stores: null, limit: 10 };

/** It says which prices its register had, and gave nothing. */
const missed = (sale: SaleCompleted): SaleCompleted => ({ ...sale, pricingVersion: 1 });

describe('a sale that missed a promotion', () => {
  it('is shown line by line beside what it should have been, with who sold it and when', async () => {
    const sale = register.sale({ pieces: [2, 1], change: missed });
    expect(await said(register, sale)).toEqual(['flagged promotion-missed']);
    const review = await read((tx) => readReview(tx, sale.operationId));
    const charged = sale.payload.claimed.totalMinor;
    // Ten per cent of 5.00 and of 0.99, each rounded half up on its line.
    expect(review).toMatchObject({
      saleId: sale.operationId,
      userId: sale.userId,
      storeId: shop.storeId,
      pricingVersion: 1,
      charged: { promotions: [], discountMinor: 0, totalMinor: charged },
      expected: { promotions: [{ promotionId, label: 'Ten off', discountMinor: 60 }], discountMinor: 60 },
    });
    expect(review?.lines).toHaveLength(2);
    const [first] = review?.lines ?? [];
    expect(first?.charged.derivation.some(({ step }) => step === 'promotion')).toBe(false);
    expect(first?.expected.derivation).toContainEqual({ step: 'promotion', label: 'Ten off', amountMinor: -50 });
    const sums = (side: 'charged' | 'expected') =>
      (review?.lines ?? []).reduce((all, line) => all + line[side].totalMinor, 0);
    expect(sums('charged')).toBe(charged);
    expect(sums('expected')).toBe(review?.expected.totalMinor);
    expect(sums('expected')).toBeLessThan(charged);
  });

  it('is in the list of its store, its cashier and its day, page by page', async () => {
    const first = await read((tx) => listReviews(tx, LIST));
    expect(first?.items).toHaveLength(1);
    const [known] = first?.items ?? [];
    expect(known).toMatchObject({ expectedMinor: 60, chargedMinor: 0, labels: ['Ten off'] });
    await said(register, register.sale({ pieces: [1], change: missed }));
    const page = await read((tx) => listReviews(tx, { ...LIST, limit: 1 }));
    const cursor = page?.nextCursor ?? '';
    const rest = await read((tx) => listReviews(tx, { ...LIST, cursor }));
    expect(new Set([...(page?.items ?? []), ...(rest?.items ?? [])].map(({ saleId }) => saleId)).size).toBe(2);
    const count = async (over: object) => (await read((tx) => listReviews(tx, { ...LIST, ...over })))?.items.length;
    expect(await count({ stores: [randomUUID()] })).toBe(0);
    expect(await count({ stores: [shop.storeId] })).toBe(2);
    expect(await count({ userId: known?.userId })).toBe(2);
    expect(await count({ userId: randomUUID() })).toBe(0);
    expect(await count({ to: '2026-01-01' })).toBe(0);
    expect(await read((tx) => listReviews(tx, { ...LIST, cursor: 'no cursor' }))).toBeNull();
  });

  it('makes up no lines for a review that an older program wrote, and knows nothing of other sales', async () => {
    const sale = register.sale({ pieces: [2], change: missed });
    await said(register, sale);
    await shop.owner.query(
      `update sale_pricing_review set expected = jsonb_build_array((expected->0) - 'shares') where sale_id = $1`,
      [sale.operationId],
    );
    const review = await read((tx) => readReview(tx, sale.operationId));
    expect(review).toMatchObject({
      lines: null,
      charged: { totalMinor: sale.payload.claimed.totalMinor },
      expected: { totalMinor: null, discountMinor: minor(50), promotions: [{ label: 'Ten off' }] },
    });
    expect(await read((tx) => readReview(tx, randomUUID()))).toBeNull();
  });
});
