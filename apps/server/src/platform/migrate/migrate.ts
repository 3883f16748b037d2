import { Client } from 'pg';
import { MigrationError } from './errors.ts';
import { type MigrationFile, readMigrations } from './files.ts';
import { type AppliedMigration, planMigrations } from './plan.ts';
import { APP_ROLE, type AppRole, ensureAppRole } from './roles.ts';

export interface MigrateOptions {
  /** Connection of the owner role, to the database itself. */
  readonly ownerUrl: string;
  /** Directory of `NNNN_name.sql`. */
  readonly directory: string;
  readonly appRole: AppRole;
  /** Called once before the first change to a database that already holds data; throws to stop the migration. */
  readonly backUp?: (reason: string) => Promise<void>;
  readonly onApplied?: (file: MigrationFile) => void;
}

export interface MigrateResult {
  /** Connection of the plain application role. */
  readonly appUrl: string;
  /** Names of the files applied now, in order. */
  readonly applied: readonly string[];
}

/** Any fixed number, the same in every release: whoever migrates holds this advisory lock. */
const MIGRATION_LOCK = 7_201_114;

/**
 * Brings the database to this program's schema: role, then each pending file in a transaction of its own, under an
 * advisory lock so that two servers do it once. Safe to repeat. Throws {@link MigrationError} with a message for people.
 */
export async function migrateDatabase(options: MigrateOptions): Promise<MigrateResult> {
  const files = readMigrations(options.directory);
  const owner = new Client({ connectionString: options.ownerUrl, application_name: 'mosaajii-migrate' });
  await owner.connect();
  try {
    await owner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const appUrl = await ensureAppRole(owner, options.ownerUrl, options.appRole);
    const applied = await readApplied(owner);
    const pending = planMigrations(files, applied);
    const first = pending[0];
    if (first !== undefined && applied.length > 0) await options.backUp?.(`before ${first.name}`);
    for (const file of pending) {
      await apply(owner, file);
      options.onApplied?.(file);
    }
    return { appUrl, applied: pending.map((file) => file.name) };
  } finally {
    await owner.end();
  }
}

async function readApplied(owner: Client): Promise<readonly AppliedMigration[]> {
  await owner.query(`create table if not exists schema_migration (
    version integer primary key,
    name text not null,
    sha256 text not null,
    minimum_compatible integer not null,
    applied_at timestamptz not null default now()
  )`);
  await owner.query(`grant select on schema_migration to ${APP_ROLE}`);
  const { rows } = await owner.query<AppliedMigration>(
    'select version, name, sha256, minimum_compatible as "compatibleFrom" from schema_migration order by version',
  );
  return rows;
}

async function apply(owner: Client, file: MigrationFile): Promise<void> {
  await owner.query('begin');
  try {
    await owner.query(file.sql);
    await owner.query(
      'insert into schema_migration (version, name, sha256, minimum_compatible) values ($1, $2, $3, $4)',
      [file.version, file.name, file.sha256, file.compatibleFrom],
    );
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback');
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationError(`${file.name} failed and was undone: ${reason}${position(error, file.sql)}`, {
      cause: error,
    });
  }
}

/** The line of the file PostgreSQL points at, when it does. */
function position(error: unknown, sql: string): string {
  const offset = error instanceof Error && 'position' in error ? Number(error.position) : Number.NaN;
  return Number.isNaN(offset) ? '' : ` (line ${sql.slice(0, offset).split('\n').length})`;
}
