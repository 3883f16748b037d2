import type { Minor } from '@mosaajii/domain/money';
import type { ReturnCompleted, SaleCompleted } from '@mosaajii/domain/operation';
import type {
  OrderTotals,
  RefundedTender,
  ReturnableLine,
  ReturnLineTotals,
  Settlement,
  TenderInput,
  TenderKind,
} from '@mosaajii/domain/sale';
import type { ReturnDocument, SaleDocument } from './model.ts';

/** The money of a return before it is made. */
export interface ReturnPreview {
  readonly lines: readonly ReturnLineTotals[];
  readonly totalMinor: Minor;
  readonly cashRoundingMinor: Minor;
  readonly refunds: readonly { readonly tenderId: string; readonly kind: TenderKind; readonly amountMinor: Minor }[];
}

/** Where an operation stands between this device and the server. */
export type SyncStanding = 'waiting' | 'accepted' | 'held' | 'rejected';

/** A sale of this device with everything a receipt or a return needs. */
export interface KnownSale {
  readonly document: SaleDocument;
  readonly payload: SaleCompleted;
  readonly totals: OrderTotals;
  /** As it stands after corrections, like the tenders. */
  readonly settlement: Settlement;
  readonly tenders: readonly TenderInput[];
  /** With what came back through this device. */
  readonly returnable: readonly ReturnableLine[];
  readonly refunded: readonly RefundedTender[];
  readonly returns: readonly ReturnDocument[];
  readonly standing: SyncStanding;
}
export interface KnownReturn {
  readonly document: ReturnDocument;
  readonly payload: ReturnCompleted;
  readonly standing: SyncStanding;
}
