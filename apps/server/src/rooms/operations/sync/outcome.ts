import type { AuditSubject } from '@mosaajii/contract/audit-actions';
import type { NewCustomerRow } from '../../customers/index.ts';
import type { CardCheckRow, RefundedRow } from '../../payments/index.ts';
import type { LayawayPushState } from '../layaways/layaway-rows.ts';
import type { Flag, HeldReason, ReturnableSale, Writes } from './model.ts';
import type { UsedPromotions } from './promotion-uses.ts';
import type { PurseEffect, PursePlan } from './purses.ts';

/** An operation that must wait for a person. */
export interface Held {
  readonly kind: 'held';
  readonly reason: HeldReason;
  readonly detail: string;
}

/** Rows of documents that one operation adds. Balances, shifts and counters follow from `Effects`. */
export type DocumentRows = Partial<
  Pick<
    Writes,
    | 'sales'
    | 'saleLines'
    | 'saleTaxes'
    | 'salePromotions'
    | 'saleOrigins'
    | 'pricingReviews'
    | 'tenders'
    | 'corrections'
    | 'cardAnswersMet'
    | 'movements'
    | 'adjustments'
    | 'postings'
    | 'approvals'
    | 'approvalUses'
    | 'cashMovements'
    | 'shiftEvents'
    | 'shiftReports'
    | 'purseEntries'
    | 'payments'
    | 'layaways'
    | 'layawayLines'
    | 'deposits'
  >
>;

/** What an operation changes besides its own rows. */
export interface Effects {
  /** Cash into (or out of) the drawer of this shift. */
  readonly shift?: {
    readonly shiftId: string;
    readonly cashMinor: number;
    readonly counts: 'sale' | 'return' | 'payment' | null;
  };
  /** Tenders of a sale that were others. */
  readonly corrected?: { readonly saleId: string; readonly tenders: ReturnableSale['tenders'] };
  /** Uncertain cards that were settled or paid back, and that nobody had before. */
  readonly cardChecks?: readonly CardCheckRow[];
  readonly receiptSequence?: number;
  readonly zNumber?: number;
  readonly purses?: readonly PurseEffect[];
  readonly unheld?: PursePlan['unheld'];
  /** A customer that is new. */
  readonly customer?: NewCustomerRow;
  /** Coupons that were used, by their codes. */
  readonly coupons?: readonly string[];
  /** What a sale used of limited promotions, and whose sale it was. */
  readonly used?: UsedPromotions;
  /** What is given back, because a sale was undone. */
  readonly givenBack?: UsedPromotions & { readonly coupons: readonly string[] };
  /** A held sale that was completed. */
  readonly heldSaleId?: string;
  readonly quoteId?: string;
  /** A layaway as it is from now on. */
  readonly layaway?: LayawayPushState;
  readonly returned?: readonly {
    readonly saleId: string;
    readonly lineId: string;
    readonly soldMilli: number;
    readonly moreMilli: number;
  }[];
  readonly refunded?: readonly (Pick<RefundedRow, 'saleId' | 'tenderId' | 'appliedMinor'> & {
    readonly moreMinor: number;
  })[];
}

/** What an operation is about, for the audit trail. */
export interface OperationSubject {
  readonly kind: AuditSubject;
  readonly id: string;
}

/** An operation that is posted, perhaps for review. */
export interface Posted {
  readonly kind: 'posted';
  readonly flags: readonly Flag[];
  /** Why the arithmetic does not recompute; `null` when it does. */
  readonly quarantine: string | null;
  readonly rows: DocumentRows;
  readonly effects: Effects;
  readonly subject: OperationSubject;
  /** For the audit trail. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export type Outcome = Held | Posted;

export function held(reason: HeldReason, detail: string): Held {
  return { kind: 'held', reason, detail };
}
