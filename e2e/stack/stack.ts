import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@mosaajii/testkit/database';
import { type ServerProcess, startServerProcess } from '../../apps/server/src/cli/replay/server-process.ts';
import { freePort } from '../../apps/server/src/platform/embedded-postgres/index.ts';

/** The built program with a database of its own, started and stopped as an owner would. */
export interface Stack {
  /** Stays the same over restarts: the origin owns what browsers have stored. */
  readonly origin: string;
  /** Connection of the database's owner, for arranging what has no screen yet. Absent with the embedded database. */
  readonly ownerUrl: string | undefined;
  /** The one-time token that this start printed. */
  setupToken(): Promise<string>;
  /** SIGKILL; browsers find nobody at the address any more. */
  kill(): Promise<void>;
  /** Starts the server again after `kill`, on the same address and the same data. */
  restart(): Promise<void>;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
}

export interface StackOptions {
  /**
   * `cloned`: a clone of the test run's migrated template, ready in a moment. `embedded`: the program brings its own
   * PostgreSQL, as it does on a machine where nothing else is installed.
   */
  readonly database: 'cloned' | 'embedded';
  /** More of the environment, such as SMTP_URL. */
  readonly env?: Readonly<Record<string, string>>;
  /** Another built `main.mjs`; the default is E2E_PROGRAM, else this project's. */
  readonly program?: string;
}

/** Starts the built program (E2E_PROGRAM names another build of it). */
export async function startStack({
  database,
  env = {},
  program = process.env['E2E_PROGRAM'],
}: StackOptions): Promise<Stack> {
  const clone = database === 'cloned' ? await createTestDatabase() : undefined;
  const dataDirectory = await mkdtemp(join(tmpdir(), 'mosaajii-e2e-'));
  const port = await freePort();
  const start = (): Promise<ServerProcess> =>
    startServerProcess({
      dataDirectory,
      port,
      env: clone === undefined ? env : { DATABASE_URL: clone.ownerUrl, DATABASE_APP_URL: clone.appUrl, ...env },
      ...(program === undefined ? {} : { program }),
    });
  let server: ServerProcess;
  try {
    server = await start();
  } catch (error) {
    await cleanUp(clone, dataDirectory);
    throw error;
  }
  return {
    origin: server.origin,
    ownerUrl: clone?.ownerUrl,
    setupToken: () => server.setupToken(),
    kill: () => server.kill(),
    async restart() {
      server = await start();
    },
    async stop() {
      await server.stop();
      await cleanUp(clone, dataDirectory);
    },
  };
}

async function cleanUp(clone: TestDatabase | undefined, dataDirectory: string): Promise<void> {
  await clone?.drop();
  await rm(dataDirectory, { recursive: true, force: true });
}
