import { parseConfig } from '../config.ts';
import { runCommand, say } from '../console.ts';
import { openDataDirectory } from '../installation.ts';
import { BackupError, listBackups } from '../platform/backup/index.ts';
import { restoreInstallation } from '../restore-installation.ts';

/** `npm run restore -- latest|NAME|DIRECTORY`: goes back to a backup, with the server stopped. */
await runCommand(async () => {
  const [wanted, ...flags] = process.argv.slice(2);
  if (wanted === undefined || wanted.startsWith('-')) {
    const dataDirectory = openDataDirectory(parseConfig(process.env, process.argv.slice(2)), say);
    const names = listBackups(dataDirectory).map(({ name, manifest }) => `\n  ${name}  (${manifest.reason})`);
    throw new BackupError(
      `Which backup? npm run restore -- latest, or one of:${names.length === 0 ? '\n  none yet' : names.join('')}`,
    );
  }
  const kept = await restoreInstallation(parseConfig(process.env, flags), wanted, say);
  say(`Restored. What was there before is kept in ${kept}; remove it when all is well.`);
  say('Start with "npm start": registers then send again what they sold since the backup.');
});
