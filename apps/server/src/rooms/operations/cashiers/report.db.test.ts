import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, addUser, createAppFixture, setUpShop, type TestShop } from '../../../app-fixture.ts';
import { createIds } from '../../../platform/ids/index.ts';
import { CASHIER_SALES } from '../../sales/index.ts';

const ids = createIds();
let fixture: AppFixture;
let shop: TestShop;
let thief: string;
const honest: string[] = [];
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  thief = (await addUser(fixture, shop, 'cashier')).userId;
  for (let index = 0; index < 5; index += 1) honest.push((await addUser(fixture, shop, 'cashier')).userId);
  await sellABusyMonth();
});
afterAll(() => fixture.close());

let sequence = 0;
const MINUTE = 60_000;
const NOON = Date.UTC(2026, 2, 10, 12);
const SHIFT = ids.next();

interface Sold {
  readonly userId: string;
  readonly at: number;
  readonly total?: number;
  readonly discount?: number;
  readonly returned?: string;
  readonly shift?: string;
}

/** A fact as the inbox writes it; what of it the report does not look at is plain. */
async function record({ userId, at, total = 1000, discount = 0, returned, shift = SHIFT }: Sold): Promise<string> {
  const saleId = ids.next();
  const { organizationId, storeId, enrolment } = shop;
  sequence += 1;
  await fixture.owner.query(
    `insert into sale (organization_id, sale_id, kind, store_id, register_id, key_id, shift_id, user_id, business_date,
       receipt_series, receipt_sequence, receipt_number, currency_code, occurred_at, net_minor, tax_minor, discount_minor,
       total_minor, cash_rounding_minor, line_count, returned_sale_id, engine_version, rules)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'A', $10, $11, 'KES', $12, $13, 0, $14, $13, 0, 1, $15, 1, '{}')`,
    [
      organizationId,
      saleId,
      total < 0 ? 'return' : 'sale',
      storeId,
      enrolment.registerId,
      enrolment.keyId,
      shift,
      userId,
      new Date(at).toISOString().slice(0, 10),
      sequence,
      `S1-R1-A-${sequence}`,
      new Date(at),
      total,
      discount,
      returned ?? null,
    ],
  );
  return saleId;
}

/** Sixty sales of each; the thief takes back five of them in the same shift and rings each up again for less. */
async function sellABusyMonth(): Promise<void> {
  for (const [place, userId] of [thief, ...honest].entries()) {
    for (let index = 0; index < 60; index += 1) {
      const at = NOON + (index * 10 + place) * MINUTE;
      const saleId = await record({ userId, at, discount: index === 0 ? 100 : 0 });
      if (userId !== thief || index >= 5) continue;
      await record({ userId, at: at + MINUTE, total: -1000, returned: saleId });
      await record({ userId, at: at + 2 * MINUTE, total: 100 });
    }
  }
  const known = await record({ userId: honest[0] ?? '', at: NOON - 48 * 60 * MINUTE, shift: ids.next() });
  // Another shift than that of its sale; a part; one that names no sale.
  await record({ userId: honest[0] ?? '', at: NOON, total: -1000, returned: known });
  await record({ userId: honest[0] ?? '', at: NOON, total: -400, returned: known });
  await record({ userId: honest[1] ?? '', at: NOON, total: -300 });
  await fixture.owner.query(
    `insert into sale_line (organization_id, sale_id, line_number, line_id, variant_id, name, sku, unit, quantity_milli,
       list_price_e4, unit_price_e4, price_source, gross_minor, line_discount_minor, sale_discount_minor, net_minor, tax_minor,
       total_minor, inputs)
     select organization_id, sale_id, n, gen_random_uuid(), gen_random_uuid(), 'Milk', '', 'each', 1000, 1, 1, 'override', 1, 0, 0,
       1, 0, 1, '{}' from sale, generate_series(1, 2) n where user_id = $1 and total_minor > 0
     order by occurred_at limit 8`,
    [honest[2]],
  );
  await fixture.owner.query(
    `insert into shift (organization_id, shift_id, store_id, register_id, business_date, currency_code, state, opened_by,
       opened_at, opening_float_minor, cash_minor, closed_by, closed_at, counted_minor)
     select $1, gen_random_uuid(), $2, $3, '2026-03-10', 'KES', 'closed', $4, now(), 0, 5000, $4, now(), 5000 + n
       from (values (-700), (-300), (200)) as v(n)`,
    [shop.organizationId, shop.storeId, shop.enrolment.registerId, honest[3]],
  );
}

/** What a till noted of somebody on a day: the drawer, lines taken from carts, a receipt printed again; and one approval. */
async function note(userId: string | undefined, day: string): Promise<void> {
  const { organizationId, storeId, enrolment } = shop;
  await fixture.owner.query(
    `insert into shift_event (organization_id, event_id, store_id, register_id, user_id, business_date, kind, occurred_at)
     select $1, gen_random_uuid(), $2, $3, $4, $5, kind, now()
       from unnest(array['no-sale', 'no-sale', 'line-removed', 'sale-abandoned', 'receipt-reprinted', 'handed-over']) kind`,
    [organizationId, storeId, enrolment.registerId, userId, day],
  );
  await fixture.owner.query(
    `insert into approval (organization_id, approval_id, register_id, store_id, requested_by, approver_id, method, digest, actions,
       given_at, expires_at) values ($1, gen_random_uuid(), $2, $3, $4, $4, 'pin', repeat('a', 64), '[]', $5, $5)`,
    [organizationId, enrolment.registerId, storeId, userId, `${day}T23:59:59Z`],
  );
}

async function report(from = '2026-03-01', to = '2026-03-31') {
  const reply = await fixture.ask('GET', `/security/cashiers?from=${from}&to=${to}`, { token: shop.token });
  return { ...reply, cashiers: (reply.body['cashiers'] ?? []) as Record<string, unknown>[] };
}

describe('the exception report on cashiers', () => {
  it('counts voids, returns, overrides, discounts and cash from the facts, each where it belongs', async () => {
    const { cashiers } = await report();
    const of = (userId: string | undefined) => cashiers.find((one) => one['userId'] === userId);
    expect(of(thief)).toMatchObject({
      sales: 65,
      voids: 5,
      returns: 0,
      salesAfterVoid: 5,
      discounted: 1,
      discountMinor: 100,
    });
    expect(of(honest[0])).toMatchObject({ sales: 61, voids: 0, returns: 2, returnedMinor: 1400 });
    expect(of(honest[1])).toMatchObject({ returnsWithoutReceipt: 1, returns: 0 });
    expect(of(honest[2])).toMatchObject({ overrides: 4 });
    expect(of(honest[3])).toMatchObject({ shifts: 3, shortMinor: 1000, overMinor: 200 });
  });

  it('puts the thief first, and says what is unusual and what is usual', async () => {
    const { cashiers } = await report();
    expect(cashiers[0]).toMatchObject({ userId: thief });
    const signals = cashiers[0]?.['signals'] as { name: string; isUnusual: boolean; usual: number }[];
    expect(signals.filter(({ isUnusual }) => isUnusual).map(({ name }) => name)).toEqual(['voids', 'sales-after-void']);
    expect(signals.find(({ name }) => name === 'voids')?.usual).toBe(0);
  });

  it('counts what the till noted, and what somebody else approved, within the period', async () => {
    for (const day of ['2026-03-01', '2026-03-31', '2026-04-01', '2026-02-28']) await note(honest[4], day);
    const { cashiers } = await report();
    expect(cashiers.find((one) => one['userId'] === honest[4])).toMatchObject({
      noSales: 4,
      removedLines: 4,
      reprints: 2,
      approvals: 2,
    });
    expect(cashiers.find((one) => one['userId'] === thief)).toMatchObject({ noSales: 0, approvals: 0 });
  });

  it('looks at its period only, and refuses one that is none', async () => {
    expect((await report('2026-04-01', '2026-04-30')).cashiers).toEqual([]);
    expect((await report('2026-03-31', '2026-03-01')).body['code']).toBe('invalid-request');
    expect((await report('2024-01-01', '2026-03-01')).body['code']).toBe('invalid-request');
  });

  it('finds its period by the index among a hundred thousand sales', async () => {
    const { organizationId, storeId, enrolment } = shop;
    await fixture.owner.query(
      `insert into sale (organization_id, sale_id, kind, store_id, register_id, key_id, shift_id, user_id, business_date,
         receipt_series, receipt_sequence, receipt_number, currency_code, occurred_at, net_minor, tax_minor, discount_minor,
         total_minor, cash_rounding_minor, line_count, engine_version, rules)
       select $1, gen_random_uuid(), 'sale', $2, $3, $4, gen_random_uuid(), $5, date '2025-05-01' + n % 270, 'B', n, 'B-' || n,
         'KES', timestamptz '2025-05-01' + n % 270 * interval '1 day' + n * interval '1 second', 500, 0, 0, 500, 0, 1, 1, '{}'
         from generate_series(1, 100000) n`,
      [organizationId, storeId, enrolment.registerId, enrolment.keyId, thief],
    );
    await fixture.owner.query('analyze sale');
    const plan = await fixture.db.read(organizationId, (tx) =>
      tx.query<Record<string, string>>(`explain ${CASHIER_SALES}`, [organizationId, '2025-06-01', '2025-06-07']),
    );
    const text = plan.map((row) => Object.values(row)[0]).join('\n');
    expect(text).toMatch(/(Index Scan using|Bitmap Index Scan on) sale_recent/);
    expect(text).not.toContain('Seq Scan on sale ');
    const { cashiers } = await report('2025-06-01', '2025-06-07');
    expect(cashiers[0]?.['sales']).toBeGreaterThan(2500);
  });
});
