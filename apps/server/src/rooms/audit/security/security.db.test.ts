import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  OWNER_PASSWORD,
  setUpShop,
  type TestShop,
} from '../../../app-fixture.ts';

let fixture: AppFixture;
let shop: TestShop;
let cashier: Awaited<ReturnType<typeof addUser>>;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  cashier = await addUser(fixture, shop, 'cashier');
});
afterAll(() => fixture.close());

const get = (path: string) => fixture.ask('GET', `/security/${path}`, { token: shop.token });
interface Overview {
  readonly failedSignIns: number;
  readonly refusedAttempts: number;
  readonly signIns: number;
  readonly attacks: readonly { readonly userId: string | null; readonly failures: number }[];
}
const overview = async (hours = 24) => (await get(`overview?hours=${hours}`)).body as unknown as Overview;

/** Refusals are written after the answer, the first of a kind at once. */
async function until<T>(read: () => Promise<T>, isThere: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (isThere(value)) return value;
  }
}

describe('the security page', () => {
  it('counts failed sign-ins by account, and refused attempts', async () => {
    await fixture.ask('POST', '/sessions', { body: { email: cashier.email, password: 'not the password' } });
    await fixture.ask('GET', '/audit/entries', { token: cashier.token });
    await fixture.ask('POST', '/sessions', { body: { email: cashier.email, password: OWNER_PASSWORD } });
    const found = await until(
      overview,
      ({ failedSignIns, refusedAttempts }) => failedSignIns > 0 && refusedAttempts > 0,
    );
    expect(found).toMatchObject({ failedSignIns: 1, refusedAttempts: 1, signIns: 1 });
    expect(found.attacks).toEqual([expect.objectContaining({ userId: cashier.userId, failures: 1 })]);
  });

  it('tells what happened in order, and nothing of the trade', async () => {
    const { body } = await get('events?limit=10');
    const items = body['items'] as { action: string; occurredAt: string }[];
    expect(items.map(({ action }) => action)).toEqual(expect.arrayContaining(['access.refused', 'session.opened']));
    expect(items.some(({ action }) => action === 'organization.founded')).toBe(false);
    expect(items.map(({ occurredAt }) => occurredAt)).toEqual(
      items
        .map(({ occurredAt }) => occurredAt)
        .sort()
        .reverse(),
    );
    const first = await get('events?limit=1');
    const next = await get(`events?limit=1&cursor=${encodeURIComponent(String(first.body['nextCursor']))}`);
    expect((next.body['items'] as { action: string }[])[0]).toEqual(items[1]);
    expect((await get('events?cursor=nonsense')).body['code']).toBe('invalid-request');
  });

  it('exports the same as CSV, and says so in the trail', async () => {
    const reply = await fixture.app.inject({
      url: '/api/v1/security/events/export?hours=24',
      headers: { host: 'localhost', cookie: `sid=${shop.token}` },
    });
    expect(reply.headers['content-type']).toContain('text/csv');
    expect(reply.body.split('\r\n')[0]).toContain('occurred_at,action');
    expect(reply.body).toContain('access.refused');
    const { rows } = await fixture.owner.query("select 1 from audit_entry where action = 'audit.exported'");
    expect(rows).toHaveLength(1);
  });

  it('shows who is signed in now, in this shop', async () => {
    const { body } = await get('sessions');
    const sessions = body['sessions'] as { userId: string; isCurrent: boolean }[];
    expect(sessions.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    expect(sessions.some(({ userId }) => userId === cashier.userId)).toBe(true);
  });

  it.each(['0', '745', 'x', '-1'])('refuses a period of %s hours', async (hours) => {
    expect((await get(`overview?hours=${hours}`)).status).toBe(400);
  });
});
