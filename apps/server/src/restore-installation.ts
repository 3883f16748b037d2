import { join, resolve } from 'node:path';
import type { Config } from './config.ts';
import { anchorsOf, copyFailed, openDataDirectory, startRestored } from './installation.ts';
import { BackupError, listBackups, restoreBackup } from './platform/backup/index.ts';
import { databaseAccount } from './platform/embedded-postgres/index.ts';
import { acquireLock } from './platform/instance-lock/index.ts';
import { openSecrets } from './platform/secrets/index.ts';

/**
 * Goes back to a backup: `latest`, the name of one below `<data>/backups`, or a directory. Refuses while a server runs.
 * The database gets a new epoch, which tells every register to send what it kept once more, so that nothing sold since
 * the backup is lost. Answers with the directory that keeps what was there before.
 */
export async function restoreInstallation(
  config: Config,
  wanted: string,
  onNotice: (sentence: string) => void,
): Promise<string> {
  if (config.databaseUrl !== undefined) {
    throw new BackupError(
      'DATABASE_URL names a database of its own: restore it with its own tools, then run "npm run new-epoch" so that registers send again.',
    );
  }
  const dataDirectory = openDataDirectory(config, onNotice);
  const lock = await acquireLock(dataDirectory, 'restore');
  try {
    const secrets = openSecrets(join(dataDirectory, 'secrets'), { mode: config.mode, env: process.env });
    const account = databaseAccount();
    const backup = findBackup(dataDirectory, wanted);
    const kept = await restoreBackup({
      backup,
      dataDirectory,
      now: new Date(),
      ...(account === undefined ? {} : { account }),
    });
    const anchors = anchorsOf(config, dataDirectory, secrets, { onCopyFailed: copyFailed(onNotice) });
    const database = { dataDirectory, ownerPassword: secrets['database-owner'] };
    const embedded = await startRestored(database, anchors);
    await embedded.stop();
    return kept;
  } finally {
    await lock.release();
  }
}

function findBackup(dataDirectory: string, wanted: string): string {
  const backups = listBackups(dataDirectory);
  const found = wanted === 'latest' ? backups.at(-1) : backups.find(({ name }) => name === wanted);
  if (found !== undefined) return found.directory;
  if (wanted !== 'latest' && /[\\/]/.test(wanted)) return resolve(wanted);
  const names = backups.map(({ name, manifest }) => `  ${name}  (${manifest.reason})`).join('\n');
  throw new BackupError(`There is no backup "${wanted}". There are:\n${names === '' ? '  none' : names}`);
}
