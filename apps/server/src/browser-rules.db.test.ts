import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from './app.ts';
import { type AppFixture, createAppFixture, credentialOf, proofOf, setUpShop, type TestShop } from './app-fixture.ts';
import { SECURITY_HEADERS } from './platform/http/headers.ts';

const FRIEND = 'https://reports.example.com';
let delay = 0;
let webRoot: string;
let fixture: AppFixture;
let strict: AppFixture;
let shop: TestShop;
let port: number;
beforeAll(async () => {
  webRoot = mkdtempSync(join(tmpdir(), 'mosaajii-web-'));
  mkdirSync(join(webRoot, 'assets'));
  for (const file of ['index.html', 'sw.js', 'assets/app.js']) writeFileSync(join(webRoot, file), 'x');
  [fixture, strict] = await Promise.all([
    createAppFixture({ webRoot }, { load: { delayMs: () => delay, stop: () => undefined } }),
    createAppFixture({
      isTls: true,
      isProxied: true,
      allowedHosts: ['localhost', 'pos.example.com'],
      corsOrigins: [FRIEND],
    }),
  ]);
  shop = await setUpShop(fixture);
  const address = await fixture.app.listen({ host: '127.0.0.1', port: 0 });
  port = Number(new URL(address).port);
});
afterAll(async () => {
  await Promise.all([fixture.close(), strict.close()]);
  rmSync(webRoot, { recursive: true });
});

/** A register as its device would ask about itself. */
function registerHeaders(): Record<string, string> {
  const credential = credentialOf(shop.enrolment);
  const request = { method: 'GET', path: '/api/v1/register', body: '' };
  return { ...credential, ...proofOf(credential, request, fixture.clock.now().getTime()) };
}

const SOME_ID = '01900000-0000-7000-8000-000000000000';
const ask = (method: string, url: string, headers: Record<string, string> = {}, on = fixture, payload?: string) =>
  on.app.inject({
    method: method as 'GET',
    url,
    headers: { host: 'localhost', ...headers },
    ...(payload === undefined ? {} : { payload }),
  });

function expectHeaders(reply: LightMyRequestResponse, name: string): void {
  expect(reply.headers, name).toMatchObject(SECURITY_HEADERS);
}

describe('the headers of every answer', () => {
  it('are on every route, whoever asks', async () => {
    for (const { method, url, operation } of ROUTES) {
      const reply = await ask(method, `/api/v1${url.replace(/:[A-Za-z]+/g, SOME_ID)}`);
      expectHeaders(reply, operation);
      expect(reply.headers['strict-transport-security'], operation).toBeUndefined();
    }
  });

  it.each([
    ['the start page', 'GET', '/', {}, 200],
    ['a screen', 'GET', '/orders', { accept: 'text/html' }, 200],
    ['the service worker', 'GET', '/sw.js', {}, 200],
    ['a file that never changes', 'GET', '/assets/app.js', {}, 200],
    ['a file that is not there', 'GET', '/assets/none.js', {}, 404],
    ['health', 'GET', '/livez', {}, 200],
    ['the description of the API', 'GET', '/api/openapi.json', {}, 200],
    ['a strange host', 'GET', '/', { host: 'evil.example' }, 421],
    ['a preflight', 'OPTIONS', '/api/v1/session', { origin: FRIEND, 'access-control-request-method': 'POST' }, 404],
    ['another type', 'POST', '/api/v1/sessions', { 'content-type': 'text/plain' }, 415],
    ['a method that is not there', 'DELETE', '/api/v1/setup', {}, 404],
  ] as const)('are on %s', async (name, method, url, headers, status) => {
    const reply = await ask(method, url, headers, fixture, method === 'POST' ? 'x' : undefined);
    expect(reply.statusCode).toBe(status);
    expectHeaders(reply, name);
  });

  it('allow no inline program, and no text as a program', () => {
    const policy = SECURITY_HEADERS['content-security-policy'] ?? '';
    const beyondThisComputer = policy.replace(' http://127.0.0.1:9188', '');
    expect(beyondThisComputer).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|http:/);
    for (const part of [
      "default-src 'none'",
      "require-trusted-types-for 'script'",
      "object-src 'none'",
      "base-uri 'none'",
    ])
      expect(policy.split('; ')).toContain(part);
  });

  it('have a policy of its own on the page of the reference, without inline programs', async () => {
    const reply = await ask('GET', '/api/docs/');
    const policy = String(reply.headers['content-security-policy']);
    expect(reply.statusCode).toBe(200);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it('ask for TLS for ever where a proxy has a public certificate, and never under a name of this machine', async () => {
    const of = async (host: string) =>
      (await ask('GET', '/livez', { host }, strict)).headers['strict-transport-security'];
    expect(await of('pos.example.com')).toBe('max-age=63072000; includeSubDomains');
    expect(await of('localhost:4000')).toBeUndefined();
  });
});

describe('other origins', () => {
  const preflight = (origin: string, on: AppFixture) =>
    ask('OPTIONS', '/api/v1/orders', { origin, 'access-control-request-method': 'GET' }, on);

  it('are allowed nothing unless the operator names them', async () => {
    for (const [origin, on] of [
      [FRIEND, fixture],
      ['https://evil.example', strict],
      ['null', strict],
      [`${FRIEND}.evil.example`, strict],
    ] as const) {
      const reply = await preflight(origin, on);
      expect(reply.statusCode, origin).toBe(404);
      expect(reply.headers['access-control-allow-origin'], origin).toBeUndefined();
    }
  });

  it('that are named may ask without cookies', async () => {
    const reply = await preflight(FRIEND, strict);
    expect([reply.statusCode, reply.headers['access-control-allow-origin']]).toEqual([204, FRIEND]);
    expect(reply.headers['access-control-allow-credentials']).toBeUndefined();
    expect(reply.headers.vary).toContain('origin');
    const cross = { origin: FRIEND, 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' };
    const push = await ask('POST', '/api/v1/sync/operations', cross, strict, '{}');
    expect(push.json()).toMatchObject({ code: 'register-not-recognised' });
    const withCookie = await ask('POST', '/api/v1/sync/operations', { ...cross, cookie: '__Host-sid=x' }, strict, '{}');
    expect(withCookie.json()).toMatchObject({ code: 'cross-site-request' });
  });

  it('change nothing by a page of theirs, on whatever route', async () => {
    const changing = ROUTES.filter(({ method }) => method !== 'GET');
    expect(changing.length).toBeGreaterThan(20);
    const credentials = { cookie: `sid=${shop.token}`, ...credentialOf(shop.enrolment) };
    for (const { method, url, operation } of changing) {
      for (const from of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
        const path = `/api/v1${url.replace(/:[A-Za-z]+/g, SOME_ID)}`;
        const headers = { ...credentials, ...from, 'content-type': 'application/json' } as Record<string, string>;
        const reply = await ask(method, path, headers, fixture, '{}');
        expect(reply.json(), operation).toMatchObject({ status: 403, code: 'cross-site-request' });
      }
    }
  });
});

describe('a socket', () => {
  /** The status of a handshake, and whether anything came after it. */
  function shake(path: string, headers: Record<string, string>): Promise<string> {
    const lines = {
      host: `localhost:${port}`,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    };
    const text = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(`GET ${path} HTTP/1.1\r\n${text.join('')}\r\n`));
      socket.once('data', (data) => {
        resolve(data.toString('utf8').split('\r\n')[0] ?? '');
        socket.destroy();
      });
      socket.on('error', reject);
    });
  }

  it.each(['/api/v1/live', '/api/v1/live/display'])('%s opens to a page of this server alone', async (path) => {
    const session = { cookie: `sid=${shop.token}` };
    const own = { origin: `http://localhost:${port}`, ...session };
    expect(await shake(path, own)).toContain(' 101 ');
    // A till that is no browser names no origin.
    expect(await shake(path, session)).toContain(' 101 ');
    for (const foreign of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://localhost:${port + 1}` },
      { origin: `http://localhost:${port}.evil.example` },
      { origin: `http://evil.example?http://localhost:${port}` },
    ]) {
      const status = await shake(path, { ...session, ...foreign });
      expect(status, JSON.stringify(foreign)).toContain(' 403 ');
    }
  });
});

describe('what is hardly a request', () => {
  /** Sends bytes as they are and reads until the server closes. */
  function send(bytes: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      let answer = '';
      socket.on('data', (data) => {
        answer += data.toString('utf8');
      });
      socket.on('end', () => resolve(answer));
      socket.on('error', reject);
    });
  }

  it.each([
    ['is no HTTP', 'HELLO\r\n\r\n', 400, 'malformed-request'],
    [
      'has a head beyond 16 kB',
      `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
    [
      'says its length twice',
      'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'malformed-request',
    ],
  ])('and %s is refused as a problem', async (_name, bytes, status, code) => {
    const answer = await send(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('content-security-policy: ');
    expect(answer).toContain(`"code":"${code}"`);
  });

  it('does not hold a connection by a head that never ends', () => {
    const { headersTimeout, requestTimeout } = fixture.app.server;
    expect([headersTimeout, requestTimeout]).toEqual([15_000, 120_000]);
  });

  it('has no more parameters than a form of ours', async () => {
    const many = Array.from({ length: 61 }, (_, index) => `a${index}=1`).join('&');
    expect((await ask('GET', `/api/v1/setup?${many}`)).json()).toMatchObject({ code: 'malformed-request' });
  });
});

describe('too much to do', () => {
  it('sends the office away first, and the registers last', async () => {
    const statuses = async () => {
      const replies = await Promise.all([
        ask('GET', '/api/v1/orders', { cookie: `sid=${shop.token}` }),
        ask('GET', '/api/v1/register', registerHeaders()),
        ask('GET', '/sw.js'),
      ]);
      return replies.map(({ statusCode }) => statusCode);
    };
    expect(await statuses()).toEqual([200, 200, 200]);
    delay = 1_500;
    expect(await statuses()).toEqual([503, 200, 200]);
    const reply = await ask('GET', '/api/v1/orders', { cookie: `sid=${shop.token}` });
    expect([reply.headers['retry-after'], reply.json()]).toEqual([
      '5',
      expect.objectContaining({ code: 'overloaded' }),
    ]);
    delay = 6_000;
    expect(await statuses()).toEqual([503, 503, 503]);
    delay = 0;
    expect(await statuses()).toEqual([200, 200, 200]);
  });
});

describe('what is counted', () => {
  it('is shown to this machine alone, with the reports of browsers among it', async () => {
    const body = {
      'csp-report': { 'document-uri': 'http://localhost/till', 'effective-directive': 'script-src-elem', other: 1 },
    };
    const headers = { 'content-type': 'application/csp-report', origin: 'http://localhost' };
    const report = await ask('POST', '/api/v1/csp-reports', headers, fixture, JSON.stringify(body));
    expect(report.statusCode).toBe(204);
    const odd = { 'csp-report': { 'effective-directive': 'x"} 9\n' } };
    await ask('POST', '/api/v1/csp-reports', headers, fixture, JSON.stringify(odd));
    const metrics = await ask('GET', '/metrics');
    expect(metrics.statusCode).toBe(200);
    expect(metrics.body).toContain('mosaajii_csp_reports_total{directive="script-src-elem"} 1');
    expect(metrics.body).toContain('mosaajii_csp_reports_total{directive="other"} 1');
    expect(metrics.body).toMatch(/mosaajii_refusals_total\{code="cross-site-request"\} \d+/);
    expect(metrics.body).toContain('mosaajii_sign_in_failures_total 0');
    const far = await fixture.app.inject({
      url: '/metrics',
      headers: { host: 'localhost' },
      remoteAddress: '203.0.113.1',
    });
    expect(far.statusCode).toBe(404);
    expect((await ask('GET', '/metrics', { 'x-forwarded-for': '127.0.0.1' })).statusCode).toBe(404);
  });
});
