import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  OWNER_PASSWORD,
  ownerToken,
  type Reply,
  setUpShop,
  type TestShop,
} from '../../../app-fixture.ts';
import { enrolTotp } from '../factors/factor-fixture.ts';

let fixture: AppFixture;
let shop: TestShop;
let owner: string;
let person: Awaited<ReturnType<typeof addUser>>;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
beforeEach(async () => {
  owner = await ownerToken(fixture, shop);
  person = await addUser(fixture, shop, 'cashier', { assurance: 'password' });
});
afterAll(() => fixture.close());

const outcome = ({ status, body }: Reply) => [status, body['code']];
const signIn = (password = OWNER_PASSWORD) =>
  fixture.ask('POST', '/sessions', { body: { email: person.email, password } });
const lift = (kind: string, token = owner, userId = person.userId) =>
  fixture.ask('POST', '/security/lockouts/lift', { token, body: { userId, kind } });
async function lockoutsOf(userId = person.userId) {
  const { body } = await fixture.ask('GET', '/security/lockouts', { token: owner });
  return (body['lockouts'] as { userId: string; kind: string; failures: number }[]).filter(
    (lockout) => lockout.userId === userId,
  );
}
const lifted = async () =>
  (
    await fixture.owner.query<{ detail: object }>(
      "select detail from audit_entry where action = 'lockout.lifted' and subject_id = $1",
      [person.userId],
    )
  ).rows;

it('shows who is locked out of what, and lets them in again at once, in the trail', async () => {
  for (let guess = 0; guess < 5; guess += 1) await signIn('not the password');
  expect(outcome(await signIn())).toEqual([429, 'sign-in-blocked']);
  expect(await lockoutsOf()).toMatchObject([{ kind: 'password', failures: 5 }]);
  expect((await lift('password')).status).toBe(200);
  expect((await lift('password')).status).toBe(200);
  expect(await lockoutsOf()).toEqual([]);
  expect((await signIn()).status).toBe(201);
  expect(await lifted()).toEqual([{ detail: { kind: 'password' } }]);
});

it('tells a second factor from the password', async () => {
  await enrolTotp(fixture, person.token);
  for (let guess = 0; guess < 5; guess += 1) {
    const reply = await signIn();
    const { challenge } = reply.body['extra'] as { challenge: string };
    await fixture.ask('POST', '/sessions/second-step', { body: { challenge, proof: { code: '000000' } } });
  }
  expect(await lockoutsOf()).toMatchObject([{ kind: 'second-factor' }]);
  await lift('password');
  expect(await lockoutsOf()).toHaveLength(1);
  await lift('second-factor');
  expect(await lockoutsOf()).toEqual([]);
});

it('is over by itself, and then it is not shown', async () => {
  for (let guess = 0; guess < 5; guess += 1) await signIn('not the password');
  expect(await lockoutsOf()).toHaveLength(1);
  fixture.clock.advance(61_000);
  expect(await lockoutsOf()).toEqual([]);
});

it('is for people of the shop alone, with the permission and a proof of who asks', async () => {
  const manager = await addUser(fixture, shop, 'manager');
  expect(outcome(await lift('password', manager.token))).toEqual([403, 'permission-missing']);
  const nobody = '01900000-0000-7000-8000-000000000000';
  expect(outcome(await lift('password', owner, nobody))).toEqual([404, 'not-found']);
  expect((await lift('everything')).status).toBe(400);
  fixture.clock.advance(6 * 60_000);
  expect(outcome(await lift('password'))).toEqual([403, 'confirmation-needed']);
});

it('names an address that guessed too often to the operator, who frees it', async () => {
  await fixture.owner.query(
    "insert into sign_in_attempt (subject, failures, window_started_at, blocked_until) values ('address:203.0.113.77', 51, $1, $2)",
    [fixture.clock.now(), new Date(fixture.clock.now().getTime() + 600_000)],
  );
  const blocks = async () =>
    (
      (await fixture.ask('GET', '/security/addresses', { token: owner })).body['blocks'] as { subject: string }[]
    ).filter(({ subject }) => subject === '203.0.113.77');
  expect(await blocks()).toMatchObject([{ kind: 'guessing', strikes: 51 }]);
  const freed = await fixture.ask('POST', '/security/blocks/lift', { token: owner, body: { subject: '203.0.113.77' } });
  expect(freed.status).toBe(200);
  expect(await blocks()).toEqual([]);
});
