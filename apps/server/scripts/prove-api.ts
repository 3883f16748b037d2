import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { argument } from './argument.ts';

interface Report {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly title: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/**
 * `tsx prove-api.ts --seed 1 --from 0 --count 50`: the sample of the test run with more inputs. A round is one input for each
 * operation; an operation that fails spoils one round at least.
 */
const count = argument('--count', 500);
const from = argument('--from', 0);
const seed = argument('--seed', 1) * 1_000_003 + from * 1_009;
const root = fileURLToPath(new URL('../../../', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'mosaajii-fuzz-'));
const file = join(directory, 'report.json');
const command = ['node_modules/vitest/vitest.mjs', 'run', '--root', '.', '--project', 'db', '--reporter=json'];
const { status } = spawnSync(
  process.execPath,
  [...command, `--outputFile=${file}`, 'apps/server/src/proofs/fuzz.db.test.ts'],
  { cwd: root, env: { ...process.env, FUZZ_INPUTS: String(count), FUZZ_SEED: String(seed) }, stdio: 'ignore' },
);
const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
rmSync(directory, { recursive: true, force: true });
const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
const failed = tests.filter((test) => test.status !== 'passed');
for (const { title, failureMessages } of failed) {
  process.stdout.write(`${title}: ${failureMessages.join(' ').slice(0, 600)}\n`);
}
const spoilt = status === 0 && tests.length > 0 ? 0 : Math.min(count, Math.max(1, failed.length));
process.stdout.write(`${tests.length} operations, ${count} inputs each\n`);
process.stdout.write(`${JSON.stringify({ passed: count - spoilt, failed: spoilt })}\n`);
process.exitCode = spoilt === 0 ? 0 : 1;
