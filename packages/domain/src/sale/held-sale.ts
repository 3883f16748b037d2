import type { Minor } from '../money/types.ts';

/** Who has a held sale at a counter, and since when (ISO 8601). */
export interface HeldSaleLock {
  readonly userId: string;
  readonly registerId: string;
  readonly registerCode: string;
  readonly since: string;
  /** Whoever asks afterwards may have it. */
  readonly until: string;
}

/** A sale that was set aside, as the registers of its store list it. */
export interface HeldSaleItem {
  readonly id: string;
  /** Counted up each time it is set aside. */
  readonly version: number;
  readonly label: string;
  readonly lineCount: number;
  readonly totalMinor: Minor;
  readonly heldBy: string;
  readonly registerId: string;
  readonly registerCode: string;
  readonly heldAt: string;
  readonly lock?: HeldSaleLock;
}
