import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEYED, NO_OTHER_CONTENT, NOT_ONCE, OncePair, REFUSED_HERE } from './once.ts';
import { createOnceWorld, type OnceWorld } from './once-world-fixture.ts';

/** A sample; the proof `once` goes through all of them. */
const FROM = Number(process.env['ONCE_FROM'] ?? 0);
const COUNT = Number(process.env['ONCE_COUNT'] ?? 12);
const STEP = process.env['ONCE_COUNT'] === undefined ? 9 : 1;
const SEED = Number(process.env['ONCE_SEED'] ?? 1);
const TIMEOUT_MS = 120_000;

let world: OnceWorld;
let pair: OncePair;
beforeAll(async () => {
  world = await createOnceWorld();
  pair = new OncePair(world);
}, TIMEOUT_MS);
afterAll(async () => {
  await pair.close();
  await world.close();
});

const chosen = Array.from({ length: COUNT }, (_, index) => {
  const at = FROM + index * STEP;
  const route = KEYED[at % KEYED.length];
  if (route === undefined) throw new Error('there are no routes');
  return [`${route.operation} (${at})`, route, SEED + at] as const;
});

it('are fewer operations than the proof has requests', () => {
  // `tools/tidy.test.ts` holds the page to what `npm run proof` runs, and the proof goes through all of them.
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/proofs.md'), 'utf8');
  const [, count] = /^\| `requests-once` \|.*\| (\d+) \|/m.exec(page) ?? [];
  expect(KEYED.length).toBeLessThanOrEqual(Number(count));
});

describe('ten equal requests at once with one key', () => {
  it.each(chosen)(
    '%s: leave behind what one leaves behind, and are all answered the same',
    async (_name, route, seed) => {
      const outcome = await pair.prove(route, seed);
      if (process.env['ONCE_LIST'] !== undefined) process.stdout.write(`OUT ${JSON.stringify(outcome)}\n`);
      expect(outcome.status).toBeLessThan(500);
      const { operation } = route;
      expect(outcome.status < 300, outcome.answers[0]).toBe(REFUSED_HERE[operation] === undefined);
      if (NOT_ONCE[operation] !== undefined) return expect(outcome.setsCookie).toBe(true);
      expect(outcome.differing).toEqual([]);
      expect(outcome.answers).toHaveLength(1);
      if (outcome.status >= 300) return;
      expect(outcome.otherEffect).toEqual([]);
      if (outcome.otherContent === null || NO_OTHER_CONTENT.has(operation)) return;
      expect(outcome.otherContent).toEqual({ status: 422, code: 'idempotency-key-reused' });
    },
    TIMEOUT_MS,
  );
});
