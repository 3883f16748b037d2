import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  OWNER_PASSWORD,
  ownerToken,
  type Reply,
  setUpShop,
  type TestShop,
} from '../../../../app-fixture.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { createIds } from '../../../../platform/ids/index.ts';
import { jobQueue } from '../../../../platform/jobs/index.ts';
import { createLog } from '../../../../platform/log/index.ts';
import { openFromOutbox } from '../../../../platform/messages/index.ts';
import { enrolTotp } from '../factor-fixture.ts';
import { applyDueResets } from './end-reset.ts';

const DAY_MS = 24 * 3_600_000;
type Member = Awaited<ReturnType<typeof addUser>>;

let fixture: AppFixture;
let shop: TestShop;
/** Of the owner, who is an administrator and the operator. */
let owner: string;
let member: Member;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
beforeEach(async () => {
  owner = await ownerToken(fixture, shop);
  // What a test before left waiting would be done by this one.
  await fixture.owner.query("update factor_reset set state = 'stopped', closed_at = now() where state = 'waiting'");
  member = await addUser(fixture, shop, 'manager', { assurance: 'password' });
  const { token } = await enrolTotp(fixture, member.token);
  member = { ...member, token };
});
afterAll(() => fixture.close());

const outcome = ({ status, body }: Reply) => [status, body['code']];
const path = (userId = member.userId) => `/users/${userId}/factor-reset`;
const start = (token = owner, userId = member.userId) => fixture.ask('POST', path(userId), { token, body: {} });
const stop = (token: string, userId = member.userId) => fixture.ask('DELETE', path(userId), { token });
const waitingOf = async (token = owner) => (await fixture.ask('GET', path(), { token })).body['waiting'];
const apply = () => {
  const { db, clock, personal } = fixture;
  const deps = { db, clock, personal, ids: createIds(), jobs: jobQueue, log: createLog('silent') };
  // What these use cases look at, and nothing else.
  return applyDueResets(deps as unknown as Deps);
};
const hasTotp = async (accountId = member.accountId) =>
  (await fixture.owner.query('select 1 from totp_factor where account_id = $1', [accountId])).rows.length === 1;
const entries = async (action: string) =>
  (
    await fixture.owner.query<{ user_id: string | null; detail: object }>(
      'select user_id, detail from audit_entry where action = $1 and subject_id = $2',
      [action, member.userId],
    )
  ).rows;
const letters = async (template: string) =>
  (
    await fixture.owner.query<{ message_id: string; params_sealed: string }>(
      'select message_id, params_sealed from message where template = $1 and account_id = $2',
      [template, member.accountId],
    )
  ).rows;
const signIn = () => fixture.ask('POST', '/sessions', { body: { email: member.email, password: OWNER_PASSWORD } });
/** Past five minutes every session has to prove itself anew; here it is about something else. */
async function advance(milliseconds: number): Promise<void> {
  fixture.clock.advance(milliseconds);
  owner = await ownerToken(fixture, shop);
}

describe('a lost second factor', () => {
  it('is taken away after a day, not before, and the person is told at every step', async () => {
    const reply = await start();
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ hasFactor: true, waiting: { startedBy: 'Amina', isByOperator: false } });
    expect(await letters('account/factor-reset')).toHaveLength(1);
    const notices = await fixture.owner.query(
      "select 1 from notice where template = 'account/factor-reset-notice' and user_id = $1",
      [member.userId],
    );
    expect(notices.rows).toHaveLength(1);
    await advance(DAY_MS - 1000);
    expect(await apply()).toBe(0);
    expect(await hasTotp()).toBe(true);
    await advance(1000);
    expect(await apply()).toBe(1);
    expect(await hasTotp()).toBe(false);
    expect(await letters('account/factor-reset-done')).toHaveLength(1);
    expect((await fixture.ask('GET', '/session', { token: member.token })).status).toBe(401);
    expect(await entries('factor.reset-done')).toEqual([{ user_id: null, detail: {} }]);
    const again = await signIn();
    expect(again.status).toBe(201);
    // What needs a second factor needs a new one.
    const factors = await fixture.ask('GET', '/account/factors', { token: again.token ?? '' });
    expect(factors.body).toMatchObject({ totpEnrolledAt: null, recoveryCodesLeft: 0, isSessionAssured: false });
    expect(await apply()).toBe(0);
  });

  it('is asked for once, also ten times at the same moment, and the day does not begin anew', async () => {
    const first = await start();
    const replies = await Promise.all(Array.from({ length: 10 }, () => start()));
    for (const reply of replies) expect(reply.body).toEqual(first.body);
    await advance(60_000);
    expect((await start()).body).toEqual(first.body);
    expect(await letters('account/factor-reset')).toHaveLength(1);
    expect(await entries('factor.reset-started')).toHaveLength(1);
  });

  it('stays when the person, another administrator or the letter stops it; a repeat changes nothing', async () => {
    const other = await addUser(fixture, shop, 'administrator');
    for (const halt of [
      () => fixture.ask('DELETE', '/account/factor-reset', { token: member.token }),
      () => stop(other.token),
    ]) {
      await start();
      expect((await halt()).status).toBe(200);
      expect((await halt()).status).toBe(200);
      expect(await waitingOf()).toBeNull();
    }
    expect(await entries('factor.reset-stopped')).toMatchObject([
      { user_id: member.userId },
      { user_id: other.userId },
    ]);
    await start();
    const [letter] = (await letters('account/factor-reset')).slice(-1);
    if (letter === undefined) throw new Error('there is no letter');
    const place = { table: 'message', column: 'params_sealed', rowId: letter.message_id } as const;
    const params = await fixture.db.globalTx((tx) => openFromOutbox(fixture, tx, place, letter.params_sealed));
    const token = String((JSON.parse(params) as Record<string, unknown>)['token']);
    expect((await fixture.ask('POST', '/account/disowned-sign-ins', { body: { token } })).status).toBe(200);
    expect(await waitingOf()).toBeNull();
    await advance(DAY_MS);
    expect(await apply()).toBe(0);
    expect(await hasTotp()).toBe(true);
  });

  it('is either stopped or taken away when both happen at once', async () => {
    await start();
    await advance(DAY_MS);
    await Promise.all([apply(), apply(), stop(owner), stop(owner)]);
    const [done, stopped] = [await entries('factor.reset-done'), await entries('factor.reset-stopped')];
    expect(done.length + stopped.length).toBe(1);
    expect(await hasTotp()).toBe(stopped.length === 1);
  });

  it('stays when whoever asked may not any more', async () => {
    const starter = await addUser(fixture, shop, 'administrator');
    expect((await start(starter.token)).status).toBe(200);
    await fixture.owner.query("update organization_user set state = 'suspended' where user_id = $1", [starter.userId]);
    await advance(DAY_MS);
    expect(await apply()).toBe(0);
    expect(await hasTotp()).toBe(true);
    expect(await entries('factor.reset-stopped')).toEqual([
      { user_id: null, detail: { reason: 'starter-may-not-any-more' } },
    ]);
  });
});

describe('who may ask for it', () => {
  it('nobody for themselves, for the owner, or without the permission', async () => {
    const administrator = await addUser(fixture, shop, 'administrator');
    const ownerId = shop.session.user.userId;
    expect(outcome(await start(administrator.token, administrator.userId))).toEqual([403, 'own-rights']);
    expect(outcome(await start(administrator.token, ownerId))).toEqual([409, 'owner-protected']);
    const colleague = await addUser(fixture, shop, 'manager');
    for (const attempt of [start(colleague.token), stop(colleague.token)])
      expect(outcome(await attempt)).toEqual([403, 'permission-missing']);
    expect(outcome(await start(owner, '01900000-0000-7000-8000-000000000000'))).toEqual([404, 'not-found']);
  });

  it('for nobody who has none, belongs to further shops, or runs the installation', async () => {
    const plain = await addUser(fixture, shop, 'cashier');
    expect(outcome(await start(owner, plain.userId))).toEqual([409, 'conflict']);
    const elsewhere = '01900000-0000-7000-8000-0000000000ff';
    await fixture.owner.query('insert into tenant (organization_id) values ($1) on conflict do nothing', [elsewhere]);
    await fixture.owner.query('insert into membership (account_id, organization_id, user_id) values ($1, $2, $3)', [
      member.accountId,
      elsewhere,
      member.userId,
    ]);
    expect(outcome(await start())).toEqual([403, 'operator-only']);
  });

  it('needs a proof of who it is', async () => {
    fixture.clock.advance(6 * 60_000);
    expect(outcome(await start())).toEqual([403, 'confirmation-needed']);
  });
});

describe('that of somebody of several shops', () => {
  const ask = (email: string, token: string, organizationId = shop.organizationId) =>
    fixture.ask('POST', `/admin/organizations/${organizationId}/member-factor-reset`, { token, body: { email } });
  const addOperator = async () => {
    const operator = await addUser(fixture, shop, 'administrator');
    await fixture.owner.query('insert into operator (account_id, granted_at) values ($1, now())', [operator.accountId]);
    return operator;
  };
  const joinAnother = async (userId: string, accountId: string): Promise<string> => {
    const elsewhere = createIds().next();
    await fixture.owner.query('insert into tenant (organization_id) values ($1)', [elsewhere]);
    await fixture.owner.query('insert into membership (account_id, organization_id, user_id) values ($1, $2, $3)', [
      accountId,
      elsewhere,
      userId,
    ]);
    return elsewhere;
  };

  it('is taken away for an operator, by the whole address, after the same day; told, stopped and written down alike', async () => {
    const operator = await addOperator();
    await joinAnother(member.userId, member.accountId);
    const plain = await addUser(fixture, shop, 'administrator');
    expect(outcome(await ask(member.email, plain.token))).toEqual([403, 'operator-only']);
    expect(outcome(await start(plain.token))).toEqual([403, 'operator-only']);
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => ask(` ${member.email.toUpperCase()} `, operator.token)),
    );
    for (const reply of replies)
      expect(reply.body).toMatchObject({
        hasFactor: true,
        waiting: { isByOperator: true, startedBy: 'administrator' },
      });
    const waiting = await fixture.owner.query(
      "select 1 from factor_reset where account_id = $1 and state = 'waiting'",
      [member.accountId],
    );
    expect(waiting.rows).toHaveLength(1);
    const told = await fixture.owner.query(
      "select 1 from notice where user_id = $1 and template = 'account/factor-reset-notice'",
      [member.userId],
    );
    expect(told.rows).toHaveLength(1);
    const written = await fixture.owner.query(
      "select detail from audit_entry where action = 'factor.reset-started' and subject_id = $1",
      [member.userId],
    );
    expect(written.rows).toMatchObject([{ detail: { isByOperator: true } }]);
    fixture.clock.advance(DAY_MS - 1);
    expect(await apply()).toBe(0);
    fixture.clock.advance(1);
    expect(await apply()).toBe(1);
    expect(await hasTotp()).toBe(false);
  });

  it('is nobody’s whose address is not exactly that, who is of another shop, of this one alone, or the operator', async () => {
    const operator = await addOperator();
    expect(outcome(await ask(member.email, operator.token))).toEqual([409, 'conflict']);
    const elsewhere = await joinAnother(member.userId, member.accountId);
    expect(outcome(await ask(`x${member.email}`, operator.token))).toEqual([404, 'not-found']);
    const stranger = await addUser(fixture, shop, 'cashier');
    expect(outcome(await ask(stranger.email, operator.token, elsewhere))).toEqual([404, 'not-found']);
    expect(outcome(await ask(operator.email, operator.token))).toEqual([403, 'own-rights']);
    expect(outcome(await ask(member.email, operator.token, createIds().next()))).toEqual([404, 'not-found']);
  });
});

describe('the owner’s', () => {
  it('is taken away for an operator, after the same day, and by nobody else', async () => {
    const operator = await addUser(fixture, shop, 'administrator');
    await fixture.owner.query('insert into operator (account_id, granted_at) values ($1, now())', [operator.accountId]);
    const ownerPath = `/admin/organizations/${shop.organizationId}/owner-factor-reset`;
    const ask = (token: string) => fixture.ask('POST', ownerPath, { token, body: {} });
    const plain = await addUser(fixture, shop, 'administrator');
    expect(outcome(await ask(plain.token))).toEqual([403, 'operator-only']);
    expect(outcome(await ask(owner))).toEqual([403, 'own-rights']);
    expect(outcome(await ask(operator.token))).toEqual([409, 'conflict']);
    const { token } = await enrolTotp(fixture, owner);
    owner = token;
    const reply = await ask(operator.token);
    expect(reply.body).toMatchObject({ hasFactor: true, waiting: { isByOperator: true } });
    const ownId = shop.session.user.userId;
    const { rows } = await fixture.owner.query<{ account_id: string }>(
      'select account_id from membership where user_id = $1',
      [ownId],
    );
    fixture.clock.advance(DAY_MS);
    expect(await apply()).toBe(1);
    expect(await hasTotp(rows[0]?.account_id)).toBe(false);
  });
});
