import { randomUUID } from 'node:crypto';
import type { LeaseAnswer } from '@mosaajii/contract/registers';
import { isBadge } from '@mosaajii/domain/badge';
import { NO_LIMITS_GRANTED } from '@mosaajii/domain/permission';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  credentialOf,
  ownerToken,
  setUpShop,
  type TestShop,
} from '../../../app-fixture.ts';

let fixture: AppFixture;
let shop: TestShop;
let token: string;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
beforeEach(async () => {
  token = await ownerToken(fixture, shop);
});
afterAll(() => fixture.close());

const PIN = '739105';
const NOBODY = '01900000-0000-7000-8000-000000000000';

async function give(userId: string, by = token) {
  const reply = await fixture.ask('POST', `/users/${userId}/badge`, { token: by, body: {} });
  return { ...reply, badge: String(reply.body['badge']) };
}
function atRegister(path: string, body: unknown) {
  return fixture.ask('POST', path, { headers: credentialOf(shop.enrolment), body });
}
const scan = (badge: string) => atRegister('/register/badge-sessions', { badge });
async function rules(badgeAlone: boolean, ownPins = true) {
  const reply = await fixture.ask('PUT', '/pins/rules', { token, body: { badgeAlone, ownPins } });
  expect(reply.status).toBe(200);
}
async function lease(): Promise<LeaseAnswer> {
  const reply = await atRegister('/register/lease', { unsent: 0, cashierId: null });
  expect(reply.status).toBe(200);
  return reply.body as unknown as LeaseAnswer;
}
const setPin = (userId: string, pin: string, by = token) =>
  fixture.ask('PUT', `/users/${userId}/pin`, { token: by, body: { pin } });
const enter = (userId: string, pin: string) => atRegister('/register/sessions', { userId, pin });
const change = (userId: string, pin: string, newPin: string) => atRegister('/register/pin', { userId, pin, newPin });

describe('a badge', () => {
  it('opens a session of its person where the shop lets it, and says no more than who it is where not', async () => {
    const { userId } = await addUser(fixture, shop, 'cashier');
    const { status, badge } = await give(userId);
    expect([status, isBadge(badge)]).toEqual([201, true]);
    await rules(false);
    expect((await scan(badge)).body['code']).toBe('badge-needs-pin');
    await rules(true);
    const opened = await scan(badge);
    expect([opened.status, opened.body['isSignedIn']]).toEqual([201, true]);
    const session = await fixture.ask('GET', '/session', { token: opened.token ?? '' });
    expect(session.body).toMatchObject({ user: { userId } });
    // A badge is no proof of identity: what is dangerous asks for more.
    const own = await fixture.ask('PUT', '/session/pin', { token: opened.token ?? '', body: { pin: '481516' } });
    expect(own.body['code']).toBe('confirmation-needed');
  });

  it('is replaced and taken away at once, at the server and in the next lease', async () => {
    await rules(true);
    const { userId } = await addUser(fixture, shop, 'cashier');
    const first = await give(userId);
    const before = (await lease()).badges.find((one) => one.userId === userId)?.index;
    const second = await give(userId);
    expect((await scan(first.badge)).body['code']).toBe('badge-unknown');
    expect((await scan(second.badge)).status).toBe(201);
    const after = (await lease()).badges.find((one) => one.userId === userId)?.index;
    expect(after).not.toBe(before);
    const take = () => fixture.ask('DELETE', `/users/${userId}/badge`, { token });
    expect([(await take()).status, (await take()).status]).toEqual([200, 404]);
    expect((await scan(second.badge)).body['code']).toBe('badge-unknown');
    expect((await lease()).badges.some((one) => one.userId === userId)).toBe(false);
  });

  it('is kept nowhere: in no table of the database', async () => {
    const { userId } = await addUser(fixture, shop, 'cashier');
    const { badge } = await give(userId);
    const tables = await fixture.owner.query<{ name: string }>(
      "select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'" +
        " and table_type = 'BASE TABLE'",
    );
    expect(tables.rows.map(({ name }) => name)).toContain('staff_badge');
    for (const { name } of tables.rows) {
      const { rows } = await fixture.owner.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`);
      expect(rows.map(({ row }) => row).join()).not.toContain(badge);
    }
  });

  it('of a suspended person, of another shop or made up opens nothing, and nothing tells them apart', async () => {
    await rules(true);
    const { userId } = await addUser(fixture, shop, 'cashier');
    const { badge } = await give(userId);
    await fixture.owner.query("update organization_user set state = 'suspended' where user_id = $1", [userId]);
    const said = [await scan(badge), await scan(`98${'1'.repeat(26)}`), await scan('x')];
    expect(new Set(said.map(({ status, body }) => `${status} ${body['code']} ${body['detail']}`)).size).toBe(1);
    expect((await lease()).badges.some((one) => one.userId === userId)).toBe(false);
  });

  it('is given by whoever may change people, and to nobody who may do more than they do', async () => {
    const cashier = await addUser(fixture, shop, 'cashier');
    expect((await give(cashier.userId, cashier.token)).body['code']).toBe('permission-missing');
    expect((await give(NOBODY)).status).toBe(404);
    const permissions = ['users.read', 'users.write', 'sales.create', 'orders.read'];
    const role = { roleId: randomUUID(), name: 'Staff desk', description: '', permissions, limits: NO_LIMITS_GRANTED };
    expect((await fixture.ask('POST', '/roles', { token, body: role })).status).toBe(201);
    const grant = { builtIn: null, roleId: role.roleId, storeIds: null, windows: [], validUntil: null };
    const grants = await fixture.ask('PUT', `/users/${cashier.userId}/grants`, {
      token,
      body: { version: 1, baseRole: 'cashier', grants: [grant] },
    });
    expect(grants.status, JSON.stringify(grants.body)).toBe(200);
    const ownerId = shop.session.user.userId;
    for (const reply of [await give(ownerId, cashier.token), await setPin(ownerId, PIN, cashier.token)]) {
      expect(reply.body['code']).toBe('beyond-own-rights');
    }
  });

  it('given ten times at once leaves one that works', async () => {
    await rules(true);
    const { userId } = await addUser(fixture, shop, 'cashier');
    const given = await Promise.all(Array.from({ length: 10 }, () => give(userId)));
    expect(given.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
    const opened = [];
    for (const { badge } of given) opened.push((await scan(badge)).status);
    expect(opened.filter((status) => status === 201)).toHaveLength(1);
  });
});

describe('a PIN of one’s own', () => {
  it('takes the place of one that somebody else has set, before that opens anything', async () => {
    await rules(false);
    const { userId } = await addUser(fixture, shop, 'cashier');
    await setPin(userId, PIN);
    expect((await lease()).pins.find((one) => one.userId === userId)).toMatchObject({ mustChange: true });
    expect((await enter(userId, PIN)).body['code']).toBe('pin-must-change');
    expect((await change(userId, PIN, '123456')).body['code']).toBe('pin-too-weak');
    expect((await change(userId, PIN, PIN)).body['code']).toBe('pin-too-weak');
    expect((await change(userId, '204816', '481516')).body['code']).toBe('pin-wrong');
    expect((await change(userId, PIN, '481516')).status).toBe(200);
    expect((await enter(userId, PIN)).body['code']).toBe('pin-wrong');
    expect((await enter(userId, '481516')).status).toBe(201);
    expect((await lease()).pins.find((one) => one.userId === userId)).toMatchObject({ mustChange: false });
  });

  it('is not asked for where the shop does not want it, nor after one’s own choice', async () => {
    await rules(false, false);
    const { userId } = await addUser(fixture, shop, 'cashier');
    await setPin(userId, PIN);
    expect((await enter(userId, PIN)).status).toBe(201);
    await rules(false);
    expect((await setPin(shop.session.user.userId, PIN)).status).toBe(200);
    expect((await enter(shop.session.user.userId, PIN)).status).toBe(201);
  });

  it('is guessed no more often by changing it than by entering it', async () => {
    const { userId } = await addUser(fixture, shop, 'cashier');
    await setPin(userId, PIN);
    const codes = [];
    for (let round = 0; round < 6; round += 1) {
      codes.push((await change(userId, '204816', '481516')).body['code']);
    }
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'pin-wrong'), 'pin-locked']);
    expect((await change(userId, PIN, '481516')).body['code']).toBe('pin-locked');
  });

  it('is changed once by ten at the same moment', async () => {
    const { userId } = await addUser(fixture, shop, 'cashier');
    await setPin(userId, PIN);
    const replies = await Promise.all(
      ['481516', '590273', '618034', '271828'].map((newPin) => change(userId, PIN, newPin)),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
