import type { TenderCorrected } from '@mosaajii/domain/operation';
import type { CorrectionReason, TenderCorrection } from '@mosaajii/domain/sale';

/** How a sale of this register was really paid. The same draft corrects once, however often it is tapped. */
export interface CorrectionDraft extends TenderCorrection {
  /** UUIDv7. */
  readonly correctionId: string;
  readonly userId: string;
  readonly saleId: string;
  readonly reason: CorrectionReason;
  readonly note?: string;
  readonly approvals?: readonly string[];
}

/** A correction as its sale remembers it. */
export interface KnownCorrection extends TenderCorrection {
  readonly correctionId: string;
  readonly userId: string;
  readonly occurredAt: string;
  readonly reason: string;
  readonly note: string;
}

export interface CommittedCorrection {
  readonly payload: TenderCorrected;
  /** This draft was committed before: nothing new was written. */
  readonly isRepeat: boolean;
}
