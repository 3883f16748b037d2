import { argument } from '../proof-arguments.ts';
import { openShopStack } from '../stack/shop-stack.ts';
import { stockShelves } from '../stack/wares.ts';
import { proveBrowserKills } from './browser-kills.ts';
import { proveExactlyOnce } from './exactly-once.ts';
import { provePostgresKills, proveServerKills } from './kills.ts';

/** `tsx e2e/proofs/run.ts exactly-once --seed 1 --from 0 --count 1000`: one piece of a proof, its outcome on the last line. */
const PROOFS = {
  'exactly-once': proveExactlyOnce,
  'server-kills': proveServerKills,
  'postgres-kills': provePostgresKills,
  'browser-kills': proveBrowserKills,
} as const;

const name = process.argv[2] ?? '';
if (!Object.hasOwn(PROOFS, name)) throw new Error(`there is no proof "${name}"`);
const prove = PROOFS[name as keyof typeof PROOFS];
const count = argument('--count', 10);
const seed = (argument('--seed', 1) * 1_000_003 + argument('--from', 0)) % 0xffff_ffff;
const stack = await openShopStack();
try {
  const outcome = await prove(stack, await stockShelves(stack, 50), count, seed);
  for (const sentence of outcome.wrong) process.stdout.write(`${sentence}\n`);
  const isGood = outcome.wrong.length === 0;
  // What is wrong in the end cannot be told to be the fault of one kill or one sale: the whole piece failed.
  const result = { passed: isGood ? count : 0, failed: isGood ? 0 : count, sales: outcome.sales };
  const early = 'early' in outcome ? { early: outcome.early } : {};
  const faults = 'faults' in outcome ? { faults: Object.fromEntries(outcome.faults) } : {};
  process.stdout.write(`${JSON.stringify({ ...result, ...early, ...faults })}\n`);
  process.exitCode = isGood ? 0 : 1;
} finally {
  await stack.close();
}
