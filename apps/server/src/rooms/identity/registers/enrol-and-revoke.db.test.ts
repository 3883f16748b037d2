import type { Enrolment } from '@mosaajii/contract/identity';
import type { RegisterCard, RegisterCode } from '@mosaajii/contract/registers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  credentialOf,
  ownerToken,
  publicKeyJwk,
  setUpShop,
  type TestShop,
} from '../../../app-fixture.ts';

let fixture: AppFixture;
let shop: TestShop;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
afterAll(() => fixture.close());

async function office(method: 'GET' | 'POST' | 'PATCH', url: string, body?: unknown) {
  const token = await ownerToken(fixture, shop);
  return fixture.ask(method, url, { token, ...(body === undefined ? {} : { body }) });
}
async function prepare(name = 'Back till'): Promise<RegisterCode> {
  const reply = await office('POST', '/registers/places', { name });
  expect(reply.status).toBe(201);
  return reply.body as unknown as RegisterCode;
}
const type = (code: string, publicKey = publicKeyJwk()) =>
  fixture.ask('POST', '/registers/enrolments', { body: { code, publicKey } });
async function card(registerId: string): Promise<RegisterCard | undefined> {
  const { registers } = (await office('GET', '/registers/cards')).body as unknown as { registers: RegisterCard[] };
  return registers.find((one) => one.registerId === registerId);
}
async function enrolled(): Promise<Enrolment> {
  return (await type((await prepare()).code)).body as unknown as Enrolment;
}

describe('a device that types a code', () => {
  it('becomes the register that was prepared, without anybody’s password', async () => {
    const { code, registerId, registerCode } = await prepare();
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(await card(registerId)).toMatchObject({ state: 'waiting', series: null, name: 'Back till' });
    const reply = await type(` ${code.toLowerCase().replace('-', ' ')}`);
    expect(reply.body).toMatchObject({ registerId, registerCode, series: 'A' });
    const own = await fixture.ask('GET', '/register', { headers: credentialOf(reply.body as unknown as Enrolment) });
    expect(own.status).toBe(200);
    expect(await card(registerId)).toMatchObject({ state: 'active', codeExpiresAt: null });
  });

  it('is let in once, of twenty at a time', async () => {
    const { code, registerId } = await prepare();
    const replies = await Promise.all(Array.from({ length: 20 }, () => type(code)));
    const inside = replies.filter(({ status }) => status === 201);
    // Only five tries of one code are looked at, whichever they are.
    expect(inside.length).toBe(1);
    const { rows } = await fixture.owner.query('select 1 from register_key where register_id = $1', [registerId]);
    expect(rows).toHaveLength(1);
    expect((await type(code)).body['code']).toBe('enrolment-code-wrong');
  });

  it('is refused with a code that is wrong, too old or replaced, in the same words', async () => {
    const { code, registerId } = await prepare();
    expect((await type(`${code.slice(0, 2)}000000`)).body['code']).toBe('enrolment-code-wrong');
    expect((await type('ZZZZ-ZZZZ')).body['code']).toBe('enrolment-code-wrong');
    const again = (await office('POST', `/registers/${registerId}/codes`, {})).body as unknown as RegisterCode;
    expect((await type(code)).status).toBe(401);
    fixture.clock.advance(15 * 60_000);
    expect((await type(again.code)).body['code']).toBe('enrolment-code-wrong');
    expect(await card(registerId)).toMatchObject({ state: 'waiting', codeExpiresAt: null });
  });

  it('takes the place of a register that is there: new series, and the key before is revoked', async () => {
    const first = await enrolled();
    const { code } = (await office('POST', `/registers/${first.registerId}/codes`, {})).body as unknown as RegisterCode;
    const second = (await type(code)).body as unknown as Enrolment;
    expect(second).toMatchObject({ registerId: first.registerId, series: 'B' });
    const own = await fixture.ask('GET', '/register', { headers: credentialOf(first) });
    expect(own.body['code']).toBe('register-revoked');
  });
});

describe('a register that was lost', () => {
  it('is revoked at once: key, code, sessions and what it is asked, and a repeat changes nothing', async () => {
    const lost = await enrolled();
    const person = await addUser(fixture, shop, 'cashier');
    const session = await fixture.ask('POST', '/sessions', {
      headers: credentialOf(lost),
      body: { email: person.email, password: 'seven green owls' },
    });
    expect(session.status).toBe(201);
    const revoke = () => office('POST', `/registers/${lost.registerId}/revoke`, {});
    const replies = await Promise.all([revoke(), revoke(), revoke()]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    const own = await fixture.ask('GET', '/register', { headers: credentialOf(lost) });
    expect([own.status, own.body['code']]).toEqual([401, 'register-revoked']);
    expect((await fixture.ask('GET', '/session', { token: session.token ?? '' })).status).toBe(401);
    expect((await office('POST', `/registers/${lost.registerId}/codes`, {})).status).toBe(404);
    expect(await card(lost.registerId)).toMatchObject({ state: 'revoked' });
    const { rows } = await fixture.owner.query("select 1 from audit_entry where action = 'register.revoked'");
    expect(rows).toHaveLength(1);
  });

  it('is revoked by an administrator who has just proved who they are', async () => {
    const { registerId } = await prepare();
    const manager = await addUser(fixture, shop, 'manager');
    const reply = await fixture.ask('POST', `/registers/${registerId}/revoke`, { token: manager.token, body: {} });
    expect(reply.body['code']).toBe('permission-missing');
    const token = await ownerToken(fixture, shop);
    fixture.clock.advance(6 * 60_000);
    const late = await fixture.ask('POST', `/registers/${registerId}/revoke`, { token, body: {} });
    expect(late.body['code']).toBe('confirmation-needed');
  });

  it('is renamed in the same way for everybody', async () => {
    const { registerId } = await prepare();
    expect((await office('PATCH', `/registers/${registerId}`, { name: 'Garden' })).status).toBe(200);
    expect((await card(registerId))?.name).toBe('Garden');
    expect((await office('PATCH', '/registers/01900000-0000-7000-8000-000000000000', { name: 'X' })).status).toBe(404);
  });
});
