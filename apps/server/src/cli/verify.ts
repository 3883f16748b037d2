import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, parseConfig } from '../config.ts';
import { runCommand, say } from '../console.ts';
import { anchorsOf, copyFailed, findRunningDatabase, openDataDirectory, openInstallation } from '../installation.ts';
import type { Anchors } from '../platform/anchors/index.ts';
import { createDatabase, type Database } from '../platform/database/index.ts';
import { openSecrets } from '../platform/secrets/index.ts';
import { verifyOrganization } from '../rooms/operations/index.ts';

/**
 * `npm run verify`: recomputes stock, drawers, ledger, receipts, signatures and chains of every organization from the
 * facts, beside a running server or without one. Prints each difference and ends with exit code 1 if there is any.
 */
await runCommand(async () => {
  const { files, rest } = readArguments(process.argv.slice(2));
  const config = parseConfig(process.env, rest);
  const dataDirectory = openDataDirectory(config, say);
  const running = config.databaseUrl ?? (await findRunningDatabase(config, dataDirectory));
  const settings = { files: [...files, ...ownLogs(dataDirectory)], onCopyFailed: copyFailed(say) };
  sayMissing(config.auditAnchorCopy, files);
  if (running !== undefined) {
    const secrets = openSecrets(join(dataDirectory, 'secrets'), { mode: config.mode, env: process.env });
    return verifyAll(running, anchorsOf(config, dataDirectory, secrets, settings));
  }
  const installation = await openInstallation(config, { purpose: 'verify', onNotice: say });
  try {
    await verifyAll(installation.ownerUrl, anchorsOf(config, dataDirectory, installation.secrets, settings));
  } finally {
    await installation.close();
  }
});

/** `--anchors FILE`, as often as one likes: a log of the server, or a copy of the anchors that was kept elsewhere. */
function readArguments(args: readonly string[]): { readonly files: readonly string[]; readonly rest: string[] } {
  const files: string[] = [];
  const rest: string[] = [];
  const queue = [...args];
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (arg !== '--anchors') {
      rest.push(arg);
      continue;
    }
    const file = queue.shift() ?? '';
    if (!existsSync(file)) throw new ConfigError(`--anchors needs a file that is there; "${file}" is not.`);
    files.push(file);
  }
  return { files, rest };
}

/** The logs that the server has kept beside its data. */
function ownLogs(dataDirectory: string): readonly string[] {
  const directory = join(dataDirectory, 'logs');
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory).filter((name) => name.startsWith('server.log'));
  return names.map((name) => join(directory, name));
}

/** What the anchors are not compared with, so that nobody takes silence for agreement. */
function sayMissing(copy: string | undefined, files: readonly string[]): void {
  if (copy === undefined) {
    say('No copy of the audit anchors is configured (AUDIT_ANCHOR_COPY): an end that was cut here may go unnoticed.');
  }
  if (files.length === 0) {
    say('No log or copy from another machine was given (--anchors FILE): only what is kept here is compared.');
  }
}

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
    for (const { name, lines } of anchors.read(organizationId).witnesses) {
      say(`${organizationId}  audit anchors compared with ${lines} of ${name}${lines === 0 ? ': it has none' : ''}`);
    }
    total += count;
  }
  return total;
}
