import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Tx } from '../../../platform/database/index.ts';
import { findReturnable, type ReturnableFilter } from '../../sales/index.ts';
import { TODAY } from '../sync/test-register.ts';
import { openTestShop, type TestShop } from '../sync/test-shop.ts';

const SALES = 120_000;
const CUSTOMER = '01900000-0000-7000-8000-00000000c001';
const POPULAR = '01900000-0000-7000-8000-00000000a001';
const VARIANT = '01900000-0000-7000-8000-00000000a123';

/** Two years of a shop: 120,000 sales of two registers' worth, one line each, every fourth to one of 3,000 customers. */
let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
  const { registerId, keyId, registerCode } = (await shop.register()).facts;
  await shop.owner.query(
    `insert into sale (organization_id, sale_id, kind, store_id, register_id, key_id, shift_id, user_id, business_date,
       receipt_series, receipt_sequence, receipt_number, currency_code, occurred_at, net_minor, tax_minor, discount_minor,
       total_minor, cash_rounding_minor, line_count, engine_version, rules, customer_id)
     select $1, ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'sale', $2, $3, $4, $4, $4, $5::date - n / 170,
       'A', n, $6 || '-A-' || lpad(n::text, 6, '0'), 'GBP', now() - n * interval '8 minutes',
       100 + (n::bigint * 7919) % 40000, 0, 0, 100 + (n::bigint * 7919) % 40000, case n % 5 when 0 then 2 else 0 end, 1, 1, '{}',
       case n % 4 when 0 then ('01900000-0000-7000-8000-00000000c' || lpad((n / 4 % 3000)::text, 3, '0'))::uuid end
     from generate_series(1, ${SALES}) n`,
    [shop.organizationId, shop.storeId, registerId, keyId, TODAY, registerCode],
  );
  // Five hundred products, and one that is in every third sale.
  await shop.owner.query(
    `insert into sale_line (organization_id, sale_id, line_number, line_id, variant_id, name, sku, unit, quantity_milli,
       list_price_e4, unit_price_e4, price_source, gross_minor, line_discount_minor, sale_discount_minor, net_minor, tax_minor,
       total_minor, inputs)
     select organization_id, sale_id, 1, sale_id, ('01900000-0000-7000-8000-00000000a' || lpad(
         case receipt_sequence % 3 when 0 then '1' else (2 + receipt_sequence % 499)::text end, 3, '0'))::uuid, 'Tea', 'T', 'each',
       1000, 1, 1, 'list', total_minor, 0, 0, total_minor, 0, total_minor, '{}' from sale where organization_id = $1`,
    [shop.organizationId],
  );
  await shop.owner.query('analyze sale, sale_line');
});
afterAll(() => shop.close());

/** The plan of what the filter asks, as it was run. */
async function planOf(tx: Tx, filter: Partial<ReturnableFilter>): Promise<string> {
  const said: { text: string; values: unknown[] }[] = [];
  const query = async (text: string, values: unknown[]) => {
    said.push({ text, values });
    return [];
  };
  const listening = { organizationId: tx.organizationId, query } as unknown as Tx;
  await findReturnable(listening, { limit: 20, stores: null, ...filter });
  const [statement] = said;
  const rows = await tx.query<Record<string, string>>(
    `explain (analyze, timing off, buffers off) ${statement?.text ?? ''}`,
    statement?.values ?? [],
  );
  return rows.map((row) => row['QUERY PLAN'] ?? '').join('\n');
}

/** Rows that were read and thrown away, in the step that threw away most. */
function wastedIn(plan: string): number {
  return Math.max(0, ...[...plan.matchAll(/Rows Removed by Filter: (\d+)/g)].map(([, rows]) => Number(rows)));
}

it.each<[string, Partial<ReturnableFilter>, number]>([
  ['a customer', { customerId: CUSTOMER }, 10],
  ['a product', { variantId: VARIANT }, 21],
  ['a product of every third sale', { variantId: POPULAR }, 21],
  ['a day', { from: dayBefore(400), to: dayBefore(400) }, 21],
  ['an amount', { amountMinor: 20_017 }, 6],
  ['an amount after cash rounding', { amountMinor: 20_002 }, 6],
  ['an amount that no sale came to', { amountMinor: 99_999_999 }, 0],
  ['two digits', { digits: '21' }, 21],
  ['three digits', { digits: '321' }, 21],
  ['four digits', { digits: '4321' }, 12],
  ['a whole number', { digits: '054321' }, 1],
  ['digits that no number ends in', { digits: '954321' }, 0],
])('finds sales by %s without reading those of two years', async (_by, filter, found) => {
  await shop.deps.db.read(shop.organizationId, async (tx) => {
    const list = await findReturnable(tx, { limit: 20, stores: null, ...filter });
    expect(list?.items).toHaveLength(Math.min(found, 20));
    const plan = await planOf(tx, filter);
    expect(plan).not.toContain('Seq Scan on sale');
    expect(wastedIn(plan), plan).toBeLessThan(SALES / 20);
  });
});

it('finds exactly the sales whose amount or number it is', async () => {
  await shop.deps.db.read(shop.organizationId, async (tx) => {
    const numbers = await findReturnable(tx, { limit: 20, stores: null, digits: '4321' });
    expect(numbers?.items.map(({ receiptNumber }) => receiptNumber.slice(-6)).sort()).toEqual(
      Array.from({ length: 12 }, (_, n) => String(n * 10_000 + 4321).padStart(6, '0')),
    );
    const amounts = await findReturnable(tx, { limit: 20, stores: null, amountMinor: 20_017 });
    for (const { totalMinor, cashRoundingMinor } of amounts?.items ?? [])
      expect([totalMinor, totalMinor + cashRoundingMinor]).toContain(20_017);
  });
});

function dayBefore(days: number): string {
  return new Date(Date.parse(TODAY) - days * 86_400_000).toISOString().slice(0, 10);
}
