import { createTestDatabase, type TestDatabase } from '@mosaajii/testkit/database';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../../platform/database/index.ts';
import { encodeCursor } from '../../../platform/paging/index.ts';
import { createPersonal } from '../../../platform/personal/index.ts';
import { rootKeysInMemory } from '../../../platform/secrets/index.ts';
import { listPeople, type PeoplePage, pageStatement } from './list-people.ts';

let database: TestDatabase;
let db: Database;
let owner: Client;
const organizationOf = (n: number) => `01900000-0000-7000-8000-00000000000${n}`;
const ours = organizationOf(3);
const ID = '01900000-0000-7000-8000-00000000000a';

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.appUrl, poolSize: 2 });
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  for (let n = 0; n < 8; n += 1) {
    await owner.query('insert into tenant (organization_id) values ($1)', [organizationOf(n)]);
    await owner.query(
      "insert into organization (organization_id, name, country_code, currency_code, currency_exponent) values ($1, 'Shop', 'KE', 'KES', 2)",
      [organizationOf(n)],
    );
    await owner.query(
      `insert into organization_user (organization_id, user_id, display_name, role, state, created_at)
       select $1, gen_random_uuid(), 'Person ' || md5(g::text), case when g % 50 = 0 then 'manager' else 'cashier' end,
         case when g % 10 = 0 then 'deactivated' else 'active' end, '2026-01-01'::timestamptz + g * interval '1 minute'
       from generate_series(1, 10000) g`,
      [organizationOf(n)],
    );
  }
  await owner.query('analyze organization_user');
}, 60_000);
afterAll(async () => {
  await db.close();
  await owner.end();
  await database.drop();
});

const personal = createPersonal({ rootKeys: rootKeysInMemory(), clock: { now: () => new Date() } });
const page = (more: Partial<PeoplePage>): PeoplePage => ({
  state: 'present',
  sort: 'name',
  limit: 50,
  managed: [ID],
  ...more,
});
const pages: [string, PeoplePage][] = [
  ['first page', page({})],
  ['page in the middle', page({ cursor: encodeCursor(['person 8', ID]) })],
  ['last names', page({ sort: '-name' })],
  ['newest', page({ sort: 'newest', cursor: encodeCursor(['2026-01-03T00:00:00Z', ID]) })],
  ['search', page({ query: 'person abc' })],
  ['search that finds nobody', page({ query: 'nobody there' })],
  ['address', page({ query: 'somebody@example.com', accountId: ID })],
  ['role and state', page({ role: 'manager', state: 'deactivated' })],
];

it.each(pages)('the %s of 10,000 people among 80,000 comes through an index', async (_name, asked) => {
  const plan = await db.read(ours, async (tx) => {
    const statement = pageStatement(tx, asked);
    if (statement === null) throw new Error('no statement');
    const rows = await tx.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${statement.text}`, statement.values);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  expect(plan).not.toContain('Seq Scan on organization_user');
  expect(plan).toMatch(/organization_user_(name|newest|pkey|organization_id_account_id_key)/);
});

it('counts no further than 10,000 and says so', async () => {
  const found = await db.read(ours, (tx) => listPeople(personal, tx, page({ state: 'all' })));
  expect(found?.total).toEqual({ count: 10_000, isExact: true });
  expect(found?.items).toHaveLength(50);
});
