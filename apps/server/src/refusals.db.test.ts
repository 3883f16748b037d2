import type { AuditDetail } from '@mosaajii/contract/audit';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, addUser, createAppFixture, OWNER_PASSWORD, setUpShop, type TestShop } from './app-fixture.ts';
import { createLog } from './platform/log/index.ts';
import { openRefusals, type Refusal } from './platform/refusals/index.ts';
import { createRecognition } from './rooms/identity/index.ts';

let fixture: AppFixture;
let shop: TestShop;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
afterAll(() => fixture.close());

interface Row {
  user_id: string | null;
  register_id: string | null;
  subject_id: string;
  detail: AuditDetail['detail'];
  request_id: string | null;
  address: string | null;
}

async function refusals(organizationId = shop.organizationId): Promise<Row[]> {
  const { rows } = await fixture.owner.query<Row>(
    "select user_id, register_id, subject_id, detail, request_id, address from audit_entry where organization_id = $1 and action = 'access.refused' order by entry_id",
    [organizationId],
  );
  return rows;
}
/** The entry about a request comes after its answer. */
const entryOf = async (requestId: string) => {
  await expect.poll(async () => (await refusals()).filter((row) => row.request_id === requestId).length).toBe(1);
  return (await refusals()).find((row) => row.request_id === requestId);
};
const asking = (requestId: string) => ({ headers: { 'x-request-id': requestId, 'user-agent': 'a test' } });

describe('a refused attempt is audited', () => {
  it('of somebody without the permission', async () => {
    const cashier = await addUser(fixture, shop, 'cashier');
    const ask = { token: cashier.token, body: { version: 1 }, ...asking('refused-permission') };
    expect((await fixture.ask('PATCH', '/settings', ask)).status).toBe(403);
    expect(await entryOf('refused-permission')).toMatchObject({
      user_id: cashier.userId,
      subject_id: 'settings.update',
      address: '127.0.0.1',
      detail: { reason: 'permission-missing', permission: 'settings.write', count: 1, userAgent: 'a test' },
    });
  });

  it('of a register that is not recognised, where it was admitted by its claim and where it was not', async () => {
    const keyId = uuidv7();
    const authorization = `Register ${shop.organizationId}.${keyId}.${'A'.repeat(43)}`;
    const headers = (requestId: string) => ({ ...asking(requestId).headers, authorization });
    const read = await fixture.ask('GET', '/register', { headers: headers('refused-register') });
    expect(read.status).toBe(401);
    expect(await entryOf('refused-register')).toMatchObject({
      user_id: null,
      register_id: null,
      subject_id: 'register.read',
      detail: { reason: 'register-not-recognised', claimedKeyId: keyId },
    });
  });

  it('of a wrong password, with the account it was tried on; the person is not said to have done it', async () => {
    const body = { email: 'amina@example.com', password: 'not this one at all' };
    expect((await fixture.ask('POST', '/sessions', { body, ...asking('refused-password') })).status).toBe(401);
    const entry = await entryOf('refused-password');
    expect(entry).toMatchObject({
      user_id: null,
      subject_id: 'sessions.create',
      detail: { reason: 'wrong-credentials', attemptedUserId: shop.session.user.userId },
    });
  });

  it('of an address that nobody has, without the address', async () => {
    const body = { email: 'nobody@example.com', password: OWNER_PASSWORD };
    expect((await fixture.ask('POST', '/sessions', { body, ...asking('refused-unknown') })).status).toBe(401);
    const entry = await entryOf('refused-unknown');
    expect(entry).toMatchObject({ user_id: null, detail: { attemptedUserId: null } });
    expect(JSON.stringify(entry)).not.toMatch(/nobody@example|green owls/);
  });

  it('but an ended session and a question that is let in are not', async () => {
    const before = (await refusals()).length;
    expect((await fixture.ask('GET', '/session', asking('ended-session'))).status).toBe(401);
    expect((await fixture.ask('GET', '/session', { token: shop.token, ...asking('let-in-session') })).status).toBe(200);
    const cashier = await addUser(fixture, shop, 'cashier');
    await fixture.ask('GET', '/audit/entries', { token: cashier.token, ...asking('refused-last') });
    await entryOf('refused-last');
    expect(await refusals()).toHaveLength(before + 1);
  });
});

describe('the number of entries is bounded', () => {
  const refusal = (userId: string, more: Partial<Refusal> = {}): Refusal => ({
    who: { kind: 'user', organizationId: shop.organizationId, userId },
    code: 'permission-missing',
    operation: 'stock.adjust',
    permission: 'stock.adjust',
    address: '10.1.1.1',
    requestId: uuidv7(),
    userAgent: '',
    ...more,
  });
  const open = () => {
    const { db, clock } = fixture;
    const { usersOf } = createRecognition(fixture);
    return openRefusals({ db, clock, usersOf, log: createLog('silent') });
  };
  const of = async (userId: string) => (await refusals()).filter((row) => row.user_id === userId);

  it('a thousand of one kind within a minute are two: the first, and how many followed', async () => {
    const log = open();
    const userId = uuidv7();
    for (let index = 0; index < 1000; index += 1) log.note(refusal(userId));
    fixture.clock.advance(61_000);
    log.note(refusal(userId));
    await log.stop();
    expect((await of(userId)).map((row) => row.detail['count']).sort()).toEqual([1, 1, 999]);
  });

  it('what was counted is written at the stop', async () => {
    const log = open();
    const userId = uuidv7();
    for (let index = 0; index < 5; index += 1) log.note(refusal(userId));
    await log.stop();
    expect((await of(userId)).map((row) => row.detail['count']).sort()).toEqual([1, 4]);
  });

  it('ten thousand different ones of a shop are about a hundred', async () => {
    const before = (await refusals()).length;
    const log = open();
    for (let index = 0; index < 10_000; index += 1)
      log.note(refusal(uuidv7(), { address: `10.0.${Math.floor(index / 256)}.${index % 256}` }));
    await log.stop();
    const written = (await refusals()).slice(before);
    expect(written.length).toBeLessThanOrEqual(102);
    expect(written.reduce((sum, row) => sum + Number(row.detail['count']), 0)).toBe(10_000);
  });

  it('a shop that does not exist is not written to, and a broken database harms nobody', async () => {
    const log = open();
    log.note(refusal('', { who: { kind: 'claim', organizationId: uuidv7(), keyId: uuidv7() } }));
    log.note(refusal(uuidv7(), { who: { kind: 'user', organizationId: uuidv7(), userId: uuidv7() } }));
    await expect(log.stop()).resolves.toBeUndefined();
  });
});
