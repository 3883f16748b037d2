import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../app.ts';
import { type AppFixture, addUser, createAppFixture, publicKeyJwk, setUpShop, type TestShop } from '../app-fixture.ts';
import { POLICY, type Policy } from '../platform/access/index.ts';
import type { Route } from '../platform/http/index.ts';
import { createIds } from '../platform/ids/index.ts';
import { knownValues, readKnownIds } from './known-ids.ts';
import { type FuzzRequest, validRequests } from './requests.ts';
import type { KnownValues } from './schema-arbitrary.ts';

/** Requests to each operation with the ids of a store that the asker has no role in. */
const REQUESTS = 6;
const TIMEOUT_MS = 120_000;
const ids = createIds();

/** A store with something in each corner. */
interface Stocked {
  readonly storeId: string;
  readonly registerId: string;
  readonly saleId: string;
  readonly shiftId: string;
  readonly repairId: string;
}

let fixture: AppFixture;
let shop: TestShop;
let here: Stocked;
let there: Stocked;
let token: string;
let before: string;
let known: KnownValues;
let variantId: string;

beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  variantId = await makeVariant();
  here = await stock(shop.storeId, shop.enrolment.registerId);
  there = await stock(await openStore());
  token = await administratorOf(here.storeId);
  before = await sumOf(there);
  const all = knownValues(await readKnownIds(fixture.owner, shop.organizationId));
  const theirs: Readonly<Record<string, string>> = { ...there };
  known = (field) => (theirs[field] === undefined ? all(field) : [theirs[field]]);
});
afterAll(() => fixture.close());

async function makeVariant(): Promise<string> {
  const ask = (url: string, body: object) => fixture.ask('POST', url, { token: shop.token, body });
  const { categoryId } = (await ask('/categories', { name: 'Dairy' })).body;
  const [taxClassId] = knownValues(await readKnownIds(fixture.owner, shop.organizationId))('taxClassId');
  const made = await ask('/products', { name: 'Milk', categoryId, taxClassId, variants: [{ priceE4: 650_000 }] });
  const [variant] = (made.body['variants'] ?? []) as { variantId: string }[];
  return variant?.variantId ?? '';
}

async function openStore(): Promise<string> {
  const storeId = ids.next();
  await fixture.owner.query(
    "insert into store (organization_id, store_id, code, name) values ($1, $2, 'S2', 'Westlands')",
    [shop.organizationId, storeId],
  );
  return storeId;
}

async function stock(storeId: string, registerId?: string): Promise<Stocked> {
  const made = registerId ?? (await enrol(storeId));
  const rows = { saleId: ids.next(), shiftId: ids.next(), repairId: ids.next() };
  const { rows: keys } = await fixture.owner.query<{ key_id: string }>(
    'select key_id from register_key where register_id = $1',
    [made],
  );
  const place = [shop.organizationId, storeId, made];
  const { userId } = shop.session.user;
  await fixture.owner.query(
    `insert into sale (organization_id, store_id, register_id, sale_id, shift_id, key_id, user_id, kind, business_date,
       receipt_series, receipt_sequence, receipt_number, currency_code, occurred_at, net_minor, tax_minor, discount_minor,
       total_minor, cash_rounding_minor, line_count, engine_version, rules)
     values ($1, $2, $3, $4, $5, $6, $7, 'sale', '2026-03-10', 'A', 1, $8, 'KES', now(), 100, 0, 0, 100, 0, 1, 1, '{}')`,
    [...place, rows.saleId, rows.shiftId, keys[0]?.key_id, userId, `${storeId.slice(-4)}-R1-A-1`],
  );
  await fixture.owner.query(
    `insert into shift (organization_id, store_id, register_id, shift_id, business_date, currency_code, state, opened_by,
       opened_at, opening_float_minor, cash_minor) values ($1, $2, $3, $4, '2026-03-10', 'KES', 'open', $5, now(), 0, 0)`,
    [...place, rows.shiftId, userId],
  );
  await fixture.owner.query(
    'insert into stock_level (organization_id, store_id, variant_id, on_hand_milli) values ($1, $2, $3, 5000)',
    [shop.organizationId, storeId, variantId],
  );
  await fixture.owner.query(
    `insert into operation_repair (organization_id, register_id, repair_id, operation_id, key_id, sequence, kind, status,
       reason_code, reason, content_hash, envelope) values ($1, $2, $3, $4, $5, 1, 'sale', 'held', 'late', 'late', $6, '{}')`,
    [shop.organizationId, made, rows.repairId, ids.next(), keys[0]?.key_id, rows.repairId],
  );
  return { storeId, registerId: made, ...rows };
}

async function enrol(storeId: string): Promise<string> {
  const body = { name: 'Till', storeId, publicKey: publicKeyJwk() };
  const reply = await fixture.ask('POST', '/registers', { token: shop.token, body });
  expect(reply.status).toBe(201);
  return String(reply.body['registerId']);
}

/** Somebody who may do everything that a role can be given for, in one store. */
async function administratorOf(storeId: string): Promise<string> {
  const person = await addUser(fixture, shop, 'administrator');
  await fixture.owner.query(
    "insert into role_grant (organization_id, grant_id, user_id, built_in, store_ids, granted_by) values ($1, $2, $3, 'administrator', $4, $3)",
    [shop.organizationId, ids.next(), person.userId, [storeId]],
  );
  await fixture.owner.query('update organization_user set has_base_role = false where user_id = $1', [person.userId]);
  return person.token;
}

/** One sum over everything of a store. */
async function sumOf({ storeId, registerId }: Stocked): Promise<string> {
  const tables = await fixture.owner.query<{ name: string; column: string }>(
    `select table_name as name, column_name as column from information_schema.columns
      where table_schema = 'public' and column_name in ('store_id', 'register_id') and table_name <> 'session' order by 1, 2`,
  );
  const sums: string[] = [];
  for (const { name, column } of tables.rows) {
    const { rows } = await fixture.owner.query<{ sum: string }>(
      `select count(*) || md5(coalesce(string_agg(t::text, ',' order by t::text), '')) as sum from
         ${fixture.owner.escapeIdentifier(name)} t where ${fixture.owner.escapeIdentifier(column)} = $1`,
      [column === 'store_id' ? storeId : registerId],
    );
    sums.push(`${name} ${rows[0]?.sum ?? ''}`);
  }
  return sums.join('\n');
}

const sessionOf = (session: string) => ({ host: 'localhost', cookie: `sid=${session}` });

async function send(route: Route, { url, headers, payload }: FuzzRequest, session = token) {
  const response = await fixture.app.inject({
    method: route.method as 'GET',
    url,
    headers: { host: 'localhost', ...headers, cookie: `sid=${session}` },
    ...(payload === undefined ? {} : { payload }),
  });
  if (response.statusCode === 401) token = await administratorOf(here.storeId);
  return response;
}

const asked = ROUTES.filter(({ operation }) => {
  const { principal }: Policy = POLICY[operation];
  return (principal === 'user' || principal === 'user-or-register') && operation !== 'session.end';
});
const scoped = asked.filter(({ operation }) => (POLICY[operation] as Policy).scope !== undefined);

describe('somebody with a role in another store', () => {
  it('is answered about what is there as about what is nowhere', async () => {
    const routes = scoped.filter(({ operation }) => (POLICY[operation] as Policy).scope === 'one');
    expect(routes.length).toBeGreaterThan(5);
    for (const route of routes) {
      const nowhere = { ...there, registerId: ids.next(), saleId: ids.next(), repairId: ids.next() };
      const answers = [];
      for (const place of [there, nowhere]) {
        const values: Readonly<Record<string, string>> = { ...place };
        const [request] = fc.sample(
          validRequests(route, (field) => [values[field] ?? ''].filter(Boolean)),
          {
            numRuns: 1,
            seed: 22,
          },
        );
        if (request === undefined) throw new Error('no request');
        const { status, code, detail } = (await send(route, request)).json<Record<string, unknown>>();
        answers.push({ status, code, detail });
      }
      expect(answers[0], route.operation).toEqual(answers[1]);
      expect(answers[0], route.operation).toMatchObject({ status: 404, code: 'not-found' });
    }
  });

  it('is told which permission is missing in which store, where one is named', async () => {
    for (const [method, url, body] of [
      ['GET', `/stock/levels?storeId=${there.storeId}`],
      ['GET', `/settings?storeId=${there.storeId}`],
      ['PATCH', '/settings', { version: 1, storeId: there.storeId, storeName: 'Mine' }],
      ['POST', '/registers/places', { name: 'Mine', storeId: there.storeId }],
      ['POST', '/registers', { name: 'Mine', storeId: there.storeId, publicKey: publicKeyJwk() }],
    ] as const) {
      const reply = await fixture.ask(method, url, { token, ...(body === undefined ? {} : { body }) });
      expect([reply.status, reply.body['code']], url).toEqual([403, 'permission-missing']);
      expect(reply.body['detail']).toContain('in the store Westlands');
      expect(reply.body['extra']).toMatchObject({ place: there.storeId, storeName: 'Westlands' });
    }
  });

  it('changes nothing of the shop as a whole', async () => {
    const rename = await fixture.ask('PATCH', '/settings', { token, body: { version: 1, shopName: 'Mine' } });
    expect([rename.status, rename.body['extra']]).toMatchObject([403, { place: 'all-stores' }]);
    const lease = await fixture.ask('PUT', '/registers/lease-days', { token, body: { days: 30 } });
    expect(lease.status).toBe(403);
    for (const url of ['/audit/entries', '/security/overview', '/security/cashiers?from=2026-03-01&to=2026-03-02'])
      expect((await fixture.ask('GET', url, { token })).body['code'], url).toBe('permission-missing');
  });

  it('has the lists of their own store, as its owner has those of both', async () => {
    const lists = ['/orders', '/shifts', '/registers', '/registers/cards', '/sync/repairs', '/stock/levels'];
    for (const url of lists) {
      const narrowed = await fixture.ask('GET', url, { token });
      const whole = await fixture.ask('GET', url, { token: shop.token });
      const count = ({ body }: typeof whole) => ((body['items'] ?? body['registers']) as unknown[]).length;
      expect([count(narrowed), count(whole)], url).toEqual([1, 2]);
    }
    const own = await fixture.ask('GET', '/session', { token: await administratorOf(there.storeId) });
    expect(own.body['store']).toMatchObject({ storeId: there.storeId, name: 'Westlands' });
  });

  it('sees the people of their own store, and of another one nobody, whichever way they ask', async () => {
    const roleIn = async (storeId: string, validUntil: string | null = null) => {
      const person = await addUser(fixture, shop, 'cashier');
      await fixture.owner.query(
        "insert into role_grant (organization_id, grant_id, user_id, built_in, store_ids, valid_until, granted_by) values ($1, $2, $3, 'cashier', $4, $5, $3)",
        [shop.organizationId, ids.next(), person.userId, [storeId], validUntil],
      );
      await fixture.owner.query('update organization_user set has_base_role = false where user_id = $1', [
        person.userId,
      ]);
      return person.userId;
    };
    const [colleague, stranger, former] = [
      await roleIn(here.storeId),
      await roleIn(there.storeId),
      await roleIn(here.storeId, '2020-01-01T00:00:00Z'),
    ];
    const ownerId = shop.session.user.userId;
    for (const url of ['/users?limit=100', '/users/export', '/users/names', '/pins']) {
      const narrowed = (await fixture.app.inject({ url: `/api/v1${url}`, headers: sessionOf(token) })).body;
      const whole = (await fixture.app.inject({ url: `/api/v1${url}`, headers: sessionOf(shop.token) })).body;
      const seen = (text: string) => [colleague, ownerId, stranger, former].map((userId) => text.includes(userId));
      expect([seen(narrowed), seen(whole)], url).toEqual([
        [true, true, false, false],
        [true, true, true, true],
      ]);
    }
    const { items, total } = (await fixture.ask('GET', '/users?limit=100', { token })).body as {
      items: unknown[];
      total: { count: number };
    };
    expect(total.count).toBe(items.length);
    for (const part of ['', '/grants', '/permissions']) {
      const statuses = [];
      for (const userId of [colleague, stranger, former, ids.next()])
        statuses.push((await fixture.ask('GET', `/users/${userId}${part}`, { token })).status);
      expect(statuses, part).toEqual([200, 404, 404, 404]);
    }
  });

  it('makes nobody a manager everywhere', async () => {
    const person = await addUser(fixture, shop, 'viewer');
    const reply = await fixture.ask('PATCH', `/users/${person.userId}`, {
      token,
      body: { version: 1, role: 'manager' },
    });
    expect([reply.status, reply.body['code']]).toEqual([403, 'beyond-own-rights']);
  });

  it.each(asked.map((route) => [route.operation, route] as const))(
    'gets nothing of this one by %s',
    async (_name, route) => {
      for (const request of fc.sample(validRequests(route, known), { numRuns: REQUESTS, seed: 21 })) {
        const response = await send(route, request);
        expect(response.statusCode, request.url).toBeLessThan(500);
        const { storeId: _named, ...own } = there;
        for (const id of Object.values(own)) {
          // A refusal may repeat the id that was asked about; a success tells something of it.
          if (response.statusCode < 300) expect(response.body.includes(id), `${request.url} tells ${id}`).toBe(false);
        }
      }
    },
    TIMEOUT_MS,
  );

  it('has left everything as it was', async () => {
    expect(await sumOf(there)).toBe(before);
  });
});
