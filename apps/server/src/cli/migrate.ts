import { parseConfig } from '../config.ts';
import { runCommand, say } from '../console.ts';
import { backUpInstallation, migrateInstallation, openInstallation } from '../installation.ts';

/** `npm run migrate`: brings the database to this program's schema without serving anything. */
await runCommand(async () => {
  const config = parseConfig(process.env, process.argv.slice(2));
  const installation = await openInstallation(config, { purpose: 'migrate', onNotice: say });
  const { embedded, dataDirectory } = installation;
  try {
    const { applied } = await migrateInstallation(config, installation, {
      ...(embedded === undefined
        ? {}
        : {
            backUp: async (reason: string) => {
              const backup = await backUpInstallation(embedded.ownerUrl, dataDirectory, reason);
              say(`Backed up to ${backup.directory}`);
            },
          }),
      onApplied: (file) => say(`Applied ${file.name}`),
    });
    if (applied.length === 0) say('The database is up to date.');
  } finally {
    await installation.close();
  }
});
