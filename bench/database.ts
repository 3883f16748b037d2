import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../apps/server/src/config.ts';
import { prepareDataDirectory, startEmbeddedPostgres } from '../apps/server/src/platform/embedded-postgres/index.ts';
import { ensureDatabase, migrateDatabase } from '../apps/server/src/platform/migrate/index.ts';

export interface BenchDatabase {
  /** Superuser connection to the benchmark's database. */
  readonly ownerUrl: string;
  /** The plain role that the server works under. */
  readonly appUrl: string;
  readonly pid: number;
  close(): Promise<void>;
}

/** A PostgreSQL of the benchmark's own, with the settings of a real shop: fsync and synchronous commit on. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const { path } = prepareDataDirectory(mkdtempSync(join(tmpdir(), 'mosaajii-bench-')), true);
  const server = await startEmbeddedPostgres({
    dataDirectory: path,
    ownerPassword: randomBytes(24).toString('base64url'),
    isDurable: true,
  });
  await ensureDatabase(server.ownerUrl, 'bench');
  const ownerUrl = server.urlOf('bench');
  const { appUrl } = await migrateDatabase({
    ownerUrl,
    directory: join(projectRoot, 'apps', 'server', 'migrations'),
    appRole: { kind: 'managed', password: randomBytes(24).toString('base64url') },
  });
  return {
    ownerUrl,
    appUrl,
    pid: server.pid,
    async close() {
      await server.stop();
      rmSync(path, { recursive: true, force: true });
    },
  };
}
