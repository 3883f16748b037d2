import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '../src/config.ts';
import { migrateInstallation, openInstallation } from '../src/installation.ts';
import { createDatabase } from '../src/platform/database/index.ts';
import { interleave } from '../src/platform/database/testing/prove-interleaving.ts';
import { argument } from './argument.ts';

/** `tsx prove-isolation.ts --from 0 --count 10000`: lets organizations work at once through a pool of two connections. */
const count = argument('--count', 10_000);
const from = argument('--from', 0);
const directory = mkdtempSync(join(tmpdir(), 'mosaajii-isolation-'));
let passed = 0;
try {
  const installation = await openInstallation(parseConfig({ DATA_DIR: directory }), {
    purpose: 'proof',
    onNotice: () => undefined,
  });
  try {
    const { appUrl } = await migrateInstallation(parseConfig({ DATA_DIR: directory }), installation, {});
    const db = createDatabase({ url: appUrl, poolSize: 2 });
    const result = await interleave(db, from, count);
    for (const leak of result.leaks.slice(0, 20)) process.stdout.write(`leak: ${leak}\n`);
    passed = result.passed;
    await db.close();
  } finally {
    await installation.close();
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
process.stdout.write(`${JSON.stringify({ passed, failed: count - passed })}\n`);
process.exitCode = passed === count ? 0 : 1;
