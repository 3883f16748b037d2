import { accessSync, chmodSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError, projectRoot } from './config.ts';
import { startNewEpoch } from './new-epoch.ts';
import { type Anchors, headsOf, openAnchors } from './platform/anchors/index.ts';
import {
  type Backup,
  BackupError,
  createBackup,
  hasInterruptedRestore,
  isEpochDue,
  listBackups,
  settleEpoch,
} from './platform/backup/index.ts';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  OWNER_ROLE,
  prepareDataDirectory,
  readPostmaster,
  resetOwnerPassword,
  startEmbeddedPostgres,
} from './platform/embedded-postgres/index.ts';
import { acquireLock, currentHolder, type InstanceLock } from './platform/instance-lock/index.ts';
import { ensureDatabase, type MigrateOptions, type MigrateResult, migrateDatabase } from './platform/migrate/index.ts';
import { openRootKeys, openSecrets, type RootKeys, type Secrets } from './platform/secrets/index.ts';

/** The database of an embedded installation. */
export const DATABASE_NAME = 'mosaajii';
const migrationsDirectory = join(projectRoot, 'apps', 'server', 'migrations');

/** Everything a command needs of this machine: the locked data directory, its secrets, and a database that answers. */
export interface Installation {
  readonly dataDirectory: string;
  readonly lock: InstanceLock;
  readonly secrets: Secrets;
  readonly rootKeys: RootKeys;
  /** Connection of the owner role to the shop's database. */
  readonly ownerUrl: string;
  /** The database we run ourselves; absent with DATABASE_URL. */
  readonly embedded?: EmbeddedPostgres;
  close(): Promise<void>;
}

export interface OpenOptions extends Pick<EmbeddedPostgresOptions, 'onEvent' | 'onLost'> {
  /** What the lock says about us: `server`, `backup`, … */
  readonly purpose: string;
  /** Told what a person at the console should know. */
  readonly onNotice: (sentence: string) => void;
}

/** What a backup has of the anchors: the newest of each shop, in a file of this name. */
const HEADS_FILE = 'audit-anchors.jsonl';

/**
 * The ends of the audit chains as this machine keeps them, signed with the key of its server, and compared with the copy that is
 * configured, with the backups of this machine, and with the files that are given.
 */
export function anchorsOf(
  config: Pick<Config, 'auditAnchorCopy'>,
  dataDirectory: string,
  secrets: Secrets,
  { files = [], onCopyFailed }: { readonly files?: readonly string[]; onCopyFailed(error: unknown): void },
): Anchors {
  const { auditAnchorCopy: copy } = config;
  const backups = () => listBackups(dataDirectory).map(({ directory }) => join(directory, HEADS_FILE));
  return openAnchors(join(dataDirectory, 'audit-anchors'), secrets['server-key'], {
    ...(copy === undefined ? {} : { copy }),
    files: () => [...backups().filter((path) => existsSync(path)), ...files],
    onCopyFailed,
  });
}

/** Tells a person at the console that the copy of the anchors could not be written. */
export function copyFailed(onNotice: (sentence: string) => void): (error: unknown) => void {
  return (error) =>
    onNotice(`The copy of the audit anchors could not be written and will catch up later: ${explain(error)}`);
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Backs up this machine's own database, with the newest anchor of each shop's audit trail. */
export function backUpInstallation(ownerUrl: string, dataDirectory: string, reason: string): Promise<Backup> {
  const extra = { [HEADS_FILE]: headsOf(join(dataDirectory, 'audit-anchors')) };
  return createBackup({ ownerUrl, dataDirectory, reason, now: new Date(), extra });
}

/** The root keys of this machine, for commands that work beside a running server as well. */
export function rootKeysOf(config: Config, dataDirectory: string): RootKeys {
  const directory = join(dataDirectory, 'secrets');
  const options = { mode: config.mode, env: process.env };
  return openRootKeys(directory, options, openSecrets(directory, options));
}

/** Finds the data directory this user can really work in, and makes what belongs into it. */
export function openDataDirectory(config: Config, onNotice: (sentence: string) => void): string {
  try {
    // With a database elsewhere no other account needs to enter, so the directory stays where it was asked for.
    if (config.databaseUrl !== undefined) {
      mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 });
      return writable(config.dataDirectory);
    }
    const { path, notice } = prepareDataDirectory(config.dataDirectory, config.isDataDirectoryExplicit);
    if (notice !== undefined) onNotice(notice);
    return writable(path);
  } catch (error) {
    if (
      !(
        error instanceof Error &&
        'code' in error &&
        ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(String(error.code))
      )
    )
      throw error;
    throw new ConfigError(
      `This user may not work in the data directory ${config.dataDirectory} (${error.message}). ` +
        'Start as the user who made it, or set DATA_DIR to a directory of your own.',
    );
  }
}

function writable(directory: string): string {
  accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  return directory;
}

/** Locks the data directory, reads the secrets, and starts the embedded database or takes the one of DATABASE_URL. */
export async function openInstallation(config: Config, options: OpenOptions): Promise<Installation> {
  const dataDirectory = openDataDirectory(config, options.onNotice);
  const lock = await acquireLock(dataDirectory, options.purpose);
  try {
    const secrets = openSecrets(join(dataDirectory, 'secrets'), { mode: config.mode, env: process.env });
    chmodSync(join(dataDirectory, 'secrets'), 0o700);
    const rootKeys = rootKeysOf(config, dataDirectory);
    if (hasInterruptedRestore(dataDirectory)) {
      throw new BackupError('A restore was interrupted here. Run it again: npm run restore -- latest');
    }
    const { databaseUrl } = config;
    if (databaseUrl !== undefined) {
      return { dataDirectory, lock, secrets, rootKeys, ownerUrl: databaseUrl, close: () => lock.release() };
    }
    const embedded = await openEmbedded(config, dataDirectory, secrets, options);
    const close = async () => {
      await embedded.stop();
      await lock.release();
    };
    return { dataDirectory, lock, secrets, rootKeys, ownerUrl: embedded.urlOf(DATABASE_NAME), embedded, close };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/**
 * The connection of the owner role to the database of a server that runs now, for commands that work beside it; undefined
 * when none runs. With DATABASE_URL the database runs anyway.
 */
export async function findRunningDatabase(config: Config, dataDirectory: string): Promise<string | undefined> {
  if (config.databaseUrl !== undefined) return config.databaseUrl;
  if ((await currentHolder(dataDirectory))?.state !== 'running') return undefined;
  const postmaster = readPostmaster(join(dataDirectory, 'postgres'));
  if (postmaster === undefined) return undefined;
  const password = openSecrets(join(dataDirectory, 'secrets'), { mode: config.mode, env: process.env })[
    'database-owner'
  ];
  return `postgres://${OWNER_ROLE}:${encodeURIComponent(password)}@127.0.0.1:${postmaster.port}/${DATABASE_NAME}`;
}

/**
 * Starts a database that was put back: it may come from a machine with another password, and it begins a new epoch before
 * anybody talks to it. Done again from the beginning when it is cut off.
 */
export async function startRestored(database: EmbeddedPostgresOptions, anchors: Anchors): Promise<EmbeddedPostgres> {
  await resetOwnerPassword(database);
  const embedded = await startEmbeddedPostgres(database);
  try {
    await startNewEpoch(embedded.urlOf(DATABASE_NAME), anchors);
    settleEpoch(database.dataDirectory);
    return embedded;
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

async function openEmbedded(
  config: Config,
  dataDirectory: string,
  secrets: Secrets,
  options: OpenOptions,
): Promise<EmbeddedPostgres> {
  const { onEvent, onLost, onNotice } = options;
  const database = {
    dataDirectory,
    ownerPassword: secrets['database-owner'],
    ...(onEvent === undefined ? {} : { onEvent }),
    ...(onLost === undefined ? {} : { onLost }),
  };
  const embedded = isEpochDue(dataDirectory)
    ? await startRestored(database, anchorsOf(config, dataDirectory, secrets, { onCopyFailed: copyFailed(onNotice) }))
    : await startEmbeddedPostgres(database);
  try {
    await ensureDatabase(embedded.ownerUrl, DATABASE_NAME);
    return embedded;
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

/** Brings the installation's database to this program's schema; answers with the connection to work under. */
export function migrateInstallation(
  config: Config,
  installation: Installation,
  hooks: Pick<MigrateOptions, 'backUp' | 'onApplied'>,
): Promise<MigrateResult> {
  return migrateDatabase({
    ownerUrl: installation.ownerUrl,
    directory: migrationsDirectory,
    appRole:
      config.databaseAppUrl === undefined
        ? { kind: 'managed', password: installation.secrets['database-app'] }
        : { kind: 'given', url: config.databaseAppUrl },
    ...hooks,
  });
}
