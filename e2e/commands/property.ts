import fc from 'fast-check';
import { anyCommand, type Command } from './command.ts';
import { playCommands } from './play.ts';

/** Commands of one run: a day on two tills. */
export const COMMANDS = 100;

/** Both tills open before anything else, so that most commands have a shift to happen in. */
const MORNING: readonly Command[] = [
  { kind: 'open', register: 0, floatMinor: 10_000 },
  { kind: 'open', register: 1, floatMinor: 12_345 },
];
/** How long a failing run may look for a smaller one. */
const MOST_SHRINKING_MS = 60_000;

/** One run of a seed: `null`, or what is wrong with the smallest day that shows it. */
export async function wrongWithDay(seed: number, seen?: Map<string, number>): Promise<string | null> {
  const day = fc.array(anyCommand, { minLength: COMMANDS, maxLength: COMMANDS });
  const property = fc.asyncProperty(day, async (commands) => {
    const wrong = await playCommands([...MORNING, ...commands], seen);
    if (wrong !== null) throw new Error(wrong);
  });
  const limited = await fc.check(property, { seed, numRuns: 1, interruptAfterTimeLimit: MOST_SHRINKING_MS });
  if (!limited.failed) return null;
  // A machine that does much else may not even finish the day in that time: then it has shown nothing yet.
  const isUnfinished = limited.counterexample === null;
  const outcome = isUnfinished ? await fc.check(property, { seed, numRuns: 1, endOnFailure: true }) : limited;
  if (!outcome.failed) return null;
  const smallest = outcome.counterexample?.[0].filter(({ kind }) => kind !== 'nothing') ?? [];
  const { errorInstance } = outcome;
  const wrong = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return `${wrong}\n  ${smallest.map((command) => JSON.stringify(command)).join('\n  ')}`;
}

/** So many runs from a number on; each that fails with its number. `seen` counts what was done, and what was refused. */
export async function proveTillCommands(
  seed: number,
  from: number,
  count: number,
  seen?: Map<string, number>,
): Promise<string[]> {
  const problems: string[] = [];
  for (let number = from; number < from + count; number += 1) {
    const wrong = await wrongWithDay((seed * 1_000_003 + number) % 0x7fff_ffff, seen);
    if (wrong !== null) problems.push(`run ${number}: ${wrong}`);
  }
  return problems;
}
