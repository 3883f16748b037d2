import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Tx } from '../../../platform/database/index.ts';
import { listOrders } from '../../sales/index.ts';
import { TODAY } from '../sync/test-register.ts';
import { openTestShop, type TestShop } from '../sync/test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
  const { registerId, keyId, registerCode } = (await shop.register()).facts;
  await shop.owner.query(
    `insert into sale (organization_id, sale_id, kind, store_id, register_id, key_id, shift_id, user_id, business_date,
       receipt_series, receipt_sequence, receipt_number, currency_code, occurred_at, net_minor, tax_minor, discount_minor,
       total_minor, cash_rounding_minor, line_count, engine_version, rules)
     select $1, gen_random_uuid(), 'sale', $2, $3, $4, $4, $4, $5::date - n / 100, 'A', n, $6 || '-A-' || lpad(n::text, 6, '0'),
       'GBP', now(), 1, 0, 0, 1, 0, 1, 1, '{}' from generate_series(1, 5000) n`,
    [shop.organizationId, shop.storeId, registerId, keyId, TODAY, registerCode],
  );
  await shop.owner.query('analyze sale');
});
afterAll(() => shop.close());

it('finds receipts by the beginning of their number, served by the index of the numbers', async () => {
  await shop.deps.db.read(shop.organizationId, async (tx) => {
    const found = await listOrders(tx, { query: 's1-r1-a-00123', limit: 50, stores: null });
    expect(found?.items).toHaveLength(10);
    const said: { text: string; values: unknown[] }[] = [];
    const listening = {
      organizationId: tx.organizationId,
      query: async (text: string, values: unknown[]) => {
        said.push({ text, values });
        return [];
      },
    } as unknown as Tx;
    await listOrders(listening, { query: 's1-r1-a-00123', limit: 50, stores: null });
    const [statement] = said;
    const plan = await tx.query<Record<string, string>>(`explain ${statement?.text ?? ''}`, statement?.values ?? []);
    const lines = plan.map((row) => row['QUERY PLAN'] ?? '').join('\n');
    expect(lines).toMatch(/Index Scan (using|on) sale_receipt\b/);
    expect(lines).toMatch(/Index Cond: .*receipt_number >= /);
  });
});
