import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppFixture, addUser, createAppFixture, setUpShop, type TestShop } from '../../../../app-fixture.ts';

let fixture: AppFixture;
let shop: TestShop;
let heir: Awaited<ReturnType<typeof addUser>>;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  heir = await addUser(fixture, shop, 'administrator');
});
afterAll(() => fixture.close());

const DAY = 24 * 3_600_000;
const post = (path: string, token: string, body: object = {}) => fixture.ask('POST', path, { token, body });
const offer = (toUserId: string, token = shop.token, transferId = uuidv7()) =>
  post('/ownership', token, { transferId, toUserId });
const answer = (transferId: string, what: 'accept' | 'decline', token: string) =>
  post(`/ownership/${transferId}/${what}`, token);
async function offered(toUserId = heir.userId): Promise<string> {
  const transferId = uuidv7();
  const reply = await offer(toUserId, shop.token, transferId);
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return transferId;
}
const ownerId = async () =>
  (
    await fixture.owner.query<{ id: string }>(
      'select owner_user_id as id from organization where organization_id = $1',
      [shop.organizationId],
    )
  ).rows[0]?.id;

it('is offered by the owner alone, to another active administrator of this shop', async () => {
  const manager = await addUser(fixture, shop, 'manager');
  expect((await offer(shop.session.user.userId, heir.token)).body).toMatchObject({ code: 'conflict' });
  expect((await offer(shop.session.user.userId)).body).toMatchObject({ code: 'conflict' });
  expect((await offer(manager.userId)).body).toMatchObject({ code: 'conflict' });
  expect((await offer(uuidv7())).body).toMatchObject({ code: 'not-found' });
  expect((await offer(heir.userId, manager.token)).body).toMatchObject({ code: 'permission-missing' });
});

it('changes nothing before it is accepted, by the one it was offered to', async () => {
  const transferId = await offered();
  const other = await addUser(fixture, shop, 'administrator');
  expect((await offer(other.userId)).body).toMatchObject({ code: 'conflict' });
  expect((await answer(transferId, 'accept', other.token)).status).toBe(404);
  expect((await answer(transferId, 'accept', shop.token)).status).toBe(404);
  expect((await fixture.ask('DELETE', `/ownership/${transferId}`, { token: heir.token })).status).toBe(404);
  expect(await ownerId()).toBe(shop.session.user.userId);
  const read = await fixture.ask('GET', '/ownership', { token: heir.token });
  expect(read.body).toMatchObject({ pending: { transferId, fromName: 'Amina', toUserId: heir.userId } });
  expect((await answer(transferId, 'decline', heir.token)).body).toEqual({ pending: null });
  expect((await answer(transferId, 'accept', heir.token)).body).toMatchObject({ code: 'conflict' });
  expect(await ownerId()).toBe(shop.session.user.userId);
});

it('is withdrawn, and over after a week', async () => {
  const withdrawn = await offered();
  expect((await fixture.ask('DELETE', `/ownership/${withdrawn}`, { token: shop.token })).body).toEqual({
    pending: null,
  });
  expect((await answer(withdrawn, 'accept', heir.token)).body).toMatchObject({ code: 'conflict' });
  await fixture.owner.query(
    `insert into ownership_transfer (organization_id, transfer_id, from_user_id, to_user_id, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      shop.organizationId,
      uuidv7(),
      shop.session.user.userId,
      heir.userId,
      new Date(fixture.clock.now().getTime() - 8 * DAY),
      new Date(fixture.clock.now().getTime() - DAY),
    ],
  );
  expect((await fixture.ask('GET', '/ownership', { token: shop.token })).body).toEqual({ pending: null });
  const next = await offered();
  expect((await fixture.ask('DELETE', `/ownership/${next}`, { token: shop.token })).status).toBe(200);
});

it('accepted, by whichever of ten requests, makes one new owner who is protected, and the former one is not', async () => {
  const transferId = await offered();
  const replies = await Promise.all(Array.from({ length: 10 }, () => answer(transferId, 'accept', heir.token)));
  expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([200]));
  expect(await ownerId()).toBe(heir.userId);
  const audit = await fixture.owner.query("select detail from audit_entry where action = 'ownership.accepted'");
  expect(audit.rows).toEqual([
    { detail: { before: { ownerUserId: shop.session.user.userId }, after: { ownerUserId: heir.userId } } },
  ]);
  const suspend = (userId: string, token: string) =>
    fixture.ask('PATCH', `/users/${userId}`, { token, body: { version: 1, state: 'suspended' } });
  expect((await suspend(heir.userId, shop.token)).body).toMatchObject({ code: 'owner-protected' });
  expect((await suspend(shop.session.user.userId, heir.token)).status).toBe(200);
});

it('asks for a fresh proof of who offers and who accepts', async () => {
  const { token } = await addUser(fixture, shop, 'administrator');
  fixture.clock.advance(6 * 60_000);
  for (const reply of [await offer(heir.userId, token), await answer(uuidv7(), 'accept', token)])
    expect(reply.body).toMatchObject({ code: 'confirmation-needed' });
});
