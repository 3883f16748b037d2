import { currencyOf } from '@mosaajii/domain/money';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  createAppFixture,
  OWNER_PASSWORD,
  setUpShop,
  type TestShop,
} from '../../app-fixture.ts';
import { createIds } from '../../platform/ids/index.ts';
import { createOrganization } from './create-organization.ts';
import { hashPassword } from './passwords/passwords.ts';

let fixture: AppFixture;
let first: TestShop;
let second: TestShop;
beforeAll(async () => {
  fixture = await createAppFixture();
  first = await setUpShop(fixture);
  second = { ...first, organizationId: await foundShop('Soko') };
});
afterAll(() => fixture.close());

async function foundShop(name: string): Promise<string> {
  const currency = currencyOf('KES');
  if (currency === null) throw new Error('no shillings');
  const passwordHash = await hashPassword('seven green owls');
  return fixture.db.globalTx(async (tx) => {
    const deps = { ids: createIds(), personal: fixture.personal } as Parameters<typeof createOrganization>[0];
    const { organizationId } = await createOrganization(deps, tx, {
      name,
      legalName: '',
      taxNumber: '',
      countryCode: 'KE',
      currency,
      locale: 'en-KE',
      timeZone: 'Africa/Nairobi',
      addressLines: [],
      pricesIncludeTax: true,
      cashRounding: null,
      denominations: { notesMinor: [], coinsMinor: [] },
      owner: { displayName: 'Baraka', email: `${name.toLowerCase()}@example.com`, passwordHash },
    });
    return organizationId;
  });
}

type Person = Awaited<ReturnType<typeof addUser>>;

/** Somebody of the first shop who belongs to the second one too. */
async function ofBoth(role: 'viewer' | 'manager' = 'viewer'): Promise<Person & { elsewhere: string }> {
  const person = await addUser(fixture, first, 'administrator');
  const elsewhere = createIds().next();
  await fixture.owner.query(
    'insert into organization_user (organization_id, user_id, account_id, display_name, role) values ($1, $2, $3, $4, $5)',
    [second.organizationId, elsewhere, person.accountId, 'Zawadi', role],
  );
  await fixture.owner.query('insert into membership (account_id, organization_id, user_id) values ($1, $2, $3)', [
    person.accountId,
    second.organizationId,
    elsewhere,
  ]);
  return { ...person, elsewhere };
}

const shopsOf = (token: string) => fixture.ask('GET', '/session/shops', { token });
const go = (token: string, organizationId: string) =>
  fixture.ask('POST', '/session/shop', { token, body: { organizationId } });
const session = (token: string | undefined) => fixture.ask('GET', '/session', { token: token ?? '' });

it('goes to another shop with a new session that is bound to it, and ends the old one', async () => {
  const person = await ofBoth();
  expect((await shopsOf(person.token)).body).toEqual({
    shops: [
      { organizationId: first.organizationId, name: 'Duka', isCurrent: true },
      { organizationId: second.organizationId, name: 'Soko', isCurrent: false },
    ],
    isAsked: true,
  });
  const switched = await go(person.token, second.organizationId);
  expect([switched.status, switched.body['user'], switched.body['organization']]).toMatchObject([
    200,
    { userId: person.elsewhere, role: 'viewer' },
    { organizationId: second.organizationId },
  ]);
  expect((await session(person.token)).status).toBe(401);
  expect((await session(switched.token)).body).toMatchObject({ organization: { name: 'Soko' } });
  expect((await shopsOf(switched.token ?? '')).body['isAsked']).toBe(false);
  // An administrator there is a viewer here: nothing of the other shop came along.
  expect((await fixture.ask('GET', '/users', { token: switched.token ?? '' })).body['code']).toBe('permission-missing');
  const trail = await fixture.owner.query<{ organization_id: string; action: string }>(
    "select organization_id, action from audit_entry where subject_id = any($1) and (detail->>'reason' = 'switched' or detail->>'isSwitched' = 'true')",
    [[person.userId, person.elsewhere]],
  );
  expect(new Set(trail.rows.map((row) => `${row.action} ${row.organization_id}`))).toEqual(
    new Set([`session.opened ${second.organizationId}`, `session.ended ${first.organizationId}`]),
  );
});

it('brings the proof of who one is along, and makes none', async () => {
  const person = await ofBoth();
  await fixture.owner.query("update session set confirmed_at = confirmed_at - interval '1 hour' where user_id = $1", [
    person.userId,
  ]);
  await go(person.token, second.organizationId);
  const { rows } = await fixture.owner.query<{ assurance: string; is_old: boolean }>(
    "select assurance, confirmed_at < now() - interval '50 minutes' as is_old from session where user_id = $1",
    [person.elsewhere],
  );
  expect(rows).toEqual([{ assurance: 'second-factor', is_old: true }]);
});

it('is remembered for the next sign-in', async () => {
  const person = await ofBoth();
  const signIn = () => fixture.ask('POST', '/sessions', { body: { email: person.email, password: OWNER_PASSWORD } });
  expect((await signIn()).body).toMatchObject({ organization: { name: 'Duka' } });
  await go(person.token, second.organizationId);
  expect((await signIn()).body).toMatchObject({ organization: { name: 'Soko' } });
  await fixture.owner.query("update organization_user set state = 'suspended' where user_id = $1", [person.elsewhere]);
  expect((await signIn()).body).toMatchObject({ organization: { name: 'Duka' } });
});

it('stays where it is when the present shop is chosen', async () => {
  const person = await ofBoth();
  const kept = await go(person.token, first.organizationId);
  expect([kept.status, kept.token]).toEqual([200, undefined]);
  expect((await shopsOf(person.token)).body['isAsked']).toBe(false);
});

it('goes nowhere else: not to a shop of others, not where one is suspended, not from a till', async () => {
  const stranger = await addUser(fixture, first, 'administrator');
  const foreign = await go(stranger.token, second.organizationId);
  const nowhere = await go(stranger.token, createIds().next());
  expect([foreign.status, foreign.body['detail']]).toEqual([404, nowhere.body['detail']]);
  expect((await shopsOf(stranger.token)).body).toMatchObject({ shops: [{ name: 'Duka' }], isAsked: false });
  const suspended = await ofBoth();
  await fixture.owner.query("update organization_user set state = 'suspended' where user_id = $1", [
    suspended.elsewhere,
  ]);
  expect((await go(suspended.token, second.organizationId)).status).toBe(404);
  const atTill = await ofBoth();
  await fixture.owner.query("update session set kind = 'register' where user_id = $1", [atTill.userId]);
  expect((await go(atTill.token, second.organizationId)).body['code']).toBe('conflict');
});

it('opens one session of ten that switch at once', async () => {
  const person = await ofBoth();
  const answers = await Promise.all(Array.from({ length: 10 }, () => go(person.token, second.organizationId)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 401]));
  const { rows } = await fixture.owner.query('select 1 from session where user_id = $1 and revoked_at is null', [
    person.elsewhere,
  ]);
  expect(rows).toHaveLength(1);
});
