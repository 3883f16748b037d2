import { argument } from '../proof-arguments.ts';
import { openShopStack } from '../stack/shop-stack.ts';
import { startTwin } from '../stack/twin-servers.ts';
import { proveSockets } from './sockets.ts';

/** `tsx e2e/proofs/run-sockets.ts --from 0 --count 100`: what is ended on one server closes at once on both. */
const PROMISED_MS = 1_000;
const count = argument('--count', 20);
const stack = await openShopStack();
try {
  const twins = await startTwin(stack);
  try {
    const { wrong, slowestMs } = await proveSockets(twins, count, argument('--from', 0));
    for (const sentence of wrong) process.stdout.write(`${sentence}\n`);
    const isGood = wrong.length === 0 && slowestMs <= PROMISED_MS;
    process.stdout.write(`${JSON.stringify({ passed: isGood ? count : 0, failed: isGood ? 0 : count, slowestMs })}\n`);
    process.exitCode = isGood ? 0 : 1;
  } finally {
    await twins.close();
  }
} finally {
  await stack.close();
}
