import type { Minor } from '../money/types.ts';
import { isConfirmation, type TenderCorrection } from './correct-tenders.ts';

/** What became of a card of which nobody was sure. */
export const CARD_OUTCOMES = ['went-through', 'declined'] as const;
export type CardOutcome = (typeof CARD_OUTCOMES)[number];

/** What the office answered about such a card, as registers keep it. */
export interface CardAnswerItem {
  readonly id: string;
  readonly saleId: string;
  readonly tenderId: string;
  readonly outcome: CardOutcome;
  readonly amountMinor: Minor;
  /** Of the terminal's slip, where there is one. */
  readonly reference: string;
  /** Who answered. */
  readonly userId: string;
  readonly answeredAt: string;
}

/** What a correction of an uncertain card says about it: it went through, or it was paid otherwise. */
export function outcomeSaid(correction: TenderCorrection): CardOutcome {
  return isConfirmation(correction) ? 'went-through' : 'declined';
}
