import { randomOf, tamper, writeJournal } from '../src/rooms/operations/verify/tamper-journal.ts';
import { walkJournal } from '../src/rooms/operations/verify/walk-journal.ts';
import { argument } from './argument.ts';

/**
 * `tsx prove-journal.ts --seed 1 --from 0 --count 600 --year 100000`: manipulates a register's journal as somebody with all
 * rights to the database would, and walks it; then walks the journal of a whole year and says how long that took.
 */
const count = argument('--count', 600);
const from = argument('--from', 0);
const year = argument('--year', 100_000);
const random = randomOf(argument('--seed', 1) * 1_000_003 + from);
const journal = writeJournal(60, random);
let failed = 0;
for (let number = from; number < from + count; number += 1) {
  const { what, at, firstBroken, isNamed } = await tamper(journal, number, random);
  if (isNamed) continue;
  failed += 1;
  process.stdout.write(`not found: ${number}, ${what} at entry ${at + 1}: ${JSON.stringify(firstBroken)}\n`);
}
let walkedMs = 0;
if (year > 0) {
  const long = writeJournal(year, random);
  const started = performance.now();
  const { entries, firstBroken } = await walkJournal(long.key, long.rows);
  walkedMs = Math.round(performance.now() - started);
  if (firstBroken !== null || entries !== year) failed += 1;
  const each = Math.round(entries / (walkedMs / 1000));
  process.stdout.write(`walked ${entries} entries in ${(walkedMs / 1000).toFixed(1)} s, ${each} in a second\n`);
}
process.stdout.write(`${JSON.stringify({ passed: count - failed, failed, year, walkedMs })}\n`);
process.exitCode = failed === 0 ? 0 : 1;
