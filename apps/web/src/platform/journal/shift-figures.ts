import { add, type Minor, minor, subtract, sum, ZERO_MINOR } from '@mosaajii/domain/money';
import { type OrderTotals, type Settlement, TENDER_KINDS, type TenderKind } from '@mosaajii/domain/sale';
import {
  addCorrected,
  addDeposit,
  addDepositBack,
  addReceived,
  addTraded,
  EMPTY_TOTALS,
  type TaxTotal,
} from '@mosaajii/domain/shift';
import type { OpenShiftDraft, ReturnPreview, ShiftRecord, TaxName } from './model.ts';

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
    totals: EMPTY_TOTALS,
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
    ...(shift.totals && {
      totals: addTraded(shift.totals, {
        kind: 'sale',
        netMinor: totals.netMinor,
        taxMinor: totals.taxMinor,
        totalMinor: totals.totalMinor,
        discountMinor: add(totals.lineDiscountMinor, totals.saleDiscountMinor),
        cashRoundingMinor: settlement.cashRoundingMinor,
        taxes: totals.taxes,
        tenders: settlement.applied,
        // The tenders cover the total, its rounding and what was given on top.
        tipMinor: minor(settlement.dueMinor - totals.totalMinor - settlement.cashRoundingMinor),
      }),
    }),
  };
}

/** Money that moves without a sale: into the drawer or out of it, and what the reports call it. */
const UNSOLD = {
  /** A customer paid what they owe. */
  received: { side: 'takenMinor', addTotals: addReceived },
  /** Money for goods that are put aside. */
  deposit: { side: 'takenMinor', addTotals: addDeposit },
  /** Deposits went back. */
  'deposit-back': { side: 'refundedMinor', addTotals: addDepositBack },
} as const;

/** The figures after money was taken or handed back by some tenders, and nothing sold. */
export function addUnsold(
  shift: ShiftRecord,
  kind: keyof typeof UNSOLD,
  parts: readonly { readonly kind: TenderKind; readonly amountMinor: Minor }[],
): ShiftRecord {
  const { side, addTotals } = UNSOLD[kind];
  return {
    ...shift,
    tenders: addTenders(shift.tenders, parts, side),
    ...(shift.totals && { totals: addTotals(shift.totals, parts) }),
  };
}

/** Tenders were others: in the shift of their sale they were never taken, later one hands back what another one took. */
export function addCorrection(shift: ShiftRecord, correction: Parameters<typeof addCorrected>[1]): ShiftRecord {
  const { before, after, isOwnSale } = correction;
  const gone = isOwnSale
    ? addTenders(
        shift.tenders,
        before.map(({ kind, amountMinor }) => ({ kind, amountMinor: subtract(ZERO_MINOR, amountMinor) })),
        'takenMinor',
      )
    : addTenders(shift.tenders, before, 'refundedMinor');
  return {
    ...shift,
    tenders: addTenders(gone, after, 'takenMinor'),
    ...(shift.totals && { totals: addCorrected(shift.totals, correction) }),
  };
}

/** `taxes`: the names of the taxes of the sale that the goods come from. */
export function addReturn(shift: ShiftRecord, preview: ReturnPreview, taxes: readonly TaxName[]): ShiftRecord {
  const discountMinor = sum(preview.lines.flatMap((line) => [line.lineDiscountMinor, line.saleDiscountMinor]));
  const taxMinor = sum(preview.lines.map((line) => line.taxMinor));
  return {
    ...shift,
    returnCount: shift.returnCount + 1,
    refundedMinor: sum([shift.refundedMinor, preview.totalMinor, preview.cashRoundingMinor]),
    taxMinor: subtract(shift.taxMinor, taxMinor),
    discountMinor: subtract(shift.discountMinor, discountMinor),
    tenders: addTenders(shift.tenders, preview.refunds, 'refundedMinor'),
    ...(shift.totals && {
      totals: addTraded(shift.totals, {
        kind: 'return',
        netMinor: sum(preview.lines.map((line) => line.netMinor)),
        taxMinor,
        totalMinor: preview.totalMinor,
        discountMinor,
        cashRoundingMinor: preview.cashRoundingMinor,
        taxes: returnedTaxes(preview, taxes),
        tenders: preview.refunds,
      }),
    }),
  };
}

/** Each tax of the goods that come back, once for the document. */
function returnedTaxes({ lines }: ReturnPreview, names: readonly TaxName[]): TaxTotal[] {
  const known = new Map(names.map((tax) => [tax.taxId, tax]));
  const taxes = new Map<string, TaxTotal>();
  for (const { taxId, baseMinor, amountMinor } of lines.flatMap((line) => [...line.taxes])) {
    const before = taxes.get(taxId);
    const { name = taxId, ratePpm = 0 } = known.get(taxId) ?? {};
    taxes.set(taxId, {
      taxId,
      name,
      ratePpm,
      baseMinor: add(before?.baseMinor ?? ZERO_MINOR, baseMinor),
      amountMinor: add(before?.amountMinor ?? ZERO_MINOR, amountMinor),
    });
  }
  return [...taxes.values()];
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

/** What the drawer should hold: opening float, plus cash that stayed, less cash handed back, plus and less what moved without a sale. */
export function expectedCashMinor(shift: ShiftRecord): Minor {
  const { takenMinor, refundedMinor } = shift.tenders.cash;
  return minor(shift.openingFloatMinor + takenMinor - refundedMinor + movedMinor(shift));
}

function movedMinor({ events = [] }: ShiftRecord): number {
  return events.reduce((moved, { kind, amountMinor = 0 }) => {
    if (kind === 'paid-in') return moved + amountMinor;
    return kind === 'paid-out' || kind === 'drop' ? moved - amountMinor : moved;
  }, 0);
}
