import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MigrationError } from './errors.ts';

export interface MigrationFile {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the text with LF line ends, hexadecimal, so that a checkout with CRLF is the same file. */
  readonly sha256: string;
  /** The oldest code that may run on the schema after this file: code that knows at least this version. */
  readonly compatibleFrom: number;
}

/** Reads `NNNN_name.sql` of a directory in order. Refuses doubled numbers, foreign files and a missing header. */
export function readMigrations(directory: string): readonly MigrationFile[] {
  const names = readdirSync(directory).filter((name) => !name.startsWith('.') && name !== 'README.md');
  const files = names.sort().map((name) => readMigration(directory, name));
  for (const [index, file] of files.entries()) {
    const next = files[index + 1];
    if (next?.version === file.version) throw new MigrationError(`${file.name} and ${next.name} have the same number.`);
  }
  return files;
}

function readMigration(directory: string, name: string): MigrationFile {
  const version = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1] ?? Number.NaN);
  if (Number.isNaN(version))
    throw new MigrationError(`"${name}" in ${directory} is not a migration named NNNN_name.sql.`);
  const sql = readFileSync(join(directory, name), 'utf8').replaceAll('\r\n', '\n');
  const compatibleFrom = Number(/^-- compatible-from: (\d+)\n/.exec(sql)?.[1] ?? Number.NaN);
  if (!(compatibleFrom >= 1 && compatibleFrom <= version)) {
    throw new MigrationError(`${name} must begin with "-- compatible-from: N", N from 1 to ${version}.`);
  }
  return { version, name, sql, sha256: createHash('sha256').update(sql).digest('hex'), compatibleFrom };
}
