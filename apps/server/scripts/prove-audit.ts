import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '../src/config.ts';
import { migrateInstallation, openInstallation } from '../src/installation.ts';
import { openAnchors } from '../src/platform/anchors/index.ts';
import { createDatabase } from '../src/platform/database/index.ts';
import { layTrail, proveTampering, seededRandom } from '../src/platform/feed/testing/prove-tamperings.ts';
import { argument } from './argument.ts';

/** `tsx prove-audit.ts --seed 1 --from 0 --count 600`: tampers with a trail as the owner of its database, and verifies. */
const count = argument('--count', 600);
const from = argument('--from', 0);
const random = seededRandom(argument('--seed', 1) * 1_000_003 + from);
const directory = mkdtempSync(join(tmpdir(), 'mosaajii-audit-'));
const config = parseConfig({ DATA_DIR: directory });
const quiet = { purpose: 'proof', onNotice: () => undefined };
let failed = 0;
try {
  const installation = await openInstallation(config, quiet);
  try {
    const { appUrl } = await migrateInstallation(config, installation, {});
    const anchors = openAnchors(join(directory, 'audit-anchors'), installation.secrets['server-key']);
    const db = createDatabase({ url: appUrl, poolSize: 2 });
    const owner = createDatabase({ url: installation.ownerUrl, poolSize: 2 });
    const organizationId = await layTrail(db, anchors);
    for (let number = from; number < from + count; number += 1) {
      const { what, found } = await proveTampering(owner, anchors, organizationId, number, random);
      if (found.length > 0) continue;
      failed += 1;
      process.stdout.write(`not found: ${number}, ${what}\n`);
    }
    await owner.close();
    await db.close();
  } finally {
    await installation.close();
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
process.stdout.write(`${JSON.stringify({ passed: count - failed, failed })}\n`);
process.exitCode = failed === 0 ? 0 : 1;
