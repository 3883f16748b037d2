import { createTestDatabase, type TestDatabase } from '@mosaajii/testkit/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type Database } from './index.ts';
import { interleave } from './testing/prove-interleaving.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.appUrl, poolSize: 2 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

it('two connections and many organizations at once, most of them interrupted: nobody sees what is not theirs', async () => {
  const count = 120;
  expect(await interleave(db, 0, count)).toEqual({ passed: count, leaks: [] });
}, 60_000);

it('would notice a connection that kept the organization of whoever had it before', async () => {
  const leaking: Database = {
    ...db,
    globalTx: (work) =>
      db.globalTx(async (tx) => {
        await tx.query("select set_config('app.organization_id', organization_id::text, true) from tenant limit 1");
        return work(tx);
      }),
  };
  const { leaks } = await interleave(leaking, 1000, 12);
  expect(leaks.length).toBeGreaterThan(0);
}, 60_000);
