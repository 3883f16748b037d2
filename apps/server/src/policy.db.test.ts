import { PERMISSION_TABLE, ROLE_PERMISSIONS, ROLES, type Role } from '@mosaajii/domain/permission';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ROUTES } from './app.ts';
import { type AppFixture, addUser, createAppFixture, credentialOf, setUpShop, type TestShop } from './app-fixture.ts';
import { POLICY, type Policy } from './platform/access/index.ts';
import { mountRoutes, type Route, scopeFault } from './platform/http/index.ts';

let fixture: AppFixture;
let shop: TestShop;
const tokens = new Map<Role, string>();
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  for (const role of ROLES) tokens.set(role, (await addUser(fixture, shop, role)).token);
});
afterAll(() => fixture.close());

const policyOf = (route: Route): Policy => POLICY[route.operation];
const ANY_SCHEMA = { unrepresentable: 'any', io: 'input' } as const;
const SOME_ID = '01900000-0000-7000-8000-000000000000';
/** What signs the asker out would spoil the next question; it is tested with the sessions. */
const asked = ROUTES.filter((route) => route.operation !== 'session.end');

function fail(reason: string): never {
  throw new Error(reason);
}

interface Credentials {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks with a body that no schema takes, so that whoever is let in gets a 4xx of another kind and nothing happens. */
async function ask(route: Route, credentials: Credentials): Promise<{ status: number; code: unknown }> {
  const url = route.url.replace(/:[A-Za-z]+/g, SOME_ID);
  const body = route.method === 'GET' ? {} : { body: { unknownField: 1 } };
  const reply = await fixture.ask(route.method, url, { ...body, ...credentials });
  return { status: reply.status, code: reply.body['code'] };
}

describe('the policy table', () => {
  it('lists every route, and nothing that is not one', () => {
    const mounted = ROUTES.map((route) => route.operation).sort();
    expect(mounted).toEqual(Object.keys(POLICY).sort());
    expect(new Set(ROUTES.map((route) => `${route.method} ${route.url}`)).size).toBe(ROUTES.length);
  });

  it('does not let a route start that it does not list, or two of one name', () => {
    const [route] = ROUTES;
    if (route === undefined) throw new Error('no routes');
    const options = { deps: {}, recognition: {} } as unknown as Parameters<typeof mountRoutes>[2];
    const unlisted = { ...route, operation: 'shop.burn' as Route['operation'] };
    expect(() => mountRoutes(fixture.app, [unlisted], options)).toThrow('does not list');
    expect(() => mountRoutes(fixture.app, [route, route], options)).toThrow('two routes');
  });

  it('keeps every operation whose permission can be narrowed to stores to them, or does not let it start', () => {
    expect(ROUTES.map(scopeFault).filter((fault) => fault !== null)).toEqual([]);
    const route = (operation: Route['operation']) =>
      ROUTES.find((one) => one.operation === operation) ?? fail(operation);
    const { place: _place, ...placeless } = route('orders.read');
    expect(scopeFault({ ...placeless, place: undefined })).toContain('where things lie');
    expect(
      scopeFault({ ...route('orders.list'), place: { storeOf: async () => undefined, unknown: '' } }),
    ).not.toBeNull();
    const options = { deps: {}, recognition: {} } as unknown as Parameters<typeof mountRoutes>[2];
    expect(() => mountRoutes(fixture.app, [{ ...placeless, place: undefined }], options)).toThrow('where things lie');
  });

  it('has a scope wherever a store or a register is named, but where the whole shop or its people are meant', () => {
    const PEOPLE = new Set([
      'users.grants.set',
      'users.permissions',
      'users.list',
      'users.export',
      'invitations.create',
    ]);
    const naming = ROUTES.filter(({ operation, params, query, body }) => {
      const { principal } = policyOf({ operation } as Route);
      const schemas = [params, query, body].filter((schema) => schema !== undefined);
      return (
        principal.startsWith('user') &&
        schemas.some((schema) => /"(storeIds?|registerId)":/.test(JSON.stringify(z.toJSONSchema(schema, ANY_SCHEMA))))
      );
    });
    const unscoped = naming.filter((route) => {
      const { permission, scope } = policyOf(route);
      const isWhole = permission !== undefined && PERMISSION_TABLE[permission].isWhole;
      return scope === undefined && !isWhole && !PEOPLE.has(route.operation);
    });
    expect(unscoped.map(({ operation }) => operation)).toEqual([]);
    expect(naming.length).toBeGreaterThan(12);
  });

  it('gives each permission that a route needs to somebody', () => {
    for (const { permission } of Object.values(POLICY) as Policy[]) {
      if (permission !== undefined)
        expect(
          ROLES.some((role) => ROLE_PERMISSIONS[role].has(permission)),
          permission,
        ).toBe(true);
    }
  });
});

describe.each(asked.map((route) => [route.operation, route] as const))('%s', (_name, route) => {
  const { principal, permission, operator } = policyOf(route);
  const isOpen = principal === 'anyone';
  const takesUsers = principal === 'user' || principal === 'user-or-register';
  const takesRegisters = principal !== 'anyone' && principal !== 'user';

  it(`${isOpen ? 'lets in' : 'refuses'} whoever is not known`, async () => {
    for (const credentials of [
      {},
      { token: 'A'.repeat(43) },
      { headers: { authorization: `Register ${SOME_ID}.${SOME_ID}.${'A'.repeat(43)}` } },
    ]) {
      const { status } = await ask(route, credentials);
      // A claim is checked by the handler, after the body: that a false one has no effect is tested there.
      const isClaim = principal === 'register-claim' && 'headers' in credentials;
      if (isOpen || isClaim) expect(status).not.toBe(500);
      else expect(status).toBe(401);
    }
  });

  it.each(ROLES)('asked by a %s, follows the table', async (role) => {
    const { status, code } = await ask(route, { token: tokens.get(role) ?? '' });
    if (isOpen) return expect(status).not.toBe(500);
    if (!takesUsers) return expect(status).toBe(401);
    // Whoever founded the shop is the operator; a role is not enough.
    if (operator === true) return expect([status, code]).toEqual([403, 'operator-only']);
    if (permission !== undefined && !ROLE_PERMISSIONS[role].has(permission)) {
      return expect([status, code]).toEqual([403, 'permission-missing']);
    }
    expect([401, 403, 500]).not.toContain(status);
  });

  it('asked by a register, follows the table', async () => {
    const { status } = await ask(route, { headers: credentialOf(shop.enrolment) });
    if (isOpen || takesRegisters) expect([401, 403, 500]).not.toContain(status === 403 && isOpen ? 200 : status);
    else expect(status).toBe(401);
  });
});

it('names the missing permission and who has it', async () => {
  const reply = await fixture.ask('PATCH', '/settings', { token: tokens.get('cashier') ?? '', body: { version: 1 } });
  expect(reply.status).toBe(403);
  expect(reply.body).toMatchObject({
    code: 'permission-missing',
    extra: { permission: 'settings.write', roles: ['administrator'] },
  });
  expect(reply.body['detail']).toContain('settings.write');
});
