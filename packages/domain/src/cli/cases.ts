import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json } from './reader.ts';
import { type Otherwise, runCases } from './run-cases.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
const OWN = ['money-cases.json', 'gs1-vectors.json', 'promotion-cases.json', 'loyalty-cases.json'];
const readJson = (file: string): Json => JSON.parse(readFileSync(file, 'utf8')) as Json;

/**
 * `npm run cases -- [--settings] FILE`: runs a file of cases, lists what is meant to differ and what fails, ends with
 * `N passed, M failed`. Without a file it runs the ones that come with the project. What a promotion case that is only some
 * system's convention sets beside the usual is named, with `--settings` also what the others do.
 */
function main(args: readonly string[]): number {
  const argument = args.find((text) => text !== '--settings');
  // npm runs scripts in the project's root; the file is named from where the person stands.
  const files =
    argument === undefined ? OWN.map(fixture) : [resolve(process.env['INIT_CWD'] ?? process.cwd(), argument)];
  const otherwise = JSON.parse(readFileSync(fixture('promotion-otherwise.json'), 'utf8')) as Otherwise;
  const outcomes = files.flatMap((file) => runCases(readJson(file), otherwise));
  const failed = outcomes.filter((outcome) => outcome.problems.length > 0);
  const different = outcomes.filter((outcome) => outcome.reason !== undefined);
  const hasAll = args.includes('--settings');
  for (const { id, settings, isConvention } of outcomes) {
    if (settings === undefined || !(hasAll || isConvention === true)) continue;
    process.stdout.write(`WITH ${id}: ${settings.join('; ') || 'the usual settings'}\n`);
  }
  for (const { id, reason = '', withSetting } of different) {
    const also = withSetting === undefined ? '' : ` Reproduced when ${withSetting}.`;
    process.stdout.write(`OTHERWISE ${id}: ${reason}${also}\n`);
  }
  for (const { id, problems } of failed)
    process.stdout.write(`FAIL ${id}\n${problems.map((text) => `  ${text}\n`).join('')}`);
  const passed = outcomes.filter(({ problems, reason }) => problems.length === 0 && reason === undefined).length;
  if (different.length > 0) process.stdout.write(`${different.length} otherwise, for the reason given\n`);
  process.stdout.write(`${passed} passed, ${failed.length} failed\n`);
  return failed.length === 0 ? 0 : 1;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`The cases could not be run: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
