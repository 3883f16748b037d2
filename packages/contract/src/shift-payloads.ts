/** What shifts and drawers write: the count, the movements, the handover, and what a till only notes. */
import { CASH_REASONS, type CashMovementKind, NO_SALE_REASONS, NOTED_EVENTS, ORDER_LIMITS } from '@mosaajii/domain';
import { MOST_MINOR } from '@mosaajii/domain/money';
import { z } from 'zod';
import {
  amount,
  approvals,
  businessDate,
  minor,
  quantity,
  sequence,
  sha256,
  tally,
  tenderKind,
  text,
  uuid,
} from './payload-fields.ts';

/** Taxes and tenders of a shift, whatever a shop does in a day. */
const MOST_SHIFT_TAXES = 200;
const counts = z.array(z.strictObject({ valueMinor: amount, count: z.int().min(0).max(1_000_000) })).max(60);
const shiftTotals = z.strictObject({
  saleCount: tally,
  returnCount: tally,
  soldMinor: minor,
  refundedMinor: minor,
  netMinor: minor,
  taxMinor: minor,
  taxes: z
    .array(
      z.strictObject({
        taxId: uuid,
        name: text(1, 60),
        ratePpm: z.int().min(-999_999).max(ORDER_LIMITS.ratePpm),
        baseMinor: minor,
        amountMinor: minor,
      }),
    )
    .max(MOST_SHIFT_TAXES),
  discountMinor: minor,
  cashRoundingMinor: minor,
  tenders: z.array(z.strictObject({ kind: tenderKind, takenMinor: minor, refundedMinor: minor })).max(50),
  receivedMinor: amount,
  tipMinor: amount.optional(),
  correctedCount: tally.optional(),
  depositMinor: amount.optional(),
  depositBackMinor: amount.optional(),
  paidInMinor: amount,
  paidOutMinor: amount,
  dropMinor: amount,
  noSaleCount: tally,
});
export const shiftClosed = z.strictObject({
  shiftId: uuid,
  countedMinor: amount,
  expectedMinor: minor,
  reason: text(0, 500).optional(),
  counts: counts.optional(),
  cardTotalMinor: amount.optional(),
  floatMinor: amount.optional(),
  dropMinor: amount.optional(),
  parkedCount: tally.optional(),
  unsentCount: tally.optional(),
  z: z
    .strictObject({
      number: sequence.max(999_999_999),
      openingFloatMinor: amount,
      totals: shiftTotals,
      expectedMinor: minor,
      head: z.strictObject({ sequence: z.int().min(0), hash: sha256 }),
    })
    .optional(),
});
const within = { shiftId: uuid, businessDate };
const positive = z.int().min(1).max(MOST_MINOR);
const cashNote = text(0, 300).optional();
export const cashMoved = z.discriminatedUnion('kind', [
  movement('paid-in', CASH_REASONS['paid-in']),
  movement('paid-out', CASH_REASONS['paid-out']),
  movement('drop', CASH_REASONS.drop),
]);
function movement<const R extends readonly [string, ...string[]]>(kind: CashMovementKind, reasons: R) {
  const reason = z.enum(reasons);
  return z.strictObject({
    movementId: uuid,
    ...within,
    kind: z.literal(kind),
    amountMinor: positive,
    reason,
    note: cashNote,
    approvals,
  });
}
export const drawerOpened = z.strictObject({ ...within, reason: z.enum(NO_SALE_REASONS), note: cashNote, approvals });
export const shiftHandedOver = z.strictObject({
  ...within,
  fromUserId: uuid,
  toUserId: uuid,
  countedMinor: amount.optional(),
  expectedMinor: minor.optional(),
  counts: counts.optional(),
});
export const tillNoted = z.strictObject({
  shiftId: uuid.optional(),
  businessDate,
  event: z.enum(NOTED_EVENTS),
  aboutSaleId: uuid.optional(),
  receiptNumber: text(1, 40).optional(),
  name: text(1, 300).optional(),
  quantityMilli: quantity.optional(),
  amountMinor: minor.optional(),
  lineCount: tally.optional(),
  copyNumber: tally.optional(),
});
