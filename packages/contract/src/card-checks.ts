import { CARD_OUTCOMES } from '@mosaajii/domain/sale';
import { z } from 'zod';
import { cursor, limit, text, uuid } from './wire.ts';

/** A card of which nobody is sure is looked at within so many days; from then on it is marked, and people are told. */
export const CARD_OVERDUE_DAYS = 2;

export const cardChecksQuery = z.strictObject({ cursor: cursor.optional(), limit: limit(200, 50) });

const outcome = z.enum(CARD_OUTCOMES);

/** What the office answered about a card of which nobody was sure. */
export const cardAnswer = z.object({
  answerId: uuid,
  saleId: uuid,
  tenderId: uuid,
  outcome,
  /** Of the tender, less what had been paid back of it. */
  amountMinor: z.int(),
  /** Where the amount is that the card did not bring: owed by the customer of the sale, or lost. Null: it went through. */
  standsAt: z.enum(['account', 'unpaid']).nullable(),
  reference: z.string(),
  note: z.string(),
  userId: uuid,
  answeredAt: z.string(),
});
export type CardAnswer = z.infer<typeof cardAnswer>;

const saleOfCard = z.object({
  saleId: uuid,
  receiptNumber: z.string(),
  storeId: uuid,
  registerId: uuid,
  currencyCode: z.string(),
});

/** A card of which nobody is sure still. */
export const cardCheck = saleOfCard.extend({
  tenderId: uuid,
  /** Who sold, and when. */
  userId: uuid,
  occurredAt: z.string(),
  amountMinor: z.int(),
  /** What returns have paid back of it. */
  refundedMinor: z.int(),
  /** Who would owe the amount; null: nobody is known. */
  customerId: uuid.nullable(),
  isOverdue: z.boolean(),
});
export type CardCheck = z.infer<typeof cardCheck>;

/** The office and a till answered differently about the same card. */
export const cardDifference = saleOfCard.extend({
  answer: cardAnswer,
  /** What the till said, by whom and when. */
  correctionId: uuid,
  tillOutcome: outcome,
  tillUserId: uuid,
  tillAt: z.string(),
});
export type CardDifference = z.infer<typeof cardDifference>;

export const cardCheckList = z.object({
  items: z.array(cardCheck),
  nextCursor: z.string().nullable(),
  /** Of the last 30 days, the latest first; at most 200. */
  differences: z.array(cardDifference),
});
export type CardCheckList = z.infer<typeof cardCheckList>;

export const cardAnswerParams = z.strictObject({ saleId: uuid, tenderId: uuid });

/** An answer, once for each card. A repeat of `answerId` gets the first outcome. */
export const cardAnswerRequest = z
  .strictObject({
    answerId: uuid,
    outcome,
    /** Of the terminal’s slip or report. */
    reference: text(200).default(''),
    /** Why somebody thinks so; needed where money is moved. */
    note: text(500).default(''),
  })
  .refine((value) => value.outcome === 'went-through' || value.note.trim() !== '', {
    path: ['note'],
    message: 'say how you found out that the card was not charged',
  });
export type CardAnswerRequest = z.output<typeof cardAnswerRequest>;
