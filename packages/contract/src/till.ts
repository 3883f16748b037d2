import { z } from 'zod';
import { count, cursor, isoDate, limit, uuid } from './wire.ts';

const period = { from: isoDate.optional(), to: isoDate.optional() };

export const shiftsQuery = z.strictObject({
  storeId: uuid.optional(),
  registerId: uuid.optional(),
  /** Whoever opened or closed it. */
  userId: uuid.optional(),
  state: z.enum(['open', 'closed']).optional(),
  /** Business dates, both included. */
  ...period,
  /** What the count differed by. */
  difference: z.enum(['any', 'over', 'short', 'none']).optional(),
  cursor: cursor.optional(),
  limit: limit(200, 50),
});
export const shiftsExportQuery = shiftsQuery.omit({ cursor: true, limit: true });

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
  /** `S1-R1-A-Z0012`; `null` while it is open, and where the register made no report. */
  zName: z.string().nullable(),
});
export type ShiftSummary = z.infer<typeof shiftSummary>;

export const shiftList = z.object({ items: z.array(shiftSummary), nextCursor: z.string().nullable() });
export type ShiftList = z.infer<typeof shiftList>;

/** The figures of a shift, as its reports say them. See `ShiftTotals` of the core. */
export const shiftTotals = z.object({
  saleCount: z.int(),
  returnCount: z.int(),
  soldMinor: z.int(),
  refundedMinor: z.int(),
  netMinor: z.int(),
  taxMinor: z.int(),
  taxes: z.array(
    z.object({ taxId: uuid, name: z.string(), ratePpm: z.int(), baseMinor: z.int(), amountMinor: z.int() }),
  ),
  discountMinor: z.int(),
  cashRoundingMinor: z.int(),
  tenders: z.array(z.object({ kind: z.string(), takenMinor: z.int(), refundedMinor: z.int() })),
  receivedMinor: z.int(),
  tipMinor: z.int().optional(),
  correctedCount: z.int().optional(),
  depositMinor: z.int().optional(),
  depositBackMinor: z.int().optional(),
  paidInMinor: z.int(),
  paidOutMinor: z.int(),
  dropMinor: z.int(),
  noSaleCount: z.int(),
});
export type ShiftTotalsWire = z.infer<typeof shiftTotals>;

export const zReport = z.object({
  number: z.int(),
  openingFloatMinor: z.int(),
  totals: shiftTotals,
  expectedMinor: z.int(),
  head: z.object({ sequence: z.int(), hash: z.string() }),
});

/** What the register said when it was closed. */
export const countDetail = z.object({
  counts: z.array(z.object({ valueMinor: z.int(), count: z.int() })).optional(),
  cardTotalMinor: z.int().optional(),
  floatMinor: z.int().optional(),
  dropMinor: z.int().optional(),
  parkedCount: z.int().optional(),
  unsentCount: z.int().optional(),
});

export const shiftDetail = z.object({
  shift: shiftSummary,
  /** Added up now, from the sales, returns and movements that arrived. */
  totals: shiftTotals,
  movements: z.array(
    z.object({
      movementId: uuid,
      kind: z.enum(['paid-in', 'paid-out', 'drop']),
      amountMinor: z.int(),
      reason: z.string(),
      note: z.string(),
      userId: uuid,
      occurredAt: z.string(),
    }),
  ),
  events: z.array(
    z.object({
      eventId: uuid,
      kind: z.string(),
      userId: uuid,
      occurredAt: z.string(),
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
  count: countDetail.nullable(),
  z: zReport.nullable(),
  /** Whether the Z report says what the operations come to; `null` without one. */
  isTrue: z.boolean().nullable(),
});
export type ShiftDetail = z.infer<typeof shiftDetail>;

export const zReportsQuery = z.strictObject({
  storeId: uuid.optional(),
  registerId: uuid.optional(),
  ...period,
  cursor: cursor.optional(),
  limit: limit(200, 50),
});
export const zReportList = z.object({
  items: z.array(
    z.object({
      shiftId: uuid,
      name: z.string(),
      registerId: uuid,
      storeId: uuid,
      businessDate: z.string(),
      closedAt: z.string(),
      userId: uuid,
      netMinor: z.int(),
      taxMinor: z.int(),
      expectedMinor: z.int(),
      countedMinor: z.int(),
    }),
  ),
  /** Numbers that a register gave and that never arrived. */
  gaps: z.array(z.object({ registerId: uuid, series: z.string(), from: z.int(), to: z.int() })),
  nextCursor: z.string().nullable(),
});
export type ZReportList = z.infer<typeof zReportList>;

export const overShortQuery = z.strictObject({ storeId: uuid.optional(), from: isoDate, to: isoDate });
export const overShortReport = z.object({
  currencyCode: z.string(),
  cashiers: z.array(
    z.object({
      userId: uuid,
      storeId: uuid,
      /** Drawers counted: shifts closed, and handovers with a count. */
      counts: count,
      exact: count,
      overMinor: z.int(),
      shortMinor: z.int(),
    }),
  ),
});
export type OverShortReport = z.infer<typeof overShortReport>;

export const receiptNumbersQuery = z.strictObject({ storeId: uuid.optional(), registerId: uuid.optional() });
/** Every number of a register and series, from 1 to `last`: what became of it. The counts sum to `last`. */
export const receiptNumbersReport = z.object({
  series: z.array(
    z.object({
      registerId: uuid,
      storeId: uuid,
      registerCode: z.string(),
      series: z.string(),
      isEnded: z.boolean(),
      last: count,
      sold: count,
      returned: count,
      /** Returns that took back a whole sale of the same shift. */
      voided: count,
      /** Stored, and held or refused until a person decides. */
      waiting: count,
      /** Given by a register whose key has ended, and never arrived. */
      lost: count,
      missing: count,
      /** The numbers that are neither sold nor returned. */
      open: z.array(z.object({ from: z.int(), to: z.int(), is: z.enum(['waiting', 'lost', 'missing']) })),
      /** Numbers that two papers have, as a person let them in. */
      twice: count,
    }),
  ),
});
export type ReceiptNumbersReport = z.infer<typeof receiptNumbersReport>;
