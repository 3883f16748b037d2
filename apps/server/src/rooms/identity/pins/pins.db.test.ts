import type { Enrolment } from '@mosaajii/contract/identity';
import type { Lease, LeaseAnswer } from '@mosaajii/contract/registers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  credentialOf,
  ownerToken,
  proofOf,
  setUpShop,
  type TestShop,
} from '../../../app-fixture.ts';
import { hashPin } from '../passwords/passwords.ts';
import { checkPin } from './check-pin.ts';

let fixture: AppFixture;
let shop: TestShop;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  // What somebody else has set opens here too; the file about badges has the rule.
  await fixture.owner.query('update organization set own_pins = false');
});
afterAll(() => fixture.close());

const PIN = '739105';
const register = (): { headers: Record<string, string> } => ({ headers: credentialOf(shop.enrolment) });

/** A cashier with a PIN. */
async function cashier(pin = PIN) {
  const person = await addUser(fixture, shop, 'cashier');
  const set = await fixture.ask('PUT', `/users/${person.userId}/pin`, {
    token: await ownerToken(fixture, shop),
    body: { pin },
  });
  expect(set.status).toBe(200);
  return person;
}
async function enter(userId: string, pin: string) {
  const reply = await fixture.ask('POST', '/register/sessions', { ...register(), body: { userId, pin } });
  return { ...reply, code: reply.body['code'] ?? 'ok' };
}
async function leaseOf(enrolment: Enrolment = shop.enrolment): Promise<LeaseAnswer> {
  const body = { unsent: 3, cashierId: null };
  const reply = await fixture.ask('POST', '/register/lease', { headers: credentialOf(enrolment), body });
  expect(reply.status).toBe(200);
  return reply.body as unknown as LeaseAnswer;
}

describe('a PIN', () => {
  it('is set by whoever may change people, right after proving who they are, and never a weak one', async () => {
    const { userId, token } = await addUser(fixture, shop, 'cashier');
    const set = (by: string, pin: string, of = userId) =>
      fixture.ask('PUT', `/users/${of}/pin`, { token: by, body: { pin } });
    expect((await set(token, PIN)).body['code']).toBe('permission-missing');
    expect((await set(shop.token, '123456')).body['code']).toBe('pin-too-weak');
    expect((await set(shop.token, '12345')).status).toBe(400);
    expect((await set(shop.token, PIN, '01900000-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await set(shop.token, PIN)).status).toBe(200);
    expect((await fixture.ask('PUT', '/session/pin', { token, body: { pin: '481516' } })).status).toBe(200);
    expect((await enter(userId, PIN)).code).toBe('pin-wrong');
    expect((await enter(userId, '481516')).status).toBe(201);
    const { rows } = await fixture.owner.query('select to_jsonb(p)::text as row from staff_pin p');
    expect(JSON.stringify(rows)).not.toContain('481516');
    fixture.clock.advance(6 * 60_000);
    expect((await fixture.ask('PUT', '/session/pin', { token, body: { pin: PIN } })).body['code']).toBe(
      'confirmation-needed',
    );
  });

  it('opens a session of the person at this register, which is no proof of identity for what is dangerous', async () => {
    const { userId } = await cashier();
    const opened = await enter(userId, PIN);
    expect(opened.body).toMatchObject({ isSignedIn: true });
    const session = await fixture.ask('GET', '/session', { token: opened.token ?? '' });
    expect(session.body).toMatchObject({ user: { userId, role: 'cashier' } });
    const own = await fixture.ask('PUT', '/session/pin', { token: opened.token ?? '', body: { pin: '481516' } });
    expect(own.body['code']).toBe('confirmation-needed');
  });

  it('ends the session of whoever was at the till before', async () => {
    const [first, second] = [await cashier(), await cashier('481516')];
    const before = await enter(first.userId, PIN);
    const after = await fixture.ask('POST', '/register/sessions', {
      ...register(),
      token: before.token ?? '',
      body: { userId: second.userId, pin: '481516' },
    });
    expect((await fixture.ask('GET', '/session', { token: before.token ?? '' })).status).toBe(401);
    expect((await fixture.ask('GET', '/session', { token: after.token ?? '' })).body).toMatchObject({
      user: { userId: second.userId },
    });
  });

  it('of staff without an account lets them sell, and opens no session', async () => {
    const { userId } = await cashier();
    await fixture.owner.query('update organization_user set account_id = null where user_id = $1', [userId]);
    const reply = await enter(userId, PIN);
    expect([reply.status, reply.body['isSignedIn']]).toEqual([201, false]);
  });

  it('is asked of a register alone, and one proof opens one session', async () => {
    const { userId } = await cashier();
    const body = JSON.stringify({ userId, pin: PIN });
    expect(
      (await fixture.ask('POST', '/register/sessions', { token: shop.token, body: { userId, pin: PIN } })).status,
    ).toBe(401);
    const path = '/api/v1/register/sessions';
    const credential = credentialOf(shop.enrolment);
    const proof = proofOf(credential, { method: 'POST', path, body }, fixture.clock.now().getTime());
    const ask = () => fixture.ask('POST', '/register/sessions', { headers: { ...credential, ...proof }, body });
    const replies = await Promise.all(Array.from({ length: 10 }, ask));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(replies.filter(({ status }) => status !== 201).map(({ body: said }) => said['code']))).toEqual(
      new Set(['proof-not-fresh']),
    );
  });

  it('bears five wrong tries of a thousand, fifty at once, and the right one does not help any more', async () => {
    const { userId } = await cashier();
    const deps = { db: fixture.db, clock: fixture.clock };
    const owner = { organizationId: shop.organizationId, userId };
    const guesses = Array.from({ length: 1_000 }, (_, index) => String(100_000 + index * 7));
    const said: Awaited<ReturnType<typeof checkPin>>[] = [];
    // As many at a time as wait for a connection without being turned away.
    for (let start = 0; start < guesses.length; start += 50) {
      said.push(...(await Promise.all(guesses.slice(start, start + 50).map((guess) => checkPin(deps, owner, guess)))));
    }
    const codes = said.map((result) => (result.ok ? 'right' : result.error.code));
    expect(codes.filter((code) => code === 'pin-wrong')).toHaveLength(5);
    expect(codes.filter((code) => code === 'pin-locked')).toHaveLength(995);
    expect((await enter(userId, PIN)).code).toBe('pin-locked');
    fixture.clock.advance(31 * 60_000);
    expect((await enter(userId, PIN)).code).toBe('ok');
  }, 60_000);

  it('does nothing for whoever was suspended, and says no more than that it is wrong', async () => {
    const { userId } = await cashier();
    await fixture.owner.query("update organization_user set state = 'suspended' where user_id = $1", [userId]);
    expect((await enter(userId, PIN)).code).toBe('pin-wrong');
    expect((await enter('01900000-0000-7000-8000-000000000000', PIN)).code).toBe('pin-wrong');
  });
});

describe('the lease of a register', () => {
  it('says who may work there, signed, with what recognises their PINs beside it', async () => {
    const { userId } = await cashier();
    const { lease, keys, pins, pinParameters } = await leaseOf();
    const document = JSON.parse(lease.text) as Lease;
    expect(document.people.find((person) => person.userId === userId)).toMatchObject({ role: 'cashier' });
    expect(Date.parse(document.expiresAt) - Date.parse(document.issuedAt)).toBe(7 * 24 * 3_600_000);
    expect(lease.text).not.toContain('verifier');
    const [jwk] = keys;
    if (jwk === undefined) throw new Error('no key');
    const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
    const verify = (text: string) =>
      crypto.subtle.verify(
        { name: 'ECDSA', hash: 'SHA-256' },
        key,
        Buffer.from(lease.signature, 'base64url'),
        Buffer.from(text),
      );
    expect(await verify(lease.text)).toBe(true);
    expect(await verify(lease.text.replace('cashier', 'manager'))).toBe(false);
    const pin = pins.find((one) => one.userId === userId);
    expect(await hashPin(PIN, pin?.salt ?? '')).toBe(pin?.verifier);
    expect(pinParameters).toEqual({ memoryKib: 65_536, passes: 3, lanes: 1 });
  });

  it('names nobody who was suspended, and lasts as long as the owner says', async () => {
    const { userId } = await cashier();
    await fixture.owner.query("update organization_user set state = 'suspended' where user_id = $1", [userId]);
    const token = await ownerToken(fixture, shop);
    const days = (count: number) => fixture.ask('PUT', '/registers/lease-days', { token, body: { days: count } });
    expect((await days(31)).status).toBe(400);
    expect((await days(1)).status).toBe(200);
    const { lease, pins } = await leaseOf();
    const document = JSON.parse(lease.text) as Lease;
    expect(document.people.some((person) => person.userId === userId)).toBe(false);
    expect(pins.some((pin) => pin.userId === userId)).toBe(false);
    expect(Date.parse(document.expiresAt) - Date.parse(document.issuedAt)).toBe(24 * 3_600_000);
    await days(7);
  });

  it('remembers the time without one, and what the register said about itself', async () => {
    await leaseOf();
    fixture.clock.advance(8 * 24 * 3_600_000);
    const second = JSON.parse((await leaseOf()).lease.text) as Lease;
    const { rows } = await fixture.owner.query<{ lease_gaps: { from: string; until: string }[]; unsent: number }>(
      'select lease_gaps, unsent from register_key where key_id = $1',
      [shop.enrolment.keyId],
    );
    expect(rows[0]?.unsent).toBe(3);
    const gap = rows[0]?.lease_gaps.at(-1);
    expect(Date.parse(gap?.until ?? '')).toBe(Date.parse(second.issuedAt));
    expect(Date.parse(gap?.until ?? '') - Date.parse(gap?.from ?? '')).toBe(24 * 3_600_000);
  });
});
