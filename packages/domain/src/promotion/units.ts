import { matches } from './matches.ts';
import type { PromotionLine, Selection, Target } from './model.ts';
import { mulDiv } from './share.ts';

/** A line while promotions are applied one after the other. Amounts in minor units. */
export interface LineState {
  readonly line: PromotionLine;
  /** Units that no promotion has used up, and what is left to pay for them. */
  freeMilli: number;
  freeMinor: number;
  /** What is left to pay for units that were used up. */
  heldMinor: number;
  /** Never goes below this. */
  readonly floorMinor: number;
}
export type Cart = readonly LineState[];

export function openCart(lines: readonly PromotionLine[]): LineState[] {
  return lines.map((line) => ({
    line,
    freeMilli: line.quantityMilli,
    freeMinor: line.amountMinor,
    heldMinor: 0,
    floorMinor: line.floorPriceE4 === null ? 0 : mulDiv(line.quantityMilli, line.floorPriceE4, 10_000_000, 'up'),
  }));
}

export function leftOf({ freeMinor, heldMinor }: LineState): number {
  return freeMinor + heldMinor;
}

/** How much less the line may still cost. */
export function roomOf(state: LineState): number {
  return Math.max(0, leftOf(state) - state.floorMinor);
}

/** Some units of a line, and what is left to pay for them. */
export interface Part {
  readonly state: LineState;
  readonly milli: number;
  readonly minor: number;
}

/** The free units of some lines, from which parts are taken. What is taken here is not taken twice. */
export interface Pool {
  readonly entries: readonly PoolEntry[];
}
interface PoolEntry {
  readonly state: LineState;
  milli: number;
  minor: number;
}

export function poolOf(cart: Cart, most: number = Number.POSITIVE_INFINITY): Pool {
  return {
    entries: cart.map((state) => {
      const milli = Math.min(state.freeMilli, most);
      const minor = milli === state.freeMilli ? state.freeMinor : partMinor(state.freeMinor, milli, state.freeMilli);
      return { state, milli, minor };
    }),
  };
}

function partMinor(minor: number, milli: number, of: number): number {
  return milli === of ? minor : mulDiv(minor, milli, of, 'half-up');
}

/** The entries of a target with something left, in the order in which units are taken. */
export function ordered(pool: Pool, target: Target, selection: Selection): PoolEntry[] {
  const found = pool.entries.filter((entry) => entry.milli > 0 && matches(entry.state.line, target));
  if (selection === 'in-order') return found;
  // A stable sort: equal prices stay in the order of the lines. Prices are compared by their products, exactly enough.
  const sign = selection === 'dearest' ? -1 : 1;
  return found.sort((a, b) => sign * comparePrice(a, b));
}

function comparePrice(a: PoolEntry, b: PoolEntry): number {
  const left = a.minor * b.milli;
  const right = b.minor * a.milli;
  if (left <= Number.MAX_SAFE_INTEGER && right <= Number.MAX_SAFE_INTEGER) return left - right;
  const exact = BigInt(a.minor) * BigInt(b.milli) - BigInt(b.minor) * BigInt(a.milli);
  return exact < 0n ? -1 : exact > 0n ? 1 : 0;
}

export function milliOf(entries: readonly { readonly milli: number }[]): number {
  return entries.reduce((all, { milli }) => all + milli, 0);
}

export function minorOf(parts: readonly { readonly minor: number }[]): number {
  return parts.reduce((all, { minor }) => all + minor, 0);
}

/** Takes up to a quantity from the entries, in their order. */
export function take(entries: readonly PoolEntry[], wantedMilli: number): Part[] {
  const parts: Part[] = [];
  let wanted = wantedMilli;
  for (const entry of entries) {
    if (wanted <= 0) break;
    const milli = Math.min(entry.milli, wanted);
    if (milli <= 0) continue;
    const minor = partMinor(entry.minor, milli, entry.milli);
    entry.milli -= milli;
    entry.minor -= minor;
    wanted -= milli;
    parts.push({ state: entry.state, milli, minor });
  }
  return parts;
}

/** Puts back what was taken for nothing. */
export function putBack(pool: Pool, parts: readonly Part[]): void {
  for (const part of parts) {
    const entry = pool.entries.find(({ state }) => state === part.state);
    if (!entry) throw new Error('a part goes back to the pool that it came from');
    entry.milli += part.milli;
    entry.minor += part.minor;
  }
}
