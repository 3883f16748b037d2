import { argument } from './argument.ts';
import { runTests } from './run-tests.ts';

/**
 * `tsx prove-once.ts --seed 1 --from 0 --count 30`: the sample of the test run for every changing route, one after the other:
 * ten equal requests at once with one key.
 */
const count = argument('--count', 110);
const from = argument('--from', 0);
const settings = {
  ONCE_FROM: String(from),
  ONCE_COUNT: String(count),
  ONCE_SEED: String(argument('--seed', 1) * 1_009),
};
const { tests, failed, isGood } = runTests('apps/server/src/proofs/once.db.test.ts', settings);
const spoilt = isGood ? 0 : Math.min(count, Math.max(1, failed));
process.stdout.write(`${tests} requests, ten times each\n`);
process.stdout.write(`${JSON.stringify({ passed: count - spoilt, failed: spoilt })}\n`);
process.exitCode = spoilt === 0 ? 0 : 1;
