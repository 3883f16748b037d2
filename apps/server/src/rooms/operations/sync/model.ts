import type { AuditAction, AuditSubject } from '@mosaajii/contract/audit-actions';
import type { Envelope, KnownOperation } from '@mosaajii/contract/sync';
import type { LoyaltyRule } from '@mosaajii/domain/loyalty';
import type { Flag, OperationAnswer } from '@mosaajii/domain/operation';
import type { TenderKind } from '@mosaajii/domain/sale';
import type { AnsweredRequest, ApprovalRow, ApprovalState, ApprovalUseRow } from '../../approvals/index.ts';
import type {
  CouponStateRow,
  CouponUseRow,
  CustomerUseRow,
  CustomerUseStateRow,
  PriceVersionRow,
  PricingReviewRow,
  PricingRows,
  PromotionUseRow,
  PromotionUseStateRow,
  TaxationRows,
  VariantRow,
} from '../../catalog/index.ts';
import type { CustomerOrdersRow, CustomerOrdersStateRow, CustomerRow, NewCustomerRow } from '../../customers/index.ts';
import type { HeadChange, MemberRow, RegisterHeadRow, RegisterKeyRow } from '../../identity/index.ts';
import type { PostingRow } from '../../ledger/index.ts';
import type {
  CardAnswerMetRow,
  CardCheckRow,
  CardCheckState,
  CustomerPaymentRow,
  HoldRow,
  PurseChangeRow,
  PurseEntryRow,
  PurseRow,
  RefundedRow,
  TenderCorrectionRow,
  TenderRow,
  UnheldRow,
} from '../../payments/index.ts';
import type {
  EarnedPoints,
  ReturnedRow,
  SaleLineRow,
  SaleOriginRow,
  SalePromotionRow,
  SaleRow,
  SaleTaxRow,
} from '../../sales/index.ts';
import type { AdjustmentRow, MovementRow } from '../../stock/index.ts';
import type {
  CashMovementRow,
  NewShiftRow,
  ShiftChangeRow,
  ShiftEventRow,
  ShiftReportRow,
  ShiftState,
} from '../../till/index.ts';
import type { HeldSaleState, SoldHeldSaleRow, UnheardHeldSaleRow } from '../held-sales/held-rows.ts';
import type { DepositRow, LayawayLineRow, LayawayPushState, LayawayRow } from '../layaways/layaway-rows.ts';
import type { QuoteSaleState, SoldQuoteRow } from '../quotes/quote-rows.ts';
import type { GivenPromotion } from './promotion-uses.ts';

export type { Flag };

/** Why an operation waits for a person instead of being posted. */
export type HeldReason =
  | 'signature'
  | 'hash'
  | 'gap'
  | 'fork'
  | 'register-revoked'
  | 'version-unknown'
  | 'engine-unknown'
  | 'user-unknown'
  | 'variant-unknown'
  | 'currency-foreign'
  | 'receipt-foreign'
  | 'receipt-reused'
  | 'sale-unknown'
  | 'over-return'
  | 'gift-card-returned'
  | 'tender-not-correctable'
  | 'customer-known'
  | 'layaway-known'
  | 'deposit-spent'
  | 'return-without-receipt'
  | 'shift-known'
  | 'shift-unknown'
  | 'shift-closed'
  | 'not-computable'
  | 'not-storable';

/** An operation as it arrived: parsed as far as it could be. */
export type Arrival =
  | { readonly kind: 'unreadable'; readonly operationId: string; readonly detail: string }
  | {
      readonly kind: 'sealed';
      readonly envelope: Envelope;
      /** SHA-256 of the operation's canonical text without its seal: what the content really hashes to. */
      readonly contentHash: string;
      readonly content:
        | { readonly kind: 'known'; readonly operation: KnownOperation }
        | { readonly kind: 'malformed'; readonly detail: string }
        | { readonly kind: 'unknown-version' };
    };
export type Sealed = Extract<Arrival, { kind: 'sealed' }>;

/** An operation that was taken before. */
export interface KnownOperationRow {
  readonly operation_id: string;
  readonly hash: string;
  readonly status: 'applied' | 'flagged' | 'quarantined';
  readonly notes: readonly string[];
}

export interface KnownRepairRow {
  readonly repair_id: string;
  readonly operation_id: string;
  readonly content_hash: string;
  readonly status: 'held' | 'rejected' | 'approved' | 'dismissed';
  readonly reason_code: string;
  readonly reason: string;
}

export interface ReturnableSale {
  readonly saleId: string;
  readonly kind: 'sale' | 'return';
  readonly currencyCode: string;
  readonly businessDate?: string;
  readonly shiftId?: string;
  readonly lines: readonly SaleLineRow[];
  readonly tenders: readonly {
    readonly tenderId: string;
    readonly kind: TenderKind;
    readonly appliedMinor: number;
    readonly purseId: string | null;
    readonly points?: number | null;
    readonly isUncertain?: boolean;
  }[];
  readonly customerId: string | null;
  readonly loyalty?: EarnedPoints | null;
  /** What promotions gave; known where the sale may be undone. */
  readonly given?: readonly GivenPromotion[];
}

/** Everything the decision may look at. Loaded by one statement; the simulator fills it from memory. */
export interface SyncContext {
  readonly organizationId: string;
  readonly currencyCode: string;
  /** When the shop's paid time and its grace end; absent or null: never. */
  readonly lapsesAt?: string | null;
  /** The key whose chain the batch continues, and its register. */
  readonly key: RegisterKeyRow;
  readonly head: RegisterHeadRow;
  /** The server's clock, ISO 8601. */
  readonly now: string;
  readonly operations: readonly KnownOperationRow[];
  readonly repairs: readonly KnownRepairRow[];
  readonly members: readonly MemberRow[];
  readonly shifts: readonly ShiftState[];
  readonly variants: readonly VariantRow[];
  /** By what the goods of the batch are taxed, and were. */
  readonly taxation: TaxationRows;
  readonly drifted: readonly PriceVersionRow[];
  readonly levels: readonly { readonly variant_id: string; readonly on_hand_milli: number }[];
  readonly sales: readonly ReturnableSale[];
  readonly returned: readonly { readonly saleId: string; readonly lineId: string; readonly returnedMilli: number }[];
  readonly refunded: readonly { readonly saleId: string; readonly tenderId: string; readonly refundedMinor: number }[];
  /** Absent when no operation names any. */
  /** Cards of the named sales that were answered, corrected or paid back before, locked. */
  readonly cardChecks?: readonly CardCheckState[];
  /** How many days the store takes goods back; absent or null: without an end. */
  readonly returnDays?: number | null;
  readonly approvals?: readonly ApprovalState[];
  readonly answered?: readonly AnsweredRequest[];
  /** Only of batches that name customers, cards or accounts. */
  readonly purses?: readonly PurseRow[];
  readonly holds?: readonly HoldRow[];
  /** Only of batches that take something without the server's word. */
  readonly unheld?: readonly UnheldRow[];
  readonly customers?: readonly CustomerRow[];
  /** Held sales that sales of the batch complete. */
  readonly heldSales?: readonly HeldSaleState[];
  /** Quotes that sales of the batch name. */
  readonly quotes?: readonly QuoteSaleState[];
  /** Layaways that the batch names. */
  readonly layaways?: readonly LayawayPushState[];
  /** What is personal in `customer.created`, sealed, by operation. */
  readonly enclosures?: ReadonlyMap<string, Omit<NewCustomerRow, 'createdBy' | 'createdRegister' | 'createdAt'>>;
  /** Coupons that sales of the batch use, or used when they are undone. */
  readonly coupons?: readonly CouponStateRow[];
  /** Limited promotions; those that the batch counts are locked. */
  readonly promotionUses?: readonly PromotionUseStateRow[];
  readonly customerUses?: readonly CustomerUseStateRow[];
  readonly customerOrders?: readonly CustomerOrdersStateRow[];
  /** By what sales with promotions or listed prices were priced; absent where the batch has neither. */
  readonly pricing?: PricingRows;
  /** The rule of the store's points; only of batches that name customers, null: it gives none. */
  readonly loyalty?: LoyaltyRule | null;
  /** Of the register's store, an IANA name; with `pricing` alone. */
  readonly timeZone?: string;
}

export interface OperationRow {
  readonly operationId: string;
  readonly registerId: string;
  readonly keyId: string;
  readonly sequence: number;
  readonly kind: string;
  readonly userId: string;
  readonly occurredAt: string;
  readonly previousHash: string;
  readonly hash: string;
  /** JSON of the whole operation. */
  readonly envelope: string;
  readonly status: 'applied' | 'flagged' | 'quarantined';
  readonly notes: readonly string[];
  /** The repair by which a person let it in although it does not fit the chain. */
  readonly repairId: string | null;
}

export interface RepairRow {
  readonly repairId: string;
  readonly operationId: string;
  readonly registerId: string;
  readonly keyId: string;
  readonly sequence: number;
  readonly kind: string;
  readonly status: 'held' | 'rejected';
  readonly reasonCode: string;
  readonly reason: string;
  readonly contentHash: string;
  readonly envelope: string;
}

/** A repair that this batch moves on: its gap was filled (posted, or held for another reason now), or a person approved it. */
export interface RepairChangeRow {
  readonly repairId: string;
  readonly status: 'held' | 'rejected' | 'approved';
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly resolvedBy: string | null;
  readonly note: string | null;
}

/** One entry of the audit trail, before it is given ids. */
export interface AuditNote {
  readonly action: AuditAction;
  readonly subjectKind: AuditSubject;
  readonly subjectId: string;
  readonly userId: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Everything a batch writes, for one statement. */
export interface Writes {
  readonly operations: OperationRow[];
  readonly repairs: RepairRow[];
  readonly changedRepairs: RepairChangeRow[];
  readonly openedShifts: NewShiftRow[];
  readonly changedShifts: ShiftChangeRow[];
  readonly sales: SaleRow[];
  readonly saleLines: SaleLineRow[];
  readonly saleTaxes: SaleTaxRow[];
  readonly salePromotions: SalePromotionRow[];
  readonly saleOrigins: SaleOriginRow[];
  readonly soldHeldSales: SoldHeldSaleRow[];
  readonly unheardHeldSales: UnheardHeldSaleRow[];
  readonly soldQuotes: SoldQuoteRow[];
  readonly couponUses: CouponUseRow[];
  readonly promotionUses: PromotionUseRow[];
  readonly customerUses: CustomerUseRow[];
  readonly customerOrders: CustomerOrdersRow[];
  readonly pricingReviews: PricingReviewRow[];
  readonly tenders: TenderRow[];
  readonly corrections: TenderCorrectionRow[];
  readonly cardChecks: CardCheckRow[];
  readonly cardAnswersMet: CardAnswerMetRow[];
  readonly returned: ReturnedRow[];
  readonly refunded: RefundedRow[];
  readonly movements: MovementRow[];
  readonly adjustments: AdjustmentRow[];
  readonly postings: PostingRow[];
  readonly approvals: ApprovalRow[];
  readonly approvalUses: ApprovalUseRow[];
  readonly cashMovements: CashMovementRow[];
  readonly shiftEvents: ShiftEventRow[];
  readonly shiftReports: ShiftReportRow[];
  readonly purseEntries: PurseEntryRow[];
  readonly purses: PurseChangeRow[];
  readonly usedHolds: string[];
  readonly payments: CustomerPaymentRow[];
  readonly layaways: LayawayRow[];
  readonly layawayLines: LayawayLineRow[];
  readonly deposits: DepositRow[];
  readonly customers: NewCustomerRow[];
  readonly audits: AuditNote[];
  readonly head: HeadChange | null;
}

export interface BatchDecision {
  readonly writes: Writes;
  /** One for each arrival, in order. */
  readonly answers: readonly OperationAnswer[];
}
