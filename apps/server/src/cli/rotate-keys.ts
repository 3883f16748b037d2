import { parseConfig } from '../config.ts';
import { runCommand, say } from '../console.ts';
import { findRunningDatabase, openDataDirectory, openInstallation, rootKeysOf } from '../installation.ts';
import { createDatabase } from '../platform/database/index.ts';
import { rotateRootKey } from '../platform/personal/index.ts';
import type { RootKeys } from '../platform/secrets/index.ts';

const REMOVE_OLD = '--remove-old';
const USE_PRESENT = '--use-present';

/**
 * `npm run rotate-keys`: gives the installation a new root key and wraps every key of personal data with it, beside a
 * running server or without one. `--remove-old` removes the keys of before from this machine.
 */
await runCommand(async () => {
  const given = process.argv.slice(2);
  const own = new Set([REMOVE_OLD, USE_PRESENT]);
  const config = parseConfig(
    process.env,
    given.filter((arg) => !own.has(arg)),
  );
  const wanted = { removeOld: given.includes(REMOVE_OLD), usePresent: given.includes(USE_PRESENT) };
  const dataDirectory = openDataDirectory(config, say);
  const running = await findRunningDatabase(config, dataDirectory);
  if (running !== undefined) return rotate(running, rootKeysOf(config, dataDirectory), wanted);
  const installation = await openInstallation(config, { purpose: 'rotate-keys', onNotice: say });
  try {
    await rotate(installation.ownerUrl, installation.rootKeys, wanted);
  } finally {
    await installation.close();
  }
});

interface Wanted {
  readonly removeOld: boolean;
  readonly usePresent: boolean;
}

async function rotate(ownerUrl: string, rootKeys: RootKeys, wanted: Wanted): Promise<void> {
  const db = createDatabase({ url: ownerUrl, poolSize: 1 });
  try {
    const { generation, rewrapped, removed } = await rotateRootKey({ db, rootKeys, ...wanted });
    say(`Root key ${generation} protects all ${rewrapped} keys of personal data that an older one did.`);
    say(`Copy the file root-key-${generation} from the secrets to where you keep the keys: no backup holds it.`);
    const kept = rootKeys.generations().filter((each) => each < generation);
    if (removed.length > 0) say(`Removed: ${namesOf(removed)}. Backups of before can be read only where a copy is.`);
    if (kept.length > 0) say(`Kept for older backups: ${namesOf(kept)}. \`-- ${REMOVE_OLD}\` removes them.`);
  } finally {
    await db.close();
  }
}

function namesOf(generations: readonly number[]): string {
  return generations.map((generation) => `root-key-${generation}`).join(', ');
}
