import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BackupError } from './errors.ts';

export const MANIFEST_FILE = 'manifest.json';
const FORMAT = 1;

export interface FileDigest {
  readonly name: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** What a backup says about itself; written last, so a directory with a manifest is a whole backup. */
export interface Manifest {
  readonly format: number;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  /** Why it was taken: `nightly`, `by hand`, `before 0031_…`. */
  readonly reason: string;
  readonly startLsn: string;
  /** Name of the first segment of the write-ahead log that this backup needs, without its timeline. */
  readonly firstSegment: string;
  readonly files: readonly FileDigest[];
}

export function newManifest(parts: Omit<Manifest, 'format'>): Manifest {
  return { format: FORMAT, ...parts };
}

/** Size and checksum of a file of the backup. */
export async function digestOf(directory: string, name: string): Promise<FileDigest> {
  const path = join(directory, name);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { name, bytes: statSync(path).size, sha256: hash.digest('hex') };
}

/** Reads the manifest of a backup; undefined where there is none. Throws {@link BackupError} for one we do not understand. */
export function readManifest(directory: string): Manifest | undefined {
  const path = join(directory, MANIFEST_FILE);
  if (!existsSync(path)) return undefined;
  const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!isManifest(manifest)) throw new BackupError(`${path} is damaged.`);
  if (manifest.format > FORMAT)
    throw new BackupError(`${path} was written by a newer Mosaajii. Restore it with that one.`);
  return manifest;
}

/** Compares every file of a backup with its checksum; throws {@link BackupError} naming the first that differs. */
export async function verifyFiles(directory: string, manifest: Manifest): Promise<void> {
  for (const file of manifest.files) {
    if (!existsSync(join(directory, file.name)))
      throw new BackupError(`The backup is incomplete: ${file.name} is missing.`);
    const found = await digestOf(directory, file.name);
    if (found.sha256 !== file.sha256)
      throw new BackupError(`The backup is damaged: ${file.name} is not what was written.`);
  }
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null || !('files' in value && 'format' in value && 'createdAt' in value))
    return false;
  return Array.isArray(value.files) && typeof value.format === 'number' && typeof value.createdAt === 'string';
}
