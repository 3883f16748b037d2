import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, addUser, createAppFixture, setUpShop, type TestShop } from '../../../app-fixture.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { createIds } from '../../../platform/ids/index.ts';
import type { RunningJob } from '../../../platform/jobs/index.ts';
import { createLog } from '../../../platform/log/index.ts';
import { createPersonal } from '../../../platform/personal/index.ts';
import { rootKeysInMemory } from '../../../platform/secrets/index.ts';
import { parseInvoiceFile } from '../replay/index.ts';
import { verifyOrganization } from '../verify/index.ts';
import { demoHistory } from './play-history.ts';
import { insertHistory } from './queries.ts';

const DAYS = 4;
const LAST_DAY = '2026-02-28';

/** Days of 26 sales of three lines, a return and a write-off: more than one batch each. */
function month() {
  const rows = Array.from({ length: DAYS }, (_, day) => {
    const date = `2010-12-0${day + 1}`;
    const number = 1000 + day * 100;
    const sales = Array.from({ length: 26 }, (_, sale) => {
      const customer = sale % 2 === 0 ? '17850.0' : '';
      const head = (sku: string, name: string) => `${number + sale},${sku},${name}`;
      const tail = (price: string) =>
        `${date} ${String(8 + (sale % 10)).padStart(2, '0')}:26:00,${price},${customer},UK`;
      return [
        `${head('A', 'LAMP')},2,${tail('1.255')}`,
        `${head('B', 'CARD')},1,${tail('0.42')}`,
        `${head('C', 'VASE')},3,${tail('10')}`,
      ].join('\n');
    });
    return [
      ...sales,
      `C${number + 50},A,LAMP,-1,${date} 19:00:00,1.255,,UK`,
      `${number + 51},B,damaged,-4,${date} 20:00:00,0,,UK`,
    ].join('\n');
  });
  const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
  return parseInvoiceFile('month.csv', Buffer.from([header, ...rows].join('\n')));
}

const DOCUMENTS = DAYS * 28;

let fixture: AppFixture;
let shop: TestShop;

/** The job as it runs in the server; `db` may die under it. */
async function runHistory(db: Database, job: Partial<RunningJob> = {}): Promise<void> {
  const deps: Deps = {
    db,
    clock: fixture.clock,
    ids: createIds(),
    log: createLog('silent'),
    personal: createPersonal({ rootKeys: rootKeysInMemory(), clock: { now: () => new Date() } }),
    feed: { poke: () => undefined, subscribe: () => () => undefined, onSessionEnded: () => () => undefined },
    jobs: {
      enqueue: () => Promise.reject(new Error('no jobs are enqueued here')),
      cancel: () => Promise.reject(new Error('no jobs are cancelled here')),
    },
    config: { isTls: false, allowedHosts: [], version: 'test' },
  };
  const payload = { organizationId: shop.organizationId, userId: shop.session.user.userId };
  const handler = demoHistory(() => Promise.resolve(month()));
  await handler(deps, payload, { attempt: 1, signal: new AbortController().signal, ...job });
}

/** A database that is gone after so many transactions, as for a process that is killed; the last one may still have committed. */
function dyingAfter(db: Database, transactions: number, commits: boolean): Database {
  let count = 0;
  return {
    ...db,
    tx: async (organizationId, work) => {
      count += 1;
      if (count <= transactions) return db.tx(organizationId, work);
      if (count === transactions + 1 && commits) await db.tx(organizationId, work);
      throw new Error('killed');
    },
  };
}

/** Whether a run gets to its end with two kills at that place before it: one that loses the transaction, one that keeps it. */
async function survives(transactions: number): Promise<boolean> {
  const ends = await Promise.allSettled([runHistory(dyingAfter(fixture.db, transactions, false))]);
  ends.push(...(await Promise.allSettled([runHistory(dyingAfter(fixture.db, transactions, true))])));
  for (const end of ends) if (end.status === 'rejected') expect(end.reason).toMatchObject({ message: 'killed' });
  return ends.every((end) => end.status === 'fulfilled');
}

async function rows<T>(text: string): Promise<T[]> {
  return (await fixture.owner.query(text)).rows as T[];
}

async function number(text: string): Promise<number> {
  const [row] = await rows<{ n: string | null }>(text);
  return Number(row?.n);
}

describe('the history of the demo shop', () => {
  beforeAll(async () => {
    fixture = await createAppFixture();
    shop = await setUpShop(fixture);
  });
  afterAll(() => fixture.close());

  it('does nothing in a shop that never loaded the demo', async () => {
    await runHistory(fixture.db);
    expect(await number('select count(*) as n from register')).toBe(1);
    expect((await fixture.ask('GET', '/demo', { token: shop.token })).body).toEqual({
      state: 'none',
      done: 0,
      total: 0,
    });
  });

  it('goes on after every kind of kill, and doubles nothing', async () => {
    const plan = { storeId: shop.storeId, lastBusinessDate: LAST_DAY, documents: DOCUMENTS };
    await fixture.db.tx(shop.organizationId, (tx) => insertHistory(tx, plan));
    let kills = 0;
    for (let transactions = 1; !(await survives(transactions)); transactions += 1) kills += 2;
    expect(kills).toBeGreaterThan(10);
    expect(await number("select count(*) as n from sale where kind = 'sale'")).toBe(DAYS * 26);
    expect(await number("select count(*) as n from sale where kind = 'return'")).toBe(DAYS);
    // 2 × 1.255 rounds to 2.51; with 0.42 and 30.00 that is 32.93.
    expect(await number("select sum(total_minor) as n from sale where kind = 'sale'")).toBe(DAYS * 26 * 3293);
    expect(await number('select count(*) as n from stock_adjustment')).toBe(1 + DAYS);
    // Everything that left the shop had been put there before; what came back is on top.
    expect(
      await rows(
        'select v.sku, l.on_hand_milli::int as n from stock_level l join variant v using (variant_id) order by 1',
      ),
    ).toEqual([
      { sku: 'A', n: DAYS * 1000 },
      { sku: 'B', n: 0 },
      { sku: 'C', n: 0 },
    ]);
    expect(await number('select count(*) as n from shift')).toBe(DAYS);
    expect(await number("select count(*) as n from shift where state = 'closed' and counted_minor = cash_minor")).toBe(
      DAYS,
    );
    expect(await number('select count(*) as n from operation_repair')).toBe(0);
    expect(await rows('select distinct status from operation')).toEqual([{ status: 'applied' }]);
    expect(await number("select count(*) as n from register where purpose = 'import'")).toBe(1);
  });

  it('keeps books that verify, in the shop’s own currency', async () => {
    const { discrepancies } = await verifyOrganization(fixture.db, shop.organizationId);
    expect(discrepancies).toEqual([]);
    expect(await rows('select distinct currency_code from sale')).toEqual([{ currency_code: 'KES' }]);
  });

  it('ends the day before the shop loaded it, by the clock on the shop’s wall', async () => {
    expect(await rows('select min(business_date)::text as first, max(business_date)::text as last from sale')).toEqual([
      { first: '2026-02-25', last: LAST_DAY },
    ]);
    const [first] = await rows<{ at: Date }>('select min(occurred_at) as at from sale');
    // 08:26 in Nairobi.
    expect(first?.at.toISOString()).toBe('2026-02-25T05:26:00.000Z');
  });

  it('says that it is done, to those who may load it', async () => {
    const { body } = await fixture.ask('GET', '/demo', { token: shop.token });
    expect(body).toEqual({ state: 'done', done: DOCUMENTS, total: DOCUMENTS });
    const cashier = await addUser(fixture, shop, 'cashier');
    expect((await fixture.ask('GET', '/demo', { token: cashier.token })).status).toBe(403);
    expect((await fixture.ask('GET', '/demo')).status).toBe(401);
  });

  it('plays nothing again when the job comes a second time', async () => {
    const before = await number('select count(*) as n from operation');
    await runHistory(fixture.db);
    expect(await number('select count(*) as n from operation')).toBe(before);
  });

  it('leaves at once when the server stops, and says so when it will not be tried again', async () => {
    await fixture.owner.query('update demo_history set documents_done = 0');
    const signal = AbortSignal.abort();
    await expect(runHistory(fixture.db, { signal })).rejects.toThrow();
    expect((await fixture.ask('GET', '/demo', { token: shop.token })).body).toMatchObject({ state: 'waiting' });
    await expect(runHistory(fixture.db, { signal, attempt: 25 })).rejects.toThrow();
    expect((await fixture.ask('GET', '/demo', { token: shop.token })).body).toMatchObject({ state: 'failed' });
  });
});

describe('POST /demo', () => {
  beforeAll(async () => {
    fixture = await createAppFixture();
    shop = await setUpShop(fixture);
  });
  afterAll(() => fixture.close());

  const load = (token?: string) =>
    fixture.ask('POST', '/demo', { body: {}, ...(token === undefined ? {} : { token }) });

  it('is for administrators', async () => {
    expect((await load()).status).toBe(401);
    for (const role of ['cashier', 'viewer', 'manager'] as const) {
      const { token } = await addUser(fixture, shop, role);
      expect((await load(token)).status, role).toBe(403);
    }
    expect(await number('select count(*) as n from product')).toBe(0);
  });

  it('fills an empty catalogue once and plans the history with it', async () => {
    const loaded = await load(shop.token);
    expect(loaded.status).toBe(201);
    const { products } = loaded.body;
    expect(products).toBeGreaterThan(2500);
    const again = await load(shop.token);
    expect([again.status, again.body['code']]).toEqual([409, 'conflict']);
    expect(await number('select count(*) as n from product')).toBe(products);
    expect(await number('select count(*) as n from demo_history')).toBe(1);
    const { body } = await fixture.ask('GET', '/demo', { token: shop.token });
    expect(body['total']).toBeGreaterThan(1500);
    expect(['waiting', 'playing']).toContain(body['state']);
  });
});

describe('POST /demo in a shop that has a product', () => {
  beforeAll(async () => {
    fixture = await createAppFixture();
    shop = await setUpShop(fixture);
  });
  afterAll(() => fixture.close());

  it('changes nothing', async () => {
    const { token } = shop;
    const made = await fixture.ask('POST', '/products/batch', {
      token,
      body: { products: [{ sku: 'MINE', name: 'Mine', priceE4: 1_000_000 }] },
    });
    expect(made.status).toBe(200);
    const refused = await fixture.ask('POST', '/demo', { token, body: {} });
    expect([refused.status, refused.body['code']]).toEqual([409, 'conflict']);
    expect(await number('select count(*) as n from product')).toBe(1);
    expect(await number('select count(*) as n from demo_history')).toBe(0);
  });
});
