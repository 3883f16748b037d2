import { describe, expect, it } from 'vitest';
import kept from './kept-seeds.json' with { type: 'json' };
import { runSeed, SEEN, worldOf } from './run-seed.ts';

/** `npm run proof -- sync-simulation` plays 10,000. */
const SAMPLE = 200;

describe('the sync simulation', () => {
  it.each(kept.seeds)('seed %i, which broke once', async (seed) => {
    expect((await runSeed(seed, 'first-sale')).broken).toEqual([]);
    expect((await runSeed(seed)).broken).toEqual([]);
    expect((await runSeed(seed, 'hurried')).broken).toEqual([]);
  });

  it(`loses and doubles nothing in ${SAMPLE} lives`, async () => {
    const first = Number(process.env['SIM_SEED'] ?? '1');
    const seen = new Map<string, number>();
    const totals = { operations: 0, crashes: 0, restores: 0, faults: 0 };
    for (let seed = first; seed < first + SAMPLE; seed += 1) {
      const outcome = await runSeed(seed, worldOf(seed));
      expect(outcome.broken, `seed ${seed}: run it again with SIM_SEED=${seed}`).toEqual([]);
      totals.operations += outcome.operations;
      totals.crashes += outcome.crashes;
      totals.restores += outcome.restores;
      totals.faults += outcome.faults;
      for (const what of SEEN) seen.set(what, (seen.get(what) ?? 0) + outcome.seen[what]);
    }
    // A simulation in which nothing happens proves nothing.
    expect(totals.operations).toBeGreaterThan(SAMPLE * 5);
    expect(totals.crashes).toBeGreaterThan(SAMPLE);
    expect(totals.restores).toBeGreaterThan(SAMPLE / 4);
    expect(totals.faults).toBeGreaterThan(SAMPLE);
    expect([...seen].filter(([, times]) => times < 3)).toEqual([]);
  });

  it('is decided by its seed alone', async () => {
    expect(await runSeed(42)).toEqual(await runSeed(42));
    expect(await runSeed(42, 'hurried')).toEqual(await runSeed(42, 'hurried'));
  });
});
