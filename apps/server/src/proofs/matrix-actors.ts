import { PERMISSION_TABLE, type Permission, ROLE_PERMISSIONS, ROLES } from '@mosaajii/domain/permission';
import { type AppFixture, addUser, credentialOf, publicKeyJwk, type TestShop } from '../app-fixture.ts';
import { createIds } from '../platform/ids/index.ts';

/** Somebody who asks, and what the policy table says about the like of them. */
export interface MatrixActor {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Nobody: whoever the server does not know, or knows and does not let in any more. */
  readonly kind: 'nobody' | 'user' | 'register' | 'revoked-register';
  readonly permissions: ReadonlySet<Permission>;
  readonly isOperator: boolean;
  readonly isConfirmed: boolean;
  readonly assurance: 'password' | 'second-factor';
}

const ids = createIds();
const NOTHING: ReadonlySet<Permission> = new Set();
const STRANGER = { permissions: NOTHING, isOperator: false, isConfirmed: true, assurance: 'second-factor' } as const;
const SOME_ID = '01900000-0000-7000-8000-000000000000';
/** What the role of the shop's own includes. */
const OWN_ROLE: readonly Permission[] = ['catalog.read', 'catalog.write', 'stock.adjust'];

/** Everybody who could ask. Each is made anew by the fixture; none of them shares a session with another. */
export async function matrixActors(fixture: AppFixture, shop: TestShop): Promise<readonly MatrixActor[]> {
  return [
    ...nobodies(),
    ...(await people(fixture, shop)),
    ...(await gone(fixture, shop)),
    ...(await registers(fixture, shop)),
  ];
}

function nobodies(): readonly MatrixActor[] {
  const of = (name: string, headers: Record<string, string>): MatrixActor => ({
    name,
    headers,
    kind: 'nobody',
    ...STRANGER,
  });
  return [
    of('nobody', {}),
    of('an invented session', { cookie: `sid=${'A'.repeat(43)}` }),
    of('an invented register', { authorization: `Register ${SOME_ID}.${SOME_ID}.${'A'.repeat(43)}` }),
  ];
}

type Person = Awaited<ReturnType<typeof addUser>>;

function personOf({ token }: Person, name: string, may: Partial<MatrixActor>): MatrixActor {
  return { name, headers: { cookie: `sid=${token}` }, kind: 'user', ...STRANGER, ...may };
}

async function people(fixture: AppFixture, shop: TestShop): Promise<readonly MatrixActor[]> {
  const made: MatrixActor[] = [];
  for (const role of ROLES) {
    made.push(personOf(await addUser(fixture, shop, role), role, { permissions: ROLE_PERMISSIONS[role] }));
  }
  const administrator = { permissions: ROLE_PERMISSIONS.administrator };
  const operator = await addUser(fixture, shop, 'administrator');
  await fixture.owner.query('insert into operator (account_id) values ($1)', [operator.accountId]);
  made.push(personOf(operator, 'operator', { ...administrator, isOperator: true }));
  const weak = await addUser(fixture, shop, 'administrator', { assurance: 'password' });
  made.push(personOf(weak, 'administrator without a second factor', { ...administrator, assurance: 'password' }));
  const stale = await addUser(fixture, shop, 'administrator');
  await fixture.owner.query(
    "update session set confirmed_at = confirmed_at - interval '6 minutes' where user_id = $1",
    [stale.userId],
  );
  made.push(personOf(stale, 'administrator of an hour ago', { ...administrator, isConfirmed: false }));
  made.push(
    personOf(await withOwnRole(fixture, shop, null), 'role of the shop’s own', { permissions: new Set(OWN_ROLE) }),
  );
  made.push(personOf(await withOwnRole(fixture, shop, '2020-01-01T00:00:00Z'), 'role that has run out', {}));
  made.push(personOf(await ofAnotherStore(fixture, shop), 'administrator of another store', { permissions: NARROWED }));
  return made;
}

/** All that an administrator has but what concerns all stores at once. */
const NARROWED: ReadonlySet<Permission> = new Set(
  [...ROLE_PERMISSIONS.administrator].filter((permission) => !PERMISSION_TABLE[permission].isWhole),
);

async function ofAnotherStore(fixture: AppFixture, shop: TestShop): Promise<Person> {
  const person = await addUser(fixture, shop, 'administrator');
  const storeId = ids.next();
  await fixture.owner.query("insert into store (organization_id, store_id, code, name) values ($1, $2, 'S2', 'Far')", [
    shop.organizationId,
    storeId,
  ]);
  await fixture.owner.query(
    "insert into role_grant (organization_id, grant_id, user_id, built_in, store_ids, granted_by) values ($1, $2, $3, 'administrator', $4, $3)",
    [shop.organizationId, ids.next(), person.userId, [storeId]],
  );
  await fixture.owner.query('update organization_user set has_base_role = false where user_id = $1', [person.userId]);
  return person;
}

async function withOwnRole(fixture: AppFixture, shop: TestShop, validUntil: string | null): Promise<Person> {
  const person = await addUser(fixture, shop, 'administrator');
  const [roleId, { organizationId }] = [ids.next(), shop];
  await fixture.owner.query(
    "insert into role (organization_id, role_id, name, permissions, limits) values ($1, $2, $3, $4, '{}')",
    [organizationId, roleId, `Keeper ${roleId.slice(-6)}`, OWN_ROLE],
  );
  await fixture.owner.query(
    'insert into role_grant (organization_id, grant_id, user_id, role_id, valid_until, granted_by) values ($1, $2, $3, $4, $5, $3)',
    [organizationId, ids.next(), person.userId, roleId, validUntil],
  );
  await fixture.owner.query('update organization_user set has_base_role = false where user_id = $1', [person.userId]);
  return person;
}

/** Who was let in once: their cookie is as good as none. */
async function gone(fixture: AppFixture, shop: TestShop): Promise<readonly MatrixActor[]> {
  const ways: Readonly<Record<string, string>> = {
    'a suspended person': "update organization_user set state = 'suspended' where user_id = $1",
    'a suspended account':
      "update account set state = 'suspended' where account_id = (select account_id from organization_user where user_id = $1)",
    'a session that was ended': 'update session set revoked_at = now() where user_id = $1',
    'a session that has run out': "update session set expires_at = now() - interval '1 hour' where user_id = $1",
    'a session left idle': "update session set last_seen_at = now() - interval '13 hours' where user_id = $1",
  };
  const made: MatrixActor[] = [];
  for (const [name, sql] of Object.entries(ways)) {
    const person = await addUser(fixture, shop, 'administrator');
    await fixture.owner.query(sql, [person.userId]);
    made.push({ ...personOf(person, name, {}), kind: 'nobody' });
  }
  return made;
}

async function registers(fixture: AppFixture, shop: TestShop): Promise<readonly MatrixActor[]> {
  const enrolled = await fixture.ask('POST', '/registers', {
    token: shop.token,
    body: { name: 'Lost till', publicKey: publicKeyJwk() },
  });
  if (enrolled.status !== 201) throw new Error(`no register: ${JSON.stringify(enrolled.body)}`);
  const { registerId } = enrolled.body as { registerId: string };
  await fixture.owner.query("update register set state = 'revoked' where register_id = $1", [registerId]);
  const lost = credentialOf(enrolled.body as unknown as Parameters<typeof credentialOf>[0]);
  return [
    { name: 'register', headers: credentialOf(shop.enrolment), kind: 'register', ...STRANGER },
    { name: 'a revoked register', headers: lost, kind: 'revoked-register', ...STRANGER },
  ];
}
