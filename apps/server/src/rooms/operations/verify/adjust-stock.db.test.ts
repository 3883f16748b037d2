import { randomUUID } from 'node:crypto';
import type { AdjustmentRequest } from '@mosaajii/contract/stock';
import { milli, priceE4 } from '@mosaajii/domain';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { UserActor } from '../../../platform/access/index.ts';
import { userWith } from '../../../platform/access/user-fixture.ts';
import { adjustStock, listLevels } from '../../stock/index.ts';
import { openTestShop, type TestShop } from '../sync/test-shop.ts';
import { verifyOrganization } from './index.ts';

let shop: TestShop;
let actor: UserActor;
beforeAll(async () => {
  shop = await openTestShop();
  const { organizationId, users } = shop;
  actor = userWith('manager', { organizationId, userId: users.administrator });
});
afterAll(() => shop.close());
afterEach(async () => {
  expect((await verifyOrganization(shop.deps.db, shop.organizationId)).discrepancies).toEqual([]);
});

function request(kind: 'opening' | 'write-off' | 'receipt', pieces: number, index: 0 | 1 | 2 = 0): AdjustmentRequest {
  const lines = [{ variantId: shop.variants[index], quantityMilli: milli(pieces * 1000) }];
  return { adjustmentId: randomUUID(), storeId: shop.storeId, reason: 'counted', kind, lines };
}

const adjust = (input: AdjustmentRequest) => adjustStock(shop.deps, actor, 'test', input);

async function level(index: 0 | 1 | 2): Promise<number> {
  const { rows } = await shop.owner.query<{ n: number }>(
    'select on_hand_milli::int as n from stock_level where variant_id = $1',
    [shop.variants[index]],
  );
  return rows[0]?.n ?? 0;
}

async function posted(documentId: string): Promise<Record<string, number>> {
  const { rows } = await shop.owner.query<{ account_codes: string[]; amounts_minor: string[] }>(
    'select account_codes, amounts_minor from posting where document_id = $1',
    [documentId],
  );
  return Object.fromEntries(
    rows.flatMap((row) => row.account_codes.map((code, index) => [code, Number(row.amounts_minor[index])])),
  );
}

describe('an adjustment of stock', () => {
  it.each([
    ['opening', 5, 5000, { '1200': 500, '3000': -500 }],
    ['receipt', 2, 2000, { '1200': 200, '2000': -200 }],
    ['write-off', 3, -3000, { '5100': 300, '1200': -300 }],
  ] as const)('moves and posts a %s', async (kind, pieces, moved, accounts) => {
    const before = await level(0);
    const input = request(kind, pieces);
    expect(await adjust(input)).toEqual({ ok: true, value: { adjustmentId: input.adjustmentId, isRepeat: false } });
    expect(await level(0)).toBe(before + moved);
    expect(await posted(input.adjustmentId)).toEqual(accounts);
  });

  it('corrects down as well as up, at the cost that is given', async () => {
    const before = await level(2);
    const variantId = shop.variants[2];
    const frame = { storeId: shop.storeId, reason: 'counted', kind: 'adjustment' as const };
    const down = {
      ...frame,
      adjustmentId: randomUUID(),
      lines: [{ variantId, quantityMilli: milli(-1500), costE4: priceE4(2_000_000) }],
    };
    await adjust(down);
    expect(await level(2)).toBe(before - 1500);
    expect(await posted(down.adjustmentId)).toEqual({ '1200': -300, '5200': 300 });
  });

  it('posts nothing of value while the cost is unknown', async () => {
    const input = request('opening', 4, 1);
    await adjust(input);
    expect(await posted(input.adjustmentId)).toEqual({});
  });

  it('happens once for its id, also at the same time, and never with other content', async () => {
    const before = await level(0);
    const input = request('opening', 1);
    // Open connections first, so that the requests really meet.
    await Promise.all(Array.from({ length: 6 }, () => shop.deps.db.pool.query('select pg_sleep(0.05)')));
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => adjust(input).catch((error: unknown) => error)));
    const repeat = await adjust(input);
    expect(repeat).toMatchObject({ ok: true, value: { isRepeat: true } });
    expect(outcomes.every((outcome) => typeof outcome === 'object' && outcome !== null && 'ok' in outcome)).toBe(true);
    expect(await level(0)).toBe(before + 1000);
    const other = {
      ...input,
      lines: [{ variantId: shop.variants[0], quantityMilli: milli(2000) }],
    } as AdjustmentRequest;
    expect(await adjust(other)).toMatchObject({ ok: false, error: { code: 'id-reused' } });
  });

  it('refuses a store and goods that are not of this shop', async () => {
    const input = request('opening', 1);
    expect(await adjust({ ...input, storeId: randomUUID() })).toMatchObject({
      ok: false,
      error: { code: 'unknown-store' },
    });
    const lines = [{ variantId: randomUUID(), quantityMilli: milli(1000) }];
    expect(await adjust({ ...input, lines } as AdjustmentRequest)).toMatchObject({
      ok: false,
      error: { code: 'unknown-variant' },
    });
  });
});

describe('the list of levels', () => {
  it('pages in the order of its key and finds by the product’s words', async () => {
    const read = (filter: Parameters<typeof listLevels>[1]) =>
      shop.deps.db.read(shop.organizationId, (tx) => listLevels(tx, filter));
    const first = await read({ limit: 2, stores: null });
    expect(first?.items).toHaveLength(2);
    const second = await read({ limit: 2, stores: null, cursor: first?.nextCursor ?? '' });
    expect(second?.items).toHaveLength(1);
    expect(second?.nextCursor).toBeNull();
    expect(await read({ limit: 2, stores: null, cursor: 'nonsense' })).toBeNull();
    await shop.owner.query("update product set search_text = 'blue mug' where name = 'Product 1'");
    expect((await read({ limit: 9, stores: null, query: 'mug' }))?.items.map((item) => item.sku)).toEqual(['SKU-1']);
    expect((await read({ limit: 9, stores: null, query: 'nothing' }))?.items).toEqual([]);
  });
});
