import { asciiDigits, type Minor, minor, sum } from '@mosaajii/domain/money';

/** How many of each note and coin, by its value in minor units. */
export type CashCount = Readonly<Record<number, number>>;

/** More of one note than any drawer holds is a slip of the finger. */
const MOST_OF_ONE = 100_000;

/** A count as typed: whole, zero or more; `null` when it is not one. Empty counts as none. */
export function readCount(text: string): number | null {
  const trimmed = asciiDigits(text.trim());
  if (trimmed === '') return 0;
  const count = /^\d+$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isSafeInteger(count) && count <= MOST_OF_ONE ? count : null;
}

export function countedMinor(count: CashCount): Minor {
  return sum(Object.entries(count).map(([value, pieces]) => minor(Number(value) * pieces)));
}

/** Notes and coins from the largest to the smallest, each once. */
export function denominations(notes: readonly Minor[], coins: readonly Minor[]): readonly Minor[] {
  return [...new Set([...notes, ...coins])].sort((a, b) => b - a);
}
