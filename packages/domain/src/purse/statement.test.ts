import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minor } from '../money/index.ts';
import { statementOf } from './statement.ts';

const on = (businessDate: string, amount: number) => ({ businessDate, amountMinor: minor(amount) });
const day = fc.integer({ min: 1, max: 28 }).map((date) => `2026-0${(date % 9) + 1}-${String(date).padStart(2, '0')}`);
const account = fc
  .array(fc.record({ businessDate: day, amount: fc.integer({ min: -50_000, max: 50_000 }) }), { maxLength: 40 })
  .map((rows) =>
    rows
      .map(({ businessDate, amount }) => on(businessDate, amount))
      .sort((a, b) => a.businessDate.localeCompare(b.businessDate)),
  );

describe('a statement of an account', () => {
  it('runs from what was owed before to what is owed at the end', () => {
    const movements = [on('2026-01-10', 1000), on('2026-02-01', 500), on('2026-02-15', -700), on('2026-03-01', 900)];
    const statement = statementOf(movements, { from: '2026-02-01', to: '2026-02-28' });
    expect(statement.openingMinor).toBe(1000);
    expect(statement.lines.map((line) => line.balanceMinor)).toEqual([1500, 800]);
    expect(statement.closingMinor).toBe(800);
    // 700 were paid: the charge of January is older than thirty days, and its rest with it.
    expect(statement.agesMinor).toEqual([500, 300, 0, 0]);
  });

  it('puts charges into buckets by their age, on the days where one ends as well', () => {
    const movements = [on('2026-01-01', 1), on('2026-03-03', 10), on('2026-03-02', 100), on('2026-05-01', 1000)];
    const { agesMinor } = statementOf(movements, { from: '2026-01-01', to: '2026-06-01' });
    // 31 days, 90, 91 and 151.
    expect(agesMinor).toEqual([0, 1000, 10, 101]);
    expect(statementOf(movements, { from: '2026-05-01', to: '2026-05-31' }).agesMinor[0]).toBe(1000);
  });

  it('adds up: opening and movements are the closing, and ages are what is owed', () => {
    fc.assert(
      fc.property(account, day, day, (movements, a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const { openingMinor, lines, closingMinor, agesMinor } = statementOf(movements, { from, to });
        const moved = lines.reduce((all, line) => all + line.amountMinor, 0);
        expect(openingMinor + moved).toBe(closingMinor);
        expect(lines.at(-1)?.balanceMinor ?? openingMinor).toBe(closingMinor);
        expect(agesMinor.reduce<number>((all, one) => all + one, 0)).toBe(Math.max(0, closingMinor));
        for (const age of agesMinor) expect(age).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('of two periods side by side goes on where the first one ended', () => {
    fc.assert(
      fc.property(account, (movements) => {
        const first = statementOf(movements, { from: '2026-01-01', to: '2026-04-30' });
        const second = statementOf(movements, { from: '2026-05-01', to: '2026-12-31' });
        expect(second.openingMinor).toBe(first.closingMinor);
        expect(first.lines.length + second.lines.length).toBe(movements.length);
      }),
    );
  });
});
