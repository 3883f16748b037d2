import { TENDER_KINDS } from '@mosaajii/domain';
import { z } from 'zod';
import { count, currencyCode, cursor, isoDate, isoTime, limit, minor, text, uuid } from './wire.ts';

/** `overdue`: open after its last day. */
export const layawayState = z.enum(['open', 'overdue', 'completed', 'cancelled']);
export type LayawayListState = z.infer<typeof layawayState>;

export const layawaySummary = z.strictObject({
  layawayId: uuid,
  /** `L-S1-R2-A-000214`. */
  number: z.string(),
  storeId: uuid,
  state: layawayState,
  openedAt: isoTime,
  dueOn: isoDate,
  customerId: uuid,
  /** Empty for who may not see customers, and where it was erased. */
  customerName: z.string(),
  lineCount: count,
  currencyCode,
  totalMinor: minor,
  /** Everything that was paid. */
  paidMinor: minor,
  /** Of that what was neither spent nor given back; of a closed layaway it waits to be given back. */
  leftMinor: minor,
  soldSaleId: uuid.nullable(),
  registerCode: z.string(),
});
export type LayawaySummary = z.infer<typeof layawaySummary>;

const filters = {
  /** A number, whole or its end. */
  query: text(60).optional(),
  state: z.enum(['open', 'overdue', 'completed', 'cancelled', 'all']).default('all'),
  storeId: uuid.optional(),
  customerId: uuid.optional(),
  /** Business dates of the first deposit, both included. */
  from: isoDate.optional(),
  to: isoDate.optional(),
};
export const layawaysQuery = z.strictObject({ ...filters, cursor: cursor.optional(), limit: limit(200, 50) });
export type LayawaysQuery = z.output<typeof layawaysQuery>;
export const layawaysExportQuery = z.strictObject(filters);
export const layawayList = z.strictObject({ items: z.array(layawaySummary), nextCursor: z.string().nullable() });
export type LayawayList = z.infer<typeof layawayList>;

export const layawayParams = z.strictObject({ layawayId: uuid });
export const layawayDetail = z.strictObject({
  ...layawaySummary.shape,
  lines: z.array(
    z.strictObject({ lineId: uuid, name: z.string(), sku: z.string(), unit: z.string(), quantityMilli: z.int() }),
  ),
  deposits: z.array(
    z.strictObject({
      depositId: uuid,
      kind: z.enum(['taken', 'returned']),
      occurredAt: isoTime,
      userId: uuid,
      registerId: uuid,
      amountMinor: minor,
      feeMinor: minor,
      tenders: z.array(z.strictObject({ kind: z.enum(TENDER_KINDS), amountMinor: minor })),
      reason: z.string(),
      /** What the server noticed about it. */
      flags: z.array(z.string()),
    }),
  ),
});
export type LayawayDetail = z.infer<typeof layawayDetail>;
