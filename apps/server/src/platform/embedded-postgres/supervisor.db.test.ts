import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { databaseAccount, type EmbeddedPostgres, prepareDataDirectory, startEmbeddedPostgres } from './index.ts';

const ownerPassword = 'an owner password of thirty-two bytes';
let home: string;
let dataDirectory: string;
let running: EmbeddedPostgres[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'a data directory '));
  chmodSync(home, 0o711);
  dataDirectory = prepareDataDirectory(join(home, 'data'), true).path;
});
afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  running = [];
  rmSync(home, { recursive: true, force: true });
});

async function start(more: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDirectory, ownerPassword, ...more });
  running.push(server);
  return server;
}

async function query(server: EmbeddedPostgres, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: server.ownerUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('startEmbeddedPostgres', { timeout: 60_000 }, () => {
  test('makes a durable cluster with checksums and our locale, which keeps its rows over a restart', async () => {
    const first = await start();
    const settings = `select current_setting('fsync') fsync, current_setting('synchronous_commit') commit,
      current_setting('data_checksums') checksums, current_setting('archive_mode') archive,
      (select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'template1') locale`;
    expect(await query(first, settings)).toEqual([
      { fsync: 'on', commit: 'on', checksums: 'on', archive: 'on', locale: 'b C.UTF-8' },
    ]);
    await query(first, 'create table kept as select 1 as one');
    await first.stop();
    expect(await query(await start(), 'table kept')).toEqual([{ one: 1 }]);
  });

  test('refuses a wrong password, so that another user of this machine does not come in', async () => {
    const server = await start();
    const url = server.ownerUrl.replace(encodeURIComponent(ownerPassword), 'guess');
    await expect(query({ ...server, ownerUrl: url }, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  test('a killed PostgreSQL comes back on its port, twice, and has lost nothing that was committed', async () => {
    const events: string[] = [];
    const server = await start({ onEvent: (event) => events.push(event) });
    for (const round of [1, 2]) {
      await query(server, `create table round_${round} ()`);
      const { pid } = server;
      process.kill(pid, 'SIGKILL');
      await vi.waitUntil(() => events.filter((event) => event === 'PostgreSQL is back.').length === round, {
        timeout: 30_000,
      });
      expect(server.pid).not.toBe(pid);
      expect(await query(server, `select to_regclass('round_${round}') is not null as found`)).toEqual([
        { found: true },
      ]);
    }
  });

  test('stops the PostgreSQL that a killed server left behind', async () => {
    const module = fileURLToPath(new URL('./index.ts', import.meta.url));
    const options = JSON.stringify({ dataDirectory, ownerPassword });
    const script = `import(${JSON.stringify(module)}).then((m) => m.startEmbeddedPostgres(${options})).then((s) => { console.log(s.pid); setInterval(() => {}, 1000); })`;
    const child = spawn(process.execPath, ['--import', 'tsx', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const orphan = Number(await new Promise((resolve) => child.stdout.once('data', (data) => resolve(String(data)))));
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await exited;
    expect(() => process.kill(orphan, 0)).not.toThrow();
    const server = await start();
    expect(server.pid).not.toBe(orphan);
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('is not misled by the note of a process whose number another program has now', async () => {
    await (await start()).stop();
    const note = join(dataDirectory, 'postgres', 'postmaster.pid');
    writeFileSync(note, `${process.pid}\n${dataDirectory}/postgres\n0\n1\n\n\n\nready\n`);
    expect(await query(await start(), 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(process.exitCode ?? 0).toBe(0);
  });

  test('takes another port when somebody is quicker', async () => {
    const first = await start();
    const blocker = createServer();
    await first.stop();
    await new Promise<void>((resolve) => blocker.listen(first.port, '127.0.0.1', resolve));
    const second = await start();
    expect(second.port).not.toBe(first.port);
    await new Promise((resolve) => blocker.close(resolve));
  });

  test('makes again a cluster whose making was cut off', async () => {
    mkdirSync(join(dataDirectory, 'postgres.new'));
    writeFileSync(join(dataDirectory, 'postgres.new', 'PG_VERSION'), '18\n');
    expect(await query(await start(), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('refuses the cluster of a newer PostgreSQL, naming both versions', async () => {
    await (await start()).stop();
    writeFileSync(join(dataDirectory, 'postgres', 'PG_VERSION'), '19\n');
    await expect(start()).rejects.toThrow(/belongs to PostgreSQL 19; this program brings PostgreSQL 18/);
  });

  test('says what PostgreSQL said when it cannot start', async () => {
    await (await start()).stop();
    writeFileSync(join(dataDirectory, 'postgres', 'postgresql.auto.conf'), 'nonsense_setting = 1\n');
    await expect(start()).rejects.toThrow(/PostgreSQL's server failed:.*nonsense_setting/s);
  });
});

describe.runIf(databaseAccount() !== undefined)('as root', () => {
  test('runs PostgreSQL as nobody, who owns nothing but the cluster and its archive', async () => {
    const server = await start();
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).toBe(String(databaseAccount()?.uid));
    expect(statSync(dataDirectory).uid).toBe(0);
    expect(statSync(join(dataDirectory, 'postgres')).mode & 0o777).toBe(0o700);
  });

  test('a directory nobody can enter is replaced, and the start says so', () => {
    const closed = join(home, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const { path, notice } = prepareDataDirectory(join(closed, 'data'), true);
    expect(path).toMatch(/^\/var\/lib\/mosaajii-[0-9a-f]{8}$/);
    expect(notice).toMatch(/cannot enter .*closed.* is kept in \/var\/lib\/mosaajii/);
    rmSync(path, { recursive: true });
  });
});
