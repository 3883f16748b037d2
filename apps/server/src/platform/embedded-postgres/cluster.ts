import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chownSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Account, makePrivateDirectory } from './account.ts';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresError } from './errors.ts';

/** The major version of the binaries we ship; a cluster of another one cannot be opened by them. */
export const MAJOR_VERSION = 18;
export const OWNER_ROLE = 'mosaajii_owner';

export interface ClusterOptions {
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  /** PGDATA. */
  readonly directory: string;
  /** Where finished WAL segments are kept; absent: no archiving. */
  readonly archiveDirectory?: string;
  readonly ownerPassword: string;
  /** False only for throw-away databases of tests: a crash of the machine then loses them. */
  readonly isDurable: boolean;
}

/** Makes the cluster when there is none yet, and writes our settings. Throws {@link EmbeddedPostgresError}. */
export function prepareCluster(options: ClusterOptions): void {
  requireFreeSpace(options.directory, existsSync(options.directory) ? 64 : 512);
  if (existsSync(join(options.directory, 'PG_VERSION'))) requireOurVersion(options.directory);
  else initialise(options);
  writeSettings(options);
}

/** PostgreSQL stops in the middle of its work on a full disk, so we do not begin on one. */
function requireFreeSpace(directory: string, megabytes: number): void {
  const parent = join(directory, '..');
  const { bavail, bsize } = statfsSync(parent);
  const free = Math.floor((bavail * bsize) / 1_048_576);
  if (free >= megabytes) return;
  throw new EmbeddedPostgresError(
    `The disk of ${parent} is full: ${free} MB are free and the database needs ${megabytes} MB. Free some space and start again; nothing is lost.`,
  );
}

function requireOurVersion(directory: string): void {
  const version = Number(readFileSync(join(directory, 'PG_VERSION'), 'utf8'));
  if (version === MAJOR_VERSION) return;
  const advice =
    version > MAJOR_VERSION
      ? 'Start it with the newer Mosaajii that made it.'
      : 'Start it once with the Mosaajii that made it, take a backup there and follow docs/operations/recovery.md.';
  throw new EmbeddedPostgresError(
    `${directory} belongs to PostgreSQL ${version}; this program brings PostgreSQL ${MAJOR_VERSION}. ${advice}`,
  );
}

/** Built aside and renamed when complete, so that a crash in the middle leaves no half cluster behind. */
function initialise(options: ClusterOptions): void {
  const aside = `${options.directory}.new`;
  rmSync(aside, { recursive: true, force: true });
  makePrivateDirectory(aside, options.account);
  const passwordFile = `${aside}.password`;
  writeFileSync(passwordFile, options.ownerPassword, { mode: 0o600 });
  try {
    if (options.account !== undefined) chownSync(passwordFile, options.account.uid, options.account.gid);
    runInitdb(options, aside, passwordFile);
    appendFileSync(join(aside, 'postgresql.conf'), "\ninclude 'mosaajii.conf'\n");
    renameSync(aside, options.directory);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function runInitdb(options: ClusterOptions, directory: string, passwordFile: string): void {
  const result = spawnSync(
    options.binaries.initdb,
    [
      ...['--pgdata', directory, '--username', OWNER_ROLE, '--pwfile', passwordFile],
      ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--data-checksums', '--wal-segsize', '4'],
      ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
      ...(options.isDurable ? [] : ['--no-sync']),
    ],
    { ...runAs(options.account), cwd: join(directory, '..'), encoding: 'utf8', windowsHide: true },
  );
  if (result.status === 0) return;
  throw new EmbeddedPostgresError(explain(`${result.stderr ?? ''}${result.error?.message ?? ''}`, 'initdb'));
}

/** The spawn options that lend the account and a plain locale. */
export function runAs(account: Account | undefined): { uid?: number; gid?: number; env: NodeJS.ProcessEnv } {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  // libpq variables of the person's shell would point our programs at another server.
  for (const name of Object.keys(env)) if (/^PG[A-Z]/.test(name)) Reflect.deleteProperty(env, name);
  return account === undefined ? { env } : { uid: account.uid, gid: account.gid, env };
}

/** Turns the words of a failed PostgreSQL program into one message with advice where we know some. */
export function explain(output: string, program: string): string {
  const lines = output.trim().split('\n').slice(-12).join('\n');
  if (/No space left on device|ENOSPC/.test(output))
    return `The disk is full. Free some space and start again.\n${lines}`;
  if (/could not look up effective user ID/.test(output)) {
    return `This user has no entry in /etc/passwd, which PostgreSQL needs. Add one, or set DATABASE_URL.\n${lines}`;
  }
  if (/EPERM/.test(output))
    return `The account "nobody" may not be used here. Start as a plain user instead of root.\n${lines}`;
  return `PostgreSQL's ${program} failed:\n${lines}`;
}

function writeSettings(options: ClusterOptions): void {
  const path = join(options.directory, 'mosaajii.conf');
  const settings = options.isDurable ? { ...ALWAYS, ...DURABLE, ...archiving(options) } : { ...ALWAYS, ...THROW_AWAY };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  writeFileSync(path, `# Written at every start; change postgresql.conf instead.\n${lines.join('\n')}\n`, {
    mode: 0o600,
  });
  if (options.account !== undefined) chownSync(path, options.account.uid, options.account.gid);
}

const ALWAYS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '80',
  shared_buffers: '256MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_line_prefix: '%m [%p] ',
  password_encryption: 'scram-sha-256',
};

const DURABLE = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_level: 'replica',
  max_wal_senders: '4',
  max_wal_size: '1GB',
  // Every index begins with the organization, so that on tables without statistics all of them look alike to the planner,
  // and plans of a new shop's first minutes walk over all its rows: look often whether there is something to analyse.
  autovacuum_naptime: '10s',
};

const THROW_AWAY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  archive_mode: 'off',
  autovacuum_naptime: '10min',
  shared_buffers: '64MB',
};

/** `basic_archive` copies, syncs and renames by itself: no shell, so that spaces and Windows need no quoting. */
function archiving(options: ClusterOptions): Record<string, string> {
  if (options.archiveDirectory === undefined) return { archive_mode: 'off' };
  return {
    archive_mode: 'on',
    archive_library: 'basic_archive',
    'basic_archive.archive_directory': options.archiveDirectory,
    // At most five minutes of sales are missing from the archive when the disk of the cluster itself is lost.
    archive_timeout: '300',
  };
}
