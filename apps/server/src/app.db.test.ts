import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, createAppFixture, credentialOf, proofOf, setUpShop, type TestShop } from './app-fixture.ts';
import { recordChange } from './platform/feed/index.ts';

let fixture: AppFixture;
let shop: TestShop;
let address = '';
beforeAll(async () => {
  fixture = await createAppFixture({ allowedHosts: ['127.0.0.1', 'localhost'] });
  shop = await setUpShop(fixture);
  address = await fixture.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => fixture.close());

interface Client {
  readonly socket: WebSocket;
  /** The next message, or the code that the socket was closed with. */
  next(): Promise<unknown>;
}

interface WsModule {
  readonly WebSocket: new (url: string, options: { readonly headers: Record<string, string> }) => WebSocket;
}
/** The client of the library that the server uses: Node's own sends no cookies. It comes without types. */
const { WebSocket: Ws } = createRequire(import.meta.url)('ws') as WsModule;

async function connect(options: { headers?: Record<string, string>; hello?: unknown } = {}): Promise<Client> {
  const socket = new Ws(`${address.replace('http', 'ws')}/api/v1/live`, { headers: options.headers ?? {} });
  const queue: unknown[] = [];
  const waiting: ((value: unknown) => void)[] = [];
  const push = (value: unknown) => {
    const next = waiting.shift();
    if (next === undefined) queue.push(value);
    else next(value);
  };
  socket.addEventListener('message', (event) => push(JSON.parse(String(event.data))));
  socket.addEventListener('close', (event) => push(event.code));
  socket.addEventListener('error', () => push('error'));
  if (options.hello !== undefined) socket.addEventListener('open', () => socket.send(JSON.stringify(options.hello)));
  return {
    socket,
    next: () => (queue.length > 0 ? Promise.resolve(queue.shift()) : new Promise((resolve) => waiting.push(resolve))),
  };
}

const change = () =>
  fixture.db.tx(shop.organizationId, (tx) => recordChange(tx, { kind: 'settings', ids: [], audit: [] }));
function hello() {
  const credential = credentialOf(shop.enrolment);
  const proof = proofOf(credential, { method: 'GET', path: '/api/v1/live' }, fixture.clock.now().getTime());
  return { type: 'hello', token: credential.authorization, proof: proof['register-proof'] };
}

/** The position of the poke that comes after at least this one. */
async function pokeAfter(client: Client, position: number): Promise<number> {
  for (;;) {
    const message = (await client.next()) as { type: string; position: number };
    expect(Object.keys(message).sort()).toEqual(['position', 'type']);
    if (message.position > position) return message.position;
  }
}

describe('the live connection', () => {
  it('tells people by their session and registers by their credential, and carries positions only', async () => {
    const person = await connect({ headers: { cookie: `sid=${shop.token}` } });
    const register = await connect({ hello: hello() });
    const first = (await person.next()) as { type: string; position: number };
    expect(first).toMatchObject({ type: 'poke' });
    await register.next();
    await change();
    await Promise.all([pokeAfter(person, first.position), pokeAfter(register, first.position)]);
    person.socket.close();
    register.socket.close();
  });

  it.each([
    ['a false credential', { hello: { type: 'hello', token: 'Register x' } }],
    ['a message that is not ours', { hello: 'hello' }],
    ['another session', { headers: { cookie: `sid=${'A'.repeat(43)}` }, hello: { type: 'hello' } }],
  ])('is closed for %s', async (_name, options) => {
    expect(await (await connect(options)).next()).toBe(4401);
  });

  it('is refused to pages of other sites', async () => {
    const client = await connect({ headers: { cookie: `sid=${shop.token}`, origin: 'https://evil.example' } });
    expect(await client.next()).toBe('error');
  });

  it('is closed for a message that is too long', async () => {
    expect(await (await connect({ hello: 'x'.repeat(10_000) })).next()).toBe(1009);
  });

  it('does not tell one organization about another', async () => {
    const register = await connect({ hello: hello() });
    const first = (await register.next()) as { position: number };
    const other = '01900000-0000-7000-8000-0000000000ff';
    await fixture.owner.query('insert into tenant (organization_id) values ($1)', [other]);
    await fixture.db.tx(other, (tx) => recordChange(tx, { kind: 'settings', ids: [], audit: [] }));
    await change();
    expect(await pokeAfter(register, first.position)).toBe(first.position + 1);
    register.socket.close();
  });
});

describe('health', () => {
  it('says alive and ready without a session and without details', async () => {
    expect((await fixture.ask('GET', '//livez')).body).toEqual({ status: 'alive', version: 'test' });
    const ready = await fixture.ask('GET', '//readyz');
    expect([ready.status, ready.body]).toEqual([200, { status: 'ready' }]);
  });

  it('is not ready while the database takes no writes, and stays alive', async () => {
    const other = await createReadOnly();
    const ready = await other.ask('GET', '//readyz');
    expect([ready.status, ready.body['code']]).toEqual([503, 'database-unavailable']);
    expect((await other.ask('GET', '//livez')).status).toBe(200);
    await other.close();
  });
});

/** An application whose database has gone read-only after it started. */
async function createReadOnly(): Promise<AppFixture> {
  const other = await createAppFixture();
  await other.owner.query(`alter database "${other.database.name}" set default_transaction_read_only = on`);
  // Sessions that are open already have read the setting; the pool opens new ones.
  await other.owner.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
    [other.database.name],
  );
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if ((await other.ask('GET', '//readyz')).body['detail'] === 'The database takes no writes.') break;
  }
  return other;
}

describe('the web application', () => {
  const root = mkdtempSync(join(tmpdir(), 'mosaajii-web-'));
  let web: AppFixture;
  beforeAll(async () => {
    mkdirSync(join(root, 'assets'));
    writeFileSync(join(root, 'index.html'), '<!doctype html><title>shop</title>');
    writeFileSync(join(root, 'sw.js'), '// worker');
    writeFileSync(join(root, 'assets', 'app-3f2a.js'), '// app');
    writeFileSync(join(root, '..', 'mosaajii-secret.txt'), 'hidden treasure');
    web = await createAppFixture({ webRoot: root });
  });
  afterAll(async () => {
    await web.close();
    rmSync(root, { recursive: true });
    rmSync(join(root, '..', 'mosaajii-secret.txt'));
  });
  const get = (url: string, accept = 'text/html') => web.app.inject({ url, headers: { host: 'localhost', accept } });

  it('keeps hashed files for ever and asks for the others each time', async () => {
    expect((await get('/assets/app-3f2a.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const url of ['/', '/index.html', '/sw.js'])
      expect((await get(url)).headers['cache-control'], url).toBe('no-cache');
  });

  it('answers addresses of its screens with the page, and nothing else', async () => {
    for (const url of ['/till', '/orders/01900000-0000-7000-8000-000000000000', '/settings?x=1']) {
      const page = await get(url);
      expect([page.statusCode, page.headers['content-type'], page.headers['cache-control']], url).toEqual([
        200,
        'text/html; charset=utf-8',
        'no-cache',
      ]);
    }
    for (const [url, accept] of [
      ['/assets/gone.js', 'text/html'],
      ['/api/v1/gone', 'text/html'],
      ['/till', 'application/json'],
    ] as const) {
      expect((await get(url, accept)).statusCode, url).toBe(404);
    }
  });

  it.each([
    '/../mosaajii-secret.txt',
    '/..%2fmosaajii-secret.txt',
    '/assets/..%2f..%2fmosaajii-secret.txt',
    '/%2e%2e/mosaajii-secret.txt',
  ])('does not leave its folder by %s', async (url) => {
    const reply = await get(url);
    expect(reply.body).not.toContain('treasure');
    expect(reply.statusCode).toBeGreaterThanOrEqual(400);
  });
});

describe('stopping', () => {
  it('finishes what is under way, closes sockets, takes nothing new, and leaves no connection behind', async () => {
    const stopping = await createAppFixture({ allowedHosts: ['127.0.0.1', 'localhost'] });
    const shopThere = await setUpShop(stopping);
    const there = await stopping.app.listen({ host: '127.0.0.1', port: 0 });
    const saved = address;
    address = there;
    const client = await connect({ headers: { cookie: `sid=${shopThere.token}` } });
    address = saved;
    await client.next();
    const closed = client.next();
    // A sign-in takes a few hundred milliseconds of hashing: it is under way when the stop begins.
    const underWay = fetch(`${there}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'amina@example.com', password: 'seven green owls' }),
    });
    await new Promise<void>((resolve) => stopping.app.server.once('request', () => resolve()));
    await stopping.app.close();
    expect((await underWay).status).toBe(201);
    expect(await closed).toBe(1001);
    await expect(fetch(`${there}/livez`)).rejects.toThrow();
    await stopping.db.close();
    // A backend leaves the list a moment after its client has gone.
    const left = () =>
      stopping.owner.query(
        "select application_name from pg_stat_activity where datname = $1 and application_name like 'mosaajii%'",
        [stopping.database.name],
      );
    await expect.poll(async () => (await left()).rows, { timeout: 5000 }).toEqual([]);
    await stopping.owner.end();
    await stopping.database.drop();
  });
});
