/**
 * `npm run proof [-- id …] [--seed N] [--count N] [--again]`: runs the registered proofs to their full counts. Interrupted,
 * it goes on where it was, as long as the commit and the seed are the same. Each finished proof prints one JSON line and
 * leaves it in evidence/.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, fail, root, say } from './console.mjs';
import { ensureInstalled, requireNode } from './install.mjs';
import { PROOFS } from './proofs.mjs';

/** @typedef {{ commit: string, seed: number, done: number, passed: number, failed: number, ms: number }} Progress */

const evidence = join(root, 'evidence');
const { ids, seed, count, again } = readArguments(process.argv.slice(2));

requireNode();
await ensureInstalled();
const { ensureBuilt } = await import('./build.mjs');
await ensureBuilt();
mkdirSync(evidence, { recursive: true });
const commit = await currentCommit();
let hasFailed = false;
for (const proof of PROOFS.filter(({ id }) => ids.length === 0 || ids.includes(id))) {
  const result = await prove(proof);
  const line = JSON.stringify({ id: proof.id, ...result, count: result.done });
  say(line);
  appendFileSync(join(evidence, 'results.jsonl'), `${line}\n`);
  hasFailed ||= result.failed > 0;
}
process.exitCode = hasFailed ? 1 : 0;

/** @param {readonly string[]} args */
function readArguments(args) {
  const number = (/** @type {string} */ name) => {
    const at = args.indexOf(name);
    if (at === -1) return undefined;
    const value = Number(args[at + 1]);
    return Number.isSafeInteger(value) && value >= 0 ? value : fail(`${name} needs a whole number.`);
  };
  const names = args.filter(
    (arg, index) => !arg.startsWith('--') && !['--seed', '--count'].includes(args[index - 1] ?? ''),
  );
  const unknown = names.find((name) => !PROOFS.some(({ id }) => id === name));
  if (unknown !== undefined)
    fail(`There is no proof "${unknown}". Known are: ${PROOFS.map(({ id }) => id).join(', ')}.`);
  return { ids: names, seed: number('--seed') ?? 1, count: number('--count'), again: args.includes('--again') };
}

/** @param {import('./proofs.mjs').Proof} proof @returns {Promise<Progress>} */
async function prove(proof) {
  const file = join(evidence, `${proof.id}.json`);
  const total = count ?? proof.count;
  let progress = resume(file);
  while (progress.done < total) {
    const size = Math.min(proof.piece, total - progress.done);
    const started = performance.now();
    const outcome = await runPiece(proof, progress.done, size);
    progress = {
      ...progress,
      done: progress.done + size,
      passed: progress.passed + outcome.passed,
      failed: progress.failed + outcome.failed,
      ms: progress.ms + Math.round(performance.now() - started),
    };
    keep(file, progress);
    say(`  ${proof.id}: ${progress.done} of ${total}, ${progress.failed} failed`);
  }
  return progress;
}

/** @param {string} file @returns {Progress} */
function resume(file) {
  const fresh = { commit, seed, done: 0, passed: 0, failed: 0, ms: 0 };
  if (again || !existsSync(file)) return fresh;
  /** @type {Progress} */
  const kept = JSON.parse(readFileSync(file, 'utf8'));
  // Evidence belongs to one commit and one seed; for another one it is made anew.
  return kept.commit === commit && kept.seed === seed ? kept : fresh;
}

/** @param {string} file @param {Progress} progress */
function keep(file, progress) {
  writeFileSync(`${file}.new`, `${JSON.stringify(progress)}\n`);
  renameSync(`${file}.new`, file);
}

/** @param {import('./proofs.mjs').Proof} proof @param {number} from @param {number} size */
async function runPiece(proof, from, size) {
  const [program = '', ...args] = proof.command;
  const numbers = ['--seed', String(seed), '--from', String(from), '--count', String(size)];
  const { code, output } = await capture(program === 'node' ? process.execPath : program, [...args, ...numbers]);
  const last = output.trim().split('\n').at(-1) ?? '';
  const outcome = readOutcome(last);
  if (outcome === undefined || (code !== 0 && outcome.failed === 0))
    fail(`${output}\nThe proof ${proof.id} broke at ${from} (exit code ${code}).`);
  if (outcome.failed > 0) say(output);
  return outcome;
}

/** @param {string} line @returns {{ passed: number, failed: number } | undefined} */
function readOutcome(line) {
  if (!line.startsWith('{')) return undefined;
  const { passed, failed } = JSON.parse(line);
  return Number.isSafeInteger(passed) && Number.isSafeInteger(failed) ? { passed, failed } : undefined;
}

/** The commit the evidence belongs to; a tree that differs from it says so. */
async function currentCommit() {
  try {
    const head = await capture('git', ['rev-parse', 'HEAD']);
    const changes = await capture('git', ['status', '--porcelain', '--untracked-files=no']);
    return head.code === 0 ? `${head.output.trim()}${changes.output.trim() === '' ? '' : '+changes'}` : 'no-commit';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'no-commit';
    throw error;
  }
}
