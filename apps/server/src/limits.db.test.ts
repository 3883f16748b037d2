import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  credentialOf,
  proofOf,
  setUpShop,
  type TestShop,
} from './app-fixture.ts';
import { LIMITS, liftBlock } from './platform/limits/index.ts';

let fixture: AppFixture;
let proxied: AppFixture;
let shop: TestShop;
beforeAll(async () => {
  [fixture, proxied] = await Promise.all([createAppFixture(), createAppFixture({ isProxied: true })]);
  shop = await setUpShop(fixture);
});
afterAll(() => Promise.all([fixture.close(), proxied.close()]));

interface From {
  readonly address: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly on?: AppFixture;
}

async function get(url: string, { address, headers = {}, on = fixture }: From) {
  const reply = await on.app.inject({
    method: 'GET',
    url: `/api/v1${url}`,
    remoteAddress: address,
    headers: { host: 'localhost', ...headers },
  });
  return { status: reply.statusCode, code: reply.json<{ code?: string }>().code, headers: reply.headers };
}

async function post(url: string, body: unknown, { address, headers = {}, on = fixture }: From) {
  const reply = await on.app.inject({
    method: 'POST',
    url: `/api/v1${url}`,
    remoteAddress: address,
    headers: { host: 'localhost', 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(body),
  });
  return { status: reply.statusCode, code: reply.json<{ code?: string }>().code, headers: reply.headers };
}

/** A register as its device would ask about itself. */
function registerHeaders(): Record<string, string> {
  const credential = credentialOf(shop.enrolment);
  const request = { method: 'GET', path: '/api/v1/register', body: '' };
  return { ...credential, ...proofOf(credential, request, fixture.clock.now().getTime()) };
}

const MOST = LIMITS['sign-in'].perMinute;
const guess = (from: From) => post('/sessions', { email: 'somebody@example.com' }, from);
const flood = (from: From) => Promise.all(Array.from({ length: MOST + 1 }, () => guess(from)));
const MORE = { headers: { 'x-forwarded-for': '198.51.100.99' } };

describe('an address that asks too much', () => {
  it('is told to wait, and then refused everything that strangers may ask', async () => {
    const from = { address: '203.0.113.1' };
    const replies = await flood(from);
    expect(replies.filter(({ status }) => status === 400)).toHaveLength(MOST);
    const refused = replies.find(({ status }) => status === 429);
    expect(refused?.code).toBe('too-many-requests');
    expect(Number(refused?.headers['retry-after'])).toBe(60);
    expect((await get('/setup', from)).status).toBe(429);
    expect((await get('/setup', { address: '203.0.113.2' })).status).toBe(200);
    fixture.clock.advance(61_000);
    expect((await get('/setup', from)).status).toBe(200);
  });

  it('cannot be somebody else by saying so, unless a proxy of ours says it', async () => {
    const from = { address: '203.0.113.3' };
    await flood(from);
    expect((await get('/setup', { ...from, ...MORE })).status).toBe(429);
    await flood({ address: '203.0.113.4', on: proxied, ...MORE });
    // Not one of our proxies, so that its word counts for nothing.
    expect((await get('/setup', { address: '203.0.113.4', on: proxied })).status).toBe(429);
    expect((await get('/setup', { address: '10.0.0.2', on: proxied, ...MORE })).status).toBe(200);
    await flood({ address: '10.0.0.2', on: proxied, ...MORE });
    expect((await get('/setup', { address: '10.0.0.2', on: proxied, ...MORE })).status).toBe(429);
    expect((await get('/setup', { address: '10.0.0.2', on: proxied })).status).toBe(200);
  });

  it('does not send home the people and registers of the shop that stand behind it', async () => {
    const from = { address: '203.0.113.5' };
    const cashier = await addUser(fixture, shop, 'cashier');
    await flood(from);
    expect((await get('/setup', from)).status).toBe(429);
    expect((await get('/session', { ...from, headers: { cookie: `sid=${cashier.token}` } })).status).toBe(200);
    expect((await get('/session', { ...from, headers: { cookie: `sid=${'A'.repeat(43)}` } })).status).toBe(401);
    // A cookie that is none opens nothing that strangers may ask.
    expect((await get('/setup', { ...from, headers: { cookie: `sid=${'A'.repeat(43)}` } })).status).toBe(429);
    expect((await get('/register', { ...from, headers: registerHeaders() })).status).toBe(200);
    await fixture.db.globalTx((tx) => liftBlock(tx, from.address));
  });
});

describe('one account', () => {
  it('is limited wherever it comes from', async () => {
    const { token } = await addUser(fixture, shop, 'viewer');
    const statuses: number[] = [];
    for (let part = 0; part < 7; part += 1) {
      const from = { address: `198.51.100.${part}`, headers: { cookie: `sid=${token}` } };
      const replies = await Promise.all(Array.from({ length: 100 }, () => get('/session', from)));
      statuses.push(...replies.map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(LIMITS.account.perMinute);
    expect(statuses.filter((status) => status === 429)).toHaveLength(100);
    expect((await get('/setup', { address: '198.51.100.1' })).status).toBe(200);
  });
});

describe('the operator’s list', () => {
  const rule = (ruleId: string, network: string, effect: 'allow' | 'deny') => ({ ruleId, network, effect });
  const set = (body: object, from = {}) =>
    fixture.ask('POST', '/security/addresses', { token: shop.token, body, headers: from });
  const id = (last: number) => `01900000-0000-7000-8000-00000000000${last}`;

  it('denies a network, and frees another from every limit', async () => {
    expect((await set(rule(id(1), '192.0.2.0/25', 'deny'))).status).toBe(201);
    expect((await set(rule(id(2), '192.0.2.129/25', 'allow'))).body).toMatchObject({ network: '192.0.2.128/25' });
    expect(await get('/setup', { address: '192.0.2.1' })).toMatchObject({ status: 403, code: 'address-refused' });
    expect((await get('/register', { address: '192.0.2.1', headers: registerHeaders() })).status).toBe(403);
    const replies = await flood({ address: '192.0.2.200' });
    expect(replies.every(({ status }) => status === 400)).toBe(true);
    const removed = await fixture.ask('DELETE', `/security/addresses/${id(1)}`, { token: shop.token });
    expect(removed.status).toBe(200);
    expect((await get('/setup', { address: '192.0.2.1' })).status).toBe(200);
  });

  it('takes a repeat and concurrent twins as one, and has one rule for a network', async () => {
    const twins = await Promise.all([1, 2, 3].map(() => set(rule(id(3), '198.18.0.0/15', 'deny'))));
    expect(twins.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await set(rule(id(4), '198.18.0.0/15', 'allow'))).status).toBe(201);
    const list = (await fixture.ask('GET', '/security/addresses', { token: shop.token })).body['rules'];
    const found = (list as { network: string; effect: string }[]).filter(({ network }) => network === '198.18.0.0/15');
    expect(found).toEqual([expect.objectContaining({ effect: 'allow' })]);
    const gone = () => fixture.ask('DELETE', `/security/addresses/${id(9)}`, { token: shop.token });
    expect([(await gone()).status, (await gone()).status]).toEqual([200, 200]);
  });

  it.each(['203.0.113.0/33', 'duka.example', '10.0.0.0/8; drop', '10.0.0'])('refuses %j', async (network) => {
    expect((await set(rule(id(5), network, 'deny'))).body['code']).toBe('invalid-request');
  });

  it('lists blocks and lifts them, writes both down, and is the operator’s alone', async () => {
    await flood({ address: '203.0.113.9' });
    const { body } = await fixture.ask('GET', '/security/addresses', { token: shop.token });
    expect(body['blocks']).toContainEqual(expect.objectContaining({ subject: '203.0.113.9', kind: 'sign-in' }));
    const lift = (token: string) =>
      fixture.ask('POST', '/security/blocks/lift', { token, body: { subject: '203.0.113.9' } });
    const administrator = await addUser(fixture, shop, 'administrator');
    expect((await lift(administrator.token)).body['code']).toBe('operator-only');
    expect((await lift(shop.token)).status).toBe(200);
    expect((await get('/setup', { address: '203.0.113.9' })).status).toBe(200);
    const { rows } = await fixture.owner.query<{ action: string }>(
      "select distinct action from audit_entry where subject_kind = 'address' order by 1",
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'address-block.lifted',
      'address-rule.removed',
      'address-rule.set',
    ]);
  });

  it('is not written by whoever would keep themselves out', async () => {
    const reply = await fixture.app.inject({
      method: 'POST',
      url: '/api/v1/security/addresses',
      remoteAddress: '198.51.100.50',
      headers: { host: 'localhost', 'content-type': 'application/json', cookie: `sid=${shop.token}` },
      payload: JSON.stringify(rule(id(6), '198.51.100.0/24', 'deny')),
    });
    expect(reply.json()).toMatchObject({ status: 409, code: 'conflict' });
  });
});
