import {
  type GrantsChange,
  type OwnRole,
  ownRole,
  type PersonGrants,
  permissionList,
  personGrants,
  personPermissions,
  roleList,
} from '@mosaajii/contract/roles';
import { NO_LIMITS_GRANTED, PERMISSIONS, UNLIMITED } from '@mosaajii/domain/permission';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  credentialOf,
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

const ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown, token = shop.token) =>
  fixture.ask(method, url, { token, ...(body === undefined ? {} : { body }) });
const content = (part: object = {}) => ({
  name: `Shift lead ${uuidv7().slice(-6)}`,
  description: '',
  permissions: ['orders.read', 'sales.create', 'sales.discount'],
  limits: { ...NO_LIMITS_GRANTED, lineDiscountPpm: 200_000, saleDiscountPpm: 200_000 },
  ...part,
});
async function makeRole(part: object = {}, token = shop.token): Promise<OwnRole> {
  const reply = await ask('POST', '/roles', { roleId: uuidv7(), ...content(part) }, token);
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return ownRole.parse(reply.body);
}
const given = (part: Partial<GrantsChange['grants'][number]>) => ({
  builtIn: null,
  roleId: null,
  storeIds: null,
  windows: [],
  validUntil: null,
  ...part,
});
const grantsOf = async (userId: string): Promise<PersonGrants> =>
  personGrants.parse((await ask('GET', `/users/${userId}/grants`)).body);
async function give(userId: string, wanted: Partial<GrantsChange>, token = shop.token) {
  const { version, baseRole } = await grantsOf(userId);
  return ask('PUT', `/users/${userId}/grants`, { version, baseRole, grants: [], ...wanted }, token);
}
const permissionsOf = async (token: string) => {
  const { body } = await ask('GET', '/session', undefined, token);
  return (body['user'] as { permissions: string[]; limits: object; roles: string[] }) ?? { permissions: [] };
};
const code = (reply: { status: number; body: Readonly<Record<string, unknown>> }) => [reply.status, reply.body['code']];
async function auditOf(subjectId: string) {
  const { rows } = await fixture.owner.query<{ action: string; user_id: string; detail: Record<string, unknown> }>(
    "select action, user_id, detail from audit_entry where subject_id = $1 and action <> 'access.refused' order by entry_id",
    [subjectId],
  );
  return rows;
}
/** Somebody who may change roles and little else. */
async function delegate(part: object = {}) {
  const person = await addUser(fixture, shop, 'viewer');
  const role = await makeRole({
    permissions: ['roles.read', 'roles.write', 'orders.read', 'sales.discount'],
    limits: { ...NO_LIMITS_GRANTED, lineDiscountPpm: 50_000 },
    ...part,
  });
  expect((await give(person.userId, { grants: [given({ roleId: role.roleId })] })).status).toBe(200);
  return { ...person, role };
}

describe('roles of the shop’s own', () => {
  it('are made, listed, changed and deleted, each with before and after in the trail', async () => {
    const role = await makeRole();
    const list = roleList.parse((await ask('GET', '/roles')).body);
    expect(list.own).toContainEqual(role);
    expect(list.stores).toEqual([{ storeId: shop.storeId, name: 'Duka' }]);
    const next = content({ name: role.name, permissions: ['orders.read'] });
    const changed = await ask('PUT', `/roles/${role.roleId}`, { version: 1, ...next });
    expect(changed.body).toMatchObject({ version: 2, permissions: ['orders.read'] });
    expect((await ask('DELETE', `/roles/${role.roleId}?version=2`)).status).toBe(200);
    expect(code(await ask('DELETE', `/roles/${role.roleId}?version=2`))).toEqual([404, 'not-found']);
    const trail = await auditOf(role.roleId);
    expect(trail.map((entry) => entry.action)).toEqual(['role.created', 'role.updated', 'role.deleted']);
    expect(trail[1]?.detail).toEqual({
      before: { permissions: ['sales.create', 'sales.discount', 'orders.read'] },
      after: { permissions: ['orders.read'] },
    });
  });

  it('are made once, also when the request comes ten times at once', async () => {
    const body = { roleId: uuidv7(), ...content() };
    const replies = await Promise.all(Array.from({ length: 10 }, () => ask('POST', '/roles', body)));
    expect(replies.map((reply) => reply.status)).toEqual(Array(10).fill(201));
    expect(await auditOf(body.roleId)).toHaveLength(1);
    expect(code(await ask('POST', '/roles', { ...body, name: 'Other' }))).toEqual([422, 'idempotency-key-reused']);
  });

  it('have names of their own, whatever the case, and never that of a built-in role', async () => {
    const role = await makeRole();
    expect(
      code(await ask('POST', '/roles', { roleId: uuidv7(), ...content({ name: role.name.toUpperCase() }) })),
    ).toEqual([409, 'name-taken']);
    expect(code(await ask('POST', '/roles', { roleId: uuidv7(), ...content({ name: 'Manager' }) }))).toEqual([
      409,
      'name-taken',
    ]);
  });

  it('are changed from the version that was read: of two at once one is told', async () => {
    const role = await makeRole();
    const change = (description: string) =>
      ask('PUT', `/roles/${role.roleId}`, { version: 1, ...content({ name: role.name, description }) });
    const replies = await Promise.all([change('one'), change('two')]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
    const refused = replies.find((reply) => reply.status === 409);
    expect(refused?.body).toMatchObject({ code: 'stale-version', extra: { current: { version: 2 } } });
  });

  it('are not deleted while somebody has them, and the answer says who', async () => {
    const role = await makeRole();
    const person = await addUser(fixture, shop, 'cashier');
    await give(person.userId, { grants: [given({ roleId: role.roleId })] });
    const refused = await ask('DELETE', `/roles/${role.roleId}?version=1`);
    expect(refused.body).toMatchObject({ code: 'role-in-use', extra: { holders: [{ userId: person.userId }] } });
  });

  it('take no field that is not theirs, no unknown permission and no limit out of range', async () => {
    const bad = [
      { organizationId: uuidv7() },
      { version: 7 },
      { holders: 1 },
      { permissions: ['everything'] },
      { permissions: ['orders.read', 'orders.read'] },
      { limits: { ...NO_LIMITS_GRANTED, lineDiscountPpm: 1_000_001 } },
      { limits: { ...NO_LIMITS_GRANTED, isUnlimited: true } },
      { name: '' },
    ];
    for (const part of bad) {
      expect(code(await ask('POST', '/roles', { roleId: uuidv7(), ...content(), ...part }))).toEqual([
        400,
        'invalid-request',
      ]);
    }
  });

  it('need a proof of identity of the last five minutes', async () => {
    const admin = await addUser(fixture, shop, 'administrator');
    fixture.clock.advance(6 * 60_000);
    expect(code(await ask('POST', '/roles', { roleId: uuidv7(), ...content() }, admin.token))).toEqual([
      403,
      'confirmation-needed',
    ]);
    fixture.clock.advance(-6 * 60_000);
  });
});

describe('what somebody has been given', () => {
  it('holds from the next request on: given, changed under their hands, and taken away', async () => {
    const person = await addUser(fixture, shop, 'cashier');
    expect((await ask('GET', '/sync/repairs', undefined, person.token)).status).toBe(403);
    const role = await makeRole({ permissions: ['sync.repair', 'sales.discount'] });
    await give(person.userId, { grants: [given({ roleId: role.roleId })] });
    expect((await ask('GET', '/sync/repairs', undefined, person.token)).status).toBe(200);
    expect(await permissionsOf(person.token)).toMatchObject({
      roles: ['cashier', role.name],
      limits: { lineDiscountPpm: 200_000 },
    });
    const narrowed = content({ name: role.name, permissions: ['sales.discount'], limits: NO_LIMITS_GRANTED });
    await ask('PUT', `/roles/${role.roleId}`, { version: 1, ...narrowed });
    expect((await ask('GET', '/sync/repairs', undefined, person.token)).status).toBe(403);
    // What the cashier's own role allows stays.
    expect(await permissionsOf(person.token)).toMatchObject({ limits: { lineDiscountPpm: 100_000 } });
    await give(person.userId, {});
    expect((await permissionsOf(person.token)).roles).toEqual(['cashier']);
    const trail = await auditOf(person.userId);
    expect(trail.filter((entry) => entry.action === 'user.roles-changed')).toHaveLength(2);
  });

  it('holds in its hours and until its end', async () => {
    const person = await addUser(fixture, shop, 'viewer');
    const now = fixture.clock.now().getTime();
    const validUntil = new Date(now + 10 * 60_000).toISOString();
    await give(person.userId, { baseRole: null, grants: [given({ builtIn: 'manager', validUntil })] });
    expect((await permissionsOf(person.token)).permissions).toContain('stock.adjust');
    fixture.clock.advance(10 * 60_000);
    expect((await permissionsOf(person.token)).permissions).toEqual([]);
    fixture.clock.advance(-10 * 60_000);
    // In the shop's time zone, the hour that just passed.
    const local = new Date(now + 3 * 3600_000);
    const day = local.getUTCDay() === 0 ? 7 : local.getUTCDay();
    const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
    const during = [{ days: [day], fromMinute: minute, toMinute: minute + 1 }];
    const after = [{ days: [day === 7 ? 1 : day + 1], fromMinute: 720, toMinute: 721 }];
    const hours = async (windows: typeof during) => {
      await give(person.userId, { grants: [given({ builtIn: 'cashier', windows })] });
      return (await permissionsOf(person.token)).permissions.includes('sales.create');
    };
    expect([await hours(during), await hours(after)]).toEqual([true, false]);
  });

  it('is told to the registers of the shop, who could otherwise go on by what they know', async () => {
    const headers = credentialOf(shop.enrolment);
    const person = await addUser(fixture, shop, 'cashier');
    const state = await fixture.ask('GET', '/register', { headers });
    const position = async () => {
      const { rows } = await fixture.owner.query<{ last_position: string }>('select last_position from change_head');
      return Number(rows[0]?.last_position ?? 0);
    };
    const before = await position();
    await give(person.userId, { baseRole: 'viewer' });
    await expect.poll(position).toBeGreaterThan(before);
    const changes = await fixture.ask('GET', `/sync/changes?cursor=${before}&epoch=${String(state.body['epoch'])}`, {
      headers,
    });
    const { users } = changes.body['sections'] as { users: { userId: string; permissions: string[] }[] };
    expect(users.find((user) => user.userId === person.userId)?.permissions).not.toContain('sales.create');
  });

  it('holds in its stores only, where something is done to a store', async () => {
    const person = await addUser(fixture, shop, 'viewer');
    const elsewhere = uuidv7();
    await fixture.owner.query(
      "insert into store (organization_id, store_id, code, name) values ($1, $2, 'S9', 'Far')",
      [shop.organizationId, elsewhere],
    );
    await give(person.userId, { baseRole: null, grants: [given({ builtIn: 'manager', storeIds: [elsewhere] })] });
    const adjust = (storeId: string) =>
      ask(
        'POST',
        '/stock/adjustments',
        {
          adjustmentId: uuidv7(),
          storeId,
          kind: 'opening',
          reason: 'count',
          lines: [{ variantId: uuidv7(), quantityMilli: 1000 }],
        },
        person.token,
      );
    const levels = (query: string) => ask('GET', `/stock/levels${query}`, undefined, person.token);
    expect((await levels('')).status).toBe(200);
    expect((await levels(`?storeId=${elsewhere}`)).status).toBe(200);
    expect(code(await levels(`?storeId=${shop.storeId}`))).toEqual([403, 'permission-missing']);
    expect(code(await adjust(shop.storeId))).toEqual([403, 'permission-missing']);
    // Let in there, and told that there is no such product.
    expect(code(await adjust(elsewhere))).toEqual([400, 'invalid-request']);
  });

  it('is never set by oneself', async () => {
    const admin = await addUser(fixture, shop, 'administrator');
    const raise = given({ builtIn: 'manager' });
    expect(code(await give(admin.userId, { grants: [raise] }, admin.token))).toEqual([403, 'own-rights']);
    const delegated = await delegate();
    const wanted = { baseRole: 'administrator' as const };
    expect(code(await give(delegated.userId, wanted, delegated.token))).toEqual([403, 'own-rights']);
  });

  it('is never more than the giver has, neither given nor taken away', async () => {
    const delegated = await delegate();
    const person = await addUser(fixture, shop, 'viewer');
    const beyond = async (wanted: Partial<GrantsChange>) => code(await give(person.userId, wanted, delegated.token));
    expect(await beyond({ baseRole: 'manager' })).toEqual([403, 'beyond-own-rights']);
    expect(await beyond({ grants: [given({ builtIn: 'cashier' })] })).toEqual([403, 'beyond-own-rights']);
    const wide = await makeRole({ permissions: ['sales.discount'], limits: UNLIMITED });
    expect(await beyond({ grants: [given({ roleId: wide.roleId })] })).toEqual([403, 'beyond-own-rights']);
    expect(
      (await give(person.userId, { grants: [given({ roleId: delegated.role.roleId })] }, delegated.token)).status,
    ).toBe(200);
    const admin = await addUser(fixture, shop, 'administrator');
    expect(code(await give(admin.userId, { baseRole: 'viewer' }, delegated.token))).toEqual([403, 'beyond-own-rights']);
  });

  it('cannot be widened through a role that one holds or makes', async () => {
    const { role, token } = await delegate();
    const change = (part: object) =>
      ask(
        'PUT',
        `/roles/${role.roleId}`,
        {
          version: role.version,
          ...content({ ...role, holders: undefined, roleId: undefined, version: role.version, ...part }),
        },
        token,
      );
    expect(code(await change({ permissions: [...role.permissions, 'users.write'] }))).toEqual([
      403,
      'beyond-own-rights',
    ]);
    expect(code(await change({ limits: { ...role.limits, lineDiscountPpm: 50_001 } }))).toEqual([
      403,
      'beyond-own-rights',
    ]);
    const make = (part: object) => ask('POST', '/roles', { roleId: uuidv7(), ...content(part) }, token);
    expect(code(await make({ permissions: ['settings.write'] }))).toEqual([403, 'beyond-own-rights']);
    expect(code(await make({ permissions: ['sales.discount'], limits: UNLIMITED }))).toEqual([
      403,
      'beyond-own-rights',
    ]);
    expect(code(await make({ permissions: ['sales.return-without-receipt'] }))).toEqual([403, 'beyond-own-rights']);
  });

  it('for a time only cannot be handed on', async () => {
    const person = await addUser(fixture, shop, 'viewer');
    const validUntil = new Date(fixture.clock.now().getTime() + 3_600_000).toISOString();
    await give(person.userId, { grants: [given({ builtIn: 'administrator', validUntil })] });
    const other = await addUser(fixture, shop, 'viewer');
    expect(code(await give(other.userId, { baseRole: 'cashier' }, person.token))).toEqual([403, 'beyond-own-rights']);
  });

  it('keeps to stores, roles and people of this shop, and to its form', async () => {
    const person = await addUser(fixture, shop, 'viewer');
    const bad = async (grant: object) => code(await give(person.userId, { grants: [given(grant)] }));
    expect(await bad({ builtIn: 'cashier', storeIds: [uuidv7()] })).toEqual([400, 'invalid-request']);
    expect(await bad({ roleId: uuidv7() })).toEqual([400, 'invalid-request']);
    expect(await bad({})).toEqual([400, 'invalid-request']);
    expect(await bad({ builtIn: 'cashier', roleId: uuidv7() })).toEqual([400, 'invalid-request']);
    expect(await bad({ builtIn: 'cashier', windows: [{ days: [8], fromMinute: 0, toMinute: 1 }] })).toEqual([
      400,
      'invalid-request',
    ]);
    expect(await bad({ builtIn: 'cashier', grantedBy: uuidv7() })).toEqual([400, 'invalid-request']);
    expect(code(await ask('GET', `/users/${uuidv7()}/grants`))).toEqual([404, 'not-found']);
    expect(code(await ask('PUT', `/users/${uuidv7()}/grants`, { version: 1, baseRole: 'viewer', grants: [] }))).toEqual(
      [404, 'not-found'],
    );
  });

  it('is set from the version that was read, and the same again changes nothing', async () => {
    const person = await addUser(fixture, shop, 'viewer');
    const set = (baseRole: string) =>
      ask('PUT', `/users/${person.userId}/grants`, { version: 1, baseRole, grants: [] });
    const replies = await Promise.all([set('cashier'), set('manager')]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
    const winner = (await grantsOf(person.userId)).baseRole ?? '';
    expect((await set(winner)).status).toBe(200);
    expect((await auditOf(person.userId)).length).toBe(1);
  });
});

describe('the administrators of a shop', () => {
  it('cannot all be taken away: not the owner, and not the last one by two at once', async () => {
    const owner = shop.session.user.userId;
    const [a, b] = [await addUser(fixture, shop, 'administrator'), await addUser(fixture, shop, 'administrator')];
    expect(code(await give(owner, { baseRole: null }, a.token))).toEqual([409, 'owner-protected']);
    await fixture.owner.query('update organization set owner_user_id = null');
    await fixture.owner.query(
      "update organization_user set role = 'viewer' where role = 'administrator' and user_id <> all($1)",
      [[a.userId, b.userId]],
    );
    const [one, two] = await Promise.all([
      ask('PUT', `/users/${b.userId}/grants`, { version: 1, baseRole: 'viewer', grants: [] }, a.token),
      ask('PUT', `/users/${a.userId}/grants`, { version: 1, baseRole: 'viewer', grants: [] }, b.token),
    ]);
    expect([one.status, two.status].sort()).toEqual([200, 403]);
    const survivor = one.status === 200 ? a : b;
    const { rows } = await fixture.owner.query("select user_id from organization_user where role = 'administrator'");
    expect(rows).toEqual([{ user_id: survivor.userId }]);
    await fixture.owner.query(
      "update organization_user set role = 'administrator', has_base_role = true where user_id = $1",
      [owner],
    );
    await fixture.owner.query('update organization set owner_user_id = $1', [owner]);
  });
});

describe('what a person can do', () => {
  it('is told for every permission: through which role, and who could give what is missing', async () => {
    const person = await addUser(fixture, shop, 'cashier');
    const role = await makeRole({ permissions: ['stock.adjust'] });
    await give(person.userId, { grants: [given({ roleId: role.roleId, storeIds: [shop.storeId] })] });
    const reply = await ask('GET', `/users/${person.userId}/permissions`);
    const answer = personPermissions.parse(reply.body);
    expect(answer.permissions.map((one) => one.permission)).toEqual(PERMISSIONS);
    const of = (name: string) => answer.permissions.find((one) => one.permission === name);
    expect(of('stock.adjust')).toMatchObject({
      isAllowed: true,
      storeIds: [shop.storeId],
      through: [{ role: role.name, notNow: null }],
    });
    expect(of('users.write')).toMatchObject({ isAllowed: false, rolesWithIt: ['administrator'], through: [] });
    expect(answer.granters.map((one) => one.displayName)).toContain('Amina');
    const elsewhere = await ask('GET', `/users/${person.userId}/permissions?storeId=${uuidv7()}`);
    const there = personPermissions.parse(elsewhere.body).permissions.find((one) => one.permission === 'stock.adjust');
    expect(there).toMatchObject({ isAllowed: false, through: [{ role: role.name, notNow: 'other-store' }] });
  });

  it('of somebody who is suspended is nothing', async () => {
    const person = await addUser(fixture, shop, 'manager');
    await fixture.owner.query("update organization_user set state = 'suspended' where user_id = $1", [person.userId]);
    const answer = personPermissions.parse((await ask('GET', `/users/${person.userId}/permissions`)).body);
    expect(answer.permissions.filter((one) => one.isAllowed)).toEqual([]);
  });

  it('is refused with the permission in words, the roles that have it and the people who can give it', async () => {
    const person = await addUser(fixture, shop, 'cashier');
    const role = await makeRole({ permissions: ['settings.write'] });
    const reply = await fixture.ask('PATCH', '/settings', { token: person.token, body: { version: 1 } });
    expect(reply.status).toBe(403);
    expect(reply.body['detail']).toContain('You may not change the settings.');
    expect(reply.body['detail']).toContain(`administrator or ${role.name}`);
    expect(reply.body['detail']).toContain('Amina');
    expect(reply.body['extra']).toMatchObject({ permission: 'settings.write', words: 'change the settings' });
  });

  it('is listed as a table, each permission with its operations', async () => {
    const { permissions } = permissionList.parse((await ask('GET', '/permissions')).body);
    expect(permissions.find((one) => one.permission === 'settings.write')).toMatchObject({
      words: 'change the settings',
      operations: expect.arrayContaining(['settings.update']),
    });
  });
});
