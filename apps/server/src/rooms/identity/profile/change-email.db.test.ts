import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  OWNER_PASSWORD,
  type Reply,
  setUpShop,
  type TestShop,
} from '../../../app-fixture.ts';
import { openFromOutbox } from '../../../platform/messages/index.ts';

let fixture: AppFixture;
let shop: TestShop;
let person: Awaited<ReturnType<typeof addUser>>;
let fresh = '';
let number = 0;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
beforeEach(async () => {
  person = await addUser(fixture, shop, 'manager', { assurance: 'password' });
  number += 1;
  fresh = `fresh-${number}@example.com`;
});
afterAll(() => fixture.close());

const outcome = ({ status, body }: Reply) => [status, body['code']];
const begin = (email = fresh, token = person.token) =>
  fixture.ask('POST', '/account/email', { token, body: { email } });
const complete = (code: string, token = person.token) =>
  fixture.ask('POST', '/account/email/complete', { token, body: { code } });
const signIn = (email: string) => fixture.ask('POST', '/sessions', { body: { email, password: OWNER_PASSWORD } });
const emailOf = async (token = person.token) => (await fixture.ask('GET', '/account', { token })).body['email'];

/** What the last letter of a kind says to this account. */
async function letter(template: string): Promise<Record<string, unknown> | undefined> {
  const { rows } = await fixture.owner.query<{ message_id: string; params_sealed: string }>(
    'select message_id, params_sealed from message where template = $1 and account_id = $2 order by created_at desc, message_id desc limit 1',
    [template, person.accountId],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const place = { table: 'message', column: 'params_sealed', rowId: row.message_id } as const;
  return JSON.parse(await fixture.db.globalTx((tx) => openFromOutbox(fixture, tx, place, row.params_sealed))) as Record<
    string,
    unknown
  >;
}
const codeOf = async () => String((await letter('account/email-code'))?.['code']);

describe('another address', () => {
  it('is the account’s when its code came back, and opens it from then on', async () => {
    expect((await begin(` ${fresh.toUpperCase()} `)).status).toBe(202);
    expect(await emailOf()).toBe(person.email);
    const done = await complete(await codeOf());
    expect([done.status, done.body['email']]).toEqual([200, fresh]);
    expect((await signIn(fresh)).status).toBe(201);
    expect(outcome(await signIn(person.email))).toEqual([401, 'wrong-credentials']);
    const { rows } = await fixture.owner.query<{ detail: object }>(
      "select detail from audit_entry where action = 'account.email-changed' and user_id = $1",
      [person.userId],
    );
    expect(rows).toEqual([{ detail: {} }]);
    const kept = await fixture.owner.query('select to_jsonb(a)::text as a from account a where account_id = $1', [
      person.accountId,
    ]);
    expect(JSON.stringify(kept.rows)).not.toContain(fresh);
  });

  it('takes its code once, also when it comes ten times at the same moment', async () => {
    await begin();
    const code = await codeOf();
    const replies = await Promise.all(Array.from({ length: 5 }, () => complete(code)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422, 422]);
    expect(await emailOf()).toBe(fresh);
  });

  it('is not taken with the code of an address that was asked for before, or of somebody else', async () => {
    await begin();
    const before = await codeOf();
    await begin(`other-${fresh}`);
    expect(outcome(await complete(before))).toEqual([422, 'code-wrong']);
    const other = await addUser(fixture, shop, 'manager', { assurance: 'password' });
    expect(outcome(await complete(await codeOf(), other.token))).toEqual([422, 'code-wrong']);
    expect(await emailOf()).toBe(person.email);
  });

  it('that another account has is answered the same and gets nothing; one taken meanwhile is not taken away', async () => {
    const other = await addUser(fixture, shop, 'cashier', { assurance: 'password' });
    expect((await begin(other.email)).status).toBe(202);
    expect(await letter('account/email-code')).toBeUndefined();
    await begin();
    const code = await codeOf();
    const taker = person;
    person = other;
    await begin();
    expect((await complete(await codeOf(), other.token)).status).toBe(200);
    person = taker;
    expect(outcome(await complete(code))).toEqual([422, 'code-wrong']);
    expect([await emailOf(), await emailOf(other.token)]).toEqual([person.email, fresh]);
  });

  it('needs a proof of who it is, a real address, and no more than three codes in a quarter of an hour', async () => {
    expect(outcome(await begin('nobody'))).toEqual([400, 'invalid-request']);
    for (let time = 0; time < 3; time += 1) expect((await begin()).status).toBe(202);
    expect(outcome(await begin())).toEqual([429, 'codes-used-up']);
    fixture.clock.advance(6 * 60_000);
    expect(outcome(await begin())).toEqual([403, 'confirmation-needed']);
    expect(outcome(await complete('ABCDEF'))).toEqual([403, 'confirmation-needed']);
  });

  it('is over after ten minutes', async () => {
    await begin();
    const code = await codeOf();
    fixture.clock.advance(10 * 60_000 + 1);
    await fixture.owner.query('update session set confirmed_at = $2 where user_id = $1', [
      person.userId,
      fixture.clock.now(),
    ]);
    expect(outcome(await complete(code))).toEqual([422, 'code-wrong']);
  });
});

describe('the address of before', () => {
  const undo = async () =>
    fixture.ask('POST', '/account/disowned-sign-ins', {
      body: { token: String((await letter('account/email-changed'))?.['token']) },
    });

  it('is told, and by its letter is the account’s again, with everybody outside', async () => {
    await begin();
    await complete(await codeOf());
    expect((await undo()).status).toBe(200);
    expect((await fixture.ask('GET', '/session', { token: person.token })).status).toBe(401);
    const { rows } = await fixture.owner.query(
      "select 1 from one_time_code where purpose = 'password.recover' and account_id = $1",
      [person.accountId],
    );
    expect(rows).toHaveLength(1);
    for (const email of [fresh, person.email]) expect(outcome(await signIn(email))).toEqual([401, 'wrong-credentials']);
    await fixture.ask('POST', '/recovery', { body: { email: person.email } });
    const letters = await fixture.owner.query<{ amount: number }>(
      "select count(*)::int as amount from message where template = 'account/recovery-code' and account_id = $1",
      [person.accountId],
    );
    expect(letters.rows[0]?.amount).toBe(2);
  });

  it('is not put back after three days', async () => {
    await begin();
    await complete(await codeOf());
    fixture.clock.advance(72 * 3_600_000 + 1);
    expect(outcome(await undo())).toEqual([410, 'link-over']);
    expect((await signIn(fresh)).status).toBe(201);
  });
});

describe('name and language', () => {
  const change = (body: object) => fixture.ask('PATCH', '/account', { token: person.token, body });

  it('change by themselves, the name in the shop as well', async () => {
    const renamed = await change({ displayName: 'Zuhura' });
    expect([renamed.status, renamed.body['displayName'], renamed.body['locale']]).toEqual([200, 'Zuhura', null]);
    expect((await change({ locale: 'sw' })).body).toMatchObject({ displayName: 'Zuhura', locale: 'sw' });
    const { rows } = await fixture.owner.query('select display_name from organization_user where user_id = $1', [
      person.userId,
    ]);
    expect(rows).toEqual([{ display_name: 'Zuhura' }]);
    const entries = await fixture.owner.query<{ detail: object }>(
      "select detail from audit_entry where action = 'account.changed' and user_id = $1 order by entry_id",
      [person.userId],
    );
    expect(entries.rows).toEqual([{ detail: { isRenamed: true } }, { detail: { locale: 'sw' } }]);
  });

  it('take no nonsense, and nothing that is not theirs', async () => {
    for (const body of [
      { displayName: '' },
      { displayName: 'x'.repeat(121) },
      { locale: 'xx' },
      { role: 'administrator' },
    ])
      expect((await change(body)).status, JSON.stringify(body)).toBe(400);
  });
});
