import { randomInt } from 'node:crypto';

/** The last attempt is about four hours after the first one. */
export const MAXIMUM_ATTEMPTS = 10;
const FIRST_MS = 30_000;
const LONGEST_MS = 2 * 3_600_000;

/**
 * How long to wait after this many attempts, in milliseconds: twice as long each time, and up to half as much again at random,
 * so that what failed together does not come back together.
 */
export function backoffMs(attempts: number, random: (below: number) => number = randomInt): number {
  const base = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempts - 1));
  return base + random(Math.floor(base / 2) + 1);
}
