import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pushesTo } from '../sync/test-pushes.ts';
import type { TestRegister } from '../sync/test-register.ts';
import { openTestShop, type TestShop } from '../sync/test-shop.ts';
import { cash, layawaysOf } from './layaway-fixture.ts';
import { remindOfOverdue } from './remind-overdue.ts';

let shop: TestShop;
let register: TestRegister;
let customerId: string;
const { said } = pushesTo(() => shop);
const { opens, completes, returns } = layawaysOf(() => customerId);
const LATE = '2026-02-01';

beforeAll(async () => {
  shop = await openTestShop();
});
beforeEach(async () => {
  register = await shop.register();
  register.userId = shop.users.administrator;
  customerId = randomUUID();
  const created = { customerId, enclosureHash: 'a'.repeat(64) };
  await said(register, register.open(), register.seal('customer.created', created, customerId));
});
afterAll(() => shop.close());

async function putAside(dueOn: string) {
  const layaway = opens(register, [cash(200)], dueOn);
  expect(await said(register, layaway.operation)).toEqual(['applied']);
  return layaway;
}

/** Who has been told of which layaways, and whether they read it. */
async function told() {
  const { rows } = await shop.owner.query<{ user_id: string; layaway: string; is_read: boolean }>(
    'select n.user_id, l.layaway_id as layaway, n.read_at is not null as is_read from notice n join layaway l' +
      " on l.number = n.params ->> 'number' where n.template = 'sales/layaway-overdue' order by n.created_at, n.notice_id",
  );
  return rows;
}

describe('an overdue layaway', () => {
  it('is told once to whoever may cancel it, however often it is looked for, and not while it is in time', async () => {
    const late = await putAside(LATE);
    await putAside('2026-12-01');
    const runs = [await remindOfOverdue(shop.deps), await remindOfOverdue(shop.deps)];
    expect(runs).toEqual([1, 0]);
    // Neither a cashier nor somebody who was suspended.
    const notice = { user_id: shop.users.administrator, layaway: late.layawayId, is_read: false };
    expect(await told()).toEqual([notice]);
    await shop.owner.query('update notice set read_at = now()');
    expect(await remindOfOverdue(shop.deps)).toBe(0);
    expect(await told()).toEqual([{ ...notice, is_read: true }]);
  });

  it('is overdue from the end of the last business day of its store', async () => {
    await shop.owner.query("update store set time_zone = 'Africa/Nairobi', day_ends_at = '03:30' where store_id = $1", [
      shop.storeId,
    ]);
    await putAside('2026-12-20');
    const at = (moment: string) => remindOfOverdue({ ...shop.deps, clock: { now: () => new Date(moment) } });
    await at('2026-12-20T12:00:00.000Z');
    expect(await at('2026-12-21T00:29:00.000Z')).toBe(0);
    expect(await at('2026-12-21T00:30:00.000Z')).toBe(1);
  });

  it('is told no more when it is completed or cancelled, and the open screens hear of it', async () => {
    const [sold, cancelled, open] = [await putAside(LATE), await putAside(LATE), await putAside(LATE)];
    await remindOfOverdue(shop.deps);
    const feed = async () => {
      const { rows } = await shop.owner.query<{ n: number }>(
        "select count(*)::int as n from change_feed where kind = 'notice'",
      );
      return rows[0]?.n ?? 0;
    };
    await said(
      register,
      completes(register, sold, 200),
      returns(register, cancelled.layawayId, [cash(200)], { reason: 'too late' }),
    );
    const before = await feed();
    expect(await remindOfOverdue(shop.deps)).toBe(0);
    const standing = (await told()).map((one) => one.layaway);
    expect(standing).toContain(open.layawayId);
    expect(standing).not.toContain(sold.layawayId);
    expect(standing).not.toContain(cancelled.layawayId);
    expect(await feed()).toBe(before + 1);
  });

  it('is told to nobody who has twenty of them unread', async () => {
    await shop.owner.query('update notice set read_at = now()');
    for (let left = 21; left > 0; left -= 1) await putAside(LATE);
    expect(await remindOfOverdue(shop.deps)).toBe(20);
    await shop.owner.query('update notice set read_at = now()');
    expect(await remindOfOverdue(shop.deps)).toBe(1);
  });

  it('is told in the shop that it belongs to alone', async () => {
    const organizationId = randomUUID();
    await shop.owner.query('insert into tenant (organization_id) values ($1)', [organizationId]);
    await putAside(LATE);
    await remindOfOverdue(shop.deps);
    const { rows } = await shop.owner.query('select 1 from notice where organization_id = $1', [organizationId]);
    expect(rows).toEqual([]);
  });
});
