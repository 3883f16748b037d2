import { z } from 'zod';
import { cursor, isoDate, limit, milli, positiveMilli, priceE4, text, uuid } from './wire.ts';

export const ADJUSTMENT_LINES = 1000;

/** Why a quantity is corrected in the office. A write-off takes goods out, an adjustment is signed, the others bring in. */
export const adjustmentKind = z.enum(['opening', 'adjustment', 'write-off', 'receipt']);
export type AdjustmentKind = z.infer<typeof adjustmentKind>;

const line = { variantId: uuid, costE4: priceE4.optional() };
const document = { adjustmentId: uuid, storeId: uuid, reason: text(500, 1), businessDate: isoDate.optional() };

/** A correction of stock. The id is made by whoever asks: the same request again changes nothing. */
export const adjustmentRequest = z.discriminatedUnion('kind', [
  z.strictObject({
    ...document,
    kind: z.enum(['opening', 'write-off', 'receipt']),
    lines: z
      .array(z.strictObject({ ...line, quantityMilli: positiveMilli }))
      .min(1)
      .max(ADJUSTMENT_LINES),
  }),
  z.strictObject({
    ...document,
    kind: z.literal('adjustment'),
    lines: z
      .array(z.strictObject({ ...line, quantityMilli: milli.refine((value) => value !== 0, 'must not be zero') }))
      .min(1)
      .max(ADJUSTMENT_LINES),
  }),
]);
export type AdjustmentRequest = z.output<typeof adjustmentRequest>;

export const adjustmentResponse = z.object({ adjustmentId: uuid, isRepeat: z.boolean() });
export type AdjustmentResponse = z.infer<typeof adjustmentResponse>;

export const levelsQuery = z.strictObject({
  query: text(200).optional(),
  storeId: uuid.optional(),
  /** Only these variants: ids with commas between them, as a list of products asks for its page. */
  variantIds: text(200 * 37)
    .transform((ids) => ids.split(','))
    .pipe(z.array(uuid).min(1).max(200))
    .optional(),
  cursor: cursor.optional(),
  limit: limit(200, 50),
});

export const stockLevel = z.object({
  storeId: uuid,
  variantId: uuid,
  sku: z.string(),
  name: z.string(),
  onHandMilli: z.int(),
  /** Of that put aside for customers against deposits. */
  setAsideMilli: z.int(),
});
export type StockLevel = z.infer<typeof stockLevel>;

export const stockLevels = z.object({ items: z.array(stockLevel), nextCursor: z.string().nullable() });
export type StockLevels = z.infer<typeof stockLevels>;
