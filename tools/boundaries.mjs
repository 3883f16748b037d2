/**
 * Holds the walls between packages and rooms. A parser that fails to understand TypeScript sees no modules and finds no
 * fault, so the number of modules that were looked at has a floor.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture, fail, root, say } from './console.mjs';

const PLACES = ['packages', 'apps'];

const report = join(mkdtempSync(join(tmpdir(), 'boundaries-')), 'report.json');
const cruiser = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
const args = [...PLACES, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', '--output-to', report];
const { code, output } = await capture(process.execPath, [cruiser, ...args]);
if (!existsSync(report)) fail(`dependency-cruiser ended with ${code}: ${output}`);
/** @type {{ modules: { source: string }[], summary: { violations: { from: string, to: string, rule: { name: string } }[] } }} */
const result = JSON.parse(readFileSync(report, 'utf8'));
rmSync(join(report, '..'), { recursive: true });
const cruised = new Set(result.modules.map((module) => module.source));
const missed = sourceFiles().filter((file) => !cruised.has(file));
for (const { from, to, rule } of result.summary.violations) say(`${rule.name}: ${from} -> ${to}`);
if (missed.length > 0)
  fail(`${missed.length} files were not looked at, so the walls are not proven: ${missed.slice(0, 10).join(', ')}`);
if (result.summary.violations.length > 0) fail(`${result.summary.violations.length} imports cross a wall.`);
say(`${cruised.size} modules, no import crosses a wall.`);

/** Every TypeScript source file below the places: each one must have been cruised. @returns {string[]} */
function sourceFiles() {
  return PLACES.flatMap((place) => readdirSync(join(root, place)).map((name) => `${place}/${name}/src`)).flatMap(
    (directory) =>
      readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' })
        .map((name) => `${directory}/${name.replaceAll('\\', '/')}`)
        .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts')),
  );
}
