import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  credentialOf,
  OWNER_PASSWORD,
  type Reply,
  setUpShop,
  type TestShop,
} from '../../../app-fixture.ts';
import { openFromOutbox } from '../../../platform/messages/index.ts';
import { enrolTotp } from '../factors/factor-fixture.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

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
const signIn = (device?: string, password = OWNER_PASSWORD, headers: Readonly<Record<string, string>> = {}) =>
  fixture.ask('POST', '/sessions', {
    body: { email: person.email, password },
    headers: { 'user-agent': FIREFOX, ...(device === undefined ? {} : { cookie: `device=${device}` }), ...headers },
  });
/** The browser's cookie as an answer sets it. */
const deviceOf = (reply: Reply) => /device=([\w-]{43})/.exec(String(reply.headers['set-cookie']))?.[1] ?? '';
const mailsOf = async () =>
  (
    await fixture.owner.query<{ message_id: string; params: object; params_sealed: string }>(
      "select message_id, params, params_sealed from message where template = 'account/new-device' and account_id = $1 order by created_at",
      [person.accountId],
    )
  ).rows;
const countOf = async (text: string) =>
  (await fixture.owner.query<{ amount: number }>(`select count(*)::int as amount from ${text}`, [person.userId]))
    .rows[0]?.amount;
const noticesOf = () => countOf("notice where template = 'account/new-device-notice' and user_id = $1");
const entriesOf = (action: string) => countOf(`audit_entry where action = '${action}' and user_id = $1`);
/** The token that only the letter carries. */
async function tokenOfLetter(): Promise<string> {
  const [mail] = (await mailsOf()).slice(-1);
  if (mail === undefined) throw new Error('there is no letter');
  const place = { table: 'message', column: 'params_sealed', rowId: mail.message_id } as const;
  const params = await fixture.db.globalTx((tx) => openFromOutbox(fixture, tx, place, mail.params_sealed));
  return String((JSON.parse(params) as Record<string, unknown>)['token']);
}
const disown = (token: string) => fixture.ask('POST', '/account/disowned-sign-ins', { body: { token } });
const devicesOf = async (token: string, device?: string) => {
  const headers = { cookie: `sid=${token}${device === undefined ? '' : `; device=${device}`}` };
  const { body } = await fixture.ask('GET', '/account/devices', { headers });
  return body['devices'] as { deviceId: string; isCurrent: boolean; userAgent: string; address: string }[];
};

describe('a sign-in from a browser', () => {
  it('is told of when the browser is new, by letter, notice and trail; the first of all is not', async () => {
    const first = await signIn();
    expect(first.status).toBe(201);
    expect(deviceOf(first)).not.toBe('');
    expect([await mailsOf(), await noticesOf(), await entriesOf('device.new')]).toEqual([[], 0, 0]);
    const again = await signIn(deviceOf(first));
    expect(deviceOf(again)).toBe(deviceOf(first));
    expect(await mailsOf()).toHaveLength(0);
    const other = await signIn();
    expect(deviceOf(other)).not.toBe(deviceOf(first));
    expect([(await mailsOf()).length, await noticesOf(), await entriesOf('device.new')]).toEqual([1, 1, 1]);
    const { rows } = await fixture.owner.query('select detail from audit_entry where action = $1 and user_id = $2', [
      'device.new',
      person.userId,
    ]);
    expect(rows[0]).toMatchObject({ detail: { browser: 'Firefox', system: 'Linux' } });
  });

  it('keeps the letter’s token, the browser and the address sealed', async () => {
    await signIn();
    await signIn();
    const [mail] = await mailsOf();
    expect(mail?.params).toEqual({});
    const token = await tokenOfLetter();
    const { rows } = await fixture.owner.query('select to_jsonb(a)::text as a from sign_in_alarm a');
    expect(JSON.stringify(rows)).not.toContain(token);
    const devices = await fixture.owner.query('select to_jsonb(d)::text as d from account_device d');
    expect(JSON.stringify(devices.rows)).not.toMatch(/Firefox|127\.0\.0\.1/);
  });

  it('takes over no token that it did not give, and does not confuse two people at one browser', async () => {
    const planted = 'A'.repeat(43);
    const first = await signIn(planted);
    expect(deviceOf(first)).not.toBe(planted);
    for (const nonsense of ['x', '"', 'A'.repeat(44)]) expect((await signIn(nonsense)).status).toBe(201);
    const one = person;
    person = await addUser(fixture, shop, 'cashier', { assurance: 'password' });
    await signIn();
    const shared = await signIn(deviceOf(first));
    // The browser stays one, and is new to the second person all the same.
    expect(deviceOf(shared)).toBe(deviceOf(first));
    expect(await mailsOf()).toHaveLength(1);
    person = one;
    const before = (await mailsOf()).length;
    await signIn(deviceOf(first));
    expect(await mailsOf()).toHaveLength(before);
  });

  it('tells once when it comes twice at the same moment', async () => {
    const known = deviceOf(await signIn());
    await fixture.owner.query('delete from account_device where account_id = $1', [person.accountId]);
    const other = person;
    person = await addUser(fixture, shop, 'cashier', { assurance: 'password' });
    const kept = deviceOf(await signIn());
    person = other;
    expect(known).not.toBe(kept);
    await Promise.all([signIn(kept), signIn(kept), signIn(kept)]);
    expect(await mailsOf()).toHaveLength(1);
  });

  it('at a register needs no letter: the register is known by its key', async () => {
    await signIn();
    const reply = await signIn(undefined, OWNER_PASSWORD, credentialOf(shop.enrolment));
    expect(reply.status).toBe(201);
    expect([deviceOf(reply), await mailsOf()]).toEqual(['', []]);
  });
});

describe('a stranger who guesses', () => {
  it('locks out other strangers, and not the browser that is known', async () => {
    const known = deviceOf(await signIn());
    for (let guess = 0; guess < 5; guess += 1) await signIn(undefined, 'not the password');
    expect(outcome(await signIn())).toEqual([429, 'sign-in-blocked']);
    expect((await signIn(known)).status).toBe(201);
    // A known browser has ten guesses of its own, and no more.
    for (let guess = 0; guess < 5; guess += 1) await signIn(known, 'not the password');
    expect(outcome(await signIn(known))).toEqual([429, 'sign-in-blocked']);
  });

  it('gets nothing from the cookie of somebody else’s browser', async () => {
    const foreign = deviceOf(await signIn());
    person = await addUser(fixture, shop, 'manager', { assurance: 'password' });
    for (let guess = 0; guess < 5; guess += 1) await signIn(foreign, 'not the password');
    expect(outcome(await signIn(foreign))).toEqual([429, 'sign-in-blocked']);
  });
});

describe('“this was not me”', () => {
  it('ends every session, forgets the browsers, makes the password worthless and sends a code', async () => {
    const mine = await signIn();
    const theirs = await signIn();
    const token = await tokenOfLetter();
    expect((await disown(token)).status).toBe(200);
    for (const reply of [mine, theirs])
      expect((await fixture.ask('GET', '/session', { token: reply.token ?? '' })).status).toBe(401);
    expect(await countOf('account_device d join membership m using (account_id) where m.user_id = $1')).toBe(0);
    expect(outcome(await signIn(deviceOf(mine)))).toEqual([401, 'wrong-credentials']);
    const codes = await fixture.owner.query(
      "select 1 from one_time_code where purpose = 'password.recover' and account_id = $1",
      [person.accountId],
    );
    expect(codes.rows).toHaveLength(1);
    expect(await entriesOf('device.disowned')).toBe(1);
  });

  it('does it once, ten times at the same moment or later', async () => {
    await signIn();
    await signIn();
    const token = await tokenOfLetter();
    const replies = await Promise.all(Array.from({ length: 5 }, () => disown(token)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await disown(token)).status).toBe(200);
    expect(await entriesOf('device.disowned')).toBe(1);
  });

  it('leaves the second factor where it is', async () => {
    await enrolTotp(fixture, (await signIn()).token ?? '');
    expect(outcome(await signIn())).toEqual([401, 'second-step-needed']);
    const { rows } = await fixture.owner.query('select 1 from totp_factor where account_id = $1', [person.accountId]);
    expect(rows).toHaveLength(1);
  });

  it('refuses a link that is not whole, another one, and one of last week', async () => {
    await signIn();
    await signIn();
    const token = await tokenOfLetter();
    for (const wrong of ['x', token.slice(0, -1), 'B'.repeat(43)])
      expect(outcome(await disown(wrong))).toEqual([410, 'link-over']);
    expect((await fixture.ask('GET', '/account/disowned-sign-ins')).status).toBe(404);
    fixture.clock.advance(7 * 24 * 3_600_000 + 1);
    expect(outcome(await disown(token))).toEqual([410, 'link-over']);
    expect((await signIn()).status).toBe(201);
  });
});

describe('the known browsers of an account', () => {
  it('are listed with the present one, and forgotten one by one', async () => {
    const first = await signIn();
    fixture.clock.advance(1000);
    const second = await signIn();
    const token = second.token ?? '';
    const devices = await devicesOf(token, deviceOf(second));
    expect(devices).toMatchObject([
      { isCurrent: true, userAgent: FIREFOX, address: '127.0.0.1' },
      { isCurrent: false, userAgent: FIREFOX },
    ]);
    const path = `/account/devices/${devices[1]?.deviceId}`;
    expect((await fixture.ask('DELETE', path, { token })).status).toBe(200);
    expect(outcome(await fixture.ask('DELETE', path, { token }))).toEqual([404, 'not-found']);
    expect(await devicesOf(token)).toHaveLength(1);
    const before = (await mailsOf()).length;
    await signIn(deviceOf(first));
    expect(await mailsOf()).toHaveLength(before + 1);
  });

  it('are one’s own: nobody forgets another’s', async () => {
    const token = (await signIn()).token ?? '';
    const [device] = await devicesOf(token);
    const stranger = await addUser(fixture, shop, 'administrator');
    const reply = await fixture.ask('DELETE', `/account/devices/${device?.deviceId}`, { token: stranger.token });
    expect(reply.status).toBe(404);
    expect(await devicesOf(token)).toHaveLength(1);
  });
});
