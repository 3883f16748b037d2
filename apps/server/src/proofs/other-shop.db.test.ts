import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../app.ts';
import { type AppFixture, addUser, createAppFixture, setUpShop, type TestShop } from '../app-fixture.ts';
import { POLICY, type Policy } from '../platform/access/index.ts';
import type { Route } from '../platform/http/index.ts';
import { knownValues, readKnownIds } from './known-ids.ts';
import { validRequests } from './requests.ts';
import type { KnownValues } from './schema-arbitrary.ts';
import { foundSecondShop } from './second-shop.ts';
import { sumTables } from './table-sums.ts';

/** Requests to each operation with the ids of a shop that is not the asker's. */
const REQUESTS = 8;
/** Some operations do much when they are asked for it: the demo shop. */
const TIMEOUT_MS = 120_000;

let fixture: AppFixture;
let ours: TestShop;
let theirs: KnownValues;
let theirId: string;
let before: Readonly<Record<string, string>>;
let token: string;
let theirToken: string;

beforeAll(async () => {
  fixture = await createAppFixture();
  const victim = await setUpShop(fixture);
  theirId = victim.organizationId;
  theirToken = victim.token;
  await fill(victim);
  theirs = knownValues(await readKnownIds(fixture.owner, theirId));
  ours = { ...victim, organizationId: await foundSecondShop(fixture) };
  token = (await addUser(fixture, ours, 'administrator')).token;
  before = await sumTables(fixture.owner, theirId);
}, TIMEOUT_MS);
afterAll(() => fixture.close());

/** Gives the shop something in each corner that the API can fill, so that there is something to steal. */
async function fill(shop: TestShop): Promise<void> {
  for (const role of ['manager', 'cashier'] as const) await addUser(fixture, shop, role);
  await sellable(shop);
  for (const route of [...ROUTES, ...ROUTES].filter(({ operation }) => CREATING.test(operation))) {
    const known = knownValues(await readKnownIds(fixture.owner, shop.organizationId));
    for (const request of fc.sample(validRequests(route, known), { numRuns: 6, seed: 11 })) {
      const { payload, url, headers } = request;
      await inject(route, url, { ...headers, cookie: `sid=${shop.token}` }, payload);
    }
  }
}

async function sellable(shop: TestShop): Promise<void> {
  const { token: signedIn } = shop;
  const category = await fixture.ask('POST', '/categories', { token: signedIn, body: { name: 'Dairy' } });
  const known = knownValues(await readKnownIds(fixture.owner, shop.organizationId));
  const [taxClassId] = known('taxClassId');
  const body = { name: 'Milk', categoryId: category.body['categoryId'], taxClassId, variants: [{ priceE4: 650_000 }] };
  const product = await fixture.ask('POST', '/products', { token: signedIn, body });
  if (product.status !== 201) throw new Error(JSON.stringify(product.body));
}

const CREATING = /\.(create|adjust|update|invite|upload)$/;

async function inject(route: Route, url: string, headers: Record<string, string>, payload?: Buffer) {
  const method = route.method as 'GET';
  return fixture.app.inject({
    method,
    url,
    headers: { host: 'localhost', ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
}

const asked = ROUTES.filter(({ operation }) => {
  const { principal }: Policy = POLICY[operation];
  return (principal === 'user' || principal === 'user-or-register') && operation !== 'session.end';
});

describe('somebody of another shop', () => {
  it('has something to steal from', () => {
    expect(theirs('productId').length).toBeGreaterThan(0);
    expect(theirs('registerId').length).toBeGreaterThan(0);
    expect(theirs('userId').length).toBeGreaterThan(2);
  });

  it.each(asked.map((route) => [route.operation, route] as const))(
    'gets nothing by %s',
    async (_name, route) => {
      for (const request of fc.sample(validRequests(route, theirs), { numRuns: REQUESTS, seed: 12 })) {
        const response = await inject(
          route,
          request.url,
          { ...request.headers, cookie: `sid=${token}` },
          request.payload,
        );
        expect(response.statusCode, `${request.url} ${String(request.payload ?? '')}`).toBeLessThan(500);
        if (response.statusCode === 401) token = (await addUser(fixture, ours, 'administrator')).token;
        const stolen = theirIds().filter((id) => request.url.split('?')[0]?.includes(id));
        if (response.statusCode < 300 && stolen.length > 0) expect(await onlyTheirs(stolen), request.url).toEqual([]);
        expect(response.body.includes(theirId)).toBe(false);
      }
    },
    TIMEOUT_MS,
  );

  it('could have read it all as one of theirs', async () => {
    const reading = asked.filter(({ method, url }) => method === 'GET' && /:(productId|userId)/.test(url));
    for (const route of reading) {
      const urls = fc.sample(validRequests(route, theirs), { numRuns: 20, seed: 13 }).map(({ url }) => url);
      const answers = await Promise.all(urls.map((url) => inject(route, url, { cookie: `sid=${theirToken}` })));
      expect(
        answers.map(({ statusCode }) => statusCode),
        route.url,
      ).toContain(200);
    }
    expect(reading.length).toBeGreaterThan(1);
  });

  it('has changed nothing there', async () => {
    expect(await sumTables(fixture.owner, theirId)).toEqual(before);
  });
});

/** Ids of theirs that name nothing of ours: whoever makes an id may make one that another shop has too. */
async function onlyTheirs(ids: readonly string[]): Promise<readonly string[]> {
  const own = new Set([...(await readKnownIds(fixture.owner, ours.organizationId, 100_000)).values()].flat());
  return ids.filter((id) => !own.has(id));
}

function theirIds(): readonly string[] {
  const names = ROUTES.flatMap(({ url }) => [...url.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => name ?? ''));
  return [...new Set(names)].flatMap((name) => theirs(name).map(String));
}
