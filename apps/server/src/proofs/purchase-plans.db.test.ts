import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../rooms/operations/sync/test-shop.ts';
import { listOrders } from '../rooms/purchasing/read-orders.ts';
import { explaining } from './explaining.ts';

let shop: TestShop;
const ORDERS = 20_000;
beforeAll(async () => {
  shop = await openTestShop();
  const { organizationId, storeId, users } = shop;
  await shop.owner.query(
    `insert into supplier (organization_id, supplier_id, name, contact_sealed, created_by, created_at)
     select $1, md5('supplier' || g)::uuid, 'Supplier ' || g, '', $2, now() from generate_series(1, 500) g`,
    [organizationId, users.administrator],
  );
  await shop.owner.query(
    `insert into purchase_order (organization_id, order_id, number, store_id, supplier_id, state, note, currency_code, line_count,
       total_minor, created_by, created_at)
     select $1, gen_random_uuid(), g, $2, md5('supplier' || (1 + g % 500))::uuid, 'draft', '', 'GBP', 0, 0, $3, now()
     from generate_series(1, ${ORDERS}) g`,
    [organizationId, storeId, users.administrator],
  );
  for (const table of ['supplier', 'purchase_order']) await shop.owner.query(`analyze ${table}`);
}, 60_000);
afterAll(() => shop.close());

it.each([
  ['a supplier', 'supplier 499', 40],
  ['nobody', 'no such supplier', 0],
  ['a number', 'PO-000123', 1],
])(`orders of %s are found among ${ORDERS} without reading them all`, async (_name, query, found) => {
  let plans: readonly string[] = [];
  await shop.deps.db.read(shop.organizationId, async (tx) => {
    const watched = explaining(tx);
    ({ plans } = watched);
    const asked = { query, state: 'all', limit: 100, stores: null } as const;
    const list = await listOrders(watched.tx, asked);
    expect(list?.items).toHaveLength(found);
    const elsewhere = await listOrders(tx, { ...asked, stores: [randomUUID()] });
    expect(elsewhere?.items).toEqual([]);
  });
  expect(plans).toHaveLength(1);
  expect(plans[0]).not.toContain('Seq Scan on purchase_order');
});
