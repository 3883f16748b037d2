import type { Minor } from '@mosaajii/domain/money';
import { source } from '../device/observable.ts';
import type { ReturnDraft } from '../journal/model.ts';

/** Goods that came back and are to be exchanged: what the return screen hands to the till. */
export interface PendingExchange {
  readonly exchangeId: string;
  readonly returnTenderId: string;
  readonly saleTenderId: string;
  readonly returned: ReturnDraft;
  /** The receipt that the goods were bought with. */
  readonly receiptNumber: string;
  /** What they are worth, with tax. */
  readonly totalMinor: Minor;
  readonly names: readonly string[];
}

/** Chosen on the return screen and not yet in a cart. */
export const pendingExchange = source<PendingExchange | null>(null);
