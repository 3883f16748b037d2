import { z } from 'zod';
import { cursor, isoDate, isoTime, limit, minor, uuid } from './wire.ts';

/** Sales that were charged otherwise than the promotions of their moment say. */
export const pricingReviewsQuery = z.strictObject({
  /** Business dates, both included. */
  from: isoDate.optional(),
  to: isoDate.optional(),
  userId: uuid.optional(),
  cursor: cursor.optional(),
  limit: limit(200, 50),
});

const reviewedSale = {
  saleId: uuid,
  receiptNumber: z.string(),
  storeId: uuid,
  registerId: uuid,
  userId: uuid,
  occurredAt: isoTime,
  currencyCode: z.string(),
};

export const pricingReviewSummary = z.object({
  ...reviewedSale,
  totalMinor: minor,
  /** What promotions would have taken off, and what was taken off. */
  expectedMinor: minor,
  chargedMinor: minor,
  /** The promotions that held, by name. */
  labels: z.array(z.string()),
});
export type PricingReviewSummary = z.infer<typeof pricingReviewSummary>;
export const pricingReviewList = z.object({
  items: z.array(pricingReviewSummary),
  nextCursor: z.string().nullable(),
});
export type PricingReviewList = z.infer<typeof pricingReviewList>;

const promotions = z.array(z.object({ promotionId: uuid, label: z.string(), discountMinor: minor }));
const derived = z.object({
  totalMinor: minor,
  derivation: z.array(z.object({ step: z.string(), label: z.string(), amountMinor: minor })),
});

export const pricingReview = z.object({
  ...reviewedSale,
  /** The position of the prices that the register had; null: it did not say. */
  pricingVersion: z.int().nullable(),
  charged: z.object({ promotions, discountMinor: minor, totalMinor: minor }),
  /** The total is null where the lines are. */
  expected: z.object({ promotions, discountMinor: minor, totalMinor: minor.nullable() }),
  /** Null: written before the shares of each line were kept. */
  lines: z
    .array(
      z.object({
        lineId: z.string(),
        name: z.string(),
        quantityMilli: z.int(),
        charged: derived,
        expected: derived,
      }),
    )
    .nullable(),
});
export type PricingReview = z.infer<typeof pricingReview>;
