import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestDatabaseServer } from '@mosaajii/testkit/database';
import type {} from 'vitest'; // Loaded so that the testkit's declaration of what is provided reaches `TestProject`.
import type { TestProject } from 'vitest/node';
import {
  prepareDataDirectory,
  startEmbeddedPostgres,
  stopOrphan,
} from '../apps/server/src/platform/embedded-postgres/index.ts';
import { APP_ROLE, ensureDatabase, migrateDatabase } from '../apps/server/src/platform/migrate/index.ts';

const PREFIX = 'mosaajii-test-';
const TEMPLATE = 'mosaajii_template';
const migrations = fileURLToPath(new URL('../apps/server/migrations', import.meta.url));

/** One throw-away PostgreSQL for the whole run, with one migrated template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const { path } = prepareDataDirectory(mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`)), false);
  const server = await startEmbeddedPostgres({
    dataDirectory: path,
    ownerPassword: randomBytes(24).toString('base64url'),
    isDurable: false,
  });
  const appPassword = randomBytes(24).toString('base64url');
  await ensureDatabase(server.ownerUrl, TEMPLATE);
  await migrateDatabase({
    ownerUrl: server.urlOf(TEMPLATE),
    directory: migrations,
    appRole: { kind: 'managed', password: appPassword },
  });
  const provided: TestDatabaseServer = {
    adminUrl: server.ownerUrl,
    template: TEMPLATE,
    appRole: APP_ROLE,
    appPassword,
  };
  project.provide('testDatabaseServer', provided);
  return async () => {
    await server.stop();
    rmSync(path, { recursive: true, force: true });
  };
}

/** A run that was killed leaves its PostgreSQL running; the number of the process that made it is in the name. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const maker = Number(name.slice(PREFIX.length).split('-')[0]);
    if (!Number.isInteger(maker) || isRunning(maker)) continue;
    const path = join(tmpdir(), name);
    await stopOrphan(join(path, 'postgres'));
    rmSync(path, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
