import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../app.ts';
import { type AppFixture, addUser, createAppFixture, setUpShop, type TestShop } from '../app-fixture.ts';
import { POLICY, type Policy } from '../platform/access/index.ts';
import { createIds } from '../platform/ids/index.ts';
import { formOf, PNG } from './once-world-fixture.ts';
import { foundSecondShop } from './second-shop.ts';

/** Stands in the name of everything that the first shop has. */
const MARK = 'Zanzibar';
const ids = createIds();
let fixture: AppFixture;
let ours: TestShop & { readonly imageId: string };
let theirs: TestShop;
let theirToken: string;

beforeAll(async () => {
  fixture = await createAppFixture();
  const shop = await setUpShop(fixture);
  ours = { ...shop, imageId: await markAll(shop) };
  theirs = { ...shop, organizationId: await foundSecondShop(fixture) };
  theirToken = (await addUser(fixture, theirs, 'administrator')).token;
});
afterAll(() => fixture.close());

const get = (url: string, token: string, headers: Record<string, string> = {}) =>
  fixture.app.inject({
    method: 'GET',
    url: `/api/v1${url}`,
    headers: { host: 'localhost', cookie: `sid=${token}`, ...headers },
  });

/** A product with a picture, a person and settings that carry the mark. Returns the picture's id. */
async function markAll({ token }: TestShop): Promise<string> {
  const classes = await fixture.ask('GET', '/tax-classes', { token });
  const [taxClass] = classes.body['taxClasses'] as { taxClassId: string }[];
  const body = { name: `${MARK} tea`, taxClassId: taxClass?.taxClassId, variants: [{ priceE4: 650_000 }] };
  const { productId } = (await fixture.ask('POST', '/products', { token, body })).body as { productId: string };
  const { headers, payload } = formOf('tea.png', PNG);
  const url = `/products/${productId}/image`;
  const stored = await fixture.ask('POST', url, { token, body: payload, headers });
  const person = { userId: ids.next(), displayName: `${MARK} Amina`, role: 'cashier' };
  expect((await fixture.ask('POST', '/users', { token, body: person })).status).toBe(201);
  expect(stored.status, JSON.stringify(stored.body)).toBeLessThan(300);
  return String(stored.body['imageId']);
}

describe('what carries the organization', () => {
  it('the cached catalogue: each shop gets its own, also by the other’s mark of freshness', async () => {
    const own = await get('/catalog/snapshot', ours.token);
    expect(own.rawPayload.includes(Buffer.from(MARK))).toBe(true);
    const etag = String(own.headers['etag']);
    const foreign = await get('/catalog/snapshot', theirToken, { 'if-none-match': etag });
    expect(foreign.statusCode).toBe(200);
    expect(foreign.rawPayload.includes(Buffer.from(MARK))).toBe(false);
    expect(foreign.headers['etag']).not.toBe(etag);
  });

  it('a picture’s address: it opens for its own shop alone', async () => {
    const url = `/images/${ours.imageId}`;
    expect((await get(url, ours.token)).statusCode).toBe(200);
    const foreign = await get(url, theirToken);
    expect([foreign.statusCode, foreign.json<{ code: string }>().code]).toEqual([404, 'not-found']);
    expect(String((await get(url, ours.token)).headers['cache-control'])).toContain('private');
  });

  const lists = ROUTES.filter(({ method, url, operation }) => {
    const { principal, operator }: Policy = POLICY[operation];
    return (
      method === 'GET' && principal !== 'anyone' && principal !== 'register' && operator !== true && !url.includes(':')
    );
  }).map(({ operation, url }) => [operation, url] as const);

  it.each(lists)('%s: what it lists or exports is of the asker’s shop', async (_operation, url) => {
    for (const query of ['', '?format=csv', '?format=jsonl']) {
      const answer = await get(`${url}${query}`, theirToken);
      expect(answer.statusCode).toBeLessThan(500);
      expect(answer.rawPayload.includes(Buffer.from(MARK)), `${url}${query}`).toBe(false);
    }
  });

  it('and each of our own names is found where we ask for it', async () => {
    for (const url of ['/users', '/products', '/users/names']) {
      expect((await get(url, ours.token)).body, url).toContain(MARK);
    }
  });

  it('a request’s key: somebody of the same id in another shop is given no answer of ours', async () => {
    const { userId } = ours.session.user;
    const twin = await addUser(fixture, theirs, 'administrator');
    for (const table of ['session', 'membership']) {
      await fixture.owner.query(`update ${table} set user_id = $2 where user_id = $1`, [twin.userId, userId]);
    }
    await fixture.owner.query('update organization_user set user_id = $2 where user_id = $1', [twin.userId, userId]);
    const headers = { 'idempotency-key': ids.next() };
    const body = { name: 'Dairy' };
    const first = await fixture.ask('POST', '/categories', { token: ours.token, body, headers });
    const second = await fixture.ask('POST', '/categories', { token: twin.token, body, headers });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body['categoryId']).not.toBe(first.body['categoryId']);
  });

  it('a job’s payload: every place that enqueues one says for which organization', () => {
    const calls = sources().flatMap(({ file, text }) =>
      [...text.matchAll(/\bjobs\.enqueue\(([\s\S]*?)\);/g)].map(([, call = '']) => ({ file, call })),
    );
    expect(calls.length).toBeGreaterThan(3);
    expect(calls.filter(({ call }) => !/\borganizationId\b/.test(call)).map(({ file }) => file)).toEqual([]);
  });
});

/** Every file of the program itself. */
function sources(): readonly { readonly file: string; readonly text: string }[] {
  const root = fileURLToPath(new URL('..', import.meta.url));
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|fixture|\/testing\/|proofs\//.test(file))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
}
