import { describe, expect, it } from 'vitest';
import { MANIPULATIONS, randomOf, tamper, writeJournal } from './tamper-journal.ts';
import { walkJournal } from './walk-journal.ts';

const random = randomOf(7);
const journal = writeJournal(25, random);

describe('a journal that somebody without the key of its register changed', () => {
  it('holds as it was written', async () => {
    expect(await walkJournal(journal.key, journal.rows)).toEqual({ entries: 25, firstBroken: null });
  });

  it.each(Object.keys(MANIPULATIONS).map((name, index) => [name, index] as const))(
    '%s: is found, at its place',
    async (_, index) => {
      for (let round = 0; round < 3; round += 1) {
        const found = await tamper(journal, index + round * Object.keys(MANIPULATIONS).length, random);
        expect(found, JSON.stringify(found)).toMatchObject({ isNamed: true });
      }
    },
  );
});
