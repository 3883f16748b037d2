import { MigrationError } from './errors.ts';
import type { MigrationFile } from './files.ts';

/** A row of `schema_migration`: what a database has already been through. */
export interface AppliedMigration {
  readonly version: number;
  readonly name: string;
  readonly sha256: string;
  readonly compatibleFrom: number;
}

/**
 * Decides which files are still to be applied, in order. Refuses when an applied file was changed since, and when the
 * schema is newer than this code and no longer compatible with it.
 */
export function planMigrations(
  files: readonly MigrationFile[],
  applied: readonly AppliedMigration[],
): readonly MigrationFile[] {
  const known = files.at(-1)?.version ?? 0;
  const byVersion = new Map(files.map((file) => [file.version, file]));
  for (const row of applied) {
    const file = byVersion.get(row.version);
    if (file === undefined) refuseNewer(row, known);
    else if (file.sha256 !== row.sha256) {
      throw new MigrationError(
        `${file.name} was changed after it was applied to this database. Applied migrations are never edited: restore the file and write a new one.`,
      );
    }
  }
  const done = new Set(applied.map((row) => row.version));
  const pending = files.filter((file) => !done.has(file.version));
  const newest = Math.max(0, ...done);
  const skipped = pending.find((file) => file.version < newest);
  if (skipped !== undefined) {
    throw new MigrationError(
      `${skipped.name} was never applied although a later one was. Restore this database from a backup.`,
    );
  }
  return pending;
}

function refuseNewer(row: AppliedMigration, known: number): void {
  if (row.compatibleFrom <= known) return;
  throw new MigrationError(
    `The database was changed by a newer Mosaajii (${row.name}) that needs at least schema ${row.compatibleFrom}; this program knows ${known}. ` +
      'Start the newer program, or restore the backup that was taken before the update.',
  );
}
