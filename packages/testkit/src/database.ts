import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier } from 'pg';
import { inject } from 'vitest';

/** What the run's one PostgreSQL offers to every test file; put there by `tools/test-database.setup.ts`. */
export interface TestDatabaseServer {
  /** Superuser connection to the database `postgres`. */
  readonly adminUrl: string;
  /** Name of the database with every migration applied, which nobody may connect to while it is cloned. */
  readonly template: string;
  readonly appRole: string;
  readonly appPassword: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    testDatabaseServer: TestDatabaseServer;
  }
}

export interface TestDatabase {
  readonly name: string;
  /** The owner role: a superuser, whom row-level security does not see. For arranging and for looking behind the scenes. */
  readonly ownerUrl: string;
  /** The plain role the program works under. */
  readonly appUrl: string;
  /** Removes the database, ending whatever is still connected to it. */
  drop(): Promise<void>;
}

/**
 * Clones the migrated template into a database of the caller's own, in about 50 ms. One for each test file, in
 * `beforeAll`; `drop()` in `afterAll`. Works in `*.db.test.ts`, `*.sim.test.ts` and `*.spec.ts`.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  return cloneOf(inject('testDatabaseServer').template);
}

async function cloneOf(template: string): Promise<TestDatabase> {
  const server = inject('testDatabaseServer');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await run(server.adminUrl, `create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)}`);
  return {
    name,
    ownerUrl: withDatabase(server.adminUrl, name),
    appUrl: withDatabase(server.adminUrl, name, { role: server.appRole, password: server.appPassword }),
    drop: () => run(server.adminUrl, `drop database if exists ${escapeIdentifier(name)} with (force)`),
  };
}

/**
 * A copy of a database as it stands now, with all its rows. Nobody may be connected to it: whoever filled it lets go first.
 */
export async function copyTestDatabase(of: TestDatabase): Promise<TestDatabase> {
  return cloneOf(of.name);
}

/** An empty database without any migration, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase & { readonly appPassword: string }> {
  const server = inject('testDatabaseServer');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await run(server.adminUrl, `create database ${escapeIdentifier(name)} template template0`);
  return {
    name,
    ownerUrl: withDatabase(server.adminUrl, name),
    appUrl: withDatabase(server.adminUrl, name, { role: server.appRole, password: server.appPassword }),
    appPassword: server.appPassword,
    drop: () => run(server.adminUrl, `drop database if exists ${escapeIdentifier(name)} with (force)`),
  };
}

function withDatabase(adminUrl: string, database: string, as?: { role: string; password: string }): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (as !== undefined) {
    url.username = as.role;
    url.password = as.password;
  }
  return url.href;
}

async function run(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
