import { invitation } from '@mosaajii/contract/invitations';
import { peopleBulkAnswer } from '@mosaajii/contract/people';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  type Reply,
  setUpShop,
  type TestShop,
} from '../../../app-fixture.ts';

let fixture: AppFixture;
let shop: TestShop;
/** The store of whoever asks, and two in which they have no say. */
let here: string;
const [there, yonder] = [uuidv7(), uuidv7()];
/** Administers the first store, and nothing else. */
let asker: Awaited<ReturnType<typeof worker>>;

beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  here = shop.storeId;
  for (const [storeId, code] of [
    [there, 'S2'],
    [yonder, 'S3'],
  ]) {
    await fixture.owner.query('insert into store (organization_id, store_id, code, name) values ($1, $2, $3, $3)', [
      shop.organizationId,
      storeId,
      code,
    ]);
  }
  asker = await worker('administrator', [here]);
});
afterAll(() => fixture.close());

/** Somebody with a role in these stores alone. */
async function worker(role: 'administrator' | 'cashier' | 'viewer', stores: readonly string[]) {
  const person = await addUser(fixture, shop, role);
  await grant(person.userId, role, stores);
  await fixture.owner.query('update organization_user set has_base_role = false where user_id = $1', [person.userId]);
  return person;
}

async function grant(userId: string, role: string, stores: readonly string[] | null, validUntil: string | null = null) {
  await fixture.owner.query(
    'insert into role_grant (organization_id, grant_id, user_id, built_in, store_ids, valid_until, granted_by) values ($1, $2, $3, $4, $5, $6, $3)',
    [shop.organizationId, uuidv7(), userId, role, stores, validUntil],
  );
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const ask = (method: Method, url: string, body?: object, token = asker.token) =>
  fixture.ask(method, url, { token, ...(body === undefined ? {} : { body }) });
const codeOf = ({ status, body }: Reply) => (status < 300 ? status : body['code']);
const invite = (storeIds: readonly string[] | null, part: object = {}, token = asker.token) => {
  const guest = { invitationId: uuidv7(), displayName: 'Guest', email: `g-${uuidv7().slice(-8)}@example.com` };
  return ask('POST', '/invitations', { ...guest, role: 'cashier', storeIds, delivery: 'in-person', ...part }, token);
};
/** What is kept of somebody: who may not change them leaves it as it is. */
const keptOf = async (userId: string) => {
  const { rows } = await fixture.owner.query(
    'select u.*, (select count(*) from session s where s.user_id = u.user_id)::int as sessions,' +
      ' (select count(*) from staff_pin p where p.user_id = u.user_id)::int as pins' +
      ' from organization_user u where user_id = $1',
    [userId],
  );
  return rows;
};

/** Every way in which somebody who administers people changes one of them. */
const CHANGES: readonly (readonly [string, (userId: string) => Promise<Reply>])[] = [
  ['suspends', (userId) => ask('PATCH', `/users/${userId}`, { version: 1, state: 'suspended' })],
  ['renames', (userId) => ask('PATCH', `/users/${userId}`, { version: 1, displayName: 'Other' })],
  ['gives a PIN', (userId) => ask('PUT', `/users/${userId}/pin`, { pin: '481516' })],
  ['takes the PIN', (userId) => ask('DELETE', `/users/${userId}/pin`)],
  ['gives a badge', (userId) => ask('POST', `/users/${userId}/badge`, {})],
  ['takes the badge', (userId) => ask('DELETE', `/users/${userId}/badge`)],
  ['looks at sessions', (userId) => ask('GET', `/users/${userId}/sessions`)],
  ['ends sessions', (userId) => ask('DELETE', `/users/${userId}/sessions`)],
  ['looks at the second factor', (userId) => ask('GET', `/users/${userId}/factor-reset`)],
  ['stops a reset', (userId) => ask('DELETE', `/users/${userId}/factor-reset`)],
  ['lifts a lockout', (userId) => ask('POST', '/security/lockouts/lift', { userId, kind: 'password' })],
];

describe('whoever administers one store', () => {
  it.each(CHANGES)('%s of their own people, and of nobody else', async (_what, change) => {
    const own = await worker('cashier', [here]);
    const elsewhere = await worker('cashier', [there]);
    const both = await worker('cashier', [here, there]);
    const everywhere = await addUser(fixture, shop, 'cashier');
    const others = [elsewhere, both, everywhere];
    for (const { userId } of [own, ...others]) {
      await ask('PUT', `/users/${userId}/pin`, { pin: '739105' }, shop.token);
      await ask('POST', `/users/${userId}/badge`, {}, shop.token);
    }
    const before = await Promise.all(others.map(({ userId }) => keptOf(userId)));
    const answers = [];
    for (const { userId } of [own, ...others]) answers.push(codeOf(await change(userId)));
    expect(answers).toEqual([expect.any(Number), 'not-found', 'beyond-own-rights', 'beyond-own-rights']);
    expect(codeOf(await change(uuidv7()))).toBe('not-found');
    expect(await Promise.all(others.map(({ userId }) => keptOf(userId)))).toEqual(before);
  });

  it('goes by the roles that hold: one that has ended elsewhere counts for nothing', async () => {
    const person = await worker('cashier', [here]);
    await grant(person.userId, 'cashier', [there], '2020-01-01T00:00:00Z');
    expect(codeOf(await ask('PATCH', `/users/${person.userId}`, { version: 1, state: 'suspended' }))).toBe(200);
    await grant(person.userId, 'viewer', [there], '2999-01-01T00:00:00Z');
    expect(codeOf(await ask('PATCH', `/users/${person.userId}`, { version: 2, state: 'active' }))).toBe(
      'beyond-own-rights',
    );
  });

  it('is told of each person, PIN, session and invitation whether it is theirs to change', async () => {
    const own = await worker('cashier', [here]);
    const ended = await worker('cashier', [here]);
    await grant(ended.userId, 'cashier', [there], '2020-01-01T00:00:00Z');
    const both = await worker('cashier', [here, there]);
    const everywhere = await addUser(fixture, shop, 'cashier');
    const nobodys = await addUser(fixture, shop, 'cashier');
    await fixture.owner.query('update organization_user set has_base_role = false where user_id = $1', [
      nobodys.userId,
    ]);
    const wanted = new Map([
      [own.userId, true],
      [ended.userId, true],
      [both.userId, false],
      [everywhere.userId, false],
    ]);
    const listed = async (url: string, field: string, token = asker.token) => {
      const { body } = await ask('GET', url, undefined, token);
      const items = body[field] as { userId: string; canManage: boolean }[];
      return new Map(
        items.filter(({ userId }) => wanted.has(userId)).map(({ userId, canManage }) => [userId, canManage]),
      );
    };
    expect(await listed('/users?limit=200', 'items')).toEqual(wanted);
    expect(await listed('/pins', 'people')).toEqual(wanted);
    for (const [userId, canManage] of wanted) {
      expect((await ask('GET', `/users/${userId}`)).body, userId).toMatchObject({ canManage });
    }
    const all = new Map([...wanted.keys()].map((userId) => [userId, true]));
    expect(await listed('/users?limit=200', 'items', shop.token)).toEqual(all);
    const reader = await addUser(fixture, shop, 'manager');
    const none = new Map([...wanted.keys()].map((userId) => [userId, false]));
    expect(await listed('/users?limit=200', 'items', reader.token)).toEqual(none);
    expect((await ask('GET', `/users/${nobodys.userId}`, undefined, shop.token)).body).toMatchObject({
      canManage: true,
    });
    for (const stores of [[here], [here, there], null]) await invite(stores, {}, shop.token);
    const { items } = (await ask('GET', '/invitations')).body as { items: { storeIds: unknown; canManage: boolean }[] };
    for (const { storeIds, canManage } of items) expect(canManage).toBe(JSON.stringify(storeIds) === `["${here}"]`);
    expect(items.map(({ canManage }) => canManage)).toEqual(expect.arrayContaining([true, false]));
  });

  it('changes many at once: their own, each of the others with its reason', async () => {
    const own = await worker('cashier', [here]);
    const elsewhere = await worker('cashier', [there]);
    const both = await worker('cashier', [here, there]);
    const userIds = [own.userId, elsewhere.userId, both.userId];
    const reply = await ask('POST', '/users/bulk', { userIds, change: { kind: 'state', state: 'suspended' } });
    const { items } = peopleBulkAnswer.parse(reply.body);
    expect(items.map(({ outcome, code }) => code ?? outcome)).toEqual(['changed', 'not-found', 'beyond-own-rights']);
  });

  it('gives nobody a role in all stores, and does not make somebody of their store more than they are', async () => {
    const own = await worker('viewer', [here]);
    expect(codeOf(await ask('PATCH', `/users/${own.userId}`, { version: 1, role: 'cashier' }))).toBe(
      'beyond-own-rights',
    );
    const whole = { userId: uuidv7(), displayName: 'Neema', role: 'cashier' };
    expect(codeOf(await ask('POST', '/users', whole))).toBe('beyond-own-rights');
    expect(codeOf(await ask('POST', '/users', { ...whole, storeIds: [there] }))).toBe('beyond-own-rights');
    expect(codeOf(await ask('POST', '/users', { ...whole, storeIds: [here] }))).toBe(201);
    expect(codeOf(await ask('POST', '/users', { ...whole, storeIds: [here] }))).toBe(201);
    const grants = (await ask('GET', `/users/${whole.userId}/grants`)).body;
    expect(grants).toMatchObject({ baseRole: null, grants: [{ builtIn: 'cashier', storeIds: [here] }] });
    const file = { content: Buffer.from('name,role\nBaraka,cashier\n').toString('base64') };
    const format = { encoding: 'utf-8', delimiter: ',', hasHeader: true };
    const body = { ...file, format, mapping: { name: 0, email: null, role: 1 }, defaultRole: 'cashier' };
    for (const url of ['/users/imports/preview', '/users/imports']) {
      const reply = await ask('POST', url, body);
      expect([codeOf(reply), reply.body['extra']], url).toMatchObject(['permission-missing', { place: 'all-stores' }]);
    }
  });

  it('is told for which stores they take people in', async () => {
    const { stores, takesInAt } = (await ask('GET', '/roles')).body as {
      stores: { storeId: string }[];
      takesInAt: unknown;
    };
    expect([stores.map(({ storeId }) => storeId), takesInAt]).toEqual([[here], [here]]);
    expect((await ask('GET', '/roles', undefined, shop.token)).body['takesInAt']).toBeNull();
  });

  it('is not the administrator who has to stay, and takes the shop over from nobody', async () => {
    const ownerId = shop.session.user.userId;
    expect(codeOf(await ask('PATCH', `/users/${ownerId}`, { version: 1, state: 'suspended' }))).toBe(
      'beyond-own-rights',
    );
    const offer = { transferId: uuidv7(), toUserId: asker.userId };
    expect(codeOf(await ask('POST', '/ownership', offer, shop.token))).toBe('conflict');
  });
});

describe('an invitation by whoever administers one store', () => {
  it('is for that store alone', async () => {
    expect(codeOf(await invite([here]))).toBe(201);
    for (const stores of [[there], [here, there], null]) expect(codeOf(await invite(stores))).toBe('beyond-own-rights');
    const elsewhere = await worker('cashier', [there]);
    await fixture.owner.query('delete from membership where user_id = $1', [elsewhere.userId]);
    await fixture.owner.query('update organization_user set account_id = null where user_id = $1', [elsewhere.userId]);
    expect(codeOf(await invite([here], { userId: elsewhere.userId }))).toBe('not-found');
  });

  it('is one of those that they see; the others they cannot send, take back or open', async () => {
    const made: Record<string, string> = {};
    for (const [name, stores] of Object.entries({ own: [here], other: [there], both: [here, there], all: null })) {
      const reply = await invite(stores, {}, shop.token);
      made[name] = invitation.parse(reply.body).invitationId;
    }
    const seen = (
      await fixture.app.inject({
        url: '/api/v1/invitations',
        headers: { host: 'localhost', cookie: `sid=${asker.token}` },
      })
    ).body;
    expect(Object.values(made).map((id) => seen.includes(id))).toEqual([true, false, true, true]);
    const many = await ask('POST', '/invitations/send', { invitationIds: Object.values(made) });
    const { items } = many.body as { items: { outcome: string; code: string | null }[] };
    expect(items.map(({ outcome, code }) => code ?? outcome)).toEqual([
      expect.stringMatching(/sent|unchanged/),
      'not-found',
      'beyond-own-rights',
      'beyond-own-rights',
    ]);
    for (const [method, end] of [
      ['POST', '/code'],
      ['POST', '/send'],
      ['DELETE', ''],
    ] as const) {
      const answers = [];
      for (const id of Object.values(made)) {
        answers.push(codeOf(await ask(method, `/invitations/${id}${end}`, method === 'POST' ? {} : undefined)));
      }
      expect(answers, end).toEqual([expect.any(Number), 'not-found', 'beyond-own-rights', 'beyond-own-rights']);
    }
    const { rows } = await fixture.owner.query<{ state: string }>(
      'select state from invitation where invitation_id = any($1) order by invitation_id',
      [Object.values(made)],
    );
    expect(rows.map(({ state }) => state)).toEqual(['withdrawn', 'pending', 'pending', 'pending']);
  });

  it('opens nothing once its inviter has that store no more', async () => {
    const inviter = await worker('administrator', [here]);
    const made = await invite([here], {}, inviter.token);
    const { invitationId } = invitation.parse(made.body);
    const { body } = await ask('POST', `/invitations/${invitationId}/code`, {}, inviter.token);
    const joining = { organizationId: shop.organizationId, invitationId, code: body['code'] };
    expect((await fixture.ask('POST', '/join/check', { body: joining })).status).toBe(200);
    await fixture.owner.query('update role_grant set store_ids = $2 where user_id = $1', [inviter.userId, [yonder]]);
    expect(codeOf(await fixture.ask('POST', '/join/check', { body: joining }))).toBe('code-wrong');
  });
});
