import { handedCode, type Invitation, invitation, invitationList, joinOffer } from '@mosaajii/contract/invitations';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  type Reply,
  setUpShop,
  type TestShop,
} from '../../../../app-fixture.ts';

let fixture: AppFixture;
let shop: TestShop;
const foreign = uuidv7();
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  await fixture.owner.query('insert into tenant (organization_id) values ($1)', [foreign]);
  await fixture.owner.query(
    "insert into organization (organization_id, name, country_code, currency_code, currency_exponent) values ($1, 'Theirs', 'KE', 'KES', 2)",
    [foreign],
  );
});
afterAll(() => fixture.close());

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PASSWORD = 'nine purple kites';
let counter = 0;

function requestOf(more: object = {}) {
  counter += 1;
  return {
    invitationId: uuidv7(),
    email: `Guest-${counter}@Example.com`,
    displayName: `Guest ${counter}`,
    role: 'cashier',
    delivery: 'in-person',
    ...more,
  };
}
const post = (path: string, body: object = {}, token = shop.token) => fixture.ask('POST', path, { token, body });
const invite = (body: object, token = shop.token): Promise<Reply> => post('/invitations', body, token);
async function invited(more: object = {}): Promise<Invitation> {
  const reply = await invite(requestOf(more));
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return invitation.parse(reply.body);
}
async function codeOf({ invitationId }: Invitation): Promise<string> {
  const reply = await post(`/invitations/${invitationId}/code`);
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return handedCode.parse(reply.body).code;
}
const targetOf = ({ invitationId }: Invitation) => ({ organizationId: shop.organizationId, invitationId });
const join = (to: Invitation, code: string, more: object = {}) =>
  fixture.ask('POST', '/join', {
    body: { ...targetOf(to), code, displayName: to.displayName, password: PASSWORD, ...more },
  });
const check = (to: Invitation, code: string) => fixture.ask('POST', '/join/check', { body: { ...targetOf(to), code } });
const signIn = (email: string, password = PASSWORD) => fixture.ask('POST', '/sessions', { body: { email, password } });
async function rows<T>(text: string, values: readonly unknown[]): Promise<T[]> {
  return (await fixture.owner.query(text, [...values])).rows as T[];
}
const messagesOf = (template: string) =>
  rows<{ params: Record<string, string> }>('select params from message where template = $1 order by created_at', [
    template,
  ]);
const list = async () =>
  invitationList.parse((await fixture.ask('GET', '/invitations', { token: shop.token })).body).items;

describe('an invitation', () => {
  it('is made once, sent once and kept sealed, however often it is asked for', async () => {
    const body = requestOf({ delivery: 'email' });
    const replies = await Promise.all(Array.from({ length: 10 }, () => invite(body)));
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([201]));
    const sent = (await messagesOf('people/invitation')).filter(
      (row) => row.params['invitationId'] === body.invitationId,
    );
    expect(sent).toMatchObject([
      { params: { shopName: 'Duka', inviterName: 'Amina', organizationId: shop.organizationId } },
    ]);
    expect((await list()).find((item) => item.invitationId === body.invitationId)).toMatchObject({
      email: body.email.toLowerCase(),
      displayName: body.displayName,
      state: 'pending',
      path: `/join?shop=${shop.organizationId}&invitation=${body.invitationId}`,
    });
    const [stored] = await rows<{ text: string }>(
      'select row_to_json(i)::text as text from invitation i where invitation_id = $1',
      [body.invitationId],
    );
    expect(stored?.text.toLowerCase()).not.toContain(body.email.toLowerCase());
    expect(stored?.text).not.toContain(body.displayName);
    const other = await invite({ ...body, role: 'viewer' });
    expect(other.body).toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('is one for each address, and none for a member', async () => {
    const first = requestOf();
    const twins = await Promise.all([invite(first), invite({ ...first, invitationId: uuidv7() })]);
    expect(twins.map((reply) => reply.status).sort()).toEqual([201, 409]);
    const { email } = await addUser(fixture, shop, 'viewer');
    expect((await invite(requestOf({ email }))).body).toMatchObject({ code: 'conflict' });
  });

  it('gives nobody more than the inviter has', async () => {
    const manager = await addUser(fixture, shop, 'manager');
    expect((await invite(requestOf(), manager.token)).body).toMatchObject({ code: 'permission-missing' });
    // Somebody whose own role may write users and little else.
    const roleId = uuidv7();
    const helper = await addUser(fixture, shop, 'viewer');
    await fixture.owner.query(
      `insert into role (organization_id, role_id, name, permissions, limits) values ($1, $2, 'Helper', '{users.read,users.write,orders.read}', '{}')`,
      [shop.organizationId, roleId],
    );
    await fixture.owner.query(
      'insert into role_grant (organization_id, grant_id, user_id, role_id, granted_by) values ($1, $2, $3, $4, $3)',
      [shop.organizationId, uuidv7(), helper.userId, roleId],
    );
    expect((await invite(requestOf({ role: 'administrator' }), helper.token)).body).toMatchObject({
      code: 'beyond-own-rights',
    });
    const above = await fixture.ask('PATCH', `/users/${manager.userId}`, {
      token: helper.token,
      body: { version: 1, state: 'suspended' },
    });
    expect(above.body).toMatchObject({ code: 'beyond-own-rights' });
    expect((await invite(requestOf({ role: 'viewer' }), helper.token)).status).toBe(201);
  });

  it('is for stores and people of this shop only', async () => {
    const theirs = uuidv7();
    await fixture.owner.query(
      "insert into store (organization_id, store_id, code, name) values ($1, $2, 'S1', 'Theirs')",
      [foreign, theirs],
    );
    expect((await invite(requestOf({ storeIds: [theirs] }))).status).toBe(404);
    expect((await invite(requestOf({ userId: uuidv7() }))).status).toBe(404);
  });
});

describe('joining', () => {
  it('tells whoever has the code what it is about, makes account and person, and then one signs in', async () => {
    const to = await invited({ role: 'manager' });
    const code = await codeOf(to);
    expect(joinOffer.parse((await check(to, code.toLowerCase())).body)).toEqual({
      shopName: 'Duka',
      email: to.email,
      displayName: to.displayName,
      role: 'manager',
      hasAccount: false,
    });
    expect((await join(to, code)).status).toBe(201);
    const session = await signIn(to.email);
    expect(session.body).toMatchObject({ user: { displayName: to.displayName, role: 'manager' } });
    expect((await list()).find((item) => item.invitationId === to.invitationId)?.state).toBe('accepted');
    const audit = await rows("select action from audit_entry where detail->>'invitationId' = $1", [to.invitationId]);
    expect(audit).toEqual([{ action: 'invitation.accepted' }]);
  });

  it('lets one of five in who have the right code at once', async () => {
    const to = await invited();
    const code = await codeOf(to);
    const replies = await Promise.all(Array.from({ length: 5 }, () => join(to, code)));
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1);
    const people = await rows('select 1 from organization_user where display_name = $1', [to.displayName]);
    expect(people).toHaveLength(1);
  });

  it('of an address with an account keeps its password and asks for none', async () => {
    const to = await invited();
    await join(to, await codeOf(to));
    const [person] = await rows<{ user_id: string; account_id: string }>(
      'select user_id, account_id from organization_user where display_name = $1',
      [to.displayName],
    );
    // The same address again, after its owner is of no shop any more.
    await fixture.owner.query('delete from membership where account_id = $1', [person?.account_id]);
    await fixture.owner.query('update organization_user set account_id = null where user_id = $1', [person?.user_id]);
    const again = await invited({ email: to.email, userId: person?.user_id, role: 'viewer' });
    const code = await codeOf(again);
    expect((await check(again, code)).body).toMatchObject({ hasAccount: true });
    expect((await join(again, code, { password: 'another password that is long' })).body).toMatchObject({
      code: 'conflict',
    });
    expect((await join(again, code, { password: undefined })).status).toBe(201);
    expect((await signIn(to.email)).body).toMatchObject({ user: { userId: person?.user_id, role: 'viewer' } });
  });

  it('with stores gives the role there, and nowhere else', async () => {
    const to = await invited({ storeIds: [shop.storeId], role: 'manager' });
    await join(to, await codeOf(to));
    const granted = await rows(
      'select g.built_in, g.store_ids, u.has_base_role from role_grant g join organization_user u using (organization_id, user_id) where u.display_name = $1',
      [to.displayName],
    );
    expect(granted).toEqual([{ built_in: 'manager', store_ids: [shop.storeId], has_base_role: false }]);
  });

  it('takes no weak password, no other shop, no other invitation, no withdrawn, no expired one', async () => {
    const to = await invited();
    const code = await codeOf(to);
    expect((await join(to, code, { password: 'passwordpassword' })).body).toMatchObject({ code: 'password-too-weak' });
    expect((await join(to, code, { organizationId: foreign })).body).toMatchObject({ code: 'code-wrong' });
    expect((await join(await invited(), code)).body).toMatchObject({ code: 'code-wrong' });
    const withdrawn = await fixture.ask('DELETE', `/invitations/${to.invitationId}`, { token: shop.token });
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn' });
    expect((await join(to, code)).body).toMatchObject({ code: 'code-wrong' });
    expect((await post(`/invitations/${to.invitationId}/send`)).body).toMatchObject({ code: 'conflict' });
    const late = await invited();
    fixture.clock.advance(7 * DAY + MINUTE);
    shop = { ...shop, token: (await addUser(fixture, shop, 'administrator')).token };
    const fresh = await codeOf(late);
    expect((await join(late, fresh)).body).toMatchObject({ code: 'code-wrong' });
    expect((await list()).find((item) => item.invitationId === late.invitationId)?.state).toBe('expired');
    expect((await post(`/invitations/${late.invitationId}/send`)).body).toMatchObject({ state: 'pending' });
    expect((await join(late, fresh)).status).toBe(201);
  });

  it('is over with the inviter: an invitation of somebody who was suspended opens nothing', async () => {
    const inviter = await addUser(fixture, shop, 'administrator');
    const body = requestOf();
    const to = invitation.parse((await invite(body, inviter.token)).body);
    const code = await codeOf(to);
    await fixture.owner.query("update organization_user set state = 'suspended' where user_id = $1", [inviter.userId]);
    expect((await join(to, code)).body).toMatchObject({ code: 'code-wrong' });
  });
});

describe('a code by e-mail', () => {
  const ask = (invitationId: string, organizationId = shop.organizationId) =>
    fixture.ask('POST', '/join/code', { body: { organizationId, invitationId } });

  it('is answered the same way whether there is such an invitation or not, and sent to its address alone', async () => {
    const to = await invited({ delivery: 'email' });
    const before = (await messagesOf('people/join-code')).length;
    const replies = [
      await ask(to.invitationId),
      await ask(uuidv7()),
      await ask(to.invitationId, foreign),
      await ask(to.invitationId, uuidv7()),
    ];
    for (const reply of replies) expect([reply.status, reply.body]).toEqual([202, {}]);
    const sent = (await messagesOf('people/join-code')).slice(before);
    // What it says is for the recipient alone.
    expect(sent).toEqual([{ params: {} }]);
    expect((await post(`/invitations/${to.invitationId}/code`)).body).toMatchObject({ code: 'conflict' });
  });

  it('is sent three times in a quarter of an hour at most, and nobody is told', async () => {
    const to = await invited({ delivery: 'email' });
    for (let index = 0; index < 5; index += 1) expect((await ask(to.invitationId)).status).toBe(202);
    const codes = await rows('select 1 from one_time_code where subject_id = $1', [to.invitationId]);
    expect(codes).toHaveLength(3);
  });
});

it('is sent again together with many others, each answered on its own', async () => {
  const open = [await invited({ delivery: 'email' }), await invited({ delivery: 'email' })];
  const taken = await invited();
  await fixture.ask('DELETE', `/invitations/${taken.invitationId}`, { token: shop.token });
  fixture.clock.advance(2 * MINUTE);
  const fresh = await invited({ delivery: 'email' });
  const nobody = uuidv7();
  const sendMany = () =>
    post('/invitations/send', {
      invitationIds: [...open.map(({ invitationId }) => invitationId), taken.invitationId, fresh.invitationId, nobody],
    });
  const letters = async () => {
    const { rows } = await fixture.owner.query<{ count: number }>(
      "select count(*)::int as count from message where template = 'people/invitation'",
    );
    return rows[0]?.count ?? 0;
  };
  const before = await letters();
  const twins = await Promise.all([sendMany(), sendMany(), sendMany()]);
  const outcomes = twins.map(({ body }) =>
    (body['items'] as { outcome: string; code: string | null }[]).map((one) => one.outcome),
  );
  expect(outcomes.filter(([first, second]) => first === 'sent' && second === 'sent')).toHaveLength(1);
  for (const [, , third, fourth, fifth] of outcomes)
    expect([third, fourth, fifth]).toEqual(['refused', 'unchanged', 'refused']);
  expect((await letters()) - before).toBe(2);
  const manager = await addUser(fixture, shop, 'manager');
  expect((await post('/invitations/send', { invitationIds: [nobody] }, manager.token)).status).toBe(403);
});

it('is sent again once a minute at most', async () => {
  const to = await invited({ delivery: 'email' });
  const early = await post(`/invitations/${to.invitationId}/send`);
  expect([early.status, early.headers['retry-after']]).toEqual([429, '60']);
  fixture.clock.advance(MINUTE);
  expect((await post(`/invitations/${to.invitationId}/send`)).status).toBe(200);
});
