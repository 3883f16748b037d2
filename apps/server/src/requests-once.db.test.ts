import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ROUTES } from './app.ts';
import { type AppFixture, addUser, createAppFixture, OWNER_PASSWORD, setUpShop, type TestShop } from './app-fixture.ts';
import { userWith } from './platform/access/user-fixture.ts';
import type { Deps } from './platform/deps.ts';
import { createHttpServer, mountRoutes, problem, type Route } from './platform/http/index.ts';
import { claimRequest, forgetRequests, hashOfRequest } from './platform/idempotency/index.ts';
import { createIds } from './platform/ids/index.ts';
import { createLog } from './platform/log/index.ts';

const changing = ROUTES.filter((route) => route.method !== 'GET');
const keyed = changing.filter((route) => route.ignoresKeys === undefined);

let fixture: AppFixture;
let shop: TestShop;
let deps: Deps;
/** Every changing route of the program, each with a handler that adds one row and answers with its secret. */
let app: FastifyInstance;
let behave: (route: Route) => Promise<unknown>;

beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  await fixture.owner.query('create table effect (operation text not null)');
  await fixture.owner.query('grant select, insert on effect to public');
  deps = {
    db: fixture.db,
    clock: fixture.clock,
    personal: fixture.personal,
    ids: createIds(),
    log: createLog('silent'),
    feed: { poke: () => undefined, subscribe: () => () => undefined, onSessionEnded: () => () => undefined },
    jobs: { enqueue: () => Promise.reject(new Error('no jobs here')), cancel: () => Promise.resolve() },
    config: { isTls: false, allowedHosts: ['localhost'], version: 'test' },
  };
  app = await createHttpServer(deps);
  const answers = z.object({ secret: z.string() });
  const stubs = changing.map(
    (route): Route => ({
      ...route,
      params: undefined,
      query: undefined,
      body: undefined,
      consumes: 'json',
      response: answers,
      run: () => behave(route),
    }),
  );
  mountRoutes(app, stubs, { deps, recognition: everybody() });
});
afterAll(async () => {
  await app.close();
  await fixture.close();
});

/** Whoever asks is an operator who has just proved who they are, or a register. */
function everybody(): Parameters<typeof mountRoutes>[2]['recognition'] {
  const user = userWith('administrator', { organizationId: shop.organizationId, isOperator: true });
  const register = {
    kind: 'register' as const,
    organizationId: shop.organizationId,
    storeId: shop.storeId,
    registerId: randomUUID(),
    keyId: randomUUID(),
    proofId: randomUUID(),
    code: 'S1-R1',
    series: 'A',
    purpose: 'till' as const,
  };
  const none = () => Promise.resolve([]);
  return {
    userOf: () => Promise.resolve({ actor: { ...user, confirmedAt: fixture.clock.now() } }),
    isSessionAlive: () => Promise.resolve(true),
    registerOf: () => Promise.resolve(register),
    isRegisterAlive: () => Promise.resolve(true),
    usersOf: none,
    grantersOf: () => Promise.resolve({ roles: [], people: [], storeName: null }),
  };
}

/** Adds a row in a transaction of its own, after another that only reads, and answers what nobody can make up. */
async function addOne(route: Route): Promise<unknown> {
  await deps.db.globalTx((tx) => tx.query('select 1'));
  await deps.db.globalTx((tx) => tx.query('insert into effect (operation) values ($1)', [route.operation]));
  return { secret: randomUUID() };
}

async function effectsOf(operation: string): Promise<number> {
  const { rows } = await fixture.owner.query('select 1 from effect where operation = $1', [operation]);
  return rows.length;
}

async function ask(route: Route, key: string | undefined, body: unknown = { a: 1 }) {
  const reply = await app.inject({
    method: route.method,
    url: `/api/v1${route.url.replace(/:[A-Za-z]+/g, '01900000-0000-7000-8000-000000000000')}`,
    headers: {
      host: 'localhost',
      'content-type': 'application/json',
      cookie: 'sid=somebody',
      authorization: `Register ${shop.organizationId}.${shop.enrolment.keyId}.${'A'.repeat(43)}`,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    payload: JSON.stringify(body),
  });
  return { status: reply.statusCode, body: JSON.parse(reply.body) as Record<string, unknown>, headers: reply.headers };
}

function someRoute(): Route {
  const route = keyed.find(({ operation }) => operation === 'users.create');
  if (route === undefined) throw new Error('there is no route to try');
  return route;
}

async function rowsOf(key: string) {
  const { rows } = await fixture.owner.query<Record<string, unknown>>(
    'select * from request_key where request_key = $1',
    [key],
  );
  return rows;
}

describe('an Idempotency-Key', () => {
  it('is taken by every route that changes something, but for those that say why not', () => {
    expect(keyed.length).toBeGreaterThan(30);
    const without = changing.filter((route) => route.ignoresKeys !== undefined).map((route) => route.operation);
    expect(without.sort()).toEqual(['pricing.try-out', 'sync.push']);
  });

  it.each(keyed.map((route) => [route.operation, route] as const))(
    '%s: ten at once have one effect and one answer, another body is refused',
    async (operation, route) => {
      behave = addOne;
      const key = randomUUID();
      const before = await effectsOf(operation);
      const replies = await Promise.all(Array.from({ length: 10 }, () => ask(route, key)));
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([route.status]));
      expect(new Set(replies.map(({ body }) => body['secret'])).size).toBe(1);
      expect(await effectsOf(operation)).toBe(before + 1);
      expect(await ask(route, key, { a: 2 })).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
      expect(await effectsOf(operation)).toBe(before + 1);
      await ask(route, randomUUID());
      expect(await effectsOf(operation)).toBe(before + 2);
    },
    60_000,
  );

  it('that is no UUID is refused, and nothing happens', async () => {
    behave = addOne;
    const before = await effectsOf('users.create');
    for (const key of ['1', 'x'.repeat(5000), `${randomUUID()},${randomUUID()}`]) {
      expect(await ask(someRoute(), key)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    }
    expect(await effectsOf('users.create')).toBe(before);
  });

  it('keeps the answer sealed', async () => {
    behave = addOne;
    const key = randomUUID();
    const { body } = await ask(someRoute(), key);
    expect(JSON.stringify(await rowsOf(key))).not.toContain(body['secret']);
  });

  it('of somebody else is another one', async () => {
    behave = addOne;
    const key = randomUUID();
    const first = await ask(someRoute(), key);
    const other = await claimRequest(deps, {
      actor: 'user:other',
      key,
      operation: 'users.create',
      hash: 'a'.repeat(64),
    });
    expect([first.status, other.kind]).toEqual([201, 'ours']);
  });

  it('of a request that was refused may come again, once nothing happened', async () => {
    const key = randomUUID();
    const before = await effectsOf('users.create');
    behave = () => Promise.resolve(problem('not-found'));
    expect((await ask(someRoute(), key)).status).toBe(404);
    behave = () => Promise.reject(new Error('a fault of ours'));
    expect((await ask(someRoute(), key)).status).toBe(500);
    behave = addOne;
    expect((await ask(someRoute(), key)).status).toBe(201);
    expect(await effectsOf('users.create')).toBe(before + 1);
  });

  it('of a refusal that changed something is answered with the same refusal, and changes nothing again', async () => {
    const key = randomUUID();
    const before = await effectsOf('users.create');
    behave = async (route) => {
      await addOne(route);
      return problem('pin-wrong', 'Counted.', { extra: { left: 4 } });
    };
    const [first, second] = [await ask(someRoute(), key), await ask(someRoute(), key)];
    expect([first.status, second.status]).toEqual([401, 401]);
    expect(second.body).toMatchObject({ code: 'pin-wrong', detail: 'Counted.', extra: { left: 4 } });
    expect(await effectsOf('users.create')).toBe(before + 1);
  });

  it('of a process that died before it changed anything passes on; after that the answer is lost, and nothing is done twice', async () => {
    const died = async (hasEffect: boolean): Promise<string> => {
      const key = randomUUID();
      const route = someRoute();
      const { actor } = (await rowsOf(await keyOfOne()))[0] as { actor: string };
      const hash = hashOfRequest(`/api/v1${route.url}`, { a: 1 });
      await claimRequest(deps, { actor, key, operation: route.operation, hash });
      await fixture.owner.query('update request_key set has_effect = $2, claimed_until = $3 where request_key = $1', [
        key,
        hasEffect,
        fixture.clock.now(),
      ]);
      return key;
    };
    behave = addOne;
    const before = await effectsOf('users.create');
    const untouched = await died(false);
    expect((await ask(someRoute(), untouched)).status).toBe(201);
    const done = await died(true);
    expect(await ask(someRoute(), done)).toMatchObject({ status: 409, body: { code: 'answer-lost' } });
    // One for each row that `died` looked up, and one for the claim that passed on.
    expect(await effectsOf('users.create')).toBe(before + 3);
  });

  it('whose claim has passed on lets the slow one change nothing more', async () => {
    const key = randomUUID();
    const before = await effectsOf('users.create');
    behave = async (route) => {
      await fixture.owner.query('update request_key set claim_id = gen_random_uuid() where request_key = $1', [key]);
      return addOne(route);
    };
    expect((await ask(someRoute(), key)).status).toBe(500);
    expect(await effectsOf('users.create')).toBe(before);
  });

  it('is forgotten after a day', async () => {
    behave = addOne;
    const key = await keyOfOne();
    fixture.clock.advance(24 * 3_600_000 + 1);
    expect(await forgetRequests(deps.db, fixture.clock.now())).toBeGreaterThan(0);
    expect(await rowsOf(key)).toEqual([]);
  });

  async function keyOfOne(): Promise<string> {
    const key = randomUUID();
    await ask(someRoute(), key);
    return key;
  }
});

describe('the program itself', () => {
  it('gives ten equal requests at once one answer', async () => {
    const { token } = await addUser(fixture, shop, 'administrator');
    const body = { currentVersion: 1 };
    const headers = { 'idempotency-key': randomUUID() };
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => fixture.ask('POST', '/sessions/end-others', { token, body: {}, headers })),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(new Set(replies.map((reply) => JSON.stringify(reply.body))).size).toBe(1);
    const reused = await fixture.ask('POST', '/sessions/end-others', { token, body, headers });
    expect([400, 422]).toContain(reused.status);
  });

  it('opens another session for a sign-in that comes again, since the token of the first is not kept', async () => {
    const { email } = await addUser(fixture, shop, 'manager');
    const headers = { 'idempotency-key': randomUUID() };
    const signIn = () => fixture.ask('POST', '/sessions', { body: { email, password: OWNER_PASSWORD }, headers });
    const [first, second] = [await signIn(), await signIn()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(first.token).toBeDefined();
    expect(second.token).toBeDefined();
    expect(second.token).not.toBe(first.token);
  });

  it('repeats its answer to somebody whose token was replaced meanwhile, and replaces it once', async () => {
    const { token } = await addUser(fixture, shop, 'manager');
    const headers = { 'idempotency-key': randomUUID() };
    const confirm = () =>
      fixture.ask('POST', '/session/confirm', { token, body: { password: OWNER_PASSWORD }, headers });
    const [first, second] = [await confirm(), await confirm()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
  });
});
