import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  ownerToken,
  setUpShop,
  type TestShop,
} from '../../../app-fixture.ts';

let fixture: AppFixture;
let shop: TestShop;
let administrator: Awaited<ReturnType<typeof addUser>>;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
  administrator = await addUser(fixture, shop, 'administrator');
});
afterAll(() => fixture.close());

const set = (months: unknown, token = shop.token) =>
  fixture.ask('PUT', '/audit/retention', { token, body: { months } });
const written = async (action: string) =>
  (await fixture.owner.query<{ detail: unknown }>('select detail from audit_entry where action = $1', [action])).rows;

it('keeps everything until the owner says otherwise', async () => {
  const { status, body } = await fixture.ask('GET', '/audit/retention', { token: shop.token });
  expect(status).toBe(200);
  expect(body).toEqual({
    months: null,
    setBy: null,
    setAt: null,
    inForceFrom: null,
    removesBefore: null,
    removable: 0,
    removed: null,
    mayChange: true,
  });
});

it('is the owner’s to set: other administrators see it, and are told', async () => {
  const refused = await set(24, administrator.token);
  expect([refused.status, refused.body['code']]).toEqual([403, 'owner-only']);
  const reply = await set(24);
  expect(reply.status).toBe(200);
  expect(reply.body).toMatchObject({ months: 24, setBy: shop.session.user.userId, removable: 0, mayChange: true });
  const week = Date.parse(String(reply.body['inForceFrom'])) - Date.parse(String(reply.body['setAt']));
  expect(week).toBe(7 * 24 * 3_600_000);
  const seen = await fixture.ask('GET', '/audit/retention', { token: administrator.token });
  expect(seen.body).toMatchObject({ months: 24, mayChange: false });
  const { rows } = await fixture.owner.query('select template, user_id from notice');
  expect(rows).toEqual([{ template: 'audit/retention-set', user_id: administrator.userId }]);
  expect(await written('audit.retention-set')).toEqual([
    { detail: { before: { months: null }, after: { months: 24 } } },
  ]);
});

it('changes nothing when it is set again, also ten times at once: the week goes on', async () => {
  const before = await set(36);
  const again = await Promise.all(Array.from({ length: 10 }, () => set(36)));
  for (const { body } of again) expect([body['months'], body['setAt']]).toEqual([36, before.body['setAt']]);
  expect(await written('audit.retention-set')).toHaveLength(2);
});

it('counts what it would remove', async () => {
  await fixture.owner.query(
    "insert into audit_entry (organization_id, entry_id, change_id, occurred_at, action, subject_kind, subject_id) select $1, gen_random_uuid(), gen_random_uuid(), now() - interval '4 years', 'old.one', 'thing', g::text from generate_series(1, 7) g",
    [shop.organizationId],
  );
  expect((await set(36)).body).toMatchObject({ removable: 7 });
  expect((await set(null)).body).toMatchObject({ months: null, removable: 0, inForceFrom: null });
});

it.each([11, 0, -1, 241, 12.5, '12', undefined])('takes no rule of %s months', async (months) => {
  expect((await set(months)).status).toBe(400);
});

it('asks again who it is after five minutes', async () => {
  fixture.clock.advance(6 * 60_000);
  expect((await set(24)).body['code']).toBe('confirmation-needed');
  expect((await set(24, await ownerToken(fixture, shop))).status).toBe(200);
});
