import { minor, ZERO_MINOR } from '../money/amount.ts';
import type { Minor } from '../money/types.ts';
import type { TenderKind } from '../sale/model.ts';

/**
 * A purse is a balance that a customer or a card has with the shop. `account`: what the customer owes. `store-credit` and
 * `gift-card`: what the shop owes. `deposit`: what was paid for goods that are put aside. `points`: loyalty points, whole, without a value of their own.
 */
export const PURSE_KINDS = ['account', 'store-credit', 'gift-card', 'points', 'deposit'] as const;
export type PurseKind = (typeof PURSE_KINDS)[number];

/** Tenders that take something out of a purse that may hold too little. */
export const DRAWN_TENDERS: ReadonlySet<TenderKind> = new Set(['gift-card', 'store-credit', 'points'] as const);

/** What a purse holds, and how much of it is put aside for sales that are about to be made. */
export interface PurseBalance {
  readonly balanceMinor: number;
  readonly heldMinor: number;
}

/** What a purse gave, and what was taken without being there. Together they are what was asked for. */
export interface Draw {
  readonly coveredMinor: Minor;
  readonly overspentMinor: Minor;
}

/**
 * Takes an amount out of a purse. What is put aside for others is not touched; `ownHoldMinor` is what was put aside for
 * this very sale. The goods are gone already, so what the purse does not hold is named, not refused.
 */
export function drawFrom(purse: PurseBalance, amountMinor: Minor, ownHoldMinor = 0): Draw {
  const free = purse.balanceMinor - purse.heldMinor + ownHoldMinor;
  const coveredMinor = minor(Math.max(0, Math.min(amountMinor, free)));
  return { coveredMinor, overspentMinor: minor(amountMinor - coveredMinor) };
}

/** How much a register may take out of purses that it cannot ask the server about, on one business date. */
export interface OfflineAllowance {
  /** Out of all purses together. */
  readonly perDayMinor: number;
  /** Out of one purse. */
  readonly perPurseMinor: number;
}

/** Nothing without the server. */
export const NO_ALLOWANCE: OfflineAllowance = { perDayMinor: 0, perPurseMinor: 0 };

/** What a register took out of a purse without an authorisation. */
export interface UnauthorisedDraw {
  readonly purseId: string;
  readonly amountMinor: number;
}

/**
 * What is left of the allowance for a purse, after what was taken without an authorisation on this business date.
 *
 * The bound: whatever purses hold, one business date of `n` registers overspends at most `n * perDayMinor` in all and
 * `n * perPurseMinor` on any purse, because an authorised amount is put aside on the server and only the others can be
 * taken twice.
 */
export function allowanceLeft(
  { perDayMinor, perPurseMinor }: OfflineAllowance,
  today: readonly UnauthorisedDraw[],
  purseId: string,
): Minor {
  let all = 0;
  let own = 0;
  for (const draw of today) {
    all += draw.amountMinor;
    if (draw.purseId === purseId) own += draw.amountMinor;
  }
  return minor(Math.max(ZERO_MINOR, Math.min(perDayMinor - all, perPurseMinor - own)));
}
