import type { ApprovalMethod, ApprovalStep } from '@mosaajii/domain/approval';
import type { SaleLoyalty } from '@mosaajii/domain/loyalty';
import type { Milli, Minor } from '@mosaajii/domain/money';
import type {
  CashMovementKind,
  CashReason,
  CountedPieces,
  CustomerEnclosure,
  NoSaleReason,
  Operation,
  OperationAnswer,
  OperationKind,
  ReturnCompleted,
  ReturnedLine,
  ReturnReason,
  SaleCompleted,
  SaleCustomer,
  SaleOrigin,
  Shelved,
  ShiftClosed,
} from '@mosaajii/domain/operation';
import type { OfflineAllowance, UnauthorisedDraw } from '@mosaajii/domain/purse';
import type {
  AgeCheck,
  OrderInput,
  OrderRules,
  OrderTotals,
  RefundedTender,
  ReturnableLine,
  SaleLineInput,
  Settlement,
  TenderInput,
  TenderKind,
} from '@mosaajii/domain/sale';
import type { ShiftTotals } from '@mosaajii/domain/shift';
import type { KnownCorrection } from './correction.ts';

/** The private half of a register's key. A `CryptoKey` in the browser; opaque to the journal. */
export interface SigningKey {
  readonly type: string;
}

/** What enrolment gave this device: who the register is, the key of its chain, the credential it pushes with. */
export interface Registration {
  readonly organizationId: string;
  readonly storeId: string;
  readonly registerId: string;
  /** Printed on receipts: `S1-R2`. */
  readonly registerCode: string;
  readonly keyId: string;
  /** The receipt series of this key: `A`, `B` … */
  readonly series: string;
  /** Bearer secret, given once by the server. */
  readonly secret: string;
  readonly signingKey: SigningKey;
  readonly enrolledAt: string;
}

/** The end of a key's chain. Whoever appends compares it with what was read before signing. */
export interface JournalHead {
  readonly keyId: string;
  readonly lastSequence: number;
  readonly lastHash: string;
  readonly lastReceiptSequence: number;
  /** The number of the last Z report of this key; absent before the first. */
  readonly lastZNumber?: number;
  /** The shift that sales belong to; `null` while none is open. */
  readonly openShiftId: string | null;
  /**
   * The server's chain of this key goes on differently than ours: this device lost the end of its journal. Nothing is
   * appended until the server's end is taken over or the register has a new key.
   */
  readonly needsEnrolment?: true;
}

/** How far the server has answered, kept apart from the head because the syncing tab writes it. */
export interface PushState {
  readonly keyId: string;
  /** Every operation up to this sequence has an answer from the present epoch. The rest waits. */
  readonly pushedThrough: number;
  /** The server's database epoch that the answers came from; `null` before the first contact. */
  readonly epoch: string | null;
}

/** One operation as it is kept on the device, with what the server said about it. */
export interface JournalEntry {
  readonly keyId: string;
  readonly sequence: number;
  readonly operationId: string;
  readonly kind: OperationKind;
  readonly occurredAt: string;
  readonly operation: Operation;
  /** Length of the operation in JSON characters, so that a batch can be bounded without serialising twice. */
  readonly size: number;
  /** What is personal in the operation, beside it: sent along, never hashed. */
  readonly enclosure?: CustomerEnclosure;
  readonly answer: OperationAnswer | null;
  readonly answeredAt: string | null;
  /** 1 while a person has to look at it (held or rejected, not set aside). Absent otherwise, so the index stays small. */
  readonly attention?: 1;
  /** Taken off the list by a person; the entry itself stays. */
  readonly setAside?: { readonly at: string; readonly userId: string };
}

interface DocumentBase {
  /** The sale's or the return's id; equals the operation's id. */
  readonly documentId: string;
  readonly keyId: string;
  readonly sequence: number;
  readonly receiptNumber: string;
  readonly businessDate: string;
  readonly shiftId: string;
  readonly occurredAt: string;
  readonly userId: string;
  readonly currencyCode: string;
  /** Positive for sales and for returns: what was sold or handed back, with tax, before cash rounding. */
  readonly totalMinor: Minor;
  readonly lineCount: number;
  readonly tenders: readonly { readonly tenderId: string; readonly kind: TenderKind; readonly amountMinor: Minor }[];
  /** Lower-case words by which the orders list finds it. */
  readonly searchText: string;
}
export interface SaleDocument extends DocumentBase {
  readonly kind: 'sale';
  readonly exchangeId?: string;
  readonly changeMinor: Minor;
  readonly customerId?: string;
  /** With a card of which nobody knows yet whether it went through. */
  readonly isUncertain?: true;
  /** How it was said to be paid otherwise, in order; `tenders` is what it came to. */
  readonly corrections?: readonly KnownCorrection[];
  /** Taken out of gift cards and store credit without an authorisation of the server. */
  readonly draws?: readonly UnauthorisedDraw[];
}
export interface ReturnDocument extends DocumentBase {
  readonly kind: 'return';
  /** `null`: goods without a receipt. */
  readonly returnedSaleId: string | null;
  readonly originalReceiptNumber: string | null;
  /** The whole sale was undone. */
  readonly isVoid?: true;
  readonly exchangeId?: string;
  readonly lines: readonly {
    readonly lineId: string;
    readonly name: string;
    readonly unit: string;
    readonly quantityMilli: Milli;
    readonly totalMinor: Minor;
    /** Came back damaged; absent in what was written before it could be said. */
    readonly isDamaged?: true;
  }[];
  readonly taxes: readonly (TaxName & { readonly amountMinor: Minor })[];
  /** Added to the total because the cash part went out in coins. */
  readonly cashRoundingMinor: Minor;
}
/** A tax as a receipt names it. */
export interface TaxName {
  readonly taxId: string;
  readonly name: string;
  readonly ratePpm: number;
}
/** What lists show of a sale or a return; the whole fact is the operation beside it. */
export type JournalDocument = SaleDocument | ReturnDocument;

/** A cash session with its running figures, kept in the transaction of each sale. */
export interface ShiftRecord {
  readonly shiftId: string;
  readonly keyId: string;
  readonly registerId: string;
  readonly businessDate: string;
  readonly currencyCode: string;
  readonly openingFloatMinor: Minor;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly saleCount: number;
  readonly returnCount: number;
  /** With tax and cash rounding: what was due. */
  readonly soldMinor: Minor;
  readonly refundedMinor: Minor;
  readonly taxMinor: Minor;
  readonly discountMinor: Minor;
  readonly tenders: Readonly<Record<TenderKind, { readonly takenMinor: Minor; readonly refundedMinor: Minor }>>;
  /** What its X and Z reports say. Absent in a shift that an earlier version opened: it closes without a Z report. */
  readonly totals?: ShiftTotals;
  /** Cash in and out, drawer openings and handovers, in their order. */
  readonly events?: readonly ShiftEvent[];
  /** Who went on with it last; absent: whoever opened it. */
  readonly holderId?: string;
  readonly closed: ClosedShift | null;
}
/** How a shift was closed, as its operation says it. */
export interface ClosedShift extends Omit<ShiftClosed, 'shiftId'> {
  readonly operationId: string;
  readonly closedAt: string;
  readonly closedBy: string;
}

/** What happened in a shift besides sales and returns. */
export interface ShiftEvent {
  readonly operationId: string;
  readonly kind: CashMovementKind | 'no-sale' | 'handed-over';
  readonly at: string;
  readonly userId: string;
  readonly amountMinor?: Minor;
  readonly reason?: CashReason | NoSaleReason;
  readonly note?: string;
  readonly fromUserId?: string;
  readonly countedMinor?: Minor;
  readonly expectedMinor?: Minor;
}

/** A cart to be sold. `saleId` is made once per cart: the same draft commits once however often it is tapped. */
export interface SaleDraft {
  /** UUIDv7. */
  readonly saleId: string;
  readonly userId: string;
  readonly order: OrderInput;
  readonly tenders: readonly TenderInput[];
  readonly note?: string;
  /** The groups by which the customer's prices were found. */
  readonly customerGroupIds?: readonly string[];
  /** The version of the price lists and promotions that priced it. */
  readonly pricingVersion?: number | undefined;
  readonly customer?: SaleCustomer;
  readonly tipMinor?: Minor;
  /** Somebody looked at the age of whoever buys. */
  readonly ageCheck?: AgeCheck;
  /** What the customer earns, on the figures as the journal computes them. */
  readonly loyalty?: (totals: OrderTotals, applied: Settlement['applied']) => SaleLoyalty;
  /** What may be taken without the server's word, asked again under the lock; absent: it is not asked. */
  readonly allowance?: OfflineAllowance;
  /** The stored cart that this sale completes: removed in the same transaction. */
  readonly cartId?: string;
  /** What somebody else approved for exactly this. */
  readonly approvals?: readonly string[];
  readonly origin?: SaleOrigin;
}

export interface ReturnDraft {
  /** UUIDv7, made once per return. */
  readonly returnId: string;
  readonly userId: string;
  readonly saleId: string;
  readonly reason: ReturnReason;
  readonly note?: string;
  readonly lines: readonly ReturnedLine[];
  /** `as-paid`: to each tender what it paid, of a whole sale. */
  readonly refund: RefundChoice | { readonly kind: 'as-paid' };
  /** The sale as the server knows it: needed when this device did not make it, wise when the server can be reached. */
  readonly fetched?: FetchedSale;
  readonly approvals?: readonly string[];
}

/** Undoes a whole sale of the open shift. */
export interface VoidDraft {
  readonly returnId: string;
  readonly userId: string;
  readonly saleId: string;
  /** Why, in words. */
  readonly note: string;
  readonly approvals?: readonly string[];
}

/** Goods that come back without a receipt, as they were rung up; paid out in cash. */
export interface BlindReturnDraft {
  readonly returnId: string;
  readonly userId: string;
  readonly reason: ReturnReason;
  readonly note?: string;
  readonly rules: OrderRules;
  readonly lines: readonly (SaleLineInput & Shelved)[];
  readonly tenderId: string;
  readonly cartId?: string;
  readonly approvals?: readonly string[];
}

/**
 * Goods come back and others go out in one moment. `tenders` are what the customer pays beyond what came back; without a
 * receipt there is no exchange.
 */
export interface ExchangeDraft {
  readonly exchangeId: string;
  /** Ids of the two halves of the exchange: what clears one against the other. */
  readonly returnTenderId: string;
  readonly saleTenderId: string;
  readonly returned: ReturnDraft;
  readonly sale: SaleDraft;
}

export interface CommittedExchange {
  readonly returned: CommittedReturn;
  readonly sale: CommittedSale;
}

/** Somebody who may lets the user do one thing; `subject` is the text that it covers. */
export interface ApprovalDraft {
  readonly approvalId: string;
  readonly userId: string;
  readonly approverId: string;
  readonly method: ApprovalMethod;
  readonly actions: readonly ApprovalStep[];
  readonly subject: string;
  readonly requestId?: string;
}
export interface CommittedApproval {
  readonly approvalId: string;
  readonly expiresAt: string;
}
/** To the tenders of the sale in proportion, or all of it in cash or as credit (as a tender with an id of its own). */
export type RefundChoice =
  | { readonly kind: 'original' }
  | { readonly kind: 'cash'; readonly tenderId: string }
  | { readonly kind: 'credit'; readonly tenderId: string; readonly customerId: string };

/** A line that can come back, with what it was. */
export interface SoldLine extends ReturnableLine {
  readonly variantId: string;
  readonly name: string;
  readonly unit: string;
}

/** What a return needs of a sale that was read from the server. */
export interface FetchedSale {
  readonly saleId: string;
  /** The returns that these figures contain already: those of this device among them must not be counted twice. */
  readonly returnIds: readonly string[];
  readonly receiptNumber: string;
  readonly businessDate?: string;
  readonly customerId?: string;
  readonly rules: OrderRules;
  readonly lines: readonly SoldLine[];
  readonly taxes: readonly TaxName[];
  /** As they stand after every correction that the server knows. */
  readonly tenders: readonly RefundedTender[];
  /** Those corrections: what this device has beyond them is added. */
  readonly correctionIds?: readonly string[];
}

export interface OpenShiftDraft {
  /** UUIDv7. */
  readonly shiftId: string;
  readonly userId: string;
  /** The trading day in the store's time zone, YYYY-MM-DD. */
  readonly businessDate: string;
  readonly openingFloatMinor: Minor;
  readonly currencyCode: string;
}
export interface CloseShiftDraft {
  /** UUIDv7. */
  readonly operationId: string;
  readonly userId: string;
  readonly shiftId: string;
  readonly countedMinor: Minor;
  /** Required when counted and expected differ by more than `toleranceMinor`. */
  readonly reason?: string;
  /** What the store lets pass without a reason; nothing unless said. */
  readonly toleranceMinor?: Minor;
  readonly counts?: readonly CountedPieces[];
  readonly cardTotalMinor?: Minor;
  /** What stays in the drawer; the rest of the count is dropped in the safe. */
  readonly floatMinor?: Minor;
}

export interface CommittedSale {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly occurredAt: string;
  readonly payload: SaleCompleted;
  readonly totals: OrderTotals;
  readonly settlement: Settlement;
  /** This draft was committed before: nothing new was written. */
  readonly isRepeat: boolean;
}
export interface CommittedReturn {
  readonly returnId: string;
  readonly receiptNumber: string;
  readonly occurredAt: string;
  readonly payload: ReturnCompleted;
  readonly isRepeat: boolean;
}

export type { CommittedCorrection, CorrectionDraft, KnownCorrection } from './correction.ts';
export type {
  HandOverDraft,
  HandoverCount,
  MoveCashDraft,
  NoteDraft,
  OfferedHandover,
  OpenDrawerDraft,
} from './drawer-drafts.ts';
export type { KnownReturn, KnownSale, ReturnPreview, SyncStanding } from './known.ts';
