import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Report {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly title: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** How a file of tests went; what failed has been printed. */
export interface TestRun {
  readonly tests: number;
  readonly failed: number;
  /** False also when the run itself broke. */
  readonly isGood: boolean;
}

/** Runs a file of the database tests with these settings: the sample of the test run with more in it. */
export function runTests(testFile: string, settings: Readonly<Record<string, string>>): TestRun {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const directory = mkdtempSync(join(tmpdir(), 'mosaajii-proof-'));
  const file = join(directory, 'report.json');
  const command = ['node_modules/vitest/vitest.mjs', 'run', '--root', '.', '--project', 'db', '--reporter=json'];
  const { status } = spawnSync(process.execPath, [...command, `--outputFile=${file}`, testFile], {
    cwd: root,
    env: { ...process.env, ...settings },
    stdio: 'ignore',
  });
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  rmSync(directory, { recursive: true, force: true });
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = tests.filter((test) => test.status !== 'passed');
  for (const { message } of report.testResults) if (message !== '') process.stdout.write(`${message.slice(0, 600)}\n`);
  for (const { title, failureMessages } of failed) {
    process.stdout.write(`${title}: ${failureMessages.join(' ').slice(0, 600)}\n`);
  }
  return { tests: tests.length, failed: failed.length, isGood: status === 0 && tests.length > 0 };
}
