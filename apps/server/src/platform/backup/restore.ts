import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { chown, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { ARCHIVE_FILE, SERVER_MANIFEST_FILE } from './base-backup.ts';
import { BackupError } from './errors.ts';
import { readManifest, verifyFiles } from './manifest.ts';
import { readTar, type TarEntry } from './tar.ts';

export interface RestoreOptions {
  /** Directory of the backup. */
  readonly backup: string;
  readonly dataDirectory: string;
  /** Owner of the database's files, when it is not us. */
  readonly account?: { readonly uid: number; readonly gid: number };
  readonly now: Date;
}

const MARKER = 'restore.incomplete';
const EPOCH_MARKER = 'restore.needs-epoch';

/** Whether the database was put back and has not begun a new epoch yet: no register may talk to it before. */
export function isEpochDue(dataDirectory: string): boolean {
  return existsSync(join(dataDirectory, EPOCH_MARKER));
}

/** The restored database has its new epoch. */
export function settleEpoch(dataDirectory: string): void {
  rmSync(join(dataDirectory, EPOCH_MARKER), { force: true });
}

/** Whether a restore was cut off between taking the old database away and putting the other one in its place. */
export function hasInterruptedRestore(dataDirectory: string): boolean {
  return existsSync(join(dataDirectory, MARKER));
}

/**
 * Puts the cluster of a backup in the place of the present one, which is kept aside together with its archive. Everything
 * is checked before the first file moves. The caller holds the lock, the database is stopped. Leaves a mark until the
 * epoch was changed (`isEpochDue`, `settleEpoch`), so that a restore that was cut off here is finished later. Answers with the directory of what was there before.
 */
export async function restoreBackup(options: RestoreOptions): Promise<string> {
  const { backup, dataDirectory } = options;
  const manifest = readManifest(backup);
  if (manifest === undefined) throw new BackupError(`${backup} holds no whole backup.`);
  await verifyFiles(backup, manifest);
  const fresh = join(dataDirectory, 'postgres.restored');
  rmSync(fresh, { recursive: true, force: true });
  await unpack(backup, fresh, options.account);
  const kept = join(dataDirectory, `before-restore-${options.now.toISOString().replaceAll(/[:.]/g, '')}`);
  mkdirSync(kept, { mode: 0o711 });
  writeFileSync(join(dataDirectory, MARKER), `${kept}\n`, { flush: true });
  // The log of the restored cluster goes on from an earlier point, under names that the old archive already has.
  for (const name of ['postgres', 'archive']) {
    if (existsSync(join(dataDirectory, name))) renameSync(join(dataDirectory, name), join(kept, name));
  }
  renameSync(fresh, join(dataDirectory, 'postgres'));
  // From here on the old epoch is wrong, whoever starts the database next.
  writeFileSync(join(dataDirectory, EPOCH_MARKER), `${kept}\n`, { flush: true });
  rmSync(join(dataDirectory, MARKER));
  return kept;
}

type Account = RestoreOptions['account'];

async function unpack(backup: string, target: string, account: Account): Promise<void> {
  const checksums = readChecksums(join(backup, SERVER_MANIFEST_FILE));
  await makeDirectory(target, account);
  const source = createGunzip();
  const file = createReadStream(join(backup, ARCHIVE_FILE));
  file.on('error', (error) => source.destroy(error)).pipe(source);
  for await (const entry of readTar(source)) {
    const path = join(target, entry.path);
    if (entry.kind === 'directory') await makeDirectory(path, account);
    else {
      const digest = await writeFileOf(entry, path, account);
      const wanted = checksums.get(entry.path);
      if (wanted !== undefined && wanted !== digest)
        throw new BackupError(`The backup is damaged: ${entry.path} is not what was read.`);
      checksums.delete(entry.path);
    }
  }
  const [missing] = checksums.keys();
  if (missing !== undefined) throw new BackupError(`The backup is incomplete: ${missing} is missing.`);
}

async function makeDirectory(path: string, account: Account): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (account !== undefined) await chown(path, account.uid, account.gid);
}

/** PostgreSQL itself syncs every file of a cluster that it has to recover, before it begins: we need not. */
async function writeFileOf(entry: TarEntry, path: string, account: Account): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of entry.content) {
      hash.update(chunk);
      await file.write(chunk);
    }
    if (account !== undefined) await file.chown(account.uid, account.gid);
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

/** PostgreSQL's own list of every file of the cluster with its SHA-256; the log segments beside it are not in it. */
function readChecksums(path: string): Map<string, string> {
  const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const files = typeof manifest === 'object' && manifest !== null && 'Files' in manifest ? manifest.Files : undefined;
  if (!Array.isArray(files)) throw new BackupError(`${path} is damaged.`);
  return new Map(files.map((file: unknown) => checksumOf(file, path)));
}

function checksumOf(file: unknown, path: string): [string, string] {
  if (typeof file === 'object' && file !== null && 'Path' in file && 'Checksum' in file) {
    if (typeof file.Path === 'string' && typeof file.Checksum === 'string') return [file.Path, file.Checksum];
  }
  throw new BackupError(`${path} is damaged.`);
}
