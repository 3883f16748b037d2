import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadContext, receive } from '../rooms/operations/sync/index.ts';
import { NOW, type TestRegister } from '../rooms/operations/sync/test-register.ts';
import { openTestShop, type TestShop } from '../rooms/operations/sync/test-shop.ts';
import { explaining } from './explaining.ts';

let shop: TestShop;
let register: TestRegister;
const PRODUCTS = 30_000;

/** A catalogue whose products all had another tax class once, and taxes that changed often. */
beforeAll(async () => {
  shop = await openTestShop();
  register = await shop.register();
  const { organizationId, owner } = shop;
  await owner.query(
    `insert into product (organization_id, product_id, name, tax_class_id)
     select $1, md5('product' || g)::uuid, 'Goods', (select tax_class_id from tax_class limit 1) from generate_series(1, ${PRODUCTS}) g`,
    [organizationId],
  );
  await owner.query(
    `insert into variant (organization_id, variant_id, product_id, sku, price_e4)
     select $1, md5('variant' || g)::uuid, md5('product' || g)::uuid, 'GOODS-' || g, 1 from generate_series(1, ${PRODUCTS}) g`,
    [organizationId],
  );
  await owner.query(
    `insert into tax_past (organization_id, subject, subject_id, version, until, was)
     select organization_id, 'product', product_id, 1, $2::timestamptz - interval '1 day', jsonb_build_object('taxClassId', tax_class_id)
     from product where organization_id = $1`,
    [organizationId, NOW],
  );
  await owner.query(
    `insert into tax_past (organization_id, subject, subject_id, version, until, was)
     select $1, 'tax-class', tax_class_id, g, $2::timestamptz - g * interval '1 day', '{"taxIds": []}' from tax_class, generate_series(1, 700) g`,
    [organizationId, NOW],
  );
  for (const table of ['product', 'variant', 'tax_past']) await owner.query(`analyze ${table}`);
}, 120_000);
afterAll(() => shop.close());

it('the taxes of a batch are read once, of its own goods alone, and no further back than anybody asks', async () => {
  const sales = Array.from({ length: 20 }, () => register.sale({ pieces: [1, 1, 1] }));
  const request = {
    credentialKeyId: register.facts.keyId,
    chainKeyId: register.facts.keyId,
    arrivals: sales.map(receive),
    now: NOW,
    areLevelsLocked: false,
  };
  let plans: readonly string[] = [];
  const loaded = await shop.deps.db.tx(shop.organizationId, (tx) => {
    const watched = explaining(tx);
    ({ plans } = watched);
    return loadContext(watched.tx, request);
  });
  expect(loaded.context?.taxation.goods).toHaveLength(3);
  expect(loaded.context?.taxation.past).toHaveLength(200);
  expect(plans).toHaveLength(1);
  expect(plans[0]).not.toMatch(/Seq Scan on (product|variant|tax_past)\b/);
});
