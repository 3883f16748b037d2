import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, createAppFixture, setUpShop, type TestShop } from './app-fixture.ts';

let fixture: AppFixture;
let shop: TestShop;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
afterAll(() => fixture.close());

const patch = (body: unknown, headers: Record<string, string> = {}) =>
  fixture.ask('PATCH', '/settings', { token: shop.token, body, headers });

describe('an answer that is a problem', () => {
  it('is RFC 9457 with the request’s id, the rule for retrying, what is safe and what to do', async () => {
    const reply = await fixture.ask('GET', '/session', { headers: { 'x-request-id': 'support-call-0042' } });
    expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(reply.headers['x-request-id']).toBe('support-call-0042');
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(reply.body).toEqual({
      type: '/problems/not-signed-in',
      title: 'You are not signed in',
      status: 401,
      detail: 'You are not signed in',
      code: 'not-signed-in',
      requestId: 'support-call-0042',
      retry: 'never',
      safe: 'Nothing was changed.',
      action: 'Sign in and try again.',
    });
  });

  it.each(['short', 'with space in it', 'x'.repeat(65), 'new\u00e9line-id'])(
    'does not echo the request id %j',
    async (id) => {
      const reply = await fixture.ask('GET', '/setup', {
        headers: { 'x-request-id': Buffer.from(id).toString('latin1') },
      });
      expect(reply.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('is a 404 for what is not there, as JSON, also for a page’s address below the API', async () => {
    for (const url of ['/nothing', '//api/nothing', '//']) {
      const reply = await fixture.ask('GET', url, { headers: { accept: 'text/html' } });
      expect([reply.status, reply.body['code']], url).toEqual([404, 'not-found']);
    }
  });

  it.each([
    ['far too long', `/sessions/${'x'.repeat(5000)}`],
    ['badly encoded', '/sessions/%E0%A4%A'],
  ])('is one of ours for an address that is %s', async (_what, url) => {
    const reply = await fixture.ask('DELETE', url, { token: shop.token });
    expect([reply.status, reply.body['code']]).toEqual([400, 'malformed-request']);
    expect(reply.headers['x-content-type-options']).toBe('nosniff');
    expect(reply.headers['x-request-id']).toBe(reply.body['requestId']);
  });

  it('says nothing about our insides when we are at fault', async () => {
    await fixture.owner.query('alter table organization rename column tax_number to gone');
    const reply = await fixture.ask('GET', '/settings', { token: shop.token });
    await fixture.owner.query('alter table organization rename column gone to tax_number');
    expect([reply.status, reply.body['code']]).toEqual([500, 'internal-error']);
    expect(JSON.stringify(reply.body)).not.toMatch(/tax_number|column|select|\.ts/);
  });
});

it('says to come later when the disk is full, and changes nothing', async () => {
  await fixture.owner.query(
    `create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'full' using errcode = 'disk_full'; end $$;
     create trigger full_disk before insert on change_feed for each row execute function full_disk()`,
  );
  const before = await fixture.owner.query('select version, name from store');
  const { version } = before.rows[0] as { version: number };
  const reply = await patch({ version, shopName: 'Never' });
  await fixture.owner.query('drop trigger full_disk on change_feed; drop function full_disk()');
  expect([reply.status, reply.body['code'], reply.body['retry']]).toEqual([503, 'database-unavailable', 'later']);
  expect((await fixture.owner.query('select version, name from store')).rows).toEqual(before.rows);
});

describe('a bad body', () => {
  it.each([
    ['not JSON', '{"version": 1', 'malformed-request', 400],
    ['deep nesting', `${'['.repeat(50)}${']'.repeat(50)}`, 'malformed-request', 400],
    ['a NUL', '{"version":1,"shopName":"a\\u0000"}', 'malformed-request', 400],
    ['half a character', '{"version":1,"shopName":"\\ud83d"}', 'malformed-request', 400],
    ['__proto__', '{"version":1,"__proto__":{"role":"administrator"}}', 'malformed-request', 400],
    ['more than 256 kB', JSON.stringify({ version: 1, shopName: 'x'.repeat(300_000) }), 'body-too-large', 413],
    ['nothing', '', 'invalid-request', 400],
    ['null', 'null', 'invalid-request', 400],
    ['a list', '[]', 'invalid-request', 400],
    ['an unknown field', '{"version":1,"organizationId":"x"}', 'invalid-request', 400],
    ['a wrong type', '{"version":"1"}', 'invalid-request', 400],
    ['a fraction', '{"version":1.5}', 'invalid-request', 400],
    ['an unsafe integer', '{"version":9007199254740993}', 'invalid-request', 400],
    ['a number beyond all', '{"version":1e308}', 'invalid-request', 400],
    ['an empty name', '{"version":1,"shopName":"   "}', 'invalid-request', 400],
    ['two lines in a name', '{"version":1,"shopName":"a\\nb"}', 'invalid-request', 400],
    ['a long text', JSON.stringify({ version: 1, receiptFooter: 'x'.repeat(501) }), 'invalid-request', 400],
  ])('with %s is refused', async (_name, body, code, status) => {
    const before = await fixture.owner.query('select version, name from store');
    const reply = await patch(body);
    expect([reply.status, reply.body['code']]).toEqual([status, code]);
    expect((await fixture.owner.query('select version, name from store')).rows).toEqual(before.rows);
  });

  it('keeps exotic text as it is', async () => {
    const { version } = (await fixture.ask('GET', '/settings', { token: shop.token })).body['store'] as {
      version: number;
    };
    const receiptFooter = 'e\u0301 👩‍👩‍👧 ‮abc‬ \u200f 𝔘𝔫𝔦 Ω';
    const reply = await patch({ version, receiptFooter });
    expect(reply.body).toMatchObject({ store: { receiptFooter } });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'application/json; charset=utf-16'])(
    'of type %s is not taken for JSON',
    async (type) => {
      const reply = await patch('version=1', { 'content-type': type });
      expect([400, 415]).toContain(reply.status);
    },
  );

  it('is named field by field, with words', async () => {
    const reply = await patch({ version: 0, shopName: '', timeZone: 'Nowhere', coinsMinor: ['x'] });
    expect(reply.body['errors']).toEqual([
      { path: 'version', message: 'must be at least 1' },
      { path: 'shopName', message: 'must not be empty' },
      { path: 'timeZone', message: 'must be a time zone such as Africa/Nairobi' },
      { path: 'coinsMinor.0', message: 'must be a number' },
    ]);
  });
});

describe('the browser’s rules', () => {
  const change = (headers: Record<string, string>) => patch({ version: 1 }, headers);

  it.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost.evil.example' },
  ])('refuse a change that comes from %j', async (headers) => {
    const reply = await change(headers as unknown as Record<string, string>);
    expect([reply.status, reply.body['code']]).toEqual([403, 'cross-site-request']);
  });

  it.each([{ 'sec-fetch-site': 'same-origin' }, { origin: 'http://localhost' }, {}])(
    'let through a change that comes from %j',
    async (headers) => {
      expect((await change(headers as unknown as Record<string, string>)).body['code']).not.toBe('cross-site-request');
    },
  );

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1', '[::1]:4000'])('refuse the host %j', async (host) => {
    const reply = await fixture.ask('GET', '/setup', { headers: { host } });
    expect([reply.status, reply.body['code']]).toEqual([421, 'unknown-host']);
  });

  it('take the host with any port, in any case', async () => {
    expect((await fixture.ask('GET', '/setup', { headers: { host: 'LOCALHOST:4711' } })).status).toBe(200);
  });

  it('are stated on every answer, without inline scripts or styles', async () => {
    for (const url of ['/setup', '/nothing', '//readyz']) {
      const { headers } = await fixture.ask('GET', url);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe-inline');
      expect(policy).not.toContain("'unsafe-eval'");
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'same-origin',
      });
      expect(headers['strict-transport-security']).toBeUndefined();
    }
  });

  it('refuse a NUL in an address', async () => {
    expect((await fixture.ask('GET', '/orders/%00', { token: shop.token })).status).toBe(400);
  });
});
