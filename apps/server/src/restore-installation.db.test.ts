import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Config, parseConfig } from './config.ts';
import {
  anchorsOf,
  backUpInstallation,
  type Installation,
  migrateInstallation,
  openInstallation,
} from './installation.ts';
import { createBackup, isEpochDue, listBackups, restoreBackup } from './platform/backup/index.ts';
import { databaseAccount } from './platform/embedded-postgres/index.ts';
import { restoreInstallation } from './restore-installation.ts';

const quiet = { purpose: 'server', onNotice: () => undefined } as const;
let directory: string;
let config: Config;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'a shop '));
  config = parseConfig({ DATA_DIR: directory });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function withShop<T>(work: (shop: Installation) => Promise<T>): Promise<T> {
  const shop = await openInstallation(config, quiet);
  try {
    await migrateInstallation(config, shop, {});
    return await work(shop);
  } finally {
    await shop.close();
  }
}

function backUp(shop: Installation, at: string, keep?: number) {
  const ownerUrl = shop.embedded?.ownerUrl ?? '';
  const now = new Date(at);
  return createBackup({
    ownerUrl,
    dataDirectory: directory,
    reason: 'test',
    now,
    ...(keep === undefined ? {} : { keep }),
  });
}

test('a backup takes the newest anchors along, and is a witness against their end being cut', {
  timeout: 120_000,
}, async () => {
  const organizationId = '01900000-0000-7000-8000-0000000000aa';
  await withShop(async (shop) => {
    const settings = { onCopyFailed: (error: unknown) => expect(error).toBeUndefined() };
    const open = () => anchorsOf(config, directory, shop.secrets, settings);
    const add = (sequence: number) => {
      const at = new Date(Date.UTC(2030, 0, 1, 0, sequence)).toISOString();
      open().append(organizationId, { kind: 'kept', at, sequence, hash: 'a'.repeat(64) });
    };
    for (const sequence of [1, 2]) add(sequence);
    const backup = await backUpInstallation(shop.embedded?.ownerUrl ?? '', directory, 'test');
    expect(backup.manifest.files.map(({ name }) => name)).toContain('audit-anchors.jsonl');
    expect(open().read(organizationId).findings).toEqual([]);
    const file = join(directory, 'audit-anchors', `${organizationId}.jsonl`);
    writeFileSync(file, `${readFileSync(file, 'utf8').split('\n')[0]}\n`);
    const { anchors, findings } = open().read(organizationId);
    expect(findings).toEqual([{ line: 1, problem: expect.stringContaining(backup.name) }]);
    expect(anchors.map(({ sequence }) => sequence)).toEqual([1, 2]);
    rmSync(file);
    rmSync(backup.directory, { recursive: true });
  });
});

const TENANT = `insert into tenant (organization_id) values (gen_random_uuid())`;
const COUNT = 'select count(*)::int as tenants from tenant';

describe('backup and restore', { timeout: 120_000 }, () => {
  test('a restore brings back what was there, changes the epoch, and keeps what it replaced', async () => {
    const epoch = await withShop(async (shop) => {
      await query(shop.ownerUrl, TENANT);
      await backUp(shop, '2026-01-14T02:17:00.000Z');
      await query(shop.ownerUrl, TENANT);
      return query(shop.ownerUrl, 'select epoch from instance');
    });
    const kept = await restoreInstallation(config, 'latest', () => undefined);
    expect(readdirSync(kept)).toEqual(['archive', 'postgres']);
    await withShop(async (shop) => {
      expect(await query(shop.ownerUrl, COUNT)).toEqual([{ tenants: 1 }]);
      expect(await query(shop.ownerUrl, 'select epoch from instance')).not.toEqual(epoch);
    });
  });

  test('a restore that was cut off before the new epoch is finished by the next start', async () => {
    const [before, backup] = await withShop(async (shop) => {
      const made = await backUp(shop, '2026-01-14T02:17:00.000Z');
      return [await query(shop.ownerUrl, 'select epoch from instance'), made];
    });
    const account = databaseAccount();
    const now = new Date('2026-01-15T00:00:00.000Z');
    await restoreBackup({
      backup: backup.directory,
      dataDirectory: directory,
      now,
      ...(account === undefined ? {} : { account }),
    });
    expect(isEpochDue(directory)).toBe(true);
    const after = await withShop((shop) => query(shop.ownerUrl, 'select epoch from instance'));
    expect(after).not.toEqual(before);
    expect(isEpochDue(directory)).toBe(false);
    expect(await withShop((shop) => query(shop.ownerUrl, 'select epoch from instance'))).toEqual(after);
  });

  test('a backup taken while rows are written is whole: what was committed before it began is there', async () => {
    const committedBefore = await withShop(async (shop) => {
      let written = 0;
      let isWriting = true;
      const writer = (async () => {
        while (isWriting) {
          await query(shop.ownerUrl, TENANT);
          written += 1;
        }
      })();
      while (written < 5) await query(shop.ownerUrl, 'select 1');
      const before = written;
      await backUp(shop, '2026-01-14T02:17:00.000Z');
      isWriting = false;
      await writer;
      return before;
    });
    await restoreInstallation(config, '2026-01-14T021700Z', () => undefined);
    const rows = await withShop((shop) => query(shop.ownerUrl, COUNT));
    expect(rows[0]?.['tenants']).toBeGreaterThanOrEqual(committedBefore);
  });

  test('a backup opens on another machine, which has secrets of its own', async () => {
    const backup = await withShop(async (shop) => {
      await query(shop.ownerUrl, TENANT);
      return backUp(shop, '2026-01-14T02:17:00.000Z');
    });
    const other = mkdtempSync(join(tmpdir(), 'another machine '));
    try {
      const elsewhere = parseConfig({ DATA_DIR: other });
      await restoreInstallation(elsewhere, backup.directory, () => undefined);
      const shop = await openInstallation(elsewhere, quiet);
      const { appUrl } = await migrateInstallation(elsewhere, shop, {});
      expect(await query(appUrl, COUNT)).toEqual([{ tenants: 1 }]);
      await shop.close();
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  test('keeps the newest and removes the log that none of them needs', async () => {
    await withShop(async (shop) => {
      const archive = join(directory, 'archive');
      for (const day of ['10', '11', '12']) {
        await query(shop.ownerUrl, TENANT);
        await query(shop.ownerUrl, 'select pg_switch_wal()');
        await backUp(shop, `2026-01-${day}T02:17:00.000Z`, 2);
      }
      const backups = listBackups(directory);
      expect(backups.map(({ name }) => name)).toEqual(['2026-01-11T021700Z', '2026-01-12T021700Z']);
      const oldest = backups[0]?.manifest.firstSegment ?? '';
      const stale = readdirSync(archive).filter((name) => /^[0-9A-F]{24}/.test(name) && name.slice(8, 24) < oldest);
      expect(stale).toEqual([]);
    });
  });

  test('refuses while a server runs, an unknown name, and a damaged backup, and leaves the shop as it was', async () => {
    const backup = await withShop(async (shop) => {
      const made = await backUp(shop, '2026-01-14T02:17:00.000Z');
      shop.lock.announce({ state: 'running', url: 'http://localhost:4000' });
      await expect(restoreInstallation(config, 'latest', () => undefined)).rejects.toThrow(
        /already runs at http:\/\/localhost:4000/,
      );
      await query(shop.ownerUrl, TENANT);
      return made;
    });
    await expect(restoreInstallation(config, 'yesterday', () => undefined)).rejects.toThrow(
      /There is no backup "yesterday".*2026-01-14T021700Z/s,
    );
    const archive = join(backup.directory, 'base.tar.gz');
    const whole = readFileSync(archive);
    truncateSync(archive, whole.length - 1000);
    await expect(restoreInstallation(config, 'latest', () => undefined)).rejects.toThrow(/damaged: base\.tar\.gz/);
    writeFileSync(archive, whole);
    rmSync(join(backup.directory, 'backup_manifest'));
    await expect(restoreInstallation(config, 'latest', () => undefined)).rejects.toThrow(/backup_manifest is missing/);
    expect(await withShop((shop) => query(shop.ownerUrl, COUNT))).toEqual([{ tenants: 1 }]);
  });

  test('a restore that was cut off stops the next start instead of opening an empty shop', async () => {
    writeFileSync(join(directory, 'restore.incomplete'), '');
    await expect(openInstallation(config, quiet)).rejects.toThrow(/A restore was interrupted/);
    expect(existsSync(join(directory, 'postgres'))).toBe(false);
  });

  test('a database of its own is left to its own tools', async () => {
    const external = parseConfig({ DATA_DIR: directory, DATABASE_URL: 'postgres://a:b@localhost/shop' });
    await expect(restoreInstallation(external, 'latest', () => undefined)).rejects.toThrow(/its own tools/);
  });
});
