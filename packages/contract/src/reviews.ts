import { z } from 'zod';
import { count, isoTime, text, uuid } from './wire.ts';

/** What is decided about somebody's access. It changes nothing by itself: roles are changed where roles are changed. */
export const reviewDecision = z.enum(['keep', 'change', 'remove']);
export type ReviewDecision = z.infer<typeof reviewDecision>;

export const reviewSummary = z.strictObject({
  reviewId: uuid,
  startedAt: isoTime,
  startedBy: uuid,
  signedOffAt: isoTime.nullable(),
  signedOffBy: uuid.nullable(),
  note: z.string(),
  people: count,
  decided: count,
});
export type ReviewSummary = z.infer<typeof reviewSummary>;
/** The latest first. */
export const reviewList = z.strictObject({ reviews: z.array(reviewSummary) });
export type ReviewList = z.infer<typeof reviewList>;

export const review = z.strictObject({
  ...reviewSummary.shape,
  items: z.array(
    z.strictObject({
      userId: uuid,
      displayName: z.string(),
      /** As it was when the review began. */
      state: z.string(),
      roles: z.array(z.string()),
      permissions: z.array(z.string()),
      decision: reviewDecision.nullable(),
      note: z.string(),
      decidedBy: uuid.nullable(),
      decidedAt: isoTime.nullable(),
    }),
  ),
});
export type Review = z.infer<typeof review>;

export const reviewStart = z.strictObject({ reviewId: uuid });
export const reviewMark = z
  .strictObject({ decision: reviewDecision, note: text(500).trim().default('') })
  .refine((mark) => mark.decision === 'keep' || mark.note !== '', 'must say what is to be done');
export type ReviewMark = z.input<typeof reviewMark>;
export const reviewSignOff = z.strictObject({ note: text(1000).trim().default('') });
