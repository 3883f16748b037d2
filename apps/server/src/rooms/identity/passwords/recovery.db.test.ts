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
import { enrolTotp } from '../factors/factor-fixture.ts';
import { issueCode } from '../one-time-codes/index.ts';

const FRESH = 'nineteen wet red umbrellas';

let fixture: AppFixture;
let shop: TestShop;
let person: Awaited<ReturnType<typeof addUser>>;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
beforeEach(async () => {
  person = await addUser(fixture, shop, 'manager', { assurance: 'password' });
});
afterAll(() => fixture.close());

const outcome = ({ status, body }: Reply) => [status, body['code']];
const begin = (email: string) => fixture.ask('POST', '/recovery', { body: { email } });
const complete = (code: string, password = FRESH, email = person.email) =>
  fixture.ask('POST', '/recovery/complete', { body: { email, code, password } });
const signIn = (password: string) => fixture.ask('POST', '/sessions', { body: { email: person.email, password } });

/** The code that the letter would carry: the same subject, made anew because the table keeps a hash alone. */
async function codeFor(): Promise<string> {
  await begin(person.email);
  const { rows } = await fixture.owner.query<{ subject_id: string }>(
    "select subject_id from one_time_code where purpose = 'password.recover' and account_id = $1 order by issued_at desc limit 1",
    [person.accountId],
  );
  const subjectId = rows[0]?.subject_id ?? '';
  const { accountId, email: recipient } = person;
  const { clock, db, personal } = fixture;
  const made = await db.globalTx((tx) =>
    issueCode({ clock, personal, ids: { next: () => crypto.randomUUID() } }, tx, {
      purpose: 'password.recover',
      subjectId,
      accountId,
      recipient,
      channel: 'email',
      ttlMinutes: 10,
    }),
  );
  if (!made.ok) throw new Error(made.error.detail);
  return made.value.code;
}

describe('a forgotten password', () => {
  it('is answered the same for every address, and a letter goes to one that has an account', async () => {
    const known = await begin(person.email.toUpperCase());
    const unknown = await begin('nobody.at.all@example.com');
    expect([known.status, known.body]).toEqual([202, {}]);
    expect([unknown.status, unknown.body]).toEqual([202, {}]);
    const { rows } = await fixture.owner.query<{ count: number }>(
      "select count(*)::int as count from one_time_code where purpose = 'password.recover' and account_id = $1",
      [person.accountId],
    );
    expect(rows[0]?.count).toBe(1);
  });

  it('is replaced by the code once, and every session ends', async () => {
    const code = await codeFor();
    const replies = await Promise.all([complete(code), complete(code)]);
    expect(replies.map(({ status }) => status).sort()).not.toEqual([200, 200]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(outcome(await fixture.ask('GET', '/session', { token: person.token }))).toEqual([401, 'not-signed-in']);
    expect(outcome(await signIn(OWNER_PASSWORD))).toEqual([401, 'wrong-credentials']);
    expect((await signIn(FRESH)).status).toBe(201);
  });

  it('never switches off the second factor', async () => {
    await enrolTotp(fixture, person.token);
    expect((await complete(await codeFor())).status).toBe(200);
    expect(outcome(await signIn(FRESH))).toEqual([401, 'second-step-needed']);
  });

  it('is not replaced by a wrong code, by one of ten minutes ago, or by a weak password', async () => {
    const code = await codeFor();
    expect((await complete('AAAAAA')).body['code']).toBe('code-wrong');
    expect((await complete('AAAAAA', FRESH, 'nobody.at.all@example.com')).body['code']).toBe('code-wrong');
    expect(outcome(await complete(code, 'fourteen chars'))).toEqual([422, 'password-too-weak']);
    fixture.clock.advance(10 * 60_000 + 1);
    expect((await complete(code)).body['code']).toBe('code-wrong');
    expect((await signIn(OWNER_PASSWORD)).status).toBe(201);
  });
});

describe('another password', () => {
  const change = (token: string, password: string) =>
    fixture.ask('POST', '/account/password', { token, body: { password } });

  it('signs out everywhere else, and replaces the token here', async () => {
    const elsewhere = await signIn(OWNER_PASSWORD);
    const reply = await change(person.token, FRESH);
    expect(reply.status).toBe(200);
    expect(reply.token).not.toBe(person.token);
    expect((await fixture.ask('GET', '/session', { token: reply.token ?? '' })).status).toBe(200);
    expect((await fixture.ask('GET', '/session', { token: elsewhere.token ?? '' })).status).toBe(401);
    expect((await signIn(FRESH)).status).toBe(201);
  });

  it('needs a fresh proof, fifteen characters alone and twelve beside a factor', async () => {
    expect(outcome(await change(person.token, 'fourteen chars'))).toEqual([422, 'password-too-weak']);
    expect(outcome(await change(person.token, 'password12345678'))).toEqual([422, 'password-too-weak']);
    const { token } = await enrolTotp(fixture, person.token);
    expect((await change(token, 'fourteen chars')).status).toBe(200);
    fixture.clock.advance(6 * 60_000);
    person = await addUser(fixture, shop, 'manager');
    fixture.clock.advance(6 * 60_000);
    expect(outcome(await change(person.token, FRESH))).toEqual([403, 'confirmation-needed']);
  });
});
