import type { Minor } from '@mosaajii/domain/money';
import type { CashMovementKind, CashReason, CountedPieces, NoSaleReason, TillNoted } from '@mosaajii/domain/operation';

export interface MoveCashDraft {
  /** UUIDv7. */
  readonly movementId: string;
  readonly userId: string;
  readonly kind: CashMovementKind;
  readonly amountMinor: Minor;
  readonly reason: CashReason;
  readonly note?: string;
  readonly approvals?: readonly string[];
}
export interface OpenDrawerDraft {
  /** UUIDv7. */
  readonly operationId: string;
  readonly userId: string;
  readonly reason: NoSaleReason;
  readonly note?: string;
  readonly approvals?: readonly string[];
}
/** What a giver counted before somebody else goes on. */
export interface HandoverCount {
  readonly countedMinor: Minor;
  readonly expectedMinor: Minor;
  readonly counts?: readonly CountedPieces[];
}
export interface HandOverDraft {
  /** UUIDv7. */
  readonly operationId: string;
  readonly shiftId: string;
  /** Whoever is signed in now and goes on. */
  readonly userId: string;
  readonly fromUserId: string;
  readonly counted?: HandoverCount;
}
/** A shift that its cashier gave away and that nobody has taken yet. Kept until somebody signs in. */
export interface OfferedHandover {
  readonly operationId: string;
  readonly shiftId: string;
  readonly fromUserId: string;
  readonly counted?: HandoverCount;
}
export interface NoteDraft extends Omit<TillNoted, 'shiftId'> {
  /** UUIDv7. */
  readonly operationId: string;
  readonly userId: string;
}
