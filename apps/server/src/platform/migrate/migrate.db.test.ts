import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmptyDatabase, createTestDatabase } from '@mosaajii/testkit/database';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrateDatabase } from './index.ts';

let directory: string;
let database: Awaited<ReturnType<typeof createEmptyDatabase>>;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'migrations-'));
  database = await createEmptyDatabase();
});

afterEach(async () => {
  await database.drop();
  rmSync(directory, { recursive: true });
});

function write(name: string, sql: string, compatibleFrom = 1): void {
  writeFileSync(join(directory, name), `-- compatible-from: ${compatibleFrom}\n${sql}\n`);
}

function migrate(backUp?: (reason: string) => Promise<void>) {
  const appRole = { kind: 'managed', password: database.appPassword } as const;
  return migrateDatabase({
    ownerUrl: database.ownerUrl,
    directory,
    appRole,
    ...(backUp === undefined ? {} : { backUp }),
  });
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('migrateDatabase', () => {
  test('applies the files in order, once', async () => {
    write('0001_shop.sql', 'create table shop (name text);');
    write('0002_till.sql', 'alter table shop add column till integer;');
    expect((await migrate()).applied).toEqual(['0001_shop.sql', '0002_till.sql']);
    expect((await migrate()).applied).toEqual([]);
    expect(await query(database.ownerUrl, 'select version from schema_migration order by 1')).toEqual([
      { version: 1 },
      { version: 2 },
    ]);
  });

  test('two servers that start together apply each file once', async () => {
    write('0001_shop.sql', 'create table shop (name text); select pg_sleep(0.2);');
    const results = await Promise.all([migrate(), migrate(), migrate()]);
    expect(results.flatMap((result) => result.applied)).toEqual(['0001_shop.sql']);
  });

  test('undoes a file that fails, names it and its line, and goes on from there when it is mended', async () => {
    write('0001_shop.sql', 'create table shop (name text);');
    write('0002_bad.sql', 'create table kept_not (a int);\nselect nonsense;');
    await expect(migrate()).rejects.toThrow(/0002_bad\.sql failed and was undone: .*nonsense.* \(line 3\)/);
    expect(await query(database.ownerUrl, `select to_regclass('kept_not') as found`)).toEqual([{ found: null }]);
    write('0002_bad.sql', 'create table kept (a int);');
    expect((await migrate()).applied).toEqual(['0002_bad.sql']);
  });

  test('refuses a file that was changed after it was applied', async () => {
    write('0001_shop.sql', 'create table shop (name text);');
    await migrate();
    write('0001_shop.sql', 'create table shop (title text);');
    await expect(migrate()).rejects.toThrow(/0001_shop\.sql was changed after it was applied/);
  });

  test('older code runs on a newer schema that is compatible and refuses one that is not', async () => {
    write('0001_shop.sql', 'create table shop (name text);');
    write('0002_more.sql', 'alter table shop add column more text;');
    await migrate();
    rmSync(join(directory, '0002_more.sql'));
    expect((await migrate()).applied).toEqual([]);
    write('0002_more.sql', 'alter table shop add column more text;');
    write('0003_break.sql', 'alter table shop drop column name;', 3);
    await migrate();
    rmSync(join(directory, '0003_break.sql'));
    await expect(migrate()).rejects.toThrow(
      /newer Mosaajii \(0003_break\.sql\) that needs at least schema 3; this program knows 2/,
    );
  });

  test('backs up before changing a database that holds data, and changes nothing when the backup fails', async () => {
    const reasons: string[] = [];
    write('0001_shop.sql', 'create table shop (name text);');
    await migrate(async (reason) => void reasons.push(reason));
    expect(reasons).toEqual([]);
    write('0002_more.sql', 'alter table shop add column more text;');
    await expect(migrate(() => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
    expect(await query(database.ownerUrl, 'select version from schema_migration')).toEqual([{ version: 1 }]);
    await migrate(async (reason) => void reasons.push(reason));
    expect(reasons).toEqual(['before 0002_more.sql']);
  });

  test.each([
    ['readme.txt', '', /not a migration/],
    ['0001_bare.sql', 'select 1;', /must begin with "-- compatible-from: N"/],
    ['0001_ahead.sql', '-- compatible-from: 2\n', /N from 1 to 1/],
  ])('refuses the file %s', async (name, text, message) => {
    writeFileSync(join(directory, name), text);
    await expect(migrate()).rejects.toThrow(message);
  });

  test('lets numbers be left out, but gives none twice', async () => {
    write('0001_shop.sql', 'create table shop (name text);');
    write('0010_more.sql', 'alter table shop add column more text;');
    await migrate();
    write('0010_again.sql', 'select 1;');
    await expect(migrate()).rejects.toThrow(/0010_again\.sql and 0010_more\.sql have the same number/);
  });

  test('refuses two files of one number, and a file that comes after a later one was applied', async () => {
    write('0001_shop.sql', 'create table shop (name text);');
    write('0010_later.sql', 'alter table shop add column later text;');
    await migrate();
    write('0005_between.sql', 'alter table shop add column between_them text;');
    await expect(migrate()).rejects.toThrow(/0005_between\.sql was never applied although a later one was/);
    rmSync(join(directory, '0005_between.sql'));
    write('0010_twin.sql', 'select 1;');
    await expect(migrate()).rejects.toThrow(/0010_later\.sql and 0010_twin\.sql have the same number/);
  });

  test('reads a checkout with CRLF as the same file', async () => {
    write('0001_shop.sql', 'create table shop (name text);');
    await migrate();
    writeFileSync(join(directory, '0001_shop.sql'), '-- compatible-from: 1\r\ncreate table shop (name text);\r\n');
    expect((await migrate()).applied).toEqual([]);
  });

  test('refuses an application role that row-level security would not bind', async () => {
    write('0001_shop.sql', 'create table shop (name text);');
    const appRole = { kind: 'given', url: database.ownerUrl } as const;
    await expect(migrateDatabase({ ownerUrl: database.ownerUrl, directory, appRole })).rejects.toThrow(
      /without superuser and bypassrls/,
    );
  });

  test('a role that may not make roles is told to bring its own', async () => {
    write('0001_shop.sql', 'create table shop (name text);');
    await query(database.ownerUrl, `create role lame_${database.name} login password 'lame'`);
    const url = new URL(database.ownerUrl);
    url.username = `lame_${database.name}`;
    url.password = 'lame';
    const appRole = { kind: 'managed', password: 'another password than the one it has' } as const;
    await expect(migrateDatabase({ ownerUrl: url.href, directory, appRole })).rejects.toThrow(/set DATABASE_APP_URL/);
    await query(database.ownerUrl, `drop role lame_${database.name}`);
  });
});

describe('the template every test clones', () => {
  test('has the schema, and lets the application role in without letting it change the schema', async () => {
    const clone = await createTestDatabase();
    try {
      expect(await query(clone.appUrl, 'select count(*)::int > 0 as has from schema_migration')).toEqual([
        { has: true },
      ]);
      await expect(query(clone.appUrl, 'create table mine (a int)')).rejects.toThrow(/permission denied/);
      await expect(query(clone.appUrl, `insert into schema_migration values (9999, 'x', 'x', 1)`)).rejects.toThrow(
        /permission denied/,
      );
    } finally {
      await clone.drop();
    }
  });
});
