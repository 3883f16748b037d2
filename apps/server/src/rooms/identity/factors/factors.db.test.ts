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
import { hashOfSecret } from '../../../platform/access/index.ts';
import { createIds } from '../../../platform/ids/index.ts';
import { codeAt, type Enrolled, enrolTotp } from './factor-fixture.ts';

const STEP_MS = 30_000;

let fixture: AppFixture;
let shop: TestShop;
let person: Awaited<ReturnType<typeof addUser>>;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
beforeEach(async () => {
  person = await addUser(fixture, shop, 'administrator', { assurance: 'password' });
});
afterAll(() => fixture.close());

const signIn = (password = OWNER_PASSWORD) =>
  fixture.ask('POST', '/sessions', { body: { email: person.email, password } });
const challengeOf = (reply: Reply) => String((reply.body['extra'] as Record<string, unknown>)['challenge']);
const secondStep = (challenge: string, proof: unknown) =>
  fixture.ask('POST', '/sessions/second-step', { body: { challenge, proof } });
const codeOf = ({ secret }: Enrolled) => codeAt(secret, fixture.clock.now());
const outcome = ({ status, body }: Reply) => [status, body['code']];
async function assuranceOf(token: string | undefined): Promise<string | undefined> {
  const { rows } = await fixture.owner.query<{ assurance: string }>(
    'select assurance from session where token_hash = $1 and revoked_at is null',
    [hashOfSecret(token ?? '')],
  );
  return rows[0]?.assurance;
}

describe('administering without a second factor', () => {
  const administer = (token: string) => fixture.ask('GET', `/users/${person.userId}/sessions`, { token });

  it('is refused with where to add one, and allowed as soon as there is one', async () => {
    const before = await administer(person.token);
    expect(outcome(before)).toEqual([403, 'second-factor-needed']);
    expect(before.body['extra']).toMatchObject({ enrolAt: '/account' });
    const { token } = await enrolTotp(fixture, person.token);
    expect((await administer(token)).status).toBe(200);
  });

  it('leaves selling and settings alone', async () => {
    expect((await fixture.ask('GET', '/settings', { token: person.token })).status).toBe(200);
    expect((await fixture.ask('GET', '/orders', { token: person.token })).status).toBe(200);
  });
});

describe('an authenticator app', () => {
  it('is added with its first code: the session is lifted, its token changes, sessions elsewhere end', async () => {
    const elsewhere = await signIn();
    expect(await assuranceOf(elsewhere.token)).toBe('password');
    const enrolled = await enrolTotp(fixture, person.token);
    expect(enrolled.recoveryCodes).toHaveLength(10);
    expect(new Set(enrolled.recoveryCodes).size).toBe(10);
    for (const code of enrolled.recoveryCodes)
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(await assuranceOf(enrolled.token)).toBe('second-factor');
    expect(await assuranceOf(person.token)).toBeUndefined();
    expect(outcome(await fixture.ask('GET', '/session', { token: elsewhere.token ?? '' }))).toEqual([
      401,
      'not-signed-in',
    ]);
    const status = await fixture.ask('GET', '/account/factors', { token: enrolled.token });
    expect(status.body).toMatchObject({
      isRequired: true,
      isSessionAssured: true,
      recoveryCodesLeft: 10,
      passkeys: [],
    });
  });

  it('is not added with another code, and nothing changes', async () => {
    await fixture.ask('POST', '/account/factors/totp', { token: person.token, body: {} });
    const reply = await fixture.ask('POST', '/account/factors/totp/complete', {
      token: person.token,
      body: { code: '000000' },
    });
    expect(outcome(reply)).toEqual([401, 'wrong-factor']);
    expect((await signIn()).status).toBe(201);
  });

  it('is asked for after the password, and opens the session', async () => {
    const enrolled = await enrolTotp(fixture, person.token);
    fixture.clock.advance(STEP_MS);
    const first = await signIn();
    expect(outcome(first)).toEqual([401, 'second-step-needed']);
    expect(first.token).toBeUndefined();
    expect(first.body['extra']).toMatchObject({ hasTotp: true, hasRecoveryCodes: true, passkey: null });
    const second = await secondStep(challengeOf(first), { code: codeOf(enrolled) });
    expect(second.status).toBe(201);
    expect(await assuranceOf(second.token)).toBe('second-factor');
  });

  it('says nothing about itself to whoever does not know the password', async () => {
    await enrolTotp(fixture, person.token);
    expect(outcome(await signIn('not this one at all'))).toEqual([401, 'wrong-credentials']);
  });

  it('opens once with a code, also in two sign-ins at once, and never with an older one', async () => {
    const enrolled = await enrolTotp(fixture, person.token);
    // The first code was used up by the enrolment.
    expect(outcome(await secondStep(challengeOf(await signIn()), { code: codeOf(enrolled) }))).toEqual([
      401,
      'wrong-factor',
    ]);
    fixture.clock.advance(2 * STEP_MS);
    const older = codeAt(enrolled.secret, new Date(fixture.clock.now().getTime() - STEP_MS));
    const code = codeOf(enrolled);
    const challenges = [challengeOf(await signIn()), challengeOf(await signIn())];
    const replies = await Promise.all(challenges.map((challenge) => secondStep(challenge, { code })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 401]);
    expect(outcome(await secondStep(challengeOf(await signIn()), { code: older }))).toEqual([401, 'wrong-factor']);
  });

  it('takes a clock that is half a minute off, not one that is a minute and a half off', async () => {
    const enrolled = await enrolTotp(fixture, person.token);
    fixture.clock.advance(10 * STEP_MS);
    const at = (steps: number) => codeAt(enrolled.secret, new Date(fixture.clock.now().getTime() + steps * STEP_MS));
    expect(outcome(await secondStep(challengeOf(await signIn()), { code: at(3) }))).toEqual([401, 'wrong-factor']);
    expect((await secondStep(challengeOf(await signIn()), { code: at(1) })).status).toBe(201);
  });

  it('proves again who is signed in', async () => {
    const enrolled = await enrolTotp(fixture, person.token);
    fixture.clock.advance(10 * 60_000);
    const { token } = enrolled;
    expect(outcome(await fixture.ask('POST', '/account/factors/recovery-codes', { token, body: {} }))).toEqual([
      403,
      'confirmation-needed',
    ]);
    const reply = await fixture.ask('POST', '/session/confirm', { token, body: { code: codeOf(enrolled) } });
    expect(reply.status).toBe(200);
    const fresh = reply.token ?? '';
    const codes = await fixture.ask('POST', '/account/factors/recovery-codes', { token: fresh, body: {} });
    expect(codes.status).toBe(201);
    // The codes before open nothing any more.
    const [old = ''] = enrolled.recoveryCodes;
    expect(outcome(await secondStep(challengeOf(await signIn()), { recoveryCode: old }))).toEqual([
      401,
      'wrong-factor',
    ]);
  });

  it('stays as the last factor of somebody who administers, and goes from somebody who does not', async () => {
    const { token } = await enrolTotp(fixture, person.token);
    expect(outcome(await fixture.ask('DELETE', '/account/factors/totp', { token }))).toEqual([409, 'last-factor']);
    person = await addUser(fixture, shop, 'cashier', { assurance: 'password' });
    const cashier = await enrolTotp(fixture, person.token);
    expect((await fixture.ask('DELETE', '/account/factors/totp', { token: cashier.token })).status).toBe(200);
    expect((await signIn()).status).toBe(201);
    const left = await fixture.ask('GET', '/account/factors', { token: cashier.token });
    expect(left.body).toMatchObject({ totpEnrolledAt: null, recoveryCodesLeft: 0 });
  });

  it('is moved by the second factor alone: the password does not reach it', async () => {
    await enrolTotp(fixture, person.token);
    await fixture.owner.query(
      "update session set assurance = 'password' where account_id = $1 and revoked_at is null",
      [person.accountId],
    );
    const { rows } = await fixture.owner.query<{ count: number }>(
      'select count(*)::int as count from totp_factor where account_id = $1 and pending_sealed is null',
      [person.accountId],
    );
    expect(rows[0]?.count).toBe(1);
    const session = await addSession();
    expect(outcome(await fixture.ask('POST', '/account/factors/totp', { token: session, body: {} }))).toEqual([
      403,
      'second-factor-needed',
    ]);
    expect(outcome(await fixture.ask('DELETE', '/account/factors/totp', { token: session }))).toEqual([
      403,
      'second-factor-needed',
    ]);
  });
});

/** A session of the person that knows the password alone, as one of before the first factor. */
async function addSession(): Promise<string> {
  const { openSession } = await import('../sessions.ts');
  const { userId, accountId } = person;
  const who = { accountId, organizationId: shop.organizationId, userId, userAgent: 'test', address: '127.0.0.1' };
  return (
    await fixture.db.globalTx((tx) => openSession({ ...fixture, ids: createIds() }, tx, { ...who, kind: 'office' }))
  ).token;
}

describe('a challenge', () => {
  it('is no session', async () => {
    await enrolTotp(fixture, person.token);
    const challenge = challengeOf(await signIn());
    expect(outcome(await fixture.ask('GET', '/session', { token: challenge }))).toEqual([401, 'not-signed-in']);
  });

  it('is over after five minutes, after five tries, and after its use', async () => {
    const enrolled = await enrolTotp(fixture, person.token);
    const late = challengeOf(await signIn());
    fixture.clock.advance(5 * 60_000 + 1);
    expect(outcome(await secondStep(late, { code: codeOf(enrolled) }))).toEqual([401, 'second-step-over']);
    const used = challengeOf(await signIn());
    expect((await secondStep(used, { code: codeOf(enrolled) })).status).toBe(201);
    fixture.clock.advance(STEP_MS);
    expect(outcome(await secondStep(used, { code: codeOf(enrolled) }))).toEqual([401, 'second-step-over']);
  });

  it('stops a guesser, also with a right password each time, and not the password of others', async () => {
    const enrolled = await enrolTotp(fixture, person.token);
    fixture.clock.advance(STEP_MS);
    const right = codeOf(enrolled);
    const wrong = right === '000000' ? '000001' : '000000';
    const challenge = challengeOf(await signIn());
    const guesses = await Promise.all(Array.from({ length: 8 }, () => secondStep(challenge, { code: wrong })));
    const over = guesses.filter(({ body }) => body['code'] !== 'wrong-factor');
    expect(over.length).toBeGreaterThanOrEqual(3);
    expect(outcome(await secondStep(challengeOf(await signIn()), { code: right }))).toEqual([429, 'sign-in-blocked']);
  });
});

describe('a recovery code', () => {
  it('opens once, however it is typed, and in one of two sign-ins at once', async () => {
    const { recoveryCodes } = await enrolTotp(fixture, person.token);
    const [code = '', other = ''] = recoveryCodes;
    const typed = code.toLowerCase().replaceAll('-', ' ');
    const challenges = [challengeOf(await signIn()), challengeOf(await signIn())];
    const replies = await Promise.all(challenges.map((challenge) => secondStep(challenge, { recoveryCode: typed })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 401]);
    expect((await secondStep(challengeOf(await signIn()), { recoveryCode: other })).status).toBe(201);
    const token = replies.find(({ status }) => status === 201)?.token ?? '';
    expect((await fixture.ask('GET', '/account/factors', { token })).body).toMatchObject({ recoveryCodesLeft: 8 });
  });

  it('is kept as a salted hash alone, and is of one account', async () => {
    const { recoveryCodes } = await enrolTotp(fixture, person.token);
    const { rows } = await fixture.owner.query<{ code_hash: string }>(
      'select code_hash from recovery_code where account_id = $1',
      [person.accountId],
    );
    expect(rows).toHaveLength(10);
    for (const row of rows) expect(row.code_hash).toMatch(/^\$argon2id\$/);
    const [code = ''] = recoveryCodes;
    person = await addUser(fixture, shop, 'manager', { assurance: 'password' });
    await enrolTotp(fixture, person.token);
    expect(outcome(await secondStep(challengeOf(await signIn()), { recoveryCode: code }))).toEqual([
      401,
      'wrong-factor',
    ]);
  });
});
