import { argument } from './argument.ts';
import { runTests } from './run-tests.ts';

/**
 * `tsx prove-api.ts --seed 1 --from 0 --count 50`: the sample of the test run with more inputs. A round is one input for each
 * operation; an operation that fails spoils one round at least.
 */
const count = argument('--count', 500);
const from = argument('--from', 0);
const seed = argument('--seed', 1) * 1_000_003 + from * 1_009;
const settings = { FUZZ_INPUTS: String(count), FUZZ_SEED: String(seed) };
const { tests, failed, isGood } = runTests('apps/server/src/proofs/fuzz.db.test.ts', settings);
const spoilt = isGood ? 0 : Math.min(count, Math.max(1, failed));
process.stdout.write(`${tests} operations, ${count} inputs each\n`);
process.stdout.write(`${JSON.stringify({ passed: count - spoilt, failed: spoilt })}\n`);
process.exitCode = spoilt === 0 ? 0 : 1;
