import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@mosaajii/testkit/database';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, type Database } from '../database/index.ts';
import { openRootKeys, type RootKeys } from '../secrets/index.ts';
import { createPersonal, PersonalDataError, rotateRootKey } from './index.ts';

let database: TestDatabase;
let db: Database;
let owner: pg.Client;
let directory: string;
const clock = { now: () => new Date() };
/** Every process reads the files for itself. */
const keysOfProcess = (): RootKeys => openRootKeys(directory, { mode: 'production', env: {} });
const process = () => createPersonal({ rootKeys: keysOfProcess(), clock });
const fieldOf = (rowId: string) => ({ table: 'customer', column: 'name', rowId });

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase({ url: database.appUrl, poolSize: 8 });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  directory = join(mkdtempSync(join(tmpdir(), 'rotate-')), 'secrets');
});
afterAll(async () => {
  await db.close();
  await owner.end();
  await database.drop();
  rmSync(join(directory, '..'), { recursive: true });
});

async function newOrganization(): Promise<string> {
  const id = randomUUID();
  await owner.query('insert into tenant (organization_id) values ($1)', [id]);
  return id;
}

async function generations(): Promise<number[]> {
  const { rows } = await owner.query<{ g: number }>(
    'select distinct root_generation as g from (select root_generation from data_key union all' +
      ' select root_generation from installation_key) k order by 1',
  );
  return rows.map((row) => row.g);
}

describe('rotating the root key', () => {
  test('beside servers that read and write: every field is readable before, meanwhile and after the old key is gone', async () => {
    const shops = await Promise.all(Array.from({ length: 40 }, newOrganization));
    const servers = [process(), process()];
    const fields: { shop: string; rowId: string; sealed: string }[] = [];
    const write = async (shop: string) => {
      const rowId = randomUUID();
      const server = servers[fields.length % 2] ?? process();
      const sealed = await db.tx(shop, (tx) => server.seal(tx, fieldOf(rowId), `name of ${rowId}`));
      fields.push({ shop, rowId, sealed });
    };
    const readAll = async (personal: ReturnType<typeof process>) => {
      for (const { shop, rowId, sealed } of fields) {
        expect(await db.read(shop, (tx) => personal.open(tx, fieldOf(rowId), sealed))).toBe(`name of ${rowId}`);
      }
    };
    await db.globalTx((tx) => process().prepare(tx));
    for (const shop of shops.slice(0, 30)) for (let n = 0; n < 5; n += 1) await write(shop);
    expect(await generations()).toEqual([1]);

    let isRotating = true;
    const rotation = rotateRootKey({ db, rootKeys: keysOfProcess(), removeOld: true }).finally(() => {
      isRotating = false;
    });
    // Shops that get their first key while it is going on, and old ones that go on writing.
    for (let n = 0; isRotating || n < 20; n += 1) await write(shops[n % shops.length] ?? '');
    expect(await rotation).toMatchObject({ generation: 2, removed: [1] });

    expect(readdirSync(directory)).toEqual(['root-key-2']);
    expect(await generations()).toEqual([2]);
    await readAll(process());
    for (const server of servers) await readAll(server);
    await write(await newOrganization());
    await readAll(process());
  });

  test('again and again brings every key to the newest, and keeps the older ones for older backups unless told', async () => {
    const shop = await newOrganization();
    const sealed = await db.tx(shop, (tx) => process().seal(tx, fieldOf('1'), 'amina'));
    const before = keysOfProcess().current().generation;
    await rotateRootKey({ db, rootKeys: keysOfProcess() });
    const { removed, generation } = await rotateRootKey({ db, rootKeys: keysOfProcess() });
    expect([removed, generation]).toEqual([[], before + 2]);
    expect(keysOfProcess().generations()).toEqual([before, before + 1, before + 2]);
    expect(await generations()).toEqual([generation]);
    expect(await db.read(shop, (tx) => process().open(tx, fieldOf('1'), sealed))).toBe('amina');
  });

  test('that was cut off is finished by the next one', async () => {
    const shop = await newOrganization();
    const sealed = await db.tx(shop, (tx) => process().seal(tx, fieldOf('1'), 'amina'));
    const dying: Database = { ...db, tx: () => Promise.reject(new Error('killed')) };
    await expect(rotateRootKey({ db: dying, rootKeys: keysOfProcess(), removeOld: true })).rejects.toThrow('killed');
    expect(await generations()).toHaveLength(2);
    expect(await db.read(shop, (tx) => process().open(tx, fieldOf('1'), sealed))).toBe('amina');
    const { generation } = await rotateRootKey({ db, rootKeys: keysOfProcess(), removeOld: true });
    expect(await generations()).toEqual([generation]);
    expect(await db.read(shop, (tx) => process().open(tx, fieldOf('1'), sealed))).toBe('amina');
  });

  test('leaves nothing that the removed key could open', async () => {
    const shop = await newOrganization();
    await db.tx(shop, (tx) => process().seal(tx, fieldOf('1'), 'amina'));
    const rootKeys = keysOfProcess();
    const stolen = rootKeys.current();
    await rotateRootKey({ db, rootKeys, removeOld: true });
    const thief = createPersonal({ rootKeys: { ...rootKeys, of: () => stolen, current: () => stolen }, clock });
    await expect(db.tx(shop, (tx) => thief.prepare(tx))).rejects.toThrow(PersonalDataError);
  });

  test('that keys are provided for from outside brings everything to the newest of them', async () => {
    const rootKeys = keysOfProcess();
    rootKeys.add();
    const { generation } = await rotateRootKey({ db, rootKeys, usePresent: true });
    expect(generation).toBe(rootKeys.current().generation);
    expect(await generations()).toEqual([generation]);
  });
});
