import { permissionList, personPermissions, roleList } from '@mosaajii/contract/roles';
import { NO_LIMITS_GRANTED, PERMISSIONS } from '@mosaajii/domain/permission';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, addUser, createAppFixture, setUpShop, type TestShop } from '../../../app-fixture.ts';
import { code, content, given, rolesDesk } from './roles-fixture.ts';

let fixture: AppFixture;
let shop: TestShop;
let desk: ReturnType<typeof rolesDesk>;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  desk = rolesDesk(fixture, shop);
});
afterAll(() => fixture.close());

describe('roles of the shop’s own', () => {
  it('are made, listed, changed and deleted, each with before and after in the trail', async () => {
    const role = await desk.makeRole();
    const list = roleList.parse((await desk.ask('GET', '/roles')).body);
    expect(list.own).toContainEqual(role);
    expect(list.stores).toEqual([{ storeId: shop.storeId, name: 'Duka' }]);
    const next = content({ name: role.name, permissions: ['orders.read'] });
    const changed = await desk.ask('PUT', `/roles/${role.roleId}`, { version: 1, ...next });
    expect(changed.body).toMatchObject({ version: 2, permissions: ['orders.read'] });
    expect((await desk.ask('DELETE', `/roles/${role.roleId}?version=2`)).status).toBe(200);
    expect(code(await desk.ask('DELETE', `/roles/${role.roleId}?version=2`))).toEqual([404, 'not-found']);
    const trail = await desk.auditOf(role.roleId);
    expect(trail.map((entry) => entry.action)).toEqual(['role.created', 'role.updated', 'role.deleted']);
    expect(trail[1]?.detail).toEqual({
      before: { permissions: ['sales.create', 'sales.discount', 'orders.read'] },
      after: { permissions: ['orders.read'] },
    });
  });

  it('are made once, also when the request comes ten times at once', async () => {
    const body = { roleId: uuidv7(), ...content() };
    const replies = await Promise.all(Array.from({ length: 10 }, () => desk.ask('POST', '/roles', body)));
    expect(replies.map((reply) => reply.status)).toEqual(Array(10).fill(201));
    expect(await desk.auditOf(body.roleId)).toHaveLength(1);
    expect(code(await desk.ask('POST', '/roles', { ...body, name: 'Other' }))).toEqual([422, 'idempotency-key-reused']);
  });

  it('have names of their own, whatever the case, and never that of a built-in role', async () => {
    const role = await desk.makeRole();
    expect(
      code(await desk.ask('POST', '/roles', { roleId: uuidv7(), ...content({ name: role.name.toUpperCase() }) })),
    ).toEqual([409, 'name-taken']);
    expect(code(await desk.ask('POST', '/roles', { roleId: uuidv7(), ...content({ name: 'Manager' }) }))).toEqual([
      409,
      'name-taken',
    ]);
  });

  it('are changed from the version that was read: of two at once one is told', async () => {
    const role = await desk.makeRole();
    const change = (description: string) =>
      desk.ask('PUT', `/roles/${role.roleId}`, { version: 1, ...content({ name: role.name, description }) });
    const replies = await Promise.all([change('one'), change('two')]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
    const refused = replies.find((reply) => reply.status === 409);
    expect(refused?.body).toMatchObject({ code: 'stale-version', extra: { current: { version: 2 } } });
  });

  it('are not deleted while somebody has them, and the answer says who', async () => {
    const role = await desk.makeRole();
    const person = await addUser(fixture, shop, 'cashier');
    await desk.give(person.userId, { grants: [given({ roleId: role.roleId })] });
    const refused = await desk.ask('DELETE', `/roles/${role.roleId}?version=1`);
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
      expect(code(await desk.ask('POST', '/roles', { roleId: uuidv7(), ...content(), ...part }))).toEqual([
        400,
        'invalid-request',
      ]);
    }
  });

  it('need a proof of identity of the last five minutes', async () => {
    const admin = await addUser(fixture, shop, 'administrator');
    fixture.clock.advance(6 * 60_000);
    expect(code(await desk.ask('POST', '/roles', { roleId: uuidv7(), ...content() }, admin.token))).toEqual([
      403,
      'confirmation-needed',
    ]);
    fixture.clock.advance(-6 * 60_000);
  });
});

describe('what a person can do', () => {
  it('is told for every permission: through which role, and who could give what is missing', async () => {
    const person = await addUser(fixture, shop, 'cashier');
    const role = await desk.makeRole({ permissions: ['stock.adjust'] });
    await desk.give(person.userId, { grants: [given({ roleId: role.roleId, storeIds: [shop.storeId] })] });
    const reply = await desk.ask('GET', `/users/${person.userId}/permissions`);
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
    const elsewhere = await desk.ask('GET', `/users/${person.userId}/permissions?storeId=${uuidv7()}`);
    const there = personPermissions.parse(elsewhere.body).permissions.find((one) => one.permission === 'stock.adjust');
    expect(there).toMatchObject({ isAllowed: false, through: [{ role: role.name, notNow: 'other-store' }] });
  });

  it('of somebody who is suspended is nothing', async () => {
    const person = await addUser(fixture, shop, 'manager');
    await fixture.owner.query("update organization_user set state = 'suspended' where user_id = $1", [person.userId]);
    const answer = personPermissions.parse((await desk.ask('GET', `/users/${person.userId}/permissions`)).body);
    expect(answer.permissions.filter((one) => one.isAllowed)).toEqual([]);
  });

  it('is refused with the permission in words, the roles that have it and the people who can give it', async () => {
    const person = await addUser(fixture, shop, 'cashier');
    const role = await desk.makeRole({ permissions: ['settings.write'] });
    const reply = await fixture.ask('PATCH', '/settings', { token: person.token, body: { version: 1 } });
    expect(reply.status).toBe(403);
    expect(reply.body['detail']).toContain('You may not change the settings.');
    expect(reply.body['detail']).toContain(`administrator or ${role.name}`);
    expect(reply.body['detail']).toContain('Amina');
    expect(reply.body['extra']).toMatchObject({ permission: 'settings.write', words: 'change the settings' });
  });

  it('is listed as a table, each permission with its operations', async () => {
    const { permissions } = permissionList.parse((await desk.ask('GET', '/permissions')).body);
    expect(permissions.find((one) => one.permission === 'settings.write')).toMatchObject({
      words: 'change the settings',
      operations: expect.arrayContaining(['settings.update']),
    });
  });
});
