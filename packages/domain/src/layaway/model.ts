import type { Minor } from '../money/types.ts';
import type { OrderInput, TenderInput, TenderKind } from '../sale/model.ts';

/** By which rules a store puts goods aside against a deposit. */
export interface LayawayRule {
  /** The least first deposit, in parts per million of the total. */
  readonly minimumPpm: number;
  /** Kept when a layaway is cancelled, in minor units; never more than was paid. */
  readonly feeMinor: number;
  /** How long goods are put aside unless somebody says otherwise. */
  readonly days: number;
}
export const USUAL_LAYAWAY: LayawayRule = { minimumPpm: 200_000, feeMinor: 0, days: 30 };

/** Goods that were put aside for a customer at their prices. Nothing leaves the stock before the sale that completes it. */
export interface LayawayOpened {
  /** The last day, YYYY-MM-DD: after it the layaway is overdue, and stays open. */
  readonly dueOn: string;
  /** The engine that came to the total. */
  readonly engineVersion: number;
  /** The cart as it will be sold. */
  readonly order: OrderInput;
  readonly totalMinor: Minor;
  /** By what it was priced, as of a sale: absent, by the catalogue alone. */
  readonly customerGroupIds?: readonly string[] | undefined;
  readonly pricingVersion?: number | undefined;
}

/** A customer paid something of a layaway; the first payment opens it. */
export interface DepositTaken {
  readonly depositId: string;
  readonly layawayId: string;
  readonly customerId: string;
  readonly shiftId: string;
  readonly businessDate: string;
  readonly currencyCode: string;
  /** The sum of the tenders. */
  readonly amountMinor: Minor;
  /** Money, exact amounts: the change is not among them. */
  readonly tenders: readonly TenderInput[];
  readonly opens?: LayawayOpened;
  /** What somebody else approved of the cart that is put aside: for the sale that has the layaway's id. */
  readonly approvals?: readonly string[];
}

/** A layaway was given up: what was paid goes back to where it came from, less a fee. */
export interface DepositReturned {
  readonly depositId: string;
  readonly layawayId: string;
  readonly customerId: string;
  readonly shiftId: string;
  readonly businessDate: string;
  readonly currencyCode: string;
  /** Kept by the shop: income. */
  readonly feeMinor: Minor;
  /** What is handed back, all positive, by the tender that it was paid with. */
  readonly refunds: readonly DepositPart[];
  readonly reason: string;
  /** The server has put the deposits aside for this: needed away from the register that took the layaway. */
  readonly authorisationId?: string;
  readonly approvals?: readonly string[];
}

export interface DepositPart {
  readonly tenderId: string;
  readonly kind: TenderKind;
  readonly amountMinor: Minor;
}

/** What a deposit is paid with: money alone. */
export const DEPOSIT_TENDERS: ReadonlySet<TenderKind> = new Set([
  'cash',
  'card-manual',
  'bank-transfer',
  'mobile-money',
] as const);

export type LayawayState = 'open' | 'completed' | 'cancelled';

/** A layaway as the registers of its store keep it. Names and numbers of the customer are not in it. */
export interface LayawayItem extends LayawayOpened {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  /** Took it, and may complete or cancel it without a connection. */
  readonly registerId: string;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly currencyCode: string;
  readonly state: LayawayState;
  /** What was paid, in order. */
  readonly paid: readonly PaidDeposit[];
  /** Of that what was given back, kept as a fee, or paid the sale. */
  readonly usedMinor: number;
  /** What went back and is in `usedMinor`, by id; absent in what was kept from before. */
  readonly returned?: readonly string[];
}
export interface PaidDeposit extends DepositPart {
  readonly depositId: string;
  readonly at: string;
}
