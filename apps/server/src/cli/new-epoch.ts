import { parseConfig } from '../config.ts';
import { runCommand, say } from '../console.ts';
import { anchorsOf, copyFailed, openInstallation } from '../installation.ts';
import { startNewEpoch } from '../new-epoch.ts';

/** `npm run new-epoch`: after a database was restored by its own tools, tells every register to send again what it kept. */
await runCommand(async () => {
  const config = parseConfig(process.env, process.argv.slice(2));
  const installation = await openInstallation(config, { purpose: 'new-epoch', onNotice: say });
  try {
    const { dataDirectory, secrets, ownerUrl } = installation;
    await startNewEpoch(ownerUrl, anchorsOf(config, dataDirectory, secrets, { onCopyFailed: copyFailed(say) }));
    say('The database has a new epoch: registers send again what they kept.');
  } finally {
    await installation.close();
  }
});
