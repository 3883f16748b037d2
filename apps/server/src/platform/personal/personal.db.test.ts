import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@mosaajii/testkit/database';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, type Database } from '../database/index.ts';
import { type RootKeys, rootKeysInMemory } from '../secrets/index.ts';
import { createPersonal, type Field, PersonalDataError } from './index.ts';

let database: TestDatabase;
let db: Database;
let owner: pg.Client;
let rootKeys: RootKeys;
let at = Date.now();
const clock = { now: () => new Date(at) };
const open = () => createPersonal({ rootKeys, clock });
const field: Field = { table: 'customer', column: 'email', rowId: 'c1' };

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.appUrl, poolSize: 12 });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  rootKeys = rootKeysInMemory();
});
afterAll(async () => {
  await db.close();
  await owner.end();
  await database.drop();
});

async function newOrganization(): Promise<string> {
  const id = randomUUID();
  await owner.query('insert into tenant (organization_id) values ($1)', [id]);
  return id;
}

async function keysOf(organizationId: string): Promise<{ purpose: string; wrapped: string | null }[]> {
  const keys = await owner.query<{ purpose: string; wrapped: string | null }>(
    'select purpose, wrapped from data_key where organization_id = $1 order by purpose',
    [organizationId],
  );
  return keys.rows;
}

describe('personal data', () => {
  test('is sealed by one process and opened by another', async () => {
    const shop = await newOrganization();
    const sealed = await db.tx(shop, (tx) => open().seal(tx, field, 'amina@example.com'));
    expect(await db.read(shop, (tx) => open().open(tx, field, sealed))).toBe('amina@example.com');
    const many = [
      { field, sealed },
      { field, sealed },
    ];
    expect(await db.read(shop, (tx) => open().openMany(tx, many))).toEqual(['amina@example.com', 'amina@example.com']);
  });

  test('opens for nobody else: another organization, nor the installation', async () => {
    const [ours, theirs] = [await newOrganization(), await newOrganization()];
    const personal = open();
    const sealed = await db.tx(ours, (tx) => personal.seal(tx, field, 'amina'));
    await db.tx(theirs, (tx) => personal.seal(tx, field, 'other'));
    await expect(db.read(theirs, (tx) => personal.open(tx, field, sealed))).rejects.toThrow(PersonalDataError);
    await expect(db.globalTx((tx) => personal.open(tx, field, sealed))).rejects.toThrow(PersonalDataError);
    const global = await db.globalTx((tx) => personal.seal(tx, field, 'amina'));
    await expect(db.read(ours, (tx) => personal.open(tx, field, global))).rejects.toThrow(PersonalDataError);
    expect(await db.globalTx((tx) => open().open(tx, field, global))).toBe('amina');
  });

  test('has an index that two processes agree on and two organizations do not', async () => {
    const [ours, theirs] = [await newOrganization(), await newOrganization()];
    const index = (organization: string) =>
      db.tx(organization, (tx) => open().blindIndex(tx, 'customer.email', 'email', 'Amina@example.com'));
    expect(await index(ours)).toBe(await index(ours));
    expect(await index(ours)).not.toBe(await index(theirs));
  });

  test('is looked for where nothing was ever sealed, also in a transaction that may not write', async () => {
    const shop = await newOrganization();
    const index = await db.read(shop, (tx) => open().blindIndex(tx, 'customer.email', 'email', 'a@example.com'));
    expect(index).toHaveLength(22);
    expect(await keysOf(shop)).toEqual([]);
  });

  test('gets one key of each purpose, however many begin at once', async () => {
    const shop = await newOrganization();
    const sealed = await Promise.all(
      Array.from({ length: 10 }, (_, index) => db.tx(shop, (tx) => open().seal(tx, field, `text ${index}`))),
    );
    expect((await keysOf(shop)).map(({ purpose }) => purpose)).toEqual(['index', 'seal']);
    const texts = await db.read(shop, (tx) =>
      open().openMany(
        tx,
        sealed.map((text) => ({ field, sealed: text })),
      ),
    );
    expect(texts).toEqual(sealed.map((_, index) => `text ${index}`));
  });

  test('never relies on a key whose transaction was taken back', async () => {
    const shop = await newOrganization();
    const personal = open();
    const undone = db.tx(shop, async (tx) => {
      const sealed = await personal.seal(tx, field, 'lost');
      expect(await personal.open(tx, field, sealed)).toBe('lost');
      throw new Error('taken back');
    });
    await expect(undone).rejects.toThrow('taken back');
    const sealed = await db.tx(shop, (tx) => personal.seal(tx, field, 'kept'));
    expect(await db.read(shop, (tx) => open().open(tx, field, sealed))).toBe('kept');
  });

  test('cannot be read without the root key, and says which one is missing', async () => {
    const shop = await newOrganization();
    const sealed = await db.tx(shop, (tx) => open().seal(tx, field, 'amina'));
    const stranger = createPersonal({ rootKeys: rootKeysInMemory(), clock });
    await expect(db.read(shop, (tx) => stranger.open(tx, field, sealed))).rejects.toThrow(
      'The root key 1 of this machine is not the one',
    );
    const empty: RootKeys = { ...rootKeys, of: () => undefined };
    const without = createPersonal({ rootKeys: empty, clock });
    await expect(db.read(shop, (tx) => without.open(tx, field, sealed))).rejects.toThrow('root key 1, which is not on');
    await expect(db.tx(shop, (tx) => without.prepare(tx))).rejects.toThrow(PersonalDataError);
  });

  test('is gone once its key was thrown away: here at once, elsewhere after five minutes, for ever', async () => {
    const shop = await newOrganization();
    const [here, elsewhere] = [open(), open()];
    const sealed = await db.tx(shop, (tx) => here.seal(tx, field, 'amina'));
    expect(await db.read(shop, (tx) => elsewhere.open(tx, field, sealed))).toBe('amina');
    await db.tx(shop, (tx) => here.shred(tx));
    expect(await db.read(shop, (tx) => here.open(tx, field, sealed))).toBe('');
    at += 5 * 60_000;
    expect(await db.read(shop, (tx) => elsewhere.open(tx, field, sealed))).toBe('');
    const wrapped = (await keysOf(shop)).filter(({ purpose }) => purpose === 'seal');
    expect(wrapped).toEqual([{ purpose: 'seal', wrapped: null }]);
    const next = await db.tx(shop, (tx) => here.seal(tx, field, 'new'));
    expect(await db.read(shop, (tx) => elsewhere.open(tx, field, next))).toBe('new');
  });
});
