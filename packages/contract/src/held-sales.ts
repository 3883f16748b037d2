import { z } from 'zod';
import { count, currencyCode, isoTime, minor, name, text, uuid, version } from './wire.ts';

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
