import { createTestDatabase, type TestDatabase } from '@mosaajii/testkit/database';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../database/index.ts';
import { createLog } from '../log/index.ts';
import { type Poke, recordChange, sealOrganization, startFeed, verifyAudit } from './index.ts';

let database: TestDatabase;
let db: Database;
let owner: pg.Client;
let organizationId = '';

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.appUrl, poolSize: 6 });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await db.close();
  await owner.end();
  await database.drop();
});
beforeEach(async () => {
  organizationId = uuidv7();
  await db.globalTx((tx) => tx.query('insert into tenant (organization_id) values ($1)', [organizationId]));
});

const CHANGED = { action: 'settings.changed', subjectKind: 'store' } as const;
const change = (subjectId: string, more: { ids?: string[]; changeId?: string } = {}) =>
  db.tx(organizationId, (tx) =>
    recordChange(tx, {
      kind: 'settings',
      ids: more.ids ?? [],
      ...(more.changeId === undefined ? {} : { changeId: more.changeId }),
      audit: [{ ...CHANGED, subjectId, detail: { z: 1, a: { y: [1, 'ü'], x: null } } }],
    }),
  );
const seal = () => db.tx(organizationId, sealOrganization);
const verify = () => db.read(organizationId, verifyAudit);
async function positions(): Promise<(number | null)[]> {
  const rows = await db.read(organizationId, (tx) =>
    tx.query<{ position: number | null }>(
      'select position from change_feed where organization_id = $1 order by position nulls last',
      [organizationId],
    ),
  );
  return rows.map((row) => row.position);
}

describe('the sealer', () => {
  it('gives positions without gaps, in any number of rounds', async () => {
    for (const name of ['a', 'b', 'c']) await change(name);
    expect(await seal()).toMatchObject({ position: 3, count: 3, isMore: false });
    await change('d');
    expect(await seal()).toMatchObject({ position: 4, count: 1, isMore: false });
    expect(await seal()).toMatchObject({ position: 4, count: 0, isMore: false });
    expect(await positions()).toEqual([1, 2, 3, 4]);
  });

  it('puts a transaction that commits late behind what was sealed meanwhile, though it began first', async () => {
    const late = new pg.Client({ connectionString: database.appUrl });
    await late.connect();
    const lateId = uuidv7();
    await late.query(`begin; set local app.organization_id = '${organizationId}'`);
    await late.query("insert into change_feed (organization_id, change_id, kind) values ($1, $2, 'sale')", [
      organizationId,
      lateId,
    ]);
    await change('early');
    expect(await seal()).toMatchObject({ position: 1, count: 1 });
    await late.query('commit');
    await late.end();
    expect(await seal()).toMatchObject({ position: 2, count: 1 });
    const [row] = await db.read(organizationId, (tx) =>
      tx.query<{ position: number }>('select position from change_feed where change_id = $1', [lateId]),
    );
    expect(row?.position).toBe(2);
  });

  it('does not double or skip when two seal at once', async () => {
    for (let index = 0; index < 20; index += 1) await change(`c${index}`);
    await Promise.all([seal(), seal(), seal()]);
    expect(await positions()).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(await verify()).toEqual({ entries: 20, findings: [], notices: [] });
  });

  it('splits a change of more than 500 ids', async () => {
    await change('many', { ids: Array.from({ length: 1201 }, () => uuidv7()) });
    const rows = await db.read(organizationId, (tx) =>
      tx.query<{ n: number }>('select cardinality(ids) as n from change_feed where organization_id = $1', [
        organizationId,
      ]),
    );
    expect(rows.map((row) => row.n).sort((a, b) => a - b)).toEqual([201, 500, 500]);
  });
});

describe('the audit chain', () => {
  it('is right when nobody touched it, and empty for a new organization', async () => {
    expect(await verify()).toEqual({ entries: 0, findings: [], notices: [] });
    for (const name of ['a', 'b', 'c', 'd', 'e']) await change(name);
    await seal();
    expect(await verify()).toEqual({ entries: 5, findings: [], notices: [] });
  });

  const tampering: [string, (entries: string[]) => [string, unknown[]][], string][] = [
    [
      'an entry was edited',
      (ids) => [["update audit_entry set action = 'x' where entry_id = $1", [ids[2]]]],
      'is not what was sealed',
    ],
    [
      'a detail was edited',
      (ids) => [['update audit_entry set detail = \'{"z": 2}\' where entry_id = $1', [ids[2]]]],
      'is not what was sealed',
    ],
    [
      'the time was edited',
      (ids) => [["update audit_entry set occurred_at = occurred_at - interval '1 day' where entry_id = $1", [ids[2]]]],
      'is not what was sealed',
    ],
    ['an entry was removed', (ids) => [['delete from audit_entry where entry_id = $1', [ids[2]]]], 'is missing'],
    [
      'an entry and its seal were removed',
      (ids) => [
        ['delete from audit_entry where entry_id = $1', [ids[2]]],
        ['delete from audit_seal where entry_id = $1', [ids[2]]],
      ],
      'are missing',
    ],
    [
      'the tail was cut off',
      (ids) => [
        ['delete from audit_entry where entry_id = $1', [ids[4]]],
        ['delete from audit_seal where entry_id = $1', [ids[4]]],
      ],
      'the chain ends at',
    ],
    [
      'two entries changed places',
      (ids) => [
        ['update audit_seal set entry_id = $1 where entry_id = $2', [uuidv7(), ids[1]]],
        ['update audit_seal set entry_id = $1 where entry_id = $2', [ids[1], ids[3]]],
      ],
      'is not what was sealed',
    ],
    [
      'an entry was slipped in',
      () => [
        [
          "insert into audit_entry (organization_id, entry_id, change_id, action, subject_kind, subject_id) values ($1, $2, $3, 'x', 'x', 'x')",
          [organizationIdOf(), uuidv7(), uuidv7()],
        ],
      ],
      'was never sealed',
    ],
  ];
  const organizationIdOf = () => organizationId;

  it.each(tampering)('shows when %s', async (_name, attack, finding) => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await change(name);
    await seal();
    const sealed = await owner.query<{ entry_id: string }>(
      'select entry_id from audit_seal where organization_id = $1 order by sequence',
      [organizationId],
    );
    for (const [statement, values] of attack(sealed.rows.map((row) => row.entry_id)))
      await owner.query(statement, values);
    const { findings } = await verify();
    expect(findings.map((found) => found.problem).join('; ')).toContain(finding);
  });
});

describe('the running feed', () => {
  it('seals what was committed and tells every process, without being asked', async () => {
    const feeds = await Promise.all([startFeed(db, createLog('silent')), startFeed(db, createLog('silent'))]);
    const heard = feeds.map(
      (feed) =>
        new Promise<Poke>((resolve) =>
          feed.subscribe((poke) => (poke.organizationId === organizationId ? resolve(poke) : undefined)),
        ),
    );
    await change('a');
    expect(await Promise.all(heard)).toEqual([
      { organizationId, position: 1 },
      { organizationId, position: 1 },
    ]);
    await Promise.all(feeds.map((feed) => feed.stop()));
  });

  it('finds what was committed without a poke, and hands over when the sealing process stops', async () => {
    const first = await startFeed(db, createLog('silent'));
    const second = await startFeed(db, createLog('silent'));
    await first.stop();
    const heard = new Promise<Poke>((resolve) =>
      second.subscribe((poke) => (poke.organizationId === organizationId ? resolve(poke) : undefined)),
    );
    await owner.query("insert into change_feed (organization_id, change_id, kind) values ($1, $2, 'sale')", [
      organizationId,
      uuidv7(),
    ]);
    expect(await heard).toEqual({ organizationId, position: 1 });
    await second.stop();
  });
});
