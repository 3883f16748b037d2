import type { ApprovalMethod, ApprovalStep } from '../approval/model.ts';
import type { DepositReturned, DepositTaken } from '../layaway/model.ts';
import type { SaleLoyalty } from '../loyalty/program.ts';
import type { Milli, Minor, PriceE4 } from '../money/types.ts';
import type { AgeCheck } from '../sale/age-check.ts';
import type { CorrectionReason, TenderCorrection } from '../sale/correct-tenders.ts';
import type { OrderInput, OrderRules, SaleLineInput, TenderInput, TenderKind } from '../sale/model.ts';
import type { CashMoved, DrawerOpened, ShiftClosed, ShiftHandedOver, ShiftOpened, TillNoted } from './shift-facts.ts';

/**
 * An operation is a fact that happened on a register, named, numbered, chained and signed there. The server applies it
 * exactly once; a repeat gets the first answer.
 *
 * `hash = SHA-256(canonical JSON of the envelope without hash and signature)`, `signature` is ECDSA P-256 with SHA-256
 * over the UTF-8 bytes of the hash's lower-case hexadecimal, IEEE P1363 (r || s), base64url. See docs/sync.md.
 */
export interface Operation<K extends OperationKind = OperationKind> {
  /** UUIDv7 made by the register; for a sale it is the sale's id. */
  readonly operationId: string;
  readonly kind: K;
  /** Version of the payload's shape. A server that does not know it answers `held`, so nothing is lost. */
  readonly version: 1;
  readonly registerId: string;
  /** The key that signed: a register may have had several, one after the other. */
  readonly keyId: string;
  /** 1, 2, 3 … without gaps over all operations of this register and key. */
  readonly sequence: number;
  /** The user who was signed in. */
  readonly userId: string;
  /** The device's clock, ISO 8601 UTC with milliseconds. Never decides anything on its own. */
  readonly occurredAt: string;
  /** The last time the server stated, and how long ago by the device's monotonic clock. `null`: never yet. */
  readonly clock: { readonly serverTime: string; readonly elapsedMs: number } | null;
  readonly payload: OperationPayloads[K];
  /** Hexadecimal SHA-256 of the operation before; 64 zeros for the first of a key. */
  readonly previousHash: string;
  readonly hash: string;
  readonly signature: string;
}

export interface OperationPayloads {
  'shift.opened': ShiftOpened;
  'shift.closed': ShiftClosed;
  'shift.handed-over': ShiftHandedOver;
  'cash.moved': CashMoved;
  'drawer.opened': DrawerOpened;
  'till.noted': TillNoted;
  'sale.completed': SaleCompleted;
  'return.completed': ReturnCompleted;
  'sale.tender-corrected': TenderCorrected;
  'stock.written-off': StockWrittenOff;
  'approval.given': ApprovalGiven;
  'customer.created': CustomerCreated;
  'customer.paid': CustomerPaid;
  'deposit.taken': DepositTaken;
  'deposit.returned': DepositReturned;
}
export type OperationKind = keyof OperationPayloads;

/** `S1-R2-A-000214`: register code, series letter(s), sequence padded to six. */
export interface ReceiptNumber {
  readonly registerCode: string;
  readonly series: string;
  readonly sequence: number;
}

/** What a sale was before it was one, and who sold it. Each is absent when there is nothing to say. */
export interface SaleOrigin {
  /** It was set aside, perhaps at another register: two sales of the same one are told apart by it. */
  readonly heldSaleId?: string;
  /** It was quoted. */
  readonly quoteId?: string;
  /** It was put aside against deposits, which a tender of the kind `deposit` takes. */
  readonly layawayId?: string;
  /** Who sold it, where that is not the cashier. */
  readonly salespersonId?: string;
}

export interface SaleCompleted extends OrderInput, SaleOrigin {
  readonly saleId: string;
  readonly shiftId: string;
  readonly businessDate: string;
  readonly receipt: ReceiptNumber;
  /** The order engine that computed `claimed`. The server runs the same version. */
  readonly engineVersion: number;
  /** The groups by which the customer's prices were found; absent: nobody was named. */
  readonly customerGroupIds?: readonly string[];
  /** The version of the price lists and promotions that the register priced by; absent: it had none. */
  readonly pricingVersion?: number;
  readonly tenders: readonly TenderInput[];
  /** What the register showed and printed; the server recomputes each figure and quarantines a difference. */
  readonly claimed: ClaimedTotals;
  readonly note?: string;
  /** What somebody else approved for this very content. */
  readonly approvals?: readonly string[];
  /** Goods came back for these: the return that was made in the same moment names the same exchange. */
  readonly exchangeId?: string;
  /** Who bought, if they said so. */
  readonly customer?: SaleCustomer;
  /** The rule by which the customer earned and spent points, and what they earned; absent: the store gives none. */
  readonly loyalty?: SaleLoyalty;
  /** For the staff, on top of the total; the tenders cover it as well. */
  readonly tipMinor?: Minor;
  /** Goods of it are for people of an age, and somebody looked. */
  readonly ageCheck?: AgeCheck;
}

/**
 * The customer of a sale. A sale is kept for ever, so a name and a tax number are in it only when the receipt has to state
 * them; otherwise the customer is an id.
 */
export interface SaleCustomer {
  readonly customerId: string;
  readonly name?: string;
  readonly taxNumber?: string;
}

/**
 * A customer was written down at a register. What is personal travels beside the operation (see `CustomerFields`): the
 * operation holds its fingerprint alone, so that it can be erased without breaking the chain.
 */
export interface CustomerCreated {
  readonly customerId: string;
  /** SHA-256 of the canonical JSON of the enclosure, in lower-case hexadecimal. */
  readonly enclosureHash: string;
}

/** What a customer told a register. Everything but the name is optional. */
export interface CustomerFields {
  readonly name: string;
  readonly company?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly taxNumber?: string;
  readonly cardCode?: string;
  readonly note?: string;
}

/** The personal part of an operation. The salt keeps the fingerprint from being guessed once the fields are erased. */
export interface CustomerEnclosure {
  /** 128 random bits, hexadecimal. */
  readonly salt: string;
  readonly fields: CustomerFields;
}

/** A customer paid what they owe, or a part of it, or something in advance. */
export interface CustomerPaid {
  readonly paymentId: string;
  readonly customerId: string;
  readonly shiftId: string;
  readonly businessDate: string;
  readonly currencyCode: string;
  /** What is credited to the customer: the sum of the tenders. */
  readonly amountMinor: Minor;
  /** Cash, card, bank transfer or mobile money: exact amounts, the change is not among them. */
  readonly tenders: readonly TenderInput[];
  readonly note?: string;
}

/** The figures of a settled sale that the server must be able to reproduce. */
export interface ClaimedTotals {
  readonly netMinor: Minor;
  readonly taxMinor: Minor;
  readonly discountMinor: Minor;
  readonly totalMinor: Minor;
  readonly cashRoundingMinor: Minor;
  readonly changeMinor: Minor;
  /** With tax, one for each line in the order of the lines. */
  readonly lineTotalsMinor: readonly Minor[];
}

export type ReturnReason = 'changed-mind' | 'damaged' | 'wrong-item' | 'not-as-described' | 'other';

export interface ReturnCompleted {
  readonly returnId: string;
  readonly shiftId: string;
  readonly businessDate: string;
  readonly receipt: ReceiptNumber;
  readonly engineVersion: number;
  readonly rules: OrderRules;
  readonly reason: ReturnReason;
  readonly note?: string;
  /** Lines of a known sale, or goods without a receipt (only under the permission that imports have). */
  readonly source:
    | { readonly kind: 'sale'; readonly saleId: string; readonly lines: readonly ReturnedLine[] }
    | {
        readonly kind: 'without-receipt';
        readonly lines: readonly (SaleLineInput & Shelved)[];
      };
  /** What is handed back, all positive: to the original tenders in proportion unless it goes out in cash. */
  readonly refunds: readonly { readonly tenderId: string; readonly kind: TenderKind; readonly amountMinor: Minor }[];
  readonly claimed: Omit<ClaimedTotals, 'changeMinor'>;
  /** Whose store credit the goods are paid back as, where a refund is none of the tenders of the sale. */
  readonly creditTo?: string;
  /** The whole sale is undone in the shift that made it: it was rung up wrong. The note says why. */
  readonly voids?: true;
  readonly approvals?: readonly string[];
  readonly exchangeId?: string;
}

/** Where goods that came back go. */
export interface Shelved {
  readonly isRestocked: boolean;
  /** They cannot be sold again: they come in and are written off in one moment. Never with `isRestocked`. */
  readonly condition?: 'damaged';
}

export interface ReturnedLine extends Shelved {
  readonly lineId: string;
  readonly quantityMilli: Milli;
}

/**
 * The tenders of a finished sale were others than those that were rung up, worth the same. The sale stays as it is: its
 * tenders are those of its operation with all corrections of it, in the order of the register's journal.
 */
export interface TenderCorrected extends TenderCorrection {
  readonly correctionId: string;
  readonly saleId: string;
  /** The shift that is open now. Only a card that was uncertain is corrected in another shift than its sale's. */
  readonly shiftId: string;
  readonly businessDate: string;
  readonly currencyCode: string;
  readonly reason: CorrectionReason;
  readonly note?: string;
  readonly approvals?: readonly string[];
}

/** Somebody who may, let somebody who may not do one thing, once: the user of the operation is who asked. */
export interface ApprovalGiven {
  readonly approvalId: string;
  readonly approverId: string;
  readonly method: ApprovalMethod;
  readonly actions: readonly ApprovalStep[];
  /** SHA-256 of what is covered, see `subjectOf`; lower-case hexadecimal. */
  readonly digest: string;
  /** By the register's clock. */
  readonly expiresAt: string;
  /** The request that was answered on another screen; only with `remote`. */
  readonly requestId?: string;
}

/** Goods that left the shop without being sold. */
export interface StockWrittenOff {
  readonly writeOffId: string;
  readonly businessDate: string;
  readonly reason: string;
  readonly lines: readonly {
    readonly lineId: string;
    readonly variantId: string;
    readonly quantityMilli: Milli;
    readonly costE4?: PriceE4;
  }[];
}

/**
 * How the server took an operation. Only `rejected` means that nothing was posted and nothing waits for approval.
 * A repeat of the same content gets the first answer with `isRepeat: true`.
 *
 * - `applied`: posted.
 * - `flagged`: posted, and listed for review (price drift, negative stock, shift closed meanwhile, clock skew).
 * - `quarantined`: the arithmetic does not recompute; posted as charged, the difference in a suspense account.
 * - `held`: bad signature, fork, gap, revoked register, unknown version; stored, not posted until a person approves.
 * - `rejected`: not a fact of this shop (malformed, foreign, same id with other content); stays in the register's repair list.
 */
export type OperationAnswer = { readonly operationId: string; readonly isRepeat: boolean } & (
  | { readonly status: 'applied' }
  | { readonly status: 'flagged'; readonly flags: readonly string[] }
  | { readonly status: 'quarantined'; readonly reason: string }
  | { readonly status: 'held'; readonly reason: string }
  | { readonly status: 'rejected'; readonly problem: { readonly code: string; readonly detail: string } }
);
