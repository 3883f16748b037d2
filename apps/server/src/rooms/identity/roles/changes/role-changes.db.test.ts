import type { RoleChangeList } from '@mosaajii/contract/role-changes';
import { NO_LIMITS_GRANTED } from '@mosaajii/domain/permission';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  ownerToken,
  setUpShop,
  type TestShop,
} from '../../../../app-fixture.ts';

const DAY_MS = 24 * 60 * 60_000;
type Person = Awaited<ReturnType<typeof addUser>>;

let fixture: AppFixture;
let shop: TestShop;
let owner: string;
let second: Person;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  second = await addUser(fixture, shop, 'administrator');
  owner = shop.token;
  expect((await setRule(true)).status).toBe(200);
});
beforeEach(async () => {
  await fixture.owner.query("update role_change set state = 'expired' where state = 'pending'");
});
afterAll(() => fixture.close());

const ask = (method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body: unknown, token = owner) =>
  fixture.ask(method, url, { token, ...(body === undefined ? {} : { body }) });
const code = ({ status, body }: Awaited<ReturnType<typeof ask>>) => [status, body['code']];
const setRule = (asksSecondPerson: boolean, token = owner) => ask('PUT', '/roles/rule', { asksSecondPerson }, token);
const promote = (userId: string, token = owner, version = 1) =>
  ask('PUT', `/users/${userId}/grants`, { version, baseRole: 'administrator', grants: [] }, token);
const approve = (changeId: string, token: string) => ask('POST', `/roles/changes/${changeId}/approve`, {}, token);
const decline = (changeId: string, token: string, note = 'Not now') =>
  ask('POST', `/roles/changes/${changeId}/decline`, { note }, token);
const waiting = ({ body }: Awaited<ReturnType<typeof ask>>) =>
  (body['awaiting'] as { changeId: string } | undefined)?.changeId ?? '';
async function roleOf(userId: string): Promise<string> {
  return String((await ask('GET', `/users/${userId}`, undefined)).body['role']);
}
async function changes(token = owner): Promise<RoleChangeList> {
  return (await ask('GET', '/roles/changes', undefined, token)).body as unknown as RoleChangeList;
}
async function makeRole(permissions: readonly string[]): Promise<{ roleId: string; content: object }> {
  const roleId = uuidv7();
  const content = { name: `Role ${roleId.slice(-8)}`, description: '', permissions, limits: NO_LIMITS_GRANTED };
  expect((await ask('POST', '/roles', { roleId, ...content })).status).toBe(201);
  return { roleId, content };
}

describe('a shop that asks for a second person', () => {
  it('lets an administrative role wait until somebody else approves it, and tells of both', async () => {
    const person = await addUser(fixture, shop, 'viewer');
    const asked = await promote(person.userId);
    expect(asked.status).toBe(200);
    const changeId = waiting(asked);
    expect(await roleOf(person.userId)).toBe('viewer');
    expect(waiting(await promote(person.userId))).toBe(changeId);
    expect(code(await approve(changeId, owner))).toEqual([403, 'second-person-needed']);
    expect((await changes(second.token)).items.find((one) => one.changeId === changeId)).toMatchObject({
      state: 'pending',
      mayApproveAs: 'second-person',
      change: { kind: 'grants', before: { baseRole: 'viewer' }, wanted: { baseRole: 'administrator' } },
    });
    expect((await changes()).items.find((one) => one.changeId === changeId)?.mayApproveAs).toBeNull();
    const approved = await approve(changeId, second.token);
    expect(approved.body).toMatchObject({ state: 'approved', method: 'second-person' });
    expect(await roleOf(person.userId)).toBe('administrator');
    expect((await approve(changeId, second.token)).status).toBe(200);
    const { rows } = await fixture.owner.query<{ action: string; user_id: string; detail: Record<string, unknown> }>(
      "select action, user_id, detail from audit_entry where subject_id = $1 and action like any(array['role-change%', 'user.roles%']) order by occurred_at, entry_id",
      [person.userId],
    );
    const ownerId = shop.session.user.userId;
    expect(rows.map((row) => [row.action, row.user_id])).toEqual(
      expect.arrayContaining([
        ['role-change.requested', ownerId],
        ['user.roles-changed', second.userId],
        ['role-change.approved', second.userId],
      ]),
    );
    expect(rows.find((row) => row.action === 'user.roles-changed')?.detail).toMatchObject({
      changeId,
      requestedBy: ownerId,
    });
  });

  it('lets a wider role wait, makes a narrower one at once, and refuses what has become stale', async () => {
    const { roleId, content } = await makeRole(['catalog.read', 'stock.read']);
    const change = (part: object, version = 1) => ask('PUT', `/roles/${roleId}`, { version, ...content, ...part });
    const changeId = waiting(await change({ permissions: ['catalog.read', 'stock.read', 'stock.adjust'] }));
    expect(changeId).not.toBe('');
    expect(code(await change({ permissions: ['catalog.read', 'catalog.write'] }))).toEqual([409, 'conflict']);
    expect((await change({ permissions: ['catalog.read'] })).body).toMatchObject({ version: 2 });
    expect(code(await approve(changeId, second.token))).toEqual([409, 'stale-version']);
    expect((await changes()).items.find((one) => one.changeId === changeId)?.state).toBe('pending');
  });

  it('declines with a reason, and lets the asker take back', async () => {
    const person = await addUser(fixture, shop, 'viewer');
    const declined = await decline(waiting(await promote(person.userId)), second.token, 'She starts in May');
    expect(declined.body).toMatchObject({ state: 'declined', note: 'She starts in May' });
    const again = waiting(await promote(person.userId));
    expect((await decline(again, owner)).body).toMatchObject({ state: 'withdrawn' });
    expect(code(await approve(again, second.token))).toEqual([409, 'conflict']);
    expect(await roleOf(person.userId)).toBe('viewer');
    expect(code(await decline(uuidv7(), owner))).toEqual([404, 'not-found']);
  });

  it('tells whoever may approve, each once, and the asker of the answer', async () => {
    const third = await addUser(fixture, shop, 'administrator');
    await addUser(fixture, shop, 'manager');
    const person = await addUser(fixture, shop, 'viewer');
    const told = async () =>
      (
        await fixture.owner.query<{ user_id: string; template: string; ways: string }>(
          "select user_id, template, string_agg(way, ' ' order by way) as ways from (" +
            "   select user_id, template, params, channel as way from message union all select user_id, template, params, 'in-app' from notice) m" +
            " where template like 'roles/%' and params ->> 'subject' = $1 group by user_id, template",
          [person.email],
        )
      ).rows
        .map((row) => [row.user_id, row.template, row.ways].join(' '))
        .sort();
    await fixture.owner.query('update organization_user set display_name = $1 where user_id = $2', [
      person.email,
      person.userId,
    ]);
    await Promise.all(Array.from({ length: 5 }, () => promote(person.userId)));
    const ownerId = shop.session.user.userId;
    const { rows: able } = await fixture.owner.query<{ user_id: string }>(
      "select user_id from organization_user where role = 'administrator' and user_id <> $1",
      [ownerId],
    );
    expect(able.map((row) => row.user_id)).toEqual(expect.arrayContaining([second.userId, third.userId]));
    const asked = able.map((row) => `${row.user_id} roles/approval-asked email in-app`).sort();
    expect(await told()).toEqual(asked);
    const changeId = waiting(await promote(person.userId));
    await decline(changeId, second.token, 'Not yet');
    await decline(changeId, second.token, 'Not yet');
    expect(await told()).toEqual([...asked, `${ownerId} roles/change-declined email in-app`].sort());
    await decline(waiting(await promote(person.userId)), owner);
    const again = waiting(await promote(person.userId));
    await approve(again, third.token);
    await approve(again, third.token);
    expect(await told()).toContain(`${ownerId} roles/change-approved email in-app`);
    const { items } = (await ask('GET', '/notices', undefined)).body as { items?: { title: string; text: string }[] };
    expect(items?.find(({ title }) => title.includes('declined'))?.text).toContain('Not yet');
  });

  it('is asked once of ten at a time, and approves once of ten at a time', async () => {
    const person = await addUser(fixture, shop, 'viewer');
    const asked = await Promise.all(Array.from({ length: 10 }, () => promote(person.userId)));
    expect(new Set(asked.map(waiting)).size).toBe(1);
    const [changeId = ''] = asked.map(waiting);
    const approvals = Array.from({ length: 5 }, () => approve(changeId, second.token));
    const declines = Array.from({ length: 5 }, () => decline(changeId, owner));
    const answers = await Promise.all([...approvals, ...declines]);
    const state = (await changes()).items.find((one) => one.changeId === changeId)?.state;
    const isMade = (await roleOf(person.userId)) === 'administrator';
    expect([state, isMade]).toEqual(isMade ? ['approved', true] : ['withdrawn', false]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    const { rows } = await fixture.owner.query(
      "select 1 from audit_entry where action in ('role-change.approved', 'role-change.withdrawn') and detail->>'changeId' = $1",
      [changeId],
    );
    expect(rows).toHaveLength(1);
  });

  it('knows no way round: neither the list of people, nor invitations, nor new people', async () => {
    const person = await addUser(fixture, shop, 'viewer');
    const role = 'administrator';
    expect(code(await ask('PATCH', `/users/${person.userId}`, { version: 1, role }))).toEqual([
      403,
      'second-person-needed',
    ]);
    const bulk = await ask('POST', '/users/bulk', { userIds: [person.userId], change: { kind: 'role', role } });
    expect((bulk.body['items'] as unknown[])[0]).toMatchObject({ outcome: 'refused', code: 'second-person-needed' });
    const made = await ask('POST', '/users', { userId: uuidv7(), displayName: 'New', role });
    expect(code(made)).toEqual([403, 'second-person-needed']);
    const invited = {
      invitationId: uuidv7(),
      email: 'new@example.com',
      displayName: 'New',
      storeIds: null,
      delivery: 'in-person',
    };
    expect(code(await ask('POST', '/invitations', { ...invited, role }))).toEqual([403, 'second-person-needed']);
    expect((await ask('POST', '/invitations', { ...invited, role: 'manager' })).status).toBe(201);
    const own = await makeRole(['users.read']);
    const grants = [{ builtIn: null, roleId: own.roleId, storeIds: null, windows: [], validUntil: null }];
    const plain = await ask('PUT', `/users/${person.userId}/grants`, { version: 1, baseRole: 'viewer', grants });
    expect(plain.body).toMatchObject({ version: 2 });
  });

  it('is a rule that the owner alone sets', async () => {
    expect(code(await setRule(false, second.token))).toEqual([403, 'beyond-own-rights']);
    expect((await changes(second.token)).maySetRule).toBe(false);
    expect(await changes()).toMatchObject({ maySetRule: true, asksSecondPerson: true });
    await setRule(false);
    const person = await addUser(fixture, shop, 'viewer');
    expect((await promote(person.userId)).body).toMatchObject({ baseRole: 'administrator' });
    await setRule(true);
  });
});

describe('a change that waits', () => {
  it('ends after seven days, and makes room for another', async () => {
    const person = await addUser(fixture, shop, 'viewer');
    const changeId = waiting(await promote(person.userId));
    fixture.clock.advance(7 * DAY_MS);
    owner = await ownerToken(fixture, shop);
    const late = await addUser(fixture, shop, 'administrator');
    expect(code(await approve(changeId, late.token))).toEqual([409, 'conflict']);
    expect((await changes()).items.find((one) => one.changeId === changeId)?.state).toBe('expired');
    expect(waiting(await promote(person.userId))).not.toBe(changeId);
  });

  it('ends with the rights of whoever asked', async () => {
    const asker = await addUser(fixture, shop, 'administrator');
    const person = await addUser(fixture, shop, 'viewer');
    const changeId = waiting(await promote(person.userId, asker.token));
    await fixture.owner.query("update organization_user set state = 'suspended' where user_id = $1", [asker.userId]);
    expect(code(await approve(changeId, owner))).toEqual([409, 'conflict']);
    expect(await roleOf(person.userId)).toBe('viewer');
  });

  it('is approved by the asker only where nobody else could, and is marked', async () => {
    await fixture.owner.query(
      "update organization_user set state = 'suspended' where role = 'administrator' and user_id <> $1",
      [shop.session.user.userId],
    );
    const person = await addUser(fixture, shop, 'viewer');
    const changeId = waiting(await promote(person.userId));
    await fixture.owner.query("update session set confirmed_at = confirmed_at - interval '6 minutes'");
    expect(code(await approve(changeId, owner))).toEqual([403, 'confirmation-needed']);
    owner = await ownerToken(fixture, shop);
    expect((await approve(changeId, owner)).body).toMatchObject({ state: 'approved', method: 'self-approved' });
    expect(await roleOf(person.userId)).toBe('administrator');
  });
});
