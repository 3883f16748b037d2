import type * as argon2 from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AppFixture, addUser, createAppFixture, type Reply, setUpShop, type TestShop } from '../app-fixture.ts';
import { createIds } from '../platform/ids/index.ts';
import { addOperatorTo, addPlan, askFor, pay, verify } from '../rooms/identity/access/access-fixture.ts';

const hashed = vi.hoisted(() => ({ count: 0 }));
// The library itself, with a counter before it: its work is what a stopwatch would see.
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof argon2>();
  const counted =
    <A extends readonly unknown[], R>(work: (...args: A) => R) =>
    (...args: A): R => {
      hashed.count += 1;
      return work(...args);
    };
  return { ...real, hash: counted(real.hash), verify: counted(real.verify), hashRaw: counted(real.hashRaw) };
});

const ids = createIds();
const PASSWORD = 'nine purple kites fly';
let fixture: AppFixture;
let shop: TestShop;
let person: Awaited<ReturnType<typeof addUser>>;
let planId: string;
let invitationId: string;
let activating: string;
let enrolling: string;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  person = await addUser(fixture, shop, 'manager');
  const second = await addOperatorTo(fixture, shop);
  planId = await addPlan(fixture, shop.token);
  const asked = await askFor(fixture, planId);
  await verify(fixture, second.token, await pay(fixture, shop.token, asked.requestId));
  const codes = `/admin/access-requests/${asked.requestId}/codes`;
  await fixture.ask('POST', codes, { token: shop.token, body: { channel: 'in-person' } });
  activating = asked.email;
  invitationId = ids.next();
  const guest = { email: 'guest@example.com', displayName: 'Guest', role: 'cashier', delivery: 'email' };
  await fixture.ask('POST', '/invitations', { token: shop.token, body: { invitationId, ...guest } });
  const place = await fixture.ask('POST', '/registers/places', { token: shop.token, body: { name: 'Back till' } });
  enrolling = String(place.body['code']);
  // What is made once and kept, such as the hash that stands for nobody's.
  await measured('/sessions', { email: 'first@example.com', password: PASSWORD });
  await measured('/join/check', { ...invited(ids.next()), code: '000000' });
});
afterAll(() => fixture.close());

const invited = (id: string) => ({ organizationId: shop.organizationId, invitationId: id });

interface Measured {
  readonly status: number;
  readonly body: Reply['body'];
  readonly headers: readonly string[];
  /** Password and code hashes that were computed. */
  readonly hashes: number;
}

async function measured(url: string, body: object): Promise<Measured> {
  // Counted by address, and all of a test come from one.
  await fixture.owner.query('delete from sign_in_attempt');
  const before = hashed.count;
  const reply = await fixture.ask('POST', url, { body });
  const { requestId: _one, ...same } = reply.body;
  return {
    status: reply.status,
    body: same,
    headers: Object.keys(reply.headers).sort(),
    hashes: hashed.count - before,
  };
}

const stranger = () => `nobody-${ids.next().slice(-6)}@example.com`;
const wrongOf = (code: string) => `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;

describe('whoever is not known here', () => {
  it('is answered by a sign-in like a wrong password, after the same work', async () => {
    const known = await measured('/sessions', { email: person.email, password: PASSWORD });
    const unknown = await measured('/sessions', { email: stranger(), password: PASSWORD });
    expect(known).toMatchObject({ status: 401, body: { code: 'wrong-credentials' }, hashes: 1 });
    expect(unknown).toEqual(known);
  });

  it('is answered like anybody who asks for a code to set a new password', async () => {
    const known = await measured('/recovery', { email: person.email });
    const unknown = await measured('/recovery', { email: stranger() });
    expect(known.hashes).toBe(1);
    expect(unknown).toEqual(known);
  });

  it('is answered like a wrong code when a new password is set', async () => {
    const attempt = (email: string) => measured('/recovery/complete', { email, code: '000000', password: PASSWORD });
    const known = await attempt(person.email);
    expect(known).toMatchObject({ body: { code: 'code-wrong' }, hashes: 1 });
    expect(await attempt(stranger())).toEqual(known);
  });

  it('is answered like a wrong code at the activation', async () => {
    const known = await measured('/activations', { email: activating, code: '000000' });
    expect(known).toMatchObject({ body: { code: 'code-wrong' }, hashes: 1 });
    expect(await measured('/activations', { email: stranger(), code: '000000' })).toEqual(known);
  });

  it('is answered like one whose request for access is there already', async () => {
    const of = (email: string) => ({ name: 'Juma', email, phone: '', shopName: 'Juma', planId, locale: 'en' });
    const ask = async (email: string) => {
      const requestId = ids.next();
      const answer = await measured('/access-requests', { requestId, ...of(email) });
      return { ...answer, body: Object.keys(answer.body), hashes: answer.hashes };
    };
    const known = await ask(activating);
    expect(known.status).toBe(202);
    expect(await ask(stranger())).toEqual(known);
  });

  it.each([
    ['a code for an invitation', '/join/code', {}],
    ['a wrong code of an invitation', '/join/check', { code: '000000' }],
    ['joining with a wrong code', '/join', { code: '000000', displayName: 'Guest', password: PASSWORD }],
  ])('is answered alike for an invitation that is not there: %s', async (_what, url, more) => {
    const known = await measured(url, { ...invited(invitationId), ...more });
    expect(known.hashes).toBe(1);
    expect(await measured(url, { ...invited(ids.next()), ...more })).toEqual(known);
    expect(await measured(url, { organizationId: ids.next(), invitationId: ids.next(), ...more })).toEqual(known);
  });

  it('is answered like a wrong code by a register’s place that is not there', async () => {
    const publicKey = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) };
    const known = await measured('/registers/enrolments', { code: wrongOf(enrolling), publicKey });
    const unknown = await measured('/registers/enrolments', { code: 'ZZZZ-ZZZZ', publicKey });
    expect(known.status).toBeGreaterThanOrEqual(400);
    expect(unknown).toEqual(known);
  });
});
