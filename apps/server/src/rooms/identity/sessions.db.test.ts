import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  credentialOf,
  OWNER_PASSWORD,
  setUpShop,
  type TestShop,
} from '../../app-fixture.ts';
import { recoverOwner } from './index.ts';

let fixture: AppFixture;
let shop: TestShop;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
afterAll(() => fixture.close());

const MINUTE = 60_000;
const signIn = (email: string, password: string, headers = {}) =>
  fixture.ask('POST', '/sessions', { body: { email, password }, headers });

describe('signing in', () => {
  it('opens a session with a cookie that scripts and other sites cannot use', async () => {
    const reply = await signIn(' AMINA@example.com', OWNER_PASSWORD);
    expect(reply.status).toBe(201);
    const cookie = String(reply.headers['set-cookie']);
    expect(cookie).toMatch(/^sid=[A-Za-z0-9_-]{43};/);
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(part);
    expect(reply.body).toMatchObject({ user: { displayName: 'Amina' }, organization: { name: 'Duka' } });
  });

  it('never takes over a session that came with the request', async () => {
    const before = (await signIn('amina@example.com', OWNER_PASSWORD)).token;
    const after = (await signIn('amina@example.com', OWNER_PASSWORD, { cookie: `sid=${before}` })).token;
    expect(after).not.toBe(before);
  });

  it('answers an unknown address exactly like a wrong password, after the same work', async () => {
    const timed = async (email: string) => {
      const start = performance.now();
      const reply = await signIn(email, 'not the password');
      return { reply, ms: performance.now() - start };
    };
    const known = await timed('amina@example.com');
    const unknown = await timed('nobody@example.com');
    const { requestId: _known, ...knownBody } = known.reply.body;
    const { requestId: _unknown, ...unknownBody } = unknown.reply.body;
    expect(unknownBody).toEqual(knownBody);
    expect(knownBody).toMatchObject({ status: 401, code: 'wrong-credentials' });
    // A hash takes about 130 ms, a look-up about one: without the decoy the difference would be hundredfold.
    expect(unknown.ms).toBeGreaterThan(known.ms / 4);
  });

  it('blocks an account after repeated failures, also for the right password, and forgives after the time', async () => {
    const { email } = await addUser(fixture, shop, 'cashier');
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await signIn(email, 'wrong')).status).toBe(401);
    const blocked = await signIn(email, OWNER_PASSWORD);
    expect([blocked.status, blocked.body['code']]).toEqual([429, 'sign-in-blocked']);
    expect(Number(blocked.headers['retry-after'])).toBeGreaterThan(30);
    expect((await signIn('amina@example.com', OWNER_PASSWORD)).status).toBe(201);
    fixture.clock.advance(MINUTE + 1000);
    expect((await signIn(email, OWNER_PASSWORD)).status).toBe(201);
    expect((await signIn(email, 'wrong')).status).toBe(401);
  });

  it('lets a register of the shop in while a stranger has the account blocked, and counts its own failures', async () => {
    const { email } = await addUser(fixture, shop, 'cashier');
    for (let attempt = 0; attempt < 5; attempt += 1) await signIn(email, 'wrong');
    const { keyId, organizationId } = shop.enrolment;
    const forged = credentialOf({ keyId, organizationId, secret: 'A'.repeat(43) });
    expect((await signIn(email, OWNER_PASSWORD, forged)).body['code']).toBe('sign-in-blocked');
    const register = credentialOf(shop.enrolment);
    expect((await signIn(email, OWNER_PASSWORD, register)).status).toBe(201);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect((await signIn(email, 'wrong', register)).body['code']).toBe('wrong-credentials');
    }
    expect((await signIn(email, OWNER_PASSWORD, register)).body['code']).toBe('sign-in-blocked');
  });

  it('does not let a hundred attempts at once have a hundred guesses', async () => {
    const { email } = await addUser(fixture, shop, 'cashier');
    const replies = await Promise.all(Array.from({ length: 20 }, () => signIn(email, 'wrong')));
    expect(replies.filter((reply) => reply.status === 401).length).toBeLessThanOrEqual(5);
  });

  it('refuses a suspended account and a suspended user', async () => {
    const { email, accountId, userId } = await addUser(fixture, shop, 'cashier');
    await fixture.owner.query("update account set state = 'suspended' where account_id = $1", [accountId]);
    expect((await signIn(email, OWNER_PASSWORD)).body['code']).toBe('account-suspended');
    await fixture.owner.query("update account set state = 'active' where account_id = $1", [accountId]);
    await fixture.owner.query("update organization_user set state = 'suspended' where user_id = $1", [userId]);
    expect((await signIn(email, OWNER_PASSWORD)).body['code']).toBe('account-suspended');
  });
});

describe('a session', () => {
  const status = async (token: string) => (await fixture.ask('GET', '/session', { token })).status;

  it('ends by signing out, at once', async () => {
    const { token } = await addUser(fixture, shop, 'cashier');
    expect(await status(token)).toBe(200);
    expect((await fixture.ask('DELETE', '/session', { token })).status).toBe(200);
    expect(await status(token)).toBe(401);
  });

  it('ends when the account or the user is suspended', async () => {
    const one = await addUser(fixture, shop, 'cashier');
    await fixture.owner.query("update organization_user set state = 'suspended' where user_id = $1", [one.userId]);
    expect(await status(one.token)).toBe(401);
    const two = await addUser(fixture, shop, 'cashier');
    await fixture.owner.query("update account set state = 'suspended' where account_id = $1", [two.accountId]);
    expect(await status(two.token)).toBe(401);
  });

  it.each(['', 'x', 'a'.repeat(43), "'; drop table session; --"])('is not opened by %j', async (token) => {
    expect(await status(token)).toBe(401);
  });

  it('unlocks with the password of its own user, counted like signing in', async () => {
    const { token } = await addUser(fixture, shop, 'cashier');
    const unlock = (password: string) => fixture.ask('POST', '/session/unlock', { token, body: { password } });
    expect((await unlock(OWNER_PASSWORD)).status).toBe(200);
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await unlock('wrong')).status).toBe(401);
    expect((await unlock(OWNER_PASSWORD)).status).toBe(429);
  });
});

describe('recovering the owner on the console', () => {
  it('sets a new password, ends every session and says so in the audit trail', async () => {
    const { token, email, userId } = await addUser(fixture, shop, 'administrator');
    const weak = await recoverOwner(fixture, { email, password: 'password' });
    expect(weak.ok).toBe(false);
    const recovered = await recoverOwner(fixture, { email: email.toUpperCase(), password: 'nine brown bears' });
    expect(recovered).toMatchObject({ ok: true, value: { displayName: 'administrator' } });
    expect((await fixture.ask('GET', '/session', { token })).status).toBe(401);
    expect((await signIn(email, OWNER_PASSWORD)).status).toBe(401);
    expect((await signIn(email, 'nine brown bears')).status).toBe(201);
    const audit = await fixture.owner.query('select 1 from audit_entry where action = $1 and subject_id = $2', [
      'password.recovered',
      userId,
    ]);
    expect(audit.rowCount).toBe(1);
    expect((await recoverOwner(fixture, { email: 'nobody@example.com', password: 'nine brown bears' })).ok).toBe(false);
  });
});

describe('over TLS', () => {
  it('the cookie belongs to this very host and never leaves it unencrypted; behind a proxy browsers are told to stay', async () => {
    const secure = await createAppFixture({
      isTls: true,
      isProxied: true,
      allowedHosts: ['localhost', 'pos.example.com'],
    });
    await setUpShop(secure);
    const reply = await secure.ask('POST', '/sessions', {
      body: { email: 'amina@example.com', password: OWNER_PASSWORD },
      headers: { host: 'pos.example.com' },
    });
    const [session, device] = reply.headers['set-cookie'] as string[];
    const attributes = 'Path=\\/; HttpOnly; Secure; SameSite=Strict$';
    expect(session).toMatch(new RegExp(`^__Host-sid=[^;]+; Max-Age=43200; ${attributes}`));
    expect(device).toMatch(new RegExp(`^__Host-device=[^;]+; Max-Age=34560000; ${attributes}`));
    expect(reply.headers['strict-transport-security']).toContain('max-age=63072000');
    const named = (name: string) => secure.ask('GET', '/session', { headers: { cookie: `${name}=${reply.token}` } });
    expect((await named('__Host-sid')).status).toBe(200);
    expect((await named('sid')).status).toBe(401);
    await secure.close();
  });
});
