import { createTestDatabase, type TestDatabase } from '@mosaajii/testkit/database';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type Database, sqlState, uniqueViolation } from './index.ts';

const one = '01900000-0000-7000-8000-00000000000a';
const two = '01900000-0000-7000-8000-00000000000b';
let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.appUrl, poolSize: 4 });
  await db.globalTx(async (tx) => {
    for (const organizationId of [one, two]) {
      await tx.query('insert into tenant (organization_id) values ($1)', [organizationId]);
      const inside = await tx.enter(organizationId);
      await inside.query(
        "insert into organization (organization_id, name, country_code, currency_code, currency_exponent) values ($1, $2, 'KE', 'KES', 2)",
        [organizationId, `shop ${organizationId.slice(-1)}`],
      );
    }
  });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const namesSeen = (organizationId: string) =>
  db
    .tx(organizationId, (tx) => tx.query<{ name: string }>('select name from organization'))
    .then((rows) => rows.map((row) => row.name));

describe('a transaction', () => {
  it('sees one organization, also when connections are shared by many and some fail', async () => {
    const work = Array.from({ length: 400 }, (_, index) => async () => {
      const organizationId = index % 2 === 0 ? one : two;
      if (index % 7 === 0) {
        await expect(db.tx(organizationId, (tx) => tx.query('select 1 / 0'))).rejects.toThrow('division');
      }
      expect(await namesSeen(organizationId)).toEqual([`shop ${organizationId.slice(-1)}`]);
      if (index % 5 === 0) expect(await db.globalTx((tx) => tx.query('select * from organization'))).toEqual([]);
    });
    await Promise.all(work.map((task) => task()));
  });

  it('takes only an id for an organization', async () => {
    const attacks = ["'; drop table organization; --", '', 'x', one.toUpperCase(), `${one}'`];
    for (const attack of attacks) await expect(db.tx(attack, (tx) => tx.query('select 1'))).rejects.toThrow(TypeError);
    await expect(db.globalTx((tx) => tx.enter("' or true --"))).rejects.toThrow(TypeError);
  });

  it('takes everything back when the work throws, and tells nobody of a change', async () => {
    const heard: string[] = [];
    const stop = db.onChanged((organizationId) => heard.push(organizationId));
    const failing = db.tx(one, async (tx) => {
      tx.markChanged();
      await tx.query("update organization set name = 'gone' where organization_id = $1", [one]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await namesSeen(one)).toEqual(['shop a']);
    expect(heard).toEqual([]);
    await db.tx(one, async (tx) => tx.markChanged());
    expect(heard).toEqual([one]);
    stop();
  });

  it('does not pretend to have committed what failed inside and was swallowed', async () => {
    const swallowing = db.tx(one, async (tx) => {
      await tx.query('select 1 / 0').catch(() => undefined);
      return 'done';
    });
    await expect(swallowing).rejects.toThrow('rolled back');
  });

  it('ends with its last statement when asked to, and takes nothing after it', async () => {
    const text = 'update organization set name = $2 where organization_id = $1 returning name';
    const rows = await db.tx(one, (tx) => tx.queryAndCommit(text, [one, 'renamed'], 'rename'));
    expect(rows).toEqual([{ name: 'renamed' }]);
    expect(await namesSeen(one)).toEqual(['renamed']);
    const late = db.tx(one, async (tx) => {
      await tx.queryAndCommit(text, [one, 'shop a'], 'rename');
      return tx.query('select 1');
    });
    await expect(late).rejects.toThrow('has been committed');
    expect(await namesSeen(one)).toEqual(['shop a']);
  });

  it('takes everything back when its last statement, or one on its way, is refused', async () => {
    const half = "update organization set name = 'half' where name like 'shop %'";
    const last = db.tx(one, async (tx) => {
      await tx.query(half);
      return tx.queryAndCommit('select 1 / $1::int', [0]);
    });
    await expect(last).rejects.toThrow('division');
    const onItsWay = db.tx(one, async (tx) => {
      const refused = tx.query('select 1 / 0');
      const after = tx.queryAndCommit(half, []);
      await Promise.all([refused, after]);
    });
    await expect(onItsWay).rejects.toThrow('division');
    expect(await namesSeen(one)).toEqual(['shop a']);
  });

  it('plans once without walking over a table, where it was asked to', async () => {
    const settings = await db.tx(
      one,
      (tx) =>
        tx.query(
          "select name, setting from pg_settings where name in ('plan_cache_mode', 'enable_seqscan') order by name",
        ),
      { isPlannedOnce: true },
    );
    expect(settings.map((row) => Object.values(row as object))).toEqual([
      ['enable_seqscan', 'off'],
      ['plan_cache_mode', 'force_generic_plan'],
    ]);
  });

  it('cannot write when it only reads', async () => {
    const writing = db.read(one, (tx) => tx.query("update organization set name = 'x'"));
    await expect(writing).rejects.toSatisfy((error) => sqlState(error) === '25006');
  });

  it('is repeated after a deadlock, so that both sides of one succeed', async () => {
    const attempts = { a: 0, b: 0 };
    const bump = (key: 'a' | 'b', first: number, second: number, meet: () => Promise<void>) =>
      db.tx(one, async (tx) => {
        attempts[key] += 1;
        await tx.query('select pg_advisory_xact_lock($1)', [first]);
        if (attempts[key] === 1) await meet();
        await tx.query('select pg_advisory_xact_lock($1)', [second]);
      });
    const meet = meeting(2);
    await Promise.all([bump('a', 901, 902, meet), bump('b', 902, 901, meet)]);
    expect(attempts.a + attempts.b).toBe(3);
  });

  it('gives integers, dates and their arrays as we use them', async () => {
    const [row] = await db.tx(one, (tx) =>
      tx.query(
        "select 9007199254740991::int8 as big, '2026-03-01'::date as day, array[1, null, -2]::int8[] as bigs, '{}'::int8[] as none",
      ),
    );
    expect(row).toEqual({ big: 9_007_199_254_740_991, day: '2026-03-01', bigs: [1, null, -2], none: [] });
    await expect(db.tx(one, (tx) => tx.query('select 9007199254740992::int8 as big'))).rejects.toThrow('safe integer');
    expect(await namesSeen(one)).toEqual(['shop a']);
  });

  it('names the constraint of a unique violation', async () => {
    const twice = db.globalTx((tx) => tx.query('insert into tenant (organization_id) values ($1)', [one]));
    await expect(twice).rejects.toSatisfy((error) => uniqueViolation(error) === 'tenant_pkey');
  });

  it('goes on after its connections were ended from outside', async () => {
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mosaajii' and datname = $1",
      [database.name],
    );
    await owner.end();
    // The pool hears of the ends one after the other; at most one use per connection may still fail.
    const tries = Array.from({ length: 5 }, () => () => namesSeen(one).catch(() => null));
    let last: string[] | null = null;
    for (const attempt of tries) last = await attempt();
    expect(last).toEqual(['shop a']);
  });
});

/** Resolves for everybody once `count` have come. */
function meeting(count: number): () => Promise<void> {
  let here = 0;
  let open: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    here += 1;
    if (here === count) open();
    return all;
  };
}
