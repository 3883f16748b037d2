import { randomUUID } from 'node:crypto';
import { minor } from '@mosaajii/domain/money';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listOrders, readOrder } from '../../sales/index.ts';
import { pushesTo } from '../sync/test-pushes.ts';
import { NOW, type TestRegister, TODAY } from '../sync/test-register.ts';
import { openTestShop, type TestShop } from '../sync/test-shop.ts';
import { verifyOrganization } from '../verify/index.ts';
import { reportSellers, type SellersAsked, sellersCsv } from './report.ts';

let shop: TestShop;
let till: TestRegister;
beforeAll(async () => {
  shop = await openTestShop();
});
beforeEach(async () => {
  till = await shop.register();
  expect(await said(till, till.open())).toEqual([APPLIED]);
});
afterAll(async () => {
  const { discrepancies } = await verifyOrganization(shop.deps.db, shop.organizationId);
  expect(discrepancies).toEqual([]);
  await shop.close();
});
const { said } = pushesTo(() => shop);
const APPLIED = 'applied';

/** A person of the shop: every figure of a test is theirs alone. */
async function person(storeIds: readonly string[] | null = null): Promise<string> {
  const [userId, accountId] = [randomUUID(), randomUUID()];
  await shop.owner.query(
    "insert into account (account_id, email, display_name, password_hash) values ($1, $2, 'Amina', 'none')",
    [accountId, `${userId}@example.com`],
  );
  await shop.owner.query(
    'insert into organization_user (organization_id, user_id, account_id, display_name, role, state, has_base_role)' +
      " values ($1, $2, $3, '=Amina', 'cashier', 'active', $4)",
    [shop.organizationId, userId, accountId, storeIds === null],
  );
  if (storeIds !== null) {
    await shop.owner.query(
      'insert into role_grant (organization_id, grant_id, user_id, built_in, store_ids, granted_by)' +
        " values ($1, $2, $3, 'cashier', $4, $3)",
      [shop.organizationId, randomUUID(), userId, storeIds],
    );
  }
  return userId;
}

const by = (salespersonId: string, pieces: readonly number[] = [1, 0, 0]) =>
  till.sale({ pieces: [...pieces], change: (payload) => ({ ...payload, salespersonId }) });
const firstLineBy = (salespersonId: string, pieces: readonly number[]) =>
  till.sale({
    pieces: [...pieces],
    change: (payload) => ({
      ...payload,
      lines: payload.lines.map((line, index) => (index === 0 ? { ...line, salespersonId } : line)),
    }),
  });

async function figuresOf(userId: string, part: Partial<SellersAsked> = {}) {
  const asked = { from: TODAY, to: TODAY, stores: null, ...part };
  const { sellers } = await shop.deps.db.read(shop.organizationId, (tx) => reportSellers(tx, asked));
  return sellers.find((one) => one.userId === userId);
}

async function foundBy(salespersonId: string): Promise<string[]> {
  const list = await shop.deps.db.read(shop.organizationId, (tx) =>
    listOrders(tx, { salespersonId, stores: null, limit: 200 }),
  );
  return (list?.items ?? []).map((order) => order.saleId);
}

describe('a salesperson', () => {
  it('of a sale is listed with it and finds it; without one the cashier sold it', async () => {
    const salespersonId = await person();
    const sale = by(salespersonId);
    expect(await said(till, sale)).toEqual([APPLIED]);
    expect(await foundBy(salespersonId)).toEqual([sale.payload.saleId]);
    expect(await foundBy(sale.userId)).not.toContain(sale.payload.saleId);
    const order = await shop.deps.db.read(shop.organizationId, (tx) => readOrder(tx, sale.payload.saleId));
    expect(order).toMatchObject({ salespersonId, userId: sale.userId });
  });

  it('of a line is kept with the line, shown with it, and finds the sale', async () => {
    const salespersonId = await person();
    const sale = firstLineBy(salespersonId, [1, 1, 0]);
    expect(await said(till, sale)).toEqual([APPLIED]);
    const { saleId } = sale.payload;
    expect(await foundBy(salespersonId)).toEqual([saleId]);
    expect(await foundBy(sale.userId)).toContain(saleId);
    const order = await shop.deps.db.read(shop.organizationId, (tx) => readOrder(tx, saleId));
    expect(order?.lines.map((line) => line.salespersonId)).toEqual([salespersonId, undefined]);
    expect(order).not.toHaveProperty('salespersonId');
  });

  it('who does not work in the store is kept and marked: suspended, unknown, or with a role elsewhere alone', async () => {
    const { suspended, cashier } = shop.users;
    const [here, elsewhere] = [await person([shop.storeId]), await person([randomUUID()])];
    const sales = [by(suspended), firstLineBy(randomUUID(), [1, 1, 0]), by(elsewhere), by(here), by(cashier)];
    const mark = 'flagged salesperson-unknown';
    expect(await said(till, ...sales)).toEqual([mark, mark, mark, APPLIED, APPLIED]);
    expect(await figuresOf(elsewhere)).toMatchObject({ sales: 1 });
  });
});

describe('a store that demands who sold', () => {
  const demand = (salesperson: object | null) =>
    shop.owner.query('update store set salesperson = $1 where store_id = $2', [salesperson, shop.storeId]);

  it('is shown each sale that names nobody: for the sale, or for a line of it', async () => {
    const seller = await person();
    await demand({ per: 'sale', isRequired: true, isPrinted: false });
    const missing = 'flagged salesperson-missing';
    expect(await said(till, till.sale({ pieces: [1, 0, 0] }), by(seller))).toEqual([missing, APPLIED]);
    await demand({ per: 'line', isRequired: true, isPrinted: false });
    expect(await said(till, firstLineBy(seller, [1, 1, 0]), firstLineBy(seller, [1]))).toEqual([missing, APPLIED]);
    await demand({ per: 'off', isRequired: true, isPrinted: false });
    expect(await said(till, till.sale({ pieces: [1, 0, 0] }))).toEqual([APPLIED]);
    await demand(null);
    expect(await said(till, till.sale({ pieces: [1, 0, 0] }))).toEqual([APPLIED]);
  });

  it('is judged by what it demanded when the sale was made, whatever it says today', async () => {
    const rule = (isRequired: boolean) => ({ per: 'sale', isRequired, isPrinted: false });
    const changed = (minutes: number, was: object | null) =>
      shop.owner.query(
        'insert into store_rule_past (organization_id, store_id, name, until, rule)' +
          " values ($1, $2, 'salesperson', $3, $4)",
        [shop.organizationId, shop.storeId, new Date(Date.parse(NOW) + minutes * 60_000), was],
      );
    const sale = () => till.sale({ pieces: [1, 0, 0] });
    await demand(rule(true));
    // It was not demanded until an hour after the sale: nobody could know.
    await changed(60, null);
    expect(await said(till, sale())).toEqual([APPLIED]);
    // It was, and was given up on the same day.
    await demand(rule(false));
    await changed(60 * 24, null);
    await changed(30, rule(true));
    expect(await said(till, sale())).toEqual(['flagged salesperson-missing']);
    // It had been demanded for ten minutes: the till may not have heard of it.
    await changed(-10, rule(false));
    expect(await said(till, sale())).toEqual([APPLIED]);
    await shop.owner.query('delete from store_rule_past');
    await demand(null);
  });
});

describe('what salespeople sold', () => {
  it('is told apart by line, and what comes back counts against whoever had sold it', async () => {
    const [ofSale, ofLine] = [await person(), await person()];
    const sale = till.sale({
      pieces: [2, 0, 1],
      change: (payload) => ({
        ...payload,
        salespersonId: ofSale,
        lines: payload.lines.map((line, index) => (index === 0 ? { ...line, salespersonId: ofLine } : line)),
      }),
    });
    const [first = 0, second = 0] = sale.payload.claimed.lineTotalsMinor;
    const back = till.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    expect(await said(till, sale, back)).toEqual([APPLIED, APPLIED]);
    const returned = back.payload.claimed.totalMinor;
    expect(await figuresOf(ofLine)).toMatchObject({
      sales: 1,
      returns: 1,
      soldMinor: first,
      returnedMinor: Math.abs(returned),
    });
    expect(await figuresOf(ofSale)).toMatchObject({ sales: 1, returns: 0, soldMinor: second, returnedMinor: 0 });
  });

  it('comes to what all sales and returns of the period come to', async () => {
    const asked = { from: TODAY, to: TODAY, stores: null };
    const { sellers } = await shop.deps.db.read(shop.organizationId, (tx) => reportSellers(tx, asked));
    const { rows } = await shop.owner.query<{ total: string; net: string }>(
      'select sum(total_minor)::text as total, sum(net_minor)::text as net from sale where organization_id = $1',
      [shop.organizationId],
    );
    const sum = (pick: (one: (typeof sellers)[number]) => number) => sellers.reduce((all, one) => all + pick(one), 0);
    expect(sum((one) => one.soldMinor - one.returnedMinor)).toBe(Number(rows[0]?.total));
    expect(sum((one) => one.netMinor)).toBe(Number(rows[0]?.net));
  });

  it('is only of the period and of the stores that somebody may see', async () => {
    const seller = await person();
    expect(await said(till, by(seller))).toEqual([APPLIED]);
    expect(await figuresOf(seller)).toMatchObject({ sales: 1 });
    expect(await figuresOf(seller, { storeId: shop.storeId, stores: [shop.storeId] })).toMatchObject({ sales: 1 });
    expect(await figuresOf(seller, { stores: [] })).toBeUndefined();
    expect(await figuresOf(seller, { storeId: randomUUID() })).toBeUndefined();
    expect(await figuresOf(seller, { from: '2020-01-01', to: '2020-01-31' })).toBeUndefined();
  });

  it('is written as CSV in which no name is a formula', async () => {
    const seller = await person();
    const sale = by(seller, [0, 0, 1]);
    expect(await said(till, sale)).toEqual([APPLIED]);
    const asked = { from: TODAY, to: TODAY, stores: null };
    const csv = await shop.deps.db.read(shop.organizationId, (tx) =>
      sellersCsv(tx, asked, sale.payload.rules.currency),
    );
    const line = csv.split('\r\n').find((one) => one.includes(seller)) ?? '';
    const total = (minor(sale.payload.claimed.totalMinor) / 100).toFixed(2);
    expect(line.startsWith(`'=Amina,1,0,${total},0.00,${total},`)).toBe(true);
    expect(line.endsWith(`,${sale.payload.rules.currency.code},${seller}`)).toBe(true);
  });
});
