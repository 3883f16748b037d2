import { add, type Minor, minor, subtract, sum, ZERO_MINOR } from '@mosaajii/domain/money';
import { type OrderTotals, type Settlement, TENDER_KINDS, type TenderKind } from '@mosaajii/domain/sale';
import type { OpenShiftDraft, ReturnPreview, ShiftRecord } from './model.ts';

/** The running figures of a shift after it opened: nothing but its float. */
export function openedShift(
  draft: OpenShiftDraft,
  register: { readonly keyId: string; readonly registerId: string },
  openedAt: string,
): ShiftRecord {
  return {
    shiftId: draft.shiftId,
    keyId: register.keyId,
    registerId: register.registerId,
    businessDate: draft.businessDate,
    currencyCode: draft.currencyCode,
    openingFloatMinor: draft.openingFloatMinor,
    openedAt,
    openedBy: draft.userId,
    saleCount: 0,
    returnCount: 0,
    soldMinor: ZERO_MINOR,
    refundedMinor: ZERO_MINOR,
    taxMinor: ZERO_MINOR,
    discountMinor: ZERO_MINOR,
    tenders: noTenders(),
    closed: null,
  };
}

/** Every kind of tender with nothing taken and nothing refunded. */
function noTenders(): ShiftRecord['tenders'] {
  const none = TENDER_KINDS.map((kind) => [kind, { takenMinor: ZERO_MINOR, refundedMinor: ZERO_MINOR }] as const);
  return Object.fromEntries(none) as ShiftRecord['tenders'];
}

export function addSale(shift: ShiftRecord, totals: OrderTotals, settlement: Settlement): ShiftRecord {
  return {
    ...shift,
    saleCount: shift.saleCount + 1,
    soldMinor: add(shift.soldMinor, settlement.dueMinor),
    taxMinor: add(shift.taxMinor, totals.taxMinor),
    discountMinor: sum([shift.discountMinor, totals.lineDiscountMinor, totals.saleDiscountMinor]),
    tenders: addTenders(shift.tenders, settlement.applied, 'takenMinor'),
  };
}

/** A customer paid what they owe: money in, but nothing sold. */
export function addPayment(
  shift: ShiftRecord,
  parts: readonly { readonly kind: TenderKind; readonly amountMinor: Minor }[],
): ShiftRecord {
  return { ...shift, tenders: addTenders(shift.tenders, parts, 'takenMinor') };
}

export function addReturn(shift: ShiftRecord, preview: ReturnPreview): ShiftRecord {
  return {
    ...shift,
    returnCount: shift.returnCount + 1,
    refundedMinor: sum([shift.refundedMinor, preview.totalMinor, preview.cashRoundingMinor]),
    taxMinor: subtract(shift.taxMinor, sum(preview.lines.map((line) => line.taxMinor))),
    discountMinor: subtract(
      shift.discountMinor,
      sum(preview.lines.flatMap((line) => [line.lineDiscountMinor, line.saleDiscountMinor])),
    ),
    tenders: addTenders(shift.tenders, preview.refunds, 'refundedMinor'),
  };
}

function addTenders(
  tenders: ShiftRecord['tenders'],
  parts: readonly { readonly kind: TenderKind; readonly amountMinor: Minor }[],
  side: 'takenMinor' | 'refundedMinor',
): ShiftRecord['tenders'] {
  // A shift that an earlier version opened knows fewer kinds.
  const after = { ...noTenders(), ...tenders };
  for (const { kind, amountMinor } of parts) {
    after[kind] = { ...after[kind], [side]: add(after[kind][side], amountMinor) };
  }
  return after;
}

/** What the drawer should hold: opening float, plus cash that stayed, less cash handed back. */
export function expectedCashMinor(shift: ShiftRecord): Minor {
  const { takenMinor, refundedMinor } = shift.tenders.cash;
  return minor(shift.openingFloatMinor + takenMinor - refundedMinor);
}
