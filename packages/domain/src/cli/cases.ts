import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json } from './reader.ts';
import { type Otherwise, runCases } from './run-cases.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
const readJson = (file: string): Json => JSON.parse(readFileSync(file, 'utf8')) as Json;

/**
 * `npm run cases -- [--settings] FILE`: runs a file of cases (money, promotions, points), lists failures and where the product
 * does otherwise and why, ends with `N passed, M failed`. `--settings` names what each case sets.
 */
function main(args: readonly string[]): number {
  const argument = args.find((text) => text !== '--settings');
  // npm runs scripts in the project's root; the file is named from where the person stands.
  const files =
    argument === undefined
      ? [fixture('money-cases.json'), fixture('gs1-vectors.json')]
      : [resolve(process.env['INIT_CWD'] ?? process.cwd(), argument)];
  const known = readJson(fixture('promotion-otherwise.json')) as Otherwise;
  const outcomes = files.flatMap((file) => runCases(readJson(file), known));
  const failed = outcomes.filter((outcome) => outcome.problems.length > 0);
  const others = outcomes.filter((outcome) => outcome.otherwise !== undefined);
  const say = (text: string) => process.stdout.write(`${text}\n`);
  for (const { id, problems } of failed) say(`FAIL ${id}\n${problems.map((text) => `  ${text}`).join('\n')}`);
  for (const { id, otherwise } of others) say(`OTHERWISE ${id}: ${otherwise}`);
  if (args.includes('--settings')) {
    for (const { id, settings = [] } of outcomes) say(`${id}: ${settings.join('; ') || 'as usual'}`);
  }
  if (others.length > 0) say(`${others.length} where the product does otherwise`);
  say(`${outcomes.length - failed.length - others.length} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`The cases could not be run: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
