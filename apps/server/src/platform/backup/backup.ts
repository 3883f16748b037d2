import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncDirectory } from '../durable/index.ts';
import { ARCHIVE_FILE, SERVER_MANIFEST_FILE, takeBaseBackup } from './base-backup.ts';
import { digestOf, MANIFEST_FILE, type Manifest, newManifest, readManifest } from './manifest.ts';

export interface Backup {
  readonly name: string;
  readonly directory: string;
  readonly manifest: Manifest;
}

export interface CreateBackupOptions {
  /** A role that may replicate. */
  readonly ownerUrl: string;
  readonly dataDirectory: string;
  readonly reason: string;
  readonly now: Date;
  /** How many backups stay; the oldest ones beyond that are removed. Default 7. */
  readonly keep?: number;
  /** Further files that go along, by their names. */
  readonly extra?: Readonly<Record<string, string>>;
}

const KEEP = 7;

/**
 * Backs up the running cluster into `<data>/backups/<time>/`, without stopping anybody. It appears there complete or not
 * at all. Afterwards the oldest backups go, and with them the archived log that no backup needs any more.
 */
export async function createBackup(options: CreateBackupOptions): Promise<Backup> {
  const backups = join(options.dataDirectory, 'backups');
  const name = options.now
    .toISOString()
    .replaceAll(':', '')
    .replace(/\.\d+Z$/, 'Z');
  const directory = freeName(join(backups, name));
  const aside = `${directory}.partial`;
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  try {
    const { startLsn } = await takeBaseBackup(options.ownerUrl, aside);
    const extra = Object.entries(options.extra ?? {});
    for (const [file, content] of extra) writeFileSync(join(aside, file), content, { mode: 0o600, flush: true });
    const names = [ARCHIVE_FILE, SERVER_MANIFEST_FILE, ...extra.map(([file]) => file)];
    const files = await Promise.all(names.map((file) => digestOf(aside, file)));
    const createdAt = options.now.toISOString();
    const manifest = newManifest({
      createdAt,
      reason: options.reason,
      startLsn,
      firstSegment: segmentOf(startLsn),
      files,
    });
    writeFileSync(join(aside, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });
    renameSync(aside, directory);
    syncDirectory(backups);
    prune(options.dataDirectory, options.keep ?? KEEP);
    return { name: directory.slice(backups.length + 1), directory, manifest };
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw error;
  }
}

/** The whole backups of a data directory, oldest first. */
export function listBackups(dataDirectory: string): readonly Backup[] {
  const backups = join(dataDirectory, 'backups');
  if (!existsSync(backups)) return [];
  const names = readdirSync(backups).filter((name) => /^\d{4}-\d{2}-\d{2}T\d{6}Z(-\d+)?$/.test(name));
  return names.sort().flatMap((name) => {
    const directory = join(backups, name);
    const manifest = readManifest(directory);
    return manifest === undefined ? [] : [{ name, directory, manifest }];
  });
}

/** Two backups within one second get different names. */
function freeName(wanted: string): string {
  let name = wanted;
  for (let count = 2; existsSync(name) || existsSync(`${name}.partial`); count += 1) name = `${wanted}-${count}`;
  return name;
}

/** Our clusters have segments of 4 MB: the name is the position's upper 32 bits and the segment within them. */
function segmentOf(lsn: string): string {
  const [high = '0', low = '0'] = lsn.split('/');
  const segment = Math.floor(Number.parseInt(low, 16) / 4_194_304);
  return `${high.padStart(8, '0')}${segment.toString(16).padStart(8, '0')}`.toUpperCase();
}

function prune(dataDirectory: string, keep: number): void {
  const backups = listBackups(dataDirectory);
  const kept = backups.slice(-keep);
  for (const old of backups.slice(0, -keep)) rmSync(old.directory, { recursive: true, force: true });
  const oldest = kept[0]?.manifest.firstSegment;
  const archive = join(dataDirectory, 'archive');
  if (oldest === undefined || !existsSync(archive)) return;
  for (const name of readdirSync(archive)) {
    if (/^[0-9A-F]{24}(\.|$)/.test(name) && name.slice(8, 24) < oldest) rmSync(join(archive, name), { force: true });
  }
}
