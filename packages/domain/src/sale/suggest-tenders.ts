import { minor } from '../money/amount.ts';
import type { Minor } from '../money/types.ts';

/** A customer hands over at most this many pieces for an amount that the till offers as a button. */
const MOST_PIECES = 4;

/**
 * Amounts of cash that a customer is likely to hand over for this due: exact first, then rising amounts that can be laid
 * down in a few notes without one that is superfluous. `notes` are the notes (and large coins) of the currency.
 */
export function suggestTenders(dueMinor: Minor, notes: readonly Minor[], limit = 4): Minor[] {
  if (dueMinor <= 0) return [];
  const known = [...new Set(notes)].filter((note) => note > 0).sort((a, b) => a - b);
  const amounts = known.map((note) => Math.ceil(dueMinor / note) * note).filter((amount) => amount > dueMinor);
  const sensible = [...new Set(amounts)].sort((a, b) => a - b).filter((amount) => isLaidDown(amount, dueMinor, known));
  return [dueMinor, ...sensible.slice(0, Math.max(0, limit - 1)).map(minor)];
}

/** Whether the amount, in its fewest notes (greedy, largest first), is a handful and needs each of them. */
function isLaidDown(amount: number, due: number, notes: readonly number[]): boolean {
  let rest = amount;
  let pieces = 0;
  let smallest = 0;
  for (const note of [...notes].reverse()) {
    const count = Math.floor(rest / note);
    if (count === 0) continue;
    pieces += count;
    rest -= count * note;
    smallest = note;
  }
  const isFew = pieces <= MOST_PIECES || smallest === notes.at(-1);
  return rest === 0 && isFew && amount - smallest < due;
}
