import { z } from 'zod';
import { cursor, isoDate, isoTime, limit, positiveMinor, text, uuid } from './wire.ts';

export const giftCardsQuery = z.strictObject({
  /** A whole code, or its last characters. */
  query: text(40).optional(),
  state: z.enum(['open', 'empty', 'blocked', 'all']).default('all'),
  cursor: cursor.optional(),
  limit: limit(200, 50),
});
export type GiftCardsQuery = z.output<typeof giftCardsQuery>;

export const giftCard = z.strictObject({
  cardId: uuid,
  /** The last characters of its code. */
  hint: z.string(),
  balanceMinor: z.int(),
  /** Put aside for sales that registers are about to make. */
  heldMinor: z.int(),
  expiresOn: isoDate.nullable(),
  isBlocked: z.boolean(),
  openedAt: isoTime,
});
export type GiftCard = z.infer<typeof giftCard>;
export const giftCardList = z.strictObject({
  items: z.array(giftCard),
  nextCursor: z.string().nullable(),
  /** All cards together: what the shop owes. */
  owedMinor: z.int(),
});
export type GiftCardList = z.infer<typeof giftCardList>;
export const giftCardParams = z.strictObject({ cardId: uuid });
/** Why is kept in the audit trail. */
export const giftCardBlock = z.strictObject({ isBlocked: z.boolean(), reason: text(200, 1) });

/** A register asks for an amount to be put aside, before the customer is told that it is paid. */
export const authorisationRequest = z.strictObject({
  authorisationId: uuid,
  kind: z.enum(['gift-card', 'store-credit', 'points', 'deposit']),
  purseId: uuid,
  /** Minor units; of points their number. */
  amountMinor: positiveMinor,
});
export type AuthorisationRequest = z.output<typeof authorisationRequest>;
export const authorisation = z.strictObject({
  authorisationId: uuid,
  amountMinor: z.int(),
  /** What is left to spend afterwards. */
  leftMinor: z.int(),
  expiresAt: isoTime,
});
export type Authorisation = z.infer<typeof authorisation>;
export const authorisationParams = z.strictObject({ authorisationId: uuid });
export const releasedAuthorisation = z.strictObject({ authorisationId: uuid, isReleased: z.boolean() });
