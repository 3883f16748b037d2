import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchBrowser } from './browser-bench.ts';
import { type Result, tableOf } from './result.ts';
import { benchServer } from './server-bench.ts';

/**
 * `npm run bench [-- --json FILE] [--only server|browser] [--seconds 10] [--queue 10000] [--products 100000]`: prints
 * what was measured, goals beside it; ends with 1 when a goal was missed.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string' },
    seconds: { type: 'string', default: '10' },
    queue: { type: 'string', default: '10000' },
    products: { type: 'string', default: '100000' },
    samples: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '3' },
  },
});
const tell = (sentence: string) => process.stderr.write(`${sentence}\n`);
const results: Result[] = [];
if (values.only !== 'browser') {
  results.push(...(await benchServer({ seconds: Number(values.seconds), queue: Number(values.queue), tell })));
}
if (values.only !== 'server') {
  const [products, samples, rounds] = [values.products, values.samples, values.rounds].map(Number) as [
    number,
    number,
    number,
  ];
  results.push(...(await benchBrowser({ products, samples, rounds, tell })));
}
process.stdout.write(`${tableOf(results)}\n`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
process.exitCode = results.every(({ pass }) => pass) ? 0 : 1;
