import { argument } from '../proof-arguments.ts';
import { COMMANDS, proveTillCommands } from './property.ts';

/** `tsx e2e/commands/prove.ts --seed 1 --from 0 --count 1000`: prints every run that fails, then the count. */
const count = argument('--count', 1000);
const problems = await proveTillCommands(argument('--seed', 1), argument('--from', 0), count);
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(
  `${JSON.stringify({ passed: count - problems.length, failed: problems.length, commands: count * COMMANDS })}\n`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
