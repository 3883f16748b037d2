import { parseConfig } from '../config.ts';
import { runCommand, say } from '../console.ts';
import { anchorsOf, openInstallation } from '../installation.ts';
import { startNewEpoch } from '../new-epoch.ts';

/** `npm run new-epoch`: after a database was restored by its own tools, tells every register to send again what it kept. */
await runCommand(async () => {
  const installation = await openInstallation(parseConfig(process.env, process.argv.slice(2)), {
    purpose: 'new-epoch',
    onNotice: say,
  });
  try {
    await startNewEpoch(installation.ownerUrl, anchorsOf(installation.dataDirectory, installation.secrets));
    say('The database has a new epoch: registers send again what they kept.');
  } finally {
    await installation.close();
  }
});
