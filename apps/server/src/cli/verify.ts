import { join } from 'node:path';
import { parseConfig } from '../config.ts';
import { runCommand, say } from '../console.ts';
import { anchorsOf, findRunningDatabase, openDataDirectory, openInstallation } from '../installation.ts';
import type { Anchors } from '../platform/anchors/index.ts';
import { createDatabase, type Database } from '../platform/database/index.ts';
import { openSecrets } from '../platform/secrets/index.ts';
import { verifyOrganization } from '../rooms/operations/index.ts';

/**
 * `npm run verify`: recomputes stock, drawers, ledger, receipts, signatures and chains of every organization from the
 * facts, beside a running server or without one. Prints each difference and ends with exit code 1 if there is any.
 */
await runCommand(async () => {
  const config = parseConfig(process.env, process.argv.slice(2));
  const dataDirectory = openDataDirectory(config, say);
  const running = config.databaseUrl ?? (await findRunningDatabase(config, dataDirectory));
  if (running !== undefined) {
    const secrets = openSecrets(join(dataDirectory, 'secrets'), { mode: config.mode, env: process.env });
    return verifyAll(running, anchorsOf(dataDirectory, secrets));
  }
  const installation = await openInstallation(config, { purpose: 'verify', onNotice: say });
  try {
    await verifyAll(installation.ownerUrl, anchorsOf(installation.dataDirectory, installation.secrets));
  } finally {
    await installation.close();
  }
});

async function verifyAll(url: string, anchors: Anchors): Promise<void> {
  const db = createDatabase({ url, poolSize: 2, statementTimeoutMs: 0 });
  try {
    const count = await verifyEach(db, anchors);
    say(count === 0 ? 'The books agree with the facts.' : `${count} differences between the books and the facts.`);
    if (count > 0) process.exitCode = 1;
  } finally {
    await db.close();
  }
}

async function verifyEach(db: Database, anchors: Anchors): Promise<number> {
  const organizations = await db.globalTx((tx) =>
    tx.query<{ organization_id: string }>('select organization_id from tenant order by organization_id'),
  );
  let total = 0;
  for (const { organization_id: organizationId } of organizations) {
    const { count, notices, checked } = await verifyOrganization(db, organizationId, {
      anchors,
      onFound: ({ check, subject, detail }) => say(`${organizationId}  ${check}  ${subject}: ${detail}`),
    });
    for (const { subject, detail } of notices) say(`${organizationId}  note: ${subject} ${detail}`);
    const figures = Object.entries(checked).map(([what, number]) => `${number} ${what}`);
    say(`${organizationId}  looked at ${figures.join(', ') || 'nothing: the shop has not sold yet'}.`);
    total += count;
  }
  return total;
}
