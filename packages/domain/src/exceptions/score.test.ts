import { type Random, seededRandom } from '@mosaajii/testkit';
import { describe, expect, it } from 'vitest';
import { type CashierFigures, type SignalName, scoreCashiers } from './index.ts';

const NOBODY: CashierFigures = {
  userId: '',
  storeId: 'store',
  sales: 0,
  soldMinor: 0,
  voids: 0,
  returns: 0,
  returnedMinor: 0,
  returnsWithoutReceipt: 0,
  overrides: 0,
  discounted: 0,
  discountMinor: 0,
  salesAfterVoid: 0,
  noSales: 0,
  removedLines: 0,
  reprints: 0,
  approvals: 0,
  shifts: 0,
  shortMinor: 0,
  overMinor: 0,
};

type Habit =
  | 'voids'
  | 'returns'
  | 'blind'
  | 'overrides'
  | 'discounts'
  | 'resales'
  | 'noSales'
  | 'removed'
  | 'reprints'
  | 'approvals'
  | 'short';
type Habits = Readonly<Record<Habit, number>>;
/** Of each sale, as shops report it; `short` in thousandths of a shift's takings. */
const HONEST: Habits = {
  voids: 0.012,
  returns: 0.025,
  blind: 0.001,
  overrides: 0.02,
  discounts: 0.06,
  resales: 0.006,
  noSales: 0.01,
  removed: 0.03,
  reprints: 0.015,
  approvals: 0.02,
  short: 1,
};
/** What the till can show of the five classic schemes, and of two by hand: a sale that never was, and a receipt shown twice. */
const SCHEMES: readonly { readonly signal: SignalName; readonly habits: Partial<Habits> }[] = [
  { signal: 'voids', habits: { voids: 0.05, resales: 0.02 } },
  { signal: 'returns-without-receipt', habits: { blind: 0.015 } },
  { signal: 'overrides', habits: { overrides: 0.09 } },
  { signal: 'discounts', habits: { discounts: 0.2 } },
  { signal: 'cash-short', habits: { short: 12 } },
];
const MORE_SCHEMES: typeof SCHEMES = [
  { signal: 'no-sales', habits: { noSales: 0.05 } },
  { signal: 'removed-lines', habits: { removed: 0.1 } },
  { signal: 'reprints', habits: { reprints: 0.06 } },
  { signal: 'approvals', habits: { approvals: 0.08 } },
];

/** A year of fifty cashiers in five stores: everybody a little different, five of them thieves. */
function playYear(
  seed: number,
  schemes = SCHEMES,
): {
  readonly figures: CashierFigures[];
  readonly thieves: ReadonlyMap<string, SignalName>;
} {
  const random = seededRandom(seed);
  const thieves = new Map<string, SignalName>();
  const figures = Array.from({ length: 50 }, (_, index) => {
    const userId = `cashier-${index}`;
    const scheme = index % 10 === 3 ? schemes[(index - 3) / 10] : undefined;
    if (scheme !== undefined) thieves.set(userId, scheme.signal);
    const shifts = 60 + Math.floor(random.fraction() * 140);
    return playCashier(random, {
      userId,
      storeId: `store-${index % 5}`,
      shifts,
      habits: { ...HONEST, ...scheme?.habits },
    });
  });
  return { figures, thieves };
}

interface Play {
  readonly userId: string;
  readonly storeId: string;
  readonly shifts: number;
  readonly habits: Habits;
}

function playCashier(random: Random, { userId, storeId, shifts, habits }: Play): CashierFigures {
  const sales = shifts * (40 + Math.floor(random.fraction() * 80));
  const soldMinor = sales * 1_500;
  // Temper, place and hours make honest people differ by a fifth in each habit.
  const times = (rate: number) => {
    const own = rate * (0.8 + random.fraction() * 0.4);
    let count = 0;
    for (let sale = 0; sale < sales; sale += 1) if (random.fraction() < own) count += 1;
    return count;
  };
  let short = 0;
  for (let shift = 0; shift < shifts; shift += 1) {
    short += Math.max(0, (random.fraction() - 0.3) * 2 * habits.short * (soldMinor / shifts / 1000));
  }
  return {
    ...NOBODY,
    userId,
    storeId,
    sales,
    soldMinor,
    shifts,
    voids: times(habits.voids),
    returns: times(habits.returns),
    returnsWithoutReceipt: times(habits.blind),
    overrides: times(habits.overrides),
    discounted: times(habits.discounts),
    salesAfterVoid: times(habits.resales),
    noSales: times(habits.noSales),
    removedLines: times(habits.removed),
    reprints: times(habits.reprints),
    approvals: times(habits.approvals),
    shortMinor: Math.round(short),
  };
}

describe('the exception report', () => {
  it.each([1, 2, 3, 4, 5])(
    'finds five schemes of five in a year of fifty cashiers, and at most two others (seed %i)',
    (seed) => {
      const { figures, thieves } = playYear(seed);
      const scores = scoreCashiers(figures);
      const caught = [...thieves].filter(([userId, name]) => {
        const score = scores.find((one) => one.userId === userId);
        return score?.signals.some((signal) => signal.name === name && signal.isUnusual);
      });
      expect(caught).toHaveLength(5);
      const suspected = scores.filter(({ unusual, userId }) => unusual > 0 && !thieves.has(userId));
      expect(suspected.length).toBeLessThanOrEqual(2);
      expect(scores.slice(0, 5).filter(({ userId }) => thieves.has(userId)).length).toBeGreaterThanOrEqual(4);
    },
  );

  it.each([1, 2, 3])(
    'finds what the till notes down: the drawer, taken lines, reprints, approvals (seed %i)',
    (seed) => {
      const { figures, thieves } = playYear(seed, MORE_SCHEMES);
      const scores = scoreCashiers(figures);
      for (const [userId, name] of thieves) {
        const score = scores.find((one) => one.userId === userId);
        expect(score?.signals.find((signal) => signal.name === name)?.isUnusual, name).toBe(true);
      }
      const suspected = scores.filter(({ unusual, userId }) => unusual > 0 && !thieves.has(userId));
      expect(suspected.length).toBeLessThanOrEqual(2);
    },
  );

  it('says nothing about somebody without others to compare with, or with hardly a sale', () => {
    const one = { ...NOBODY, userId: 'a', sales: 1000, voids: 500 };
    expect(scoreCashiers([one])[0]?.signals.every(({ deviation }) => deviation === null)).toBe(true);
    const others = Array.from({ length: 6 }, (_, index) => ({
      ...NOBODY,
      userId: `b${index}`,
      sales: 1000,
      voids: 10,
    }));
    const few = { ...one, sales: 10, voids: 5 };
    expect(scoreCashiers([few, ...others]).every(({ unusual }) => unusual === 0)).toBe(true);
    expect(scoreCashiers([one, ...others])[0]).toMatchObject({ userId: 'a', unusual: 1 });
  });

  it('compares within a store only, and takes a single slip for what it is', () => {
    const others = Array.from({ length: 6 }, (_, index) => ({ ...NOBODY, userId: `b${index}`, sales: 1000 }));
    const elsewhere = { ...NOBODY, userId: 'a', storeId: 'other', sales: 1000, voids: 100 };
    const slip = { ...NOBODY, userId: 'c', sales: 1000, returnsWithoutReceipt: 1 };
    expect(scoreCashiers([elsewhere, slip, ...others]).every(({ unusual }) => unusual === 0)).toBe(true);
  });
});
