import { z } from 'zod';
import { isoDate, uuid } from './wire.ts';

/** From the first to the last business date, both included; at most 366 days. */
export const sellersQuery = z.strictObject({ storeId: uuid.optional(), from: isoDate, to: isoDate });

/** What each person sold in a period, net of what came back in it, the most first. */
export const sellersReport = z.object({
  currencyCode: z.string(),
  sellers: z.array(
    z.object({
      userId: uuid,
      sales: z.int(),
      returns: z.int(),
      soldMinor: z.int(),
      /** Positive. */
      returnedMinor: z.int(),
      /** Sold less returned, without tax. */
      netMinor: z.int(),
      discountMinor: z.int(),
    }),
  ),
});
export type SellersReport = z.infer<typeof sellersReport>;
