import type { GrantsChange } from '@mosaajii/contract/roles';
import { NO_LIMITS_GRANTED, UNLIMITED } from '@mosaajii/domain/permission';
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

describe('what somebody has been given', () => {
  it('holds from the next request on: given, changed under their hands, and taken away', async () => {
    const person = await addUser(fixture, shop, 'cashier');
    expect((await desk.ask('GET', '/sync/repairs', undefined, person.token)).status).toBe(403);
    const role = await desk.makeRole({ permissions: ['sync.repair', 'sales.discount'] });
    await desk.give(person.userId, { grants: [given({ roleId: role.roleId })] });
    expect((await desk.ask('GET', '/sync/repairs', undefined, person.token)).status).toBe(200);
    expect(await desk.permissionsOf(person.token)).toMatchObject({
      roles: ['cashier', role.name],
      limits: { lineDiscountPpm: 200_000 },
    });
    const narrowed = content({ name: role.name, permissions: ['sales.discount'], limits: NO_LIMITS_GRANTED });
    await desk.ask('PUT', `/roles/${role.roleId}`, { version: 1, ...narrowed });
    expect((await desk.ask('GET', '/sync/repairs', undefined, person.token)).status).toBe(403);
    // What the cashier's own role allows stays.
    expect(await desk.permissionsOf(person.token)).toMatchObject({ limits: { lineDiscountPpm: 100_000 } });
    await desk.give(person.userId, {});
    expect((await desk.permissionsOf(person.token)).roles).toEqual(['cashier']);
    const trail = await desk.auditOf(person.userId);
    expect(trail.filter((entry) => entry.action === 'user.roles-changed')).toHaveLength(2);
  });

  it('holds in its hours and until its end', async () => {
    const person = await addUser(fixture, shop, 'viewer');
    const now = fixture.clock.now().getTime();
    const validUntil = new Date(now + 10 * 60_000).toISOString();
    await desk.give(person.userId, { baseRole: null, grants: [given({ builtIn: 'manager', validUntil })] });
    expect((await desk.permissionsOf(person.token)).permissions).toContain('stock.adjust');
    fixture.clock.advance(10 * 60_000);
    expect((await desk.permissionsOf(person.token)).permissions).toEqual([]);
    fixture.clock.advance(-10 * 60_000);
    // In the shop's time zone, the hour that just passed.
    const local = new Date(now + 3 * 3600_000);
    const day = local.getUTCDay() === 0 ? 7 : local.getUTCDay();
    const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
    const during = [{ days: [day], fromMinute: minute, toMinute: minute + 1 }];
    const after = [{ days: [day === 7 ? 1 : day + 1], fromMinute: 720, toMinute: 721 }];
    const hours = async (windows: typeof during) => {
      await desk.give(person.userId, { grants: [given({ builtIn: 'cashier', windows })] });
      return (await desk.permissionsOf(person.token)).permissions.includes('sales.create');
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
    await desk.give(person.userId, { baseRole: 'viewer' });
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
    await desk.give(person.userId, { baseRole: null, grants: [given({ builtIn: 'manager', storeIds: [elsewhere] })] });
    const adjust = (storeId: string) =>
      desk.ask(
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
    const levels = (query: string) => desk.ask('GET', `/stock/levels${query}`, undefined, person.token);
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
    expect(code(await desk.give(admin.userId, { grants: [raise] }, admin.token))).toEqual([403, 'own-rights']);
    const delegated = await desk.delegate();
    const wanted = { baseRole: 'administrator' as const };
    expect(code(await desk.give(delegated.userId, wanted, delegated.token))).toEqual([403, 'own-rights']);
  });

  it('is never more than the giver has, neither given nor taken away', async () => {
    const delegated = await desk.delegate();
    const person = await addUser(fixture, shop, 'viewer');
    const beyond = async (wanted: Partial<GrantsChange>) =>
      code(await desk.give(person.userId, wanted, delegated.token));
    expect(await beyond({ baseRole: 'manager' })).toEqual([403, 'beyond-own-rights']);
    expect(await beyond({ grants: [given({ builtIn: 'cashier' })] })).toEqual([403, 'beyond-own-rights']);
    const wide = await desk.makeRole({ permissions: ['sales.discount'], limits: UNLIMITED });
    expect(await beyond({ grants: [given({ roleId: wide.roleId })] })).toEqual([403, 'beyond-own-rights']);
    expect(
      (await desk.give(person.userId, { grants: [given({ roleId: delegated.role.roleId })] }, delegated.token)).status,
    ).toBe(200);
    const admin = await addUser(fixture, shop, 'administrator');
    expect(code(await desk.give(admin.userId, { baseRole: 'viewer' }, delegated.token))).toEqual([
      403,
      'beyond-own-rights',
    ]);
  });

  it('cannot be widened through a role that one holds or makes', async () => {
    const { role, token } = await desk.delegate();
    const change = (part: object) =>
      desk.ask(
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
    const make = (part: object) => desk.ask('POST', '/roles', { roleId: uuidv7(), ...content(part) }, token);
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
    await desk.give(person.userId, { grants: [given({ builtIn: 'administrator', validUntil })] });
    const other = await addUser(fixture, shop, 'viewer');
    expect(code(await desk.give(other.userId, { baseRole: 'cashier' }, person.token))).toEqual([
      403,
      'beyond-own-rights',
    ]);
  });

  it('keeps to stores, roles and people of this shop, and to its form', async () => {
    const person = await addUser(fixture, shop, 'viewer');
    const bad = async (grant: object) => code(await desk.give(person.userId, { grants: [given(grant)] }));
    expect(await bad({ builtIn: 'cashier', storeIds: [uuidv7()] })).toEqual([400, 'invalid-request']);
    expect(await bad({ roleId: uuidv7() })).toEqual([400, 'invalid-request']);
    expect(await bad({})).toEqual([400, 'invalid-request']);
    expect(await bad({ builtIn: 'cashier', roleId: uuidv7() })).toEqual([400, 'invalid-request']);
    expect(await bad({ builtIn: 'cashier', windows: [{ days: [8], fromMinute: 0, toMinute: 1 }] })).toEqual([
      400,
      'invalid-request',
    ]);
    expect(await bad({ builtIn: 'cashier', grantedBy: uuidv7() })).toEqual([400, 'invalid-request']);
    expect(code(await desk.ask('GET', `/users/${uuidv7()}/grants`))).toEqual([404, 'not-found']);
    expect(
      code(await desk.ask('PUT', `/users/${uuidv7()}/grants`, { version: 1, baseRole: 'viewer', grants: [] })),
    ).toEqual([404, 'not-found']);
  });

  it('is set from the version that was read, and the same again changes nothing', async () => {
    const person = await addUser(fixture, shop, 'viewer');
    const set = (baseRole: string) =>
      desk.ask('PUT', `/users/${person.userId}/grants`, { version: 1, baseRole, grants: [] });
    const replies = await Promise.all([set('cashier'), set('manager')]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
    const winner = (await desk.grantsOf(person.userId)).baseRole ?? '';
    expect((await set(winner)).status).toBe(200);
    expect((await desk.auditOf(person.userId)).length).toBe(1);
  });
});

describe('the administrators of a shop', () => {
  it('cannot all be taken away: not the owner, and not the last one by two at once', async () => {
    const owner = shop.session.user.userId;
    const [a, b] = [await addUser(fixture, shop, 'administrator'), await addUser(fixture, shop, 'administrator')];
    expect(code(await desk.give(owner, { baseRole: null }, a.token))).toEqual([409, 'owner-protected']);
    await fixture.owner.query('update organization set owner_user_id = null');
    await fixture.owner.query(
      "update organization_user set role = 'viewer' where role = 'administrator' and user_id <> all($1)",
      [[a.userId, b.userId]],
    );
    const [one, two] = await Promise.all([
      desk.ask('PUT', `/users/${b.userId}/grants`, { version: 1, baseRole: 'viewer', grants: [] }, a.token),
      desk.ask('PUT', `/users/${a.userId}/grants`, { version: 1, baseRole: 'viewer', grants: [] }, b.token),
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
