import { argument } from '../proof-arguments.ts';
import { proveBrowserKills } from './browser-kills.ts';

/** `tsx e2e/proofs/browser-kills-run.ts --seed 1 --from 0 --count 10`: one piece of the proof. */
const count = argument('--count', 10);
const seed = (argument('--seed', 1) * 1_000_003 + argument('--from', 0)) % 0xffff_ffff;
const { wrong } = await proveBrowserKills(count, seed);
for (const sentence of wrong) process.stdout.write(`${sentence}\n`);
const isGood = wrong.length === 0;
process.stdout.write(`${JSON.stringify({ passed: isGood ? count : 0, failed: isGood ? 0 : count })}\n`);
process.exitCode = isGood ? 0 : 1;
