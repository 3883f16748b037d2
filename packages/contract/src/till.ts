import { z } from 'zod';
import { cursor, limit, uuid } from './wire.ts';

export const shiftsQuery = z.strictObject({
  registerId: uuid.optional(),
  state: z.enum(['open', 'closed']).optional(),
  cursor: cursor.optional(),
  limit: limit(200, 50),
});

/** A shift as the server knows it. `cashMinor` is what the drawer should hold by the operations that arrived. */
export const shiftSummary = z.object({
  shiftId: uuid,
  storeId: uuid,
  registerId: uuid,
  businessDate: z.string(),
  currencyCode: z.string(),
  state: z.enum(['open', 'closed']),
  openedBy: uuid,
  openedAt: z.string(),
  openingFloatMinor: z.int(),
  cashMinor: z.int(),
  saleCount: z.int(),
  returnCount: z.int(),
  closedBy: uuid.nullable(),
  closedAt: z.string().nullable(),
  countedMinor: z.int().nullable(),
  /** As the register computed it. */
  claimedExpectedMinor: z.int().nullable(),
  differenceReason: z.string().nullable(),
});
export type ShiftSummary = z.infer<typeof shiftSummary>;

export const shiftList = z.object({ items: z.array(shiftSummary), nextCursor: z.string().nullable() });
export type ShiftList = z.infer<typeof shiftList>;
