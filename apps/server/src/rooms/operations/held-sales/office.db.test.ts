import { randomUUID } from 'node:crypto';
import { minor } from '@mosaajii/domain/money';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RegisterActor, UserActor } from '../../../platform/access/index.ts';
import { pushesTo } from '../sync/test-pushes.ts';
import { NOW, type TestRegister } from '../sync/test-register.ts';
import { openTestShop, type TestShop } from '../sync/test-shop.ts';
import { LOCK_MINUTES } from './held-rows.ts';
import { holdSale } from './hold-sale.ts';
import { cancelHeld, listHeld, readHeld, readHeldStore, unlockHeld } from './office.ts';
import { takeSale } from './take-sale.ts';

let shop: TestShop;
let till: TestRegister;
beforeAll(async () => {
  shop = await openTestShop();
});
beforeEach(async () => {
  till = await shop.register();
});
afterAll(() => shop.close());
const { said } = pushesTo(() => shop);

function register(): RegisterActor {
  const { registerId, registerCode: code, series, keyId } = till.facts;
  const { organizationId, storeId } = shop;
  const chain = { code, series, keyId, purpose: 'till' as const, proofId: null };
  return { kind: 'register', organizationId, storeId, registerId, ...chain };
}
const manager = () =>
  ({ kind: 'user', organizationId: shop.organizationId, userId: shop.users.administrator }) as UserActor;
const later = (minutes: number) => ({
  ...shop.deps,
  clock: { now: () => new Date(Date.parse(NOW) + minutes * 60_000) },
});
const line = { lineId: 'l1', name: 'Milk', unit: 'pcs', quantityMilli: 2000, unitPriceE4: null };
const CONTENT = JSON.stringify({ shape: 1, cart: { note: 'Friday', customer: { name: 'Amina' }, lines: [line] } });

async function held(content = CONTENT): Promise<string> {
  const heldSaleId = randomUUID();
  const sale = { label: 'Amina', lineCount: 1, totalMinor: minor(1350), currencyCode: 'GBP', content };
  const asked = { heldSaleId, userId: shop.users.cashier, baseVersion: 0, lockId: null, ...sale };
  expect(await holdSale(shop.deps, register(), asked)).toMatchObject({ ok: true });
  return heldSaleId;
}
const take = (heldSaleId: string) =>
  takeSale(
    shop.deps,
    register(),
    heldSaleId,
    { lockId: randomUUID(), userId: shop.users.cashier, takesOver: false },
    't',
  );
const list = (part: Partial<Parameters<typeof listHeld>[2]> = {}, deps = shop.deps) =>
  shop.deps.db.read(shop.organizationId, (tx) => listHeld(tx, deps, { stores: null, limit: 200, ...part }));
const one = (heldSaleId: string, deps = shop.deps) =>
  shop.deps.db.read(shop.organizationId, (tx) => readHeld(tx, deps, heldSaleId));
const audited = async (heldSaleId: string) =>
  (
    await shop.owner.query<{ action: string; user_id: string; detail: Record<string, unknown> }>(
      'select action, user_id, detail from audit_entry where subject_id = $1 order by action',
      [heldSaleId],
    )
  ).rows;

describe('held sales in the office', () => {
  it('are listed by their stores, page by page, each once', async () => {
    const ids = [await held(), await held(), await held()];
    expect(ids.every((id) => id !== '')).toBe(true);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 1, cursor });
      seen.push(...(page?.items ?? []).map((item) => item.heldSaleId));
      cursor = page?.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(ids));
    expect((await list({ stores: [randomUUID()] }))?.items).toEqual([]);
    expect((await list({ storeId: randomUUID() }))?.items).toEqual([]);
    expect(await list({ cursor: 'nonsense' })).toBeNull();
  });

  it('say who holds them, and what is in them', async () => {
    const id = await held();
    expect(await one(id)).toMatchObject({
      label: 'Amina',
      customerName: 'Amina',
      note: 'Friday',
      totalMinor: 1350,
      heldBy: shop.users.cashier,
      registerCode: till.facts.registerCode,
      lock: null,
      lines: [line],
    });
    await take(id);
    expect((await one(id))?.lock).toMatchObject({ userId: shop.users.cashier, isStale: false });
    expect((await one(id, later(LOCK_MINUTES + 1)))?.lock).toMatchObject({ isStale: true });
  });

  it('written by another program are listed without their lines', async () => {
    for (const content of ['{"shape":9}', 'no json']) {
      expect(await one(await held(content))).toMatchObject({ label: 'Amina', lines: null });
    }
  });

  it('are let go by somebody who may: another till has it next, and the trail says from whom', async () => {
    const id = await held();
    await take(id);
    expect(await unlockHeld(shop.deps, manager(), id, 'r')).toBe(true);
    expect(await unlockHeld(shop.deps, manager(), id, 'r')).toBe(false);
    expect((await one(id))?.lock).toBeNull();
    expect(await audited(id)).toMatchObject([
      {
        action: 'held-sale.unlocked',
        user_id: shop.users.administrator,
        detail: { from: shop.users.cashier, fromRegister: till.facts.registerCode, wasStale: false },
      },
    ]);
    till = await shop.register();
    expect(await take(id)).toMatchObject({ ok: true });
  });

  it('are thrown away with a reason, once, and nothing of their content stays', async () => {
    const id = await held();
    await take(id);
    const twice = await Promise.all([1, 2].map(() => cancelHeld(shop.deps, manager(), id, 'Nobody came', 'r')));
    expect(twice.sort()).toEqual([false, true]);
    expect(await one(id)).toBeNull();
    expect(await audited(id)).toMatchObject([{ action: 'held-sale.cancelled', detail: { reason: 'Nobody came' } }]);
    const { rows } = await shop.owner.query('select * from held_sale where held_sale_id = $1', [id]);
    expect(rows).toMatchObject([{ state: 'dropped', label_sealed: '', content_sealed: '', lock_id: null }]);
    expect(await take(id)).toMatchObject({ ok: false, error: { code: 'held-sale-gone' } });
  });

  it('that were sold are neither let go nor thrown away, and a sale of a cancelled one counts all the same', async () => {
    const [sold, cancelled] = [await held(), await held()];
    const of = (heldSaleId: string) => till.sale({ change: (sale) => ({ ...sale, heldSaleId }) });
    expect(await said(till, till.open(), of(sold))).toEqual(['applied', 'applied']);
    expect(await unlockHeld(shop.deps, manager(), sold, 'r')).toBe(false);
    expect(await cancelHeld(shop.deps, manager(), sold, 'Late', 'r')).toBe(false);
    expect(await cancelHeld(shop.deps, manager(), cancelled, 'Nobody came', 'r')).toBe(true);
    expect(await said(till, of(cancelled))).toEqual(['applied']);
    const store = await shop.deps.db.read(shop.organizationId, (tx) => readHeldStore(tx, sold));
    expect(store).toBe(shop.storeId);
  });
});
