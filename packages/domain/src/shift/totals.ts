import { add, type Minor, minor, subtract, sum, ZERO_MINOR } from '../money/index.ts';
import type { TenderKind } from '../sale/model.ts';
import { expectedCash } from './drawer.ts';

/** What one tax came to in a shift: sales less returns. A tax whose name or rate changed in mid-shift has two of them. */
export interface TaxTotal {
  readonly taxId: string;
  readonly name: string;
  readonly ratePpm: number;
  readonly baseMinor: Minor;
  readonly amountMinor: Minor;
}

/** What was taken and handed back by one kind of tender, change left out. Both zero or positive. */
export interface TenderTotal {
  readonly kind: TenderKind;
  readonly takenMinor: Minor;
  readonly refundedMinor: Minor;
}

/**
 * The figures of a shift, as its X and Z reports say them. `soldMinor - refundedMinor = netMinor + taxMinor +
 * cashRoundingMinor`, and what was taken less what was refunded over all tenders is the same plus `receivedMinor`,
 * `tipMinor` and the deposits that were taken less those that went back.
 */
export interface ShiftTotals {
  readonly saleCount: number;
  readonly returnCount: number;
  /** With tax and cash rounding: what was due, and what was handed back. */
  readonly soldMinor: Minor;
  readonly refundedMinor: Minor;
  /** Sales less returns, without and of tax. */
  readonly netMinor: Minor;
  readonly taxMinor: Minor;
  /** In the order of tax, name and rate. */
  readonly taxes: readonly TaxTotal[];
  /** Given on sales, less what belonged to goods that came back. */
  readonly discountMinor: Minor;
  /** Sales less returns. */
  readonly cashRoundingMinor: Minor;
  /** In the order of their names. */
  readonly tenders: readonly TenderTotal[];
  /** What customers paid of what they owed: taken, and nothing sold. */
  readonly receivedMinor: Minor;
  /** For the staff, taken on top of what was sold; absent: none, or a report from before they were counted apart. */
  readonly tipMinor?: Minor;
  /** How often payments of sales were corrected; absent: never, or a report from before it was counted. */
  readonly correctedCount?: number;
  /** What customers paid for goods that are put aside, and what of it was handed back; absent: none. */
  readonly depositMinor?: Minor;
  readonly depositBackMinor?: Minor;
  readonly paidInMinor: Minor;
  readonly paidOutMinor: Minor;
  /** Cash that was brought to the safe while the shift was open. */
  readonly dropMinor: Minor;
  /** How often the drawer was opened without a sale. */
  readonly noSaleCount: number;
}

/** A shift in which nothing happened yet. */
export const EMPTY_TOTALS: ShiftTotals = {
  saleCount: 0,
  returnCount: 0,
  soldMinor: ZERO_MINOR,
  refundedMinor: ZERO_MINOR,
  netMinor: ZERO_MINOR,
  taxMinor: ZERO_MINOR,
  taxes: [],
  discountMinor: ZERO_MINOR,
  cashRoundingMinor: ZERO_MINOR,
  tenders: [],
  receivedMinor: ZERO_MINOR,
  paidInMinor: ZERO_MINOR,
  paidOutMinor: ZERO_MINOR,
  dropMinor: ZERO_MINOR,
  noSaleCount: 0,
};

/** A sale or a return as a shift counts it, all figures as on the document (positive). */
export interface TradedFigures {
  readonly kind: 'sale' | 'return';
  readonly netMinor: Minor;
  readonly taxMinor: Minor;
  readonly totalMinor: Minor;
  readonly discountMinor: Minor;
  readonly cashRoundingMinor: Minor;
  readonly taxes: readonly TaxTotal[];
  /** What settled the sale (change left out), or was handed back. */
  readonly tenders: readonly { readonly kind: TenderKind; readonly amountMinor: Minor }[];
  /** On top of the total of a sale. */
  readonly tipMinor?: Minor;
}

/** Figures that were added up now as a report of before says them: it may not have counted tips or corrections apart. */
export function asSaidBy(
  said: { readonly tipMinor?: number | undefined; readonly correctedCount?: number | undefined },
  totals: ShiftTotals,
): ShiftTotals {
  const { tipMinor, correctedCount, ...rest } = totals;
  return {
    ...rest,
    ...(said.tipMinor === undefined || tipMinor === undefined ? {} : { tipMinor }),
    ...(said.correctedCount === undefined || correctedCount === undefined ? {} : { correctedCount }),
  };
}

/** The figures after one more sale or return. The order of documents does not matter. */
export function addTraded(totals: ShiftTotals, traded: TradedFigures): ShiftTotals {
  const isSale = traded.kind === 'sale';
  const signed = (amount: Minor) => (isSale ? amount : subtract(ZERO_MINOR, amount));
  const due = add(traded.totalMinor, traded.cashRoundingMinor);
  const tip = traded.tipMinor ?? ZERO_MINOR;
  return {
    ...totals,
    saleCount: totals.saleCount + (isSale ? 1 : 0),
    returnCount: totals.returnCount + (isSale ? 0 : 1),
    soldMinor: isSale ? add(totals.soldMinor, due) : totals.soldMinor,
    refundedMinor: isSale ? totals.refundedMinor : add(totals.refundedMinor, due),
    netMinor: add(totals.netMinor, signed(traded.netMinor)),
    taxMinor: add(totals.taxMinor, signed(traded.taxMinor)),
    discountMinor: add(totals.discountMinor, signed(traded.discountMinor)),
    cashRoundingMinor: add(totals.cashRoundingMinor, signed(traded.cashRoundingMinor)),
    taxes: addTaxes(totals.taxes, traded.taxes, signed),
    tenders: addTenders(totals.tenders, traded.tenders, isSale ? 'takenMinor' : 'refundedMinor'),
    ...(tip === ZERO_MINOR ? {} : { tipMinor: add(totals.tipMinor ?? ZERO_MINOR, tip) }),
  };
}

/** The figures after a customer paid some of what they owe. */
export function addReceived(totals: ShiftTotals, parts: TradedFigures['tenders']): ShiftTotals {
  return {
    ...totals,
    receivedMinor: add(totals.receivedMinor, sum(parts.map((part) => part.amountMinor))),
    tenders: addTenders(totals.tenders, parts, 'takenMinor'),
  };
}

/** The figures after a deposit was taken: money, and nothing sold. */
export function addDeposit(totals: ShiftTotals, parts: TradedFigures['tenders']): ShiftTotals {
  const amount = sum(parts.map((part) => part.amountMinor));
  return {
    ...totals,
    depositMinor: add(totals.depositMinor ?? ZERO_MINOR, amount),
    tenders: addTenders(totals.tenders, parts, 'takenMinor'),
  };
}

/** The figures after deposits went back; a fee moves no money and is not among them. */
export function addDepositBack(totals: ShiftTotals, parts: TradedFigures['tenders']): ShiftTotals {
  if (parts.length === 0) return totals;
  const amount = sum(parts.map((part) => part.amountMinor));
  return {
    ...totals,
    depositBackMinor: add(totals.depositBackMinor ?? ZERO_MINOR, amount),
    tenders: addTenders(totals.tenders, parts, 'refundedMinor'),
  };
}

/**
 * The figures after tenders were corrected. In the shift of their sale they were never taken; later they are handed back in
 * one shift what another one took.
 */
export function addCorrected(
  totals: ShiftTotals,
  {
    before,
    after,
    isOwnSale,
  }: {
    readonly before: TradedFigures['tenders'];
    readonly after: TradedFigures['tenders'];
    readonly isOwnSale: boolean;
  },
): ShiftTotals {
  const gone = isOwnSale
    ? addTenders(
        totals.tenders,
        before.map(({ kind, amountMinor }) => ({ kind, amountMinor: subtract(ZERO_MINOR, amountMinor) })),
        'takenMinor',
      )
    : addTenders(totals.tenders, before, 'refundedMinor');
  const correctedCount = (totals.correctedCount ?? 0) + 1;
  return { ...totals, tenders: addTenders(gone, after, 'takenMinor'), correctedCount };
}

/** The figures after cash went into or out of the drawer without a sale. */
export function addCashMoved(
  totals: ShiftTotals,
  { kind, amountMinor }: { readonly kind: 'paid-in' | 'paid-out' | 'drop'; readonly amountMinor: Minor },
): ShiftTotals {
  if (kind === 'paid-in') return { ...totals, paidInMinor: add(totals.paidInMinor, amountMinor) };
  if (kind === 'paid-out') return { ...totals, paidOutMinor: add(totals.paidOutMinor, amountMinor) };
  return { ...totals, dropMinor: add(totals.dropMinor, amountMinor) };
}

/** The figures after the drawer was opened without a sale. */
export function addNoSale(totals: ShiftTotals): ShiftTotals {
  return { ...totals, noSaleCount: totals.noSaleCount + 1 };
}

/** The cash that should lie in the drawer after all of this. */
export function expectedAfter(openingFloatMinor: Minor, totals: ShiftTotals): Minor {
  const cash = totals.tenders.find(({ kind }) => kind === 'cash');
  return expectedCash({
    openingFloatMinor,
    cashSalesMinor: cash?.takenMinor ?? ZERO_MINOR,
    cashRefundsMinor: cash?.refundedMinor ?? ZERO_MINOR,
    paidInMinor: totals.paidInMinor,
    paidOutMinor: add(totals.paidOutMinor, totals.dropMinor),
  });
}

/** Taxes of the same id, name and rate as one. */
function addTaxes(
  before: readonly TaxTotal[],
  more: readonly TaxTotal[],
  signed: (amount: Minor) => Minor,
): readonly TaxTotal[] {
  if (more.length === 0) return before;
  const merged = new Map(before.map((tax) => [taxKey(tax), tax]));
  for (const { taxId, name, ratePpm, baseMinor, amountMinor } of more) {
    const key = taxKey({ taxId, name, ratePpm });
    const known = merged.get(key);
    merged.set(key, {
      taxId,
      name,
      ratePpm,
      baseMinor: add(known?.baseMinor ?? ZERO_MINOR, signed(baseMinor)),
      amountMinor: add(known?.amountMinor ?? ZERO_MINOR, signed(amountMinor)),
    });
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tax]) => tax);
}

function taxKey({ taxId, name, ratePpm }: Pick<TaxTotal, 'taxId' | 'name' | 'ratePpm'>): string {
  return `${taxId}|${name}|${ratePpm}`;
}

function addTenders(
  before: readonly TenderTotal[],
  parts: TradedFigures['tenders'],
  side: 'takenMinor' | 'refundedMinor',
): readonly TenderTotal[] {
  if (parts.length === 0) return before;
  const merged = new Map<string, TenderTotal>(before.map((tender) => [tender.kind, tender]));
  for (const { kind, amountMinor } of parts) {
    const known = merged.get(kind) ?? { kind, takenMinor: ZERO_MINOR, refundedMinor: ZERO_MINOR };
    merged.set(kind, { ...known, [side]: add(known[side], amountMinor) });
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tender]) => tender);
}

/** What the counted pieces come to. */
export function countedIn(counts: readonly { readonly valueMinor: number; readonly count: number }[]): Minor {
  return sum(counts.map(({ valueMinor, count }) => minor(valueMinor * count)));
}
