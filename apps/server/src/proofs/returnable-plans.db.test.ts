import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../rooms/operations/sync/test-shop.ts';
import { findReturnable, type ReturnableFilter } from '../rooms/sales/find-returnable.ts';
import { explaining } from './explaining.ts';

let shop: TestShop;
/** Bought now and then; sold now and then; sold with everything; a store that never sold anything. */
const [BUYER, RARE, EVERYDAY, QUIET] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const SALES = 20_000;

beforeAll(async () => {
  shop = await openTestShop();
  const register = await shop.register();
  const { organizationId, storeId } = shop;
  const { registerId, keyId, userId } = register.facts;
  await shop.owner.query(
    `insert into sale (organization_id, sale_id, kind, store_id, register_id, key_id, shift_id, user_id, business_date,
       receipt_series, receipt_sequence, receipt_number, currency_code, occurred_at, net_minor, tax_minor, discount_minor,
       total_minor, cash_rounding_minor, line_count, engine_version, rules, customer_id)
     select $1, md5('sale' || g)::uuid, case when g % 20 = 0 then 'return' else 'sale' end, $2, $3, $4, $4, $5,
       '2023-01-01'::date + (g / 100), 'A', g, 'S1-R1-A-' || lpad(g::text, 6, '0'), 'GBP',
       '2023-01-01T08:00Z'::timestamptz + g * interval '14 minutes', 100, 20, 0, 120, 0, 2, 1, '{}',
       case when g % 1000 = 1 then $6::uuid when g % 3 = 0 then md5('buyer' || g % 3000)::uuid end
     from generate_series(1, ${SALES}) g`,
    [organizationId, storeId, registerId, keyId, userId, BUYER],
  );
  await shop.owner.query(
    `insert into sale_line (organization_id, sale_id, line_number, line_id, variant_id, name, sku, unit, quantity_milli,
       list_price_e4, unit_price_e4, price_source, gross_minor, line_discount_minor, sale_discount_minor, net_minor,
       tax_minor, total_minor, inputs)
     select $1, md5('sale' || g)::uuid, n, md5('line' || g || n)::uuid,
       case when n = 1 then $2::uuid when g % 2000 = 7 then $3::uuid else md5('goods' || g % 500)::uuid end,
       'Goods', 'SKU', 'pcs', 1000, 1, 1, 'list', 60, 0, 0, 50, 10, 60, '{}'
     from generate_series(1, ${SALES}) g, generate_series(1, 2) n`,
    [organizationId, EVERYDAY, RARE],
  );
  await shop.owner.query('analyze sale');
  await shop.owner.query('analyze sale_line');
}, 120_000);
afterAll(() => shop.close());

const asked = (part: Partial<ReturnableFilter>): ReturnableFilter => ({ stores: null, limit: 50, ...part });
const day = { from: '2023-06-01', to: '2023-06-01' };
const asks: readonly [string, ReturnableFilter, number][] = [
  ['the latest', asked({}), 50],
  ['of a customer', asked({ customerId: BUYER }), 20],
  ['of a customer on a day', asked({ customerId: BUYER, ...day }), 0],
  ['of a customer, with goods', asked({ customerId: BUYER, variantId: EVERYDAY }), 20],
  ['with rare goods', asked({ variantId: RARE }), 10],
  ['with goods that nobody bought', asked({ variantId: randomUUID() }), 0],
  ['with everyday goods', asked({ variantId: EVERYDAY }), 50],
  ['with everyday goods on a day', asked({ variantId: EVERYDAY, ...day }), 50],
  ['of a day', asked(day), 50],
  ['of a day without sales', asked({ from: '2030-01-01', to: '2030-01-01' }), 0],
  ['of a store that sells little', asked({ stores: [QUIET] }), 0],
];

it.each(asks)(`sales %s are found among ${SALES} without reading them all`, async (_name, filter, found) => {
  let plans: readonly string[] = [];
  await shop.deps.db.read(shop.organizationId, async (tx) => {
    const watched = explaining(tx);
    ({ plans } = watched);
    const list = await findReturnable(watched.tx, filter);
    expect(list?.items).toHaveLength(found);
  });
  expect(plans).toHaveLength(2);
  for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on sale(_line)?\b/);
});
