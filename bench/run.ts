import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { tableOf } from './result.ts';
import { benchServer } from './server-bench.ts';

/** `npm run bench [-- --json FILE] [--seconds 10] [--queue 10000]`: prints what was measured, goals beside it. */
const { values } = parseArgs({
  options: { json: { type: 'string' }, seconds: { type: 'string' }, queue: { type: 'string' } },
});
const tell = (sentence: string) => process.stderr.write(`${sentence}\n`);
const results = await benchServer({
  seconds: Number(values.seconds ?? '10'),
  queue: Number(values.queue ?? '10000'),
  tell,
});
process.stdout.write(`${tableOf(results)}\n`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
process.exitCode = results.every(({ pass }) => pass) ? 0 : 1;
