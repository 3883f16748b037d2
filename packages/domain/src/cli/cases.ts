import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json } from './reader.ts';
import { runCases } from './run-cases.ts';

/** `npm run cases -- FILE`: runs a file of money cases, lists failures, ends with `N passed, M failed`. */
function main(argument: string | undefined): number {
  const own = fileURLToPath(new URL('../../fixtures/money-cases.json', import.meta.url));
  // npm runs scripts in the project's root; the file is named from where the person stands.
  const file = argument === undefined ? own : resolve(process.env['INIT_CWD'] ?? process.cwd(), argument);
  const outcomes = runCases(JSON.parse(readFileSync(file, 'utf8')) as Json);
  const failed = outcomes.filter((outcome) => outcome.problems.length > 0);
  for (const { id, problems } of failed)
    process.stdout.write(`FAIL ${id}\n${problems.map((text) => `  ${text}\n`).join('')}`);
  process.stdout.write(`${outcomes.length - failed.length} passed, ${failed.length} failed\n`);
  return failed.length === 0 ? 0 : 1;
}

try {
  process.exitCode = main(process.argv[2]);
} catch (error) {
  process.stderr.write(`The cases could not be run: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
