import type { Minor } from '../money/types.ts';
import type { ShiftTotals } from '../shift/totals.ts';

export interface ShiftOpened {
  readonly shiftId: string;
  readonly businessDate: string;
  readonly openingFloatMinor: Minor;
  readonly currencyCode: string;
}

/** How many pieces of one note or coin lay in the drawer. */
export interface CountedPieces {
  readonly valueMinor: Minor;
  readonly count: number;
}

export interface ShiftClosed {
  readonly shiftId: string;
  readonly countedMinor: Minor;
  /** As the register computed it from its own journal. */
  readonly expectedMinor: Minor;
  /** Required when counted and expected differ by more than the store tolerates. */
  readonly reason?: string;
  /** The count by notes and coins; absent when one total was typed. */
  readonly counts?: readonly CountedPieces[];
  /** What the card terminal says it took, as the cashier read it. */
  readonly cardTotalMinor?: Minor;
  /** What stays in the drawer for the next shift; the rest goes to the safe. */
  readonly floatMinor?: Minor;
  readonly dropMinor?: Minor;
  /** Carts that were set aside at that moment, and operations that had no answer yet. */
  readonly parkedCount?: number;
  readonly unsentCount?: number;
  readonly z?: ZReport;
}

/**
 * The figures of a closed shift, numbered without gaps for each key of a register and never changed. What it says follows
 * from the operations before it: `head` is the last of them.
 */
export interface ZReport {
  readonly number: number;
  readonly openingFloatMinor: Minor;
  readonly totals: ShiftTotals;
  readonly expectedMinor: Minor;
  /** The end of the register's chain that this report closes. */
  readonly head: { readonly sequence: number; readonly hash: string };
}

export type CashMovementKind = 'paid-in' | 'paid-out' | 'drop';

/** Why cash went in or out without a sale. The first ones are for paid in, the others for paid out; a drop has one of its own. */
export const CASH_REASONS = {
  'paid-in': ['change', 'correction', 'other'],
  'paid-out': ['supplier', 'expense', 'wages', 'correction', 'other'],
  drop: ['safe', 'bank', 'other'],
} as const satisfies Readonly<Record<CashMovementKind, readonly string[]>>;
export type CashReason = (typeof CASH_REASONS)[CashMovementKind][number];

/** Cash that went into or out of a drawer without a sale. */
export interface CashMoved {
  readonly movementId: string;
  readonly shiftId: string;
  readonly businessDate: string;
  readonly kind: CashMovementKind;
  /** Always positive; `kind` says which way. */
  readonly amountMinor: Minor;
  readonly reason: CashReason;
  readonly note?: string;
  /** What somebody else approved for this very movement. */
  readonly approvals?: readonly string[];
}

export const NO_SALE_REASONS = ['change-money', 'check', 'stuck', 'other'] as const;
export type NoSaleReason = (typeof NO_SALE_REASONS)[number];

/** The drawer was opened without a sale. */
export interface DrawerOpened {
  readonly shiftId: string;
  readonly businessDate: string;
  readonly reason: NoSaleReason;
  readonly note?: string;
  readonly approvals?: readonly string[];
}

/** Another cashier goes on with the shift: whoever signed this took it over. */
export interface ShiftHandedOver {
  readonly shiftId: string;
  readonly businessDate: string;
  readonly fromUserId: string;
  readonly toUserId: string;
  /** What the giver counted, and what the register expected at that moment. */
  readonly countedMinor?: Minor;
  readonly expectedMinor?: Minor;
  readonly counts?: readonly CountedPieces[];
}

export const NOTED_EVENTS = [
  'line-removed',
  'sale-abandoned',
  'receipt-reprinted',
  'price-overridden',
  'practice-started',
  'practice-ended',
] as const;
export type NotedEvent = (typeof NOTED_EVENTS)[number];

/** Something at the till that moves neither money nor goods and that nobody should be able to hide. */
export interface TillNoted {
  /** Absent while no shift was open. */
  readonly shiftId?: string;
  readonly businessDate: string;
  readonly event: NotedEvent;
  /** The sale that it is about; it may never have been completed. */
  readonly aboutSaleId?: string;
  readonly receiptNumber?: string;
  readonly name?: string;
  readonly quantityMilli?: number;
  readonly amountMinor?: Minor;
  readonly lineCount?: number;
  /** Of a receipt that was printed again: which copy it is, as this device counts them. */
  readonly copyNumber?: number;
}
