import { parseConfig } from '../config.ts';
import { runCommand, say } from '../console.ts';
import { backUpInstallation, findRunningDatabase, openDataDirectory, openInstallation } from '../installation.ts';
import { BackupError } from '../platform/backup/index.ts';

/** `npm run backup`: backs up the embedded database now, beside a running server or without one. */
await runCommand(async () => {
  const config = parseConfig(process.env, process.argv.slice(2));
  if (config.databaseUrl !== undefined) {
    throw new BackupError(
      'DATABASE_URL names a database of its own: back it up with its own tools (pg_basebackup, pgBackRest).',
    );
  }
  const dataDirectory = openDataDirectory(config, say);
  const running = await findRunningDatabase(config, dataDirectory);
  if (running !== undefined) return backUp(running, dataDirectory);
  const installation = await openInstallation(config, { purpose: 'backup', onNotice: say });
  try {
    await backUp(installation.ownerUrl, dataDirectory);
  } finally {
    await installation.close();
  }
});

async function backUp(ownerUrl: string, dataDirectory: string): Promise<void> {
  const backup = await backUpInstallation(ownerUrl, dataDirectory, 'by hand');
  const megabytes = backup.manifest.files.reduce((sum, file) => sum + file.bytes, 0) / 1_048_576;
  say(`Backed up to ${backup.directory} (${megabytes.toFixed(1)} MB).`);
  say('It is on the same disk as the shop: copy it to another place. The files are not encrypted.');
  say(
    'Keep a copy of secrets/root-key-* and secrets/password-pepper elsewhere: no backup holds them. Without them personal data cannot be read again, and no password is right any more.',
  );
}
