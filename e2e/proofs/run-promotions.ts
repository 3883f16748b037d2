import { argument } from '../proof-arguments.ts';
import { provePromotions } from './promotions.ts';

/** `tsx e2e/proofs/run-promotions.ts --seed 1 --from 0 --count 10000`: prints every basket that differs, then the count. */
const count = argument('--count', 1_000);
const problems = provePromotions(argument('--seed', 1), argument('--from', 0), count);
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(`${JSON.stringify({ passed: count - problems.length, failed: problems.length })}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
