import { z } from 'zod';
import { count, currencyCode, cursor, isoTime, limit, minor, name, text, uuid, version } from './wire.ts';

/** The most characters of a sale in the making: a cart of 500 lines has about 300,000. */
export const MOST_HELD_CHARACTERS = 500_000;

/** A register sets a sale aside; other registers of its store may go on with it. */
export const holdRequest = z.strictObject({
  heldSaleId: uuid,
  /** Who set it aside. */
  userId: uuid,
  /** The version that the register went on from; 0 for a sale that was not set aside before. */
  baseVersion: count,
  /** The lock under which it was rung up; null when the register had none. */
  lockId: uuid.nullable(),
  label: name(200),
  lineCount: z.int().min(0).max(10_000),
  totalMinor: minor,
  currencyCode,
  /** JSON of the sale in the making. Only registers read it. */
  content: text(MOST_HELD_CHARACTERS, 2),
});
export type HoldRequest = z.output<typeof holdRequest>;
export const heldSaleVersion = z.strictObject({ heldSaleId: uuid, version });

export const heldSaleParams = z.strictObject({ heldSaleId: uuid });

/** A register asks to go on with a sale that was set aside. Asked again with the same lock, it keeps it longer. */
export const takeHeldRequest = z.strictObject({
  lockId: uuid,
  userId: uuid,
  /** From whoever has it: needs `sales.take-over`. */
  takesOver: z.boolean().default(false),
});
export type TakeHeldRequest = z.output<typeof takeHeldRequest>;
export const takenHeldSale = z.strictObject({
  heldSaleId: uuid,
  version,
  content: z.string(),
  lockExpiresAt: isoTime,
});
export type TakenHeldSale = z.infer<typeof takenHeldSale>;

/** Gives a sale back as it was. */
export const releaseHeldRequest = z.strictObject({ lockId: uuid });
/** Throws a sale away: nobody wants it any more. */
export const dropHeldRequest = z.strictObject({ lockId: uuid.nullable(), userId: uuid });
export const heldSaleDone = z.strictObject({ heldSaleId: uuid, isDone: z.boolean() });

/** Open held sales of all registers, for the office; the latest first. */
export const heldSalesQuery = z.strictObject({
  storeId: uuid.optional(),
  cursor: cursor.optional(),
  limit: limit(200, 50),
});
export const heldSaleSummary = z.strictObject({
  heldSaleId: uuid,
  storeId: uuid,
  /** The customer, or the first goods. */
  label: z.string(),
  lineCount: count,
  totalMinor: minor,
  heldBy: uuid,
  registerCode: z.string(),
  heldAt: isoTime,
  /** Who has it at a counter; `isStale`: the lock has run out, and whoever asks next may have it. */
  lock: z
    .strictObject({ userId: uuid, registerCode: z.string(), since: isoTime, until: isoTime, isStale: z.boolean() })
    .nullable(),
});
export type HeldSaleSummary = z.infer<typeof heldSaleSummary>;
export const heldSaleList = z.strictObject({ items: z.array(heldSaleSummary), nextCursor: z.string().nullable() });
export type HeldSaleList = z.infer<typeof heldSaleList>;

/** One held sale with what is in it; `lines` is null where another version of the till wrote it. */
export const heldSaleDetail = heldSaleSummary.extend({
  customerName: z.string(),
  note: z.string(),
  lines: z
    .array(
      z.strictObject({
        lineId: z.string(),
        name: z.string(),
        unit: z.string(),
        quantityMilli: z.int(),
        /** `null`: the price was still to be asked for. */
        unitPriceE4: z.int().nullable(),
      }),
    )
    .nullable(),
});
export type HeldSaleDetail = z.infer<typeof heldSaleDetail>;

/** Why somebody in the office throws a held sale away. */
export const cancelHeldRequest = z.strictObject({ reason: name(200) });
