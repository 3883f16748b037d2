import { type PeopleBulkAnswer, type Person, peopleBulkAnswer, peopleList, person } from '@mosaajii/contract/people';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, addUser, createAppFixture, setUpShop, type TestShop } from '../../../app-fixture.ts';

let fixture: AppFixture;
let shop: TestShop;
/** A shop that nobody of the first belongs to, with one person. */
const foreign = uuidv7();
const foreigner = uuidv7();

beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  const { owner } = fixture;
  await owner.query('insert into tenant (organization_id) values ($1)', [foreign]);
  await owner.query(
    "insert into organization (organization_id, name, country_code, currency_code, currency_exponent) values ($1, 'Theirs', 'KE', 'KES', 2)",
    [foreign],
  );
  await owner.query(
    "insert into organization_user (organization_id, user_id, display_name, role) values ($1, $2, 'Foreign Person', 'cashier')",
    [foreign, foreigner],
  );
});
afterAll(() => fixture.close());

const get = (path: string, token = shop.token) => fixture.ask('GET', path, { token });
const list = async (query: string, token = shop.token) => peopleList.parse((await get(`/users?${query}`, token)).body);
const read = async (userId: string): Promise<Person> => person.parse((await get(`/users/${userId}`)).body);
const patch = (userId: string, body: object, token = shop.token) =>
  fixture.ask('PATCH', `/users/${userId}`, { token, body });
async function change(userId: string, body: object, token = shop.token) {
  return patch(userId, { version: (await read(userId)).version, ...body }, token);
}
async function staff(displayName: string, role = 'cashier'): Promise<string> {
  const userId = uuidv7();
  const reply = await fixture.ask('POST', '/users', { token: shop.token, body: { userId, displayName, role } });
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return userId;
}
async function auditOf(subjectId: string): Promise<{ action: string; user_id: string; detail: unknown }[]> {
  const { rows } = await fixture.owner.query(
    "select action, user_id, detail from audit_entry where subject_id = $1 and action like 'user.%' order by occurred_at",
    [subjectId],
  );
  return rows as { action: string; user_id: string; detail: unknown }[];
}
const ownerId = () => shop.session.user.userId;
const staffOf = async (displayName: string): Promise<string> => {
  const userId = uuidv7();
  await fixture.owner.query(
    "insert into organization_user (organization_id, user_id, display_name, role) values ($1, $2, $3, 'cashier')",
    [shop.organizationId, userId, displayName],
  );
  return userId;
};
/** How many changes of people were written so far: each is a handful of statements, however many people it is about. */
const changesWritten = async (): Promise<number> => {
  const { rows } = await fixture.owner.query<{ count: number }>(
    "select count(*)::int as count from change_feed where kind = 'people'",
  );
  return rows[0]?.count ?? 0;
};
const sessionStatus = async (token: string) => (await get('/session', token)).status;

describe('the list', () => {
  it('finds by words of the name in any order, by a whole address, by role, state and account', async () => {
    const zawadi = await staff('Zawadi Wanjiku Njoroge');
    const left = await staff('Zawadi Left', 'viewer');
    await change(left, { state: 'deactivated' });
    const cashier = await addUser(fixture, shop, 'cashier');
    const ids = async (query: string) => (await list(query)).items.map((item) => item.userId);
    expect(await ids('query=njoroge+ZAWADI')).toEqual([zawadi]);
    expect(await ids('query=zawadi')).toEqual([zawadi]);
    expect(await ids('query=zawadi&state=deactivated')).toEqual([left]);
    expect(await ids('query=zawadi&state=all&sort=-name')).toEqual([zawadi, left]);
    expect(await ids(`query=${encodeURIComponent(cashier.email.toUpperCase())}`)).toEqual([cashier.userId]);
    expect(await ids('query=nobody@example.com')).toEqual([]);
    expect(await ids('query=zawadi&role=viewer&state=all')).toEqual([left]);
    expect(await ids('account=without')).toEqual([zawadi]);
    expect(await ids('account=with&role=administrator')).toEqual([ownerId()]);
    for (const query of ['%25', '_', '%5C', '%F4%8F%BF%BF', "'%20or%201=1--"])
      expect(await ids(`query=${query}`), query).toEqual([]);
  });

  it('narrows by store: to whoever has a role there at present, or everywhere', async () => {
    const elsewhere = uuidv7();
    await fixture.owner.query(
      "insert into store (organization_id, store_id, code, name) values ($1, $2, 'S7', 'Far')",
      [shop.organizationId, elsewhere],
    );
    const narrowed = async (storeId: string, validUntil: string | null) => {
      const userId = await staff('Narrowed Person');
      await fixture.owner.query(
        'insert into role_grant (organization_id, grant_id, user_id, built_in, store_ids, valid_until, granted_by)' +
          " values ($1, $2, $3, 'cashier', $4, $5, $3)",
        [shop.organizationId, uuidv7(), userId, [storeId], validUntil],
      );
      await fixture.owner.query('update organization_user set has_base_role = false where user_id = $1', [userId]);
      return userId;
    };
    const here = await narrowed(shop.storeId, null);
    const there = await narrowed(elsewhere, null);
    const ended = await narrowed(elsewhere, '2020-01-01T00:00:00Z');
    const everywhere = await staff('Narrowed Nowhere');
    const ids = async (storeId: string) =>
      (await list(`query=narrowed&storeId=${storeId}`)).items.map((item) => item.userId);
    expect(new Set(await ids(shop.storeId))).toEqual(new Set([here, everywhere]));
    expect(new Set(await ids(elsewhere))).toEqual(new Set([there, everywhere]));
    expect((await list('query=narrowed')).items.map((item) => item.userId)).toContain(ended);
  });

  it('says who owns the shop, whose address it is, and when somebody was last there', async () => {
    expect(await read(ownerId())).toMatchObject({
      displayName: 'Amina',
      email: 'amina@example.com',
      role: 'administrator',
      isOwner: true,
    });
    expect((await read(ownerId())).lastSeenAt).not.toBeNull();
  });

  it('gives everybody once, page by page, in each order, also where names are the same', async () => {
    for (let index = 0; index < 7; index += 1) await staff('Paged Twin');
    for (const sort of ['name', '-name', 'newest']) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const more: string = cursor === null ? '' : `&cursor=${cursor}`;
        const page = await list(`query=paged&limit=3&sort=${sort}${more}`);
        expect(page.total).toEqual({ count: 7, isExact: true });
        seen.push(...page.items.map((item) => item.userId));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen, sort).toHaveLength(7);
      expect(new Set(seen).size, sort).toBe(7);
    }
  });

  it('refuses what it cannot have given', async () => {
    const byName = (await list('limit=1')).nextCursor ?? '';
    for (const query of ['cursor=x', `sort=newest&cursor=${byName}`, 'limit=0', 'limit=201', 'role=king', 'unknown=1'])
      expect((await get(`/users?${query}`)).status, query).toBe(400);
  });

  it('is for managers and administrators', async () => {
    const manager = await addUser(fixture, shop, 'manager');
    expect((await get('/users', manager.token)).status).toBe(200);
    const viewer = await addUser(fixture, shop, 'viewer');
    expect((await get('/users', viewer.token)).status).toBe(403);
    expect((await change(viewer.userId, { role: 'cashier' }, manager.token)).status).toBe(403);
  });
});

describe('another shop', () => {
  it('is nowhere: not in the list, not by its id, and its people cannot be changed', async () => {
    expect((await list('query=foreign&state=all')).items).toEqual([]);
    expect((await get(`/users/${foreigner}`)).status).toBe(404);
    expect((await patch(foreigner, { version: 1, state: 'suspended' })).status).toBe(404);
    const body = { userIds: [foreigner], change: { kind: 'state', state: 'suspended' } };
    const bulk = await fixture.ask('POST', '/users/bulk', { token: shop.token, body });
    expect(bulk.body).toMatchObject({ items: [{ outcome: 'refused', code: 'not-found' }] });
    const { rows } = await fixture.owner.query('select state from organization_user where user_id = $1', [foreigner]);
    expect(rows).toEqual([{ state: 'active' }]);
  });

  it('may have somebody under the same id, who stays who they are', async () => {
    const body = { userId: foreigner, displayName: 'Ours', role: 'cashier' };
    expect((await fixture.ask('POST', '/users', { token: shop.token, body })).status).toBe(201);
    const { rows } = await fixture.owner.query(
      'select display_name from organization_user where user_id = $1 and organization_id = $2',
      [foreigner, foreign],
    );
    expect(rows).toEqual([{ display_name: 'Foreign Person' }]);
  });
});

describe('somebody without an account', () => {
  it('is made once, however often it is asked for, and recorded once', async () => {
    const userId = uuidv7();
    const ask = (displayName = 'Otieno') =>
      fixture.ask('POST', '/users', { token: shop.token, body: { userId, displayName, role: 'cashier' } });
    const replies = await Promise.all(Array.from({ length: 10 }, () => ask()));
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([201]));
    expect((await ask('Somebody else')).body).toMatchObject({ code: 'idempotency-key-reused' });
    expect(await auditOf(userId)).toEqual([
      { action: 'user.created', user_id: ownerId(), detail: { role: 'cashier', hasAccount: false } },
    ]);
  });

  it('has no field that nobody may set', async () => {
    const person = { userId: uuidv7(), displayName: 'Mass', role: 'cashier' };
    for (const more of [{ state: 'active' }, { isOwner: true }, { accountId: uuidv7() }, { version: 7 }])
      expect((await fixture.ask('POST', '/users', { token: shop.token, body: { ...person, ...more } })).status).toBe(
        400,
      );
    for (const more of [
      { isOwner: true },
      { email: 'a@b.c' },
      { accountId: uuidv7() },
      { permissions: ['users.write'] },
    ])
      expect((await patch(ownerId(), { version: 1, ...more })).status).toBe(400);
  });
});

describe('a change', () => {
  it('says what was before and after, and is there for the tills to hear', async () => {
    const userId = await staff('Renamed Person');
    const done = await change(userId, { displayName: 'Renamed Again', role: 'manager' });
    expect(done.body).toMatchObject({ displayName: 'Renamed Again', role: 'manager', version: 2 });
    expect((await auditOf(userId)).at(-1)).toEqual({
      action: 'user.updated',
      user_id: ownerId(),
      detail: { before: { role: 'cashier' }, after: { role: 'manager' }, isRenamed: true },
    });
    const { rows } = await fixture.owner.query("select 1 from change_feed where kind = 'people' and ids = $1", [
      [userId],
    ]);
    expect(rows).toHaveLength(2);
  });

  it('made from an older version is refused with the present one, and a repeat of it is harmless', async () => {
    const userId = await staff('Versioned');
    expect((await patch(userId, { version: 1, role: 'viewer' })).status).toBe(200);
    const stale = await patch(userId, { version: 1, role: 'manager' });
    expect(stale.status).toBe(409);
    expect(stale.body).toMatchObject({ code: 'stale-version', extra: { current: { role: 'viewer', version: 2 } } });
    expect((await patch(userId, { version: 1, role: 'viewer' })).body).toMatchObject({ version: 2 });
    expect(await auditOf(userId)).toHaveLength(2);
  });

  it('of one’s own role or state is refused, of one’s own name is not', async () => {
    const { userId, token } = await addUser(fixture, shop, 'administrator');
    for (const body of [{ role: 'viewer' }, { state: 'suspended' }, { state: 'deactivated' }])
      expect((await change(userId, body, token)).body).toMatchObject({ code: 'own-rights' });
    expect((await change(userId, { displayName: 'Myself' }, token)).status).toBe(200);
    await change(userId, { state: 'deactivated' });
  });
});

describe('suspending', () => {
  it('ends every session at once and keeps the person out until they are activated', async () => {
    const { userId, email, token } = await addUser(fixture, shop, 'cashier');
    expect(await sessionStatus(token)).toBe(200);
    expect((await change(userId, { state: 'suspended' })).body).toMatchObject({ state: 'suspended' });
    expect(await sessionStatus(token)).toBe(401);
    const { rows } = await fixture.owner.query('select revoked_at is null as open from session where user_id = $1', [
      userId,
    ]);
    expect(rows).toEqual([{ open: false }]);
    const signIn = () => fixture.ask('POST', '/sessions', { body: { email, password: 'seven green owls' } });
    expect((await signIn()).body).toMatchObject({ code: 'account-suspended' });
    await change(userId, { state: 'active' });
    expect((await signIn()).status).toBe(201);
    expect((await auditOf(userId)).map((entry) => entry.action)).toEqual(['user.suspended', 'user.activated']);
  });

  it('deactivating takes the shop from the account, activating gives it back', async () => {
    const { userId, accountId } = await addUser(fixture, shop, 'cashier');
    const memberships = async () =>
      (await fixture.owner.query('select 1 from membership where account_id = $1', [accountId])).rowCount;
    await change(userId, { state: 'deactivated' });
    expect(await memberships()).toBe(0);
    expect((await get('/users/names')).body).toMatchObject({
      users: expect.arrayContaining([{ userId, displayName: 'cashier' }]) as unknown,
    });
    await change(userId, { state: 'active' });
    expect(await memberships()).toBe(1);
  });
});

describe('the last administrator', () => {
  it('and the owner are kept, whoever asks', async () => {
    const second = await addUser(fixture, shop, 'administrator');
    for (const body of [{ role: 'viewer' }, { state: 'suspended' }, { state: 'deactivated' }])
      expect((await change(ownerId(), body, second.token)).body).toMatchObject({ code: 'owner-protected' });
    await fixture.owner.query('update organization set owner_user_id = null where organization_id = $1', [
      shop.organizationId,
    ]);
    // Staff with the role but without an account administers nothing.
    const paper = await staff('Paper administrator', 'administrator');
    expect((await change(second.userId, { state: 'suspended' })).status).toBe(200);
    const writer = await addUser(fixture, shop, 'administrator');
    expect((await change(ownerId(), { role: 'viewer' }, writer.token)).status).toBe(200);
    await fixture.owner.query("update organization_user set role = 'administrator' where user_id = $1", [ownerId()]);
    await fixture.owner.query('update organization set owner_user_id = $2 where organization_id = $1', [
      shop.organizationId,
      ownerId(),
    ]);
    for (const userId of [paper, writer.userId]) await change(userId, { state: 'deactivated' });
  });

  it('survives two administrators who demote each other in the same moment, however often', async () => {
    await fixture.owner.query('update organization set owner_user_id = null where organization_id = $1', [
      shop.organizationId,
    ]);
    await fixture.owner.query(
      "update organization_user set state = 'suspended' where organization_id = $1 and role = 'administrator'",
      [shop.organizationId],
    );
    for (let round = 0; round < 10; round += 1) {
      const [a, b] = [await addUser(fixture, shop, 'administrator'), await addUser(fixture, shop, 'administrator')];
      const demote = (userId: string, token: string) => patch(userId, { version: 1, role: 'viewer' }, token);
      const replies = await Promise.all([demote(b.userId, a.token), demote(a.userId, b.token)]);
      expect(
        replies.filter((reply) => reply.status === 200),
        JSON.stringify(replies),
      ).toHaveLength(1);
      const left = await fixture.owner.query(
        "select user_id from organization_user where organization_id = $1 and role = 'administrator' and state = 'active'",
        [shop.organizationId],
      );
      expect(left.rowCount).toBe(1);
      await fixture.owner.query("update organization_user set state = 'suspended' where user_id = any($1)", [
        [a.userId, b.userId],
      ]);
    }
    await fixture.owner.query("update organization_user set state = 'active' where user_id = $1", [ownerId()]);
  });
});

describe('many at once', () => {
  it('are answered one by one', async () => {
    const [one, two] = [await staff('Bulk one'), await staff('Bulk two')];
    await change(two, { state: 'suspended' });
    const userIds = [one, two, one, ownerId(), uuidv7()];
    const body = { userIds, change: { kind: 'state', state: 'suspended' } };
    const reply = await fixture.ask('POST', '/users/bulk', { token: shop.token, body });
    expect(reply.status).toBe(200);
    const { items }: PeopleBulkAnswer = peopleBulkAnswer.parse(reply.body);
    expect(items.map((item) => [item.outcome, item.code])).toEqual([
      ['changed', null],
      ['unchanged', null],
      ['refused', 'own-rights'],
      ['refused', 'not-found'],
    ]);
    const again = await fixture.ask('POST', '/users/bulk', { token: shop.token, body });
    expect(again.body).toMatchObject({ items: [{ outcome: 'unchanged' }, {}, {}, {}] });
  });

  it('are one change, however many they are', async () => {
    const two = await Promise.all([addUser(fixture, shop, 'administrator'), addUser(fixture, shop, 'administrator')]);
    const asker = await addUser(fixture, shop, 'administrator');
    await fixture.owner.query(
      "update organization_user set state = 'suspended' where role = 'administrator' and user_id <> all($1::uuid[])",
      [[...two.map(({ userId }) => userId), asker.userId]],
    );
    const many = await Promise.all(Array.from({ length: 40 }, (_, index) => staffOf(`Crowd ${index}`)));
    const before = await changesWritten();
    const userIds = [...two.map(({ userId }) => userId), asker.userId, ...many];
    const body = { userIds, change: { kind: 'state', state: 'suspended' } };
    const reply = await fixture.ask('POST', '/users/bulk', { token: asker.token, body });
    const { items } = peopleBulkAnswer.parse(reply.body);
    expect(items.map(({ userId }) => userId)).toEqual(userIds);
    expect(items.filter(({ outcome }) => outcome === 'changed')).toHaveLength(42);
    expect(items.find(({ userId }) => userId === asker.userId)).toMatchObject({
      outcome: 'refused',
      code: 'own-rights',
    });
    expect((await changesWritten()) - before).toBe(1);
    await fixture.owner.query("update organization_user set state = 'active' where role = 'administrator'");
  });

  it('are at most 500', async () => {
    const userIds = Array.from({ length: 501 }, () => uuidv7());
    const body = { userIds, change: { kind: 'role', role: 'viewer' } };
    expect((await fixture.ask('POST', '/users/bulk', { token: shop.token, body })).status).toBe(400);
  });
});
