import type { OrderDetail, OrderSummary } from '@mosaajii/contract/orders';
import {
  type Currency,
  type Milli,
  type Minor,
  milli,
  minor,
  type PriceE4,
  ppm,
  priceE4,
  sum,
} from '@mosaajii/domain/money';
import { partsOfSale, receiptPoints } from '@mosaajii/domain/paper';
import {
  type GoodsMarks,
  marksOf,
  type OrderTotals,
  type Settlement,
  type TenderInput,
  type TenderPart,
} from '@mosaajii/domain/sale';
import type { JournalDocument, KnownReturn, KnownSale, SyncStanding } from '../../platform/journal/index.ts';
import type { ReturnReceipt, SaleReceipt } from '../../platform/printer/index.ts';
import type { KnownAnswer } from './heard-answers.ts';
import { goodsOf, lineMoney, saleLine } from './wire-sale.ts';

/** Where an order stands: on this device and how, or read from the server. */
export type OrderStanding = SyncStanding | 'on-server';

/** A sale or a return in a list, from wherever it came. Amounts are positive; the kind says which way the money went. */
export interface OrderRow {
  readonly orderId: string;
  readonly kind: 'sale' | 'return';
  readonly receiptNumber: string;
  readonly occurredAt: string;
  readonly userId: string;
  readonly totalMinor: Minor;
  readonly lineCount: number;
  /** Payment kinds; empty when the list does not say. */
  readonly tenders: readonly TenderInput['kind'][];
}

export interface OrderViewLine extends GoodsMarks {
  readonly lineId: string;
  readonly name: string;
  readonly sku: string;
  readonly unit: string;
  readonly quantityMilli: Milli;
  readonly unitPriceE4: PriceE4 | null;
  readonly totalMinor: Minor;
  readonly returnedMilli: Milli;
  /** Of a return: it was written off. */
  readonly isDamaged?: true;
}

type Paper<R> = R extends unknown ? Omit<R, 'shop' | 'registerName' | 'cashier' | 'isCopy'> : never;

/** A tender as it stands after every correction, change left out. */
export type PaidPart = TenderPart & { readonly isUncertain?: boolean | undefined };

/** One sale or return with what its screen shows and its paper says. */
export interface OrderView {
  readonly orderId: string;
  readonly kind: 'sale' | 'return';
  /** The whole sale was undone, or this is what undid one. */
  readonly isVoid: boolean;
  /** Of this till; `null` for an order that was read from the server. */
  readonly shiftId: string | null;
  readonly receiptNumber: string;
  readonly occurredAt: string;
  readonly userId: string;
  /** Who sold it, where that is not the cashier. */
  readonly salespersonId?: string;
  readonly currency: Currency;
  readonly totalMinor: Minor;
  readonly standing: OrderStanding;
  readonly isQuarantined: boolean;
  readonly lines: readonly OrderViewLine[];
  readonly returns: readonly {
    readonly orderId: string;
    readonly receiptNumber: string;
    readonly totalMinor: Minor;
    readonly occurredAt: string;
  }[];
  /** Empty for a return. */
  readonly paid: readonly PaidPart[];
  /** Who said that it was paid otherwise, in order. */
  readonly corrections: readonly {
    readonly correctionId: string;
    readonly userId: string;
    readonly occurredAt: string;
    readonly reason: string;
    readonly note: string;
    readonly before: readonly TenderPart[];
    readonly after: readonly TenderPart[];
  }[];
  /** What the office answered about cards that nobody was sure of, as the server says; a till hears of them apart. */
  readonly cardAnswers: readonly KnownAnswer[];
  readonly returnedSaleId: string | null;
  /** Something of it can still come back. */
  readonly isReturnable: boolean;
  /** `null` when the server's record lacks what a paper needs. */
  readonly paper: Paper<SaleReceipt | ReturnReceipt> | null;
}

export function rowOfDocument(document: JournalDocument): OrderRow {
  const { documentId, kind, receiptNumber, occurredAt, userId, totalMinor, lineCount } = document;
  const tenders = [...new Set(document.tenders.map((tender) => tender.kind))];
  return { orderId: documentId, kind, receiptNumber, occurredAt, userId, totalMinor, lineCount, tenders };
}

/** Returns are negative on the server; here the kind says so. */
export function rowOfSummary(summary: OrderSummary): OrderRow {
  const { saleId, kind, receiptNumber, occurredAt, userId, lineCount } = summary;
  const totalMinor = minor(Math.abs(summary.totalMinor));
  return { orderId: saleId, kind, receiptNumber, occurredAt, userId, totalMinor, lineCount, tenders: [] };
}

export function viewOfSale(known: KnownSale): OrderView {
  const { document, payload, totals, settlement } = known;
  const unsure = new Set(known.tenders.flatMap((tender) => (tender.isUncertain ? [tender.tenderId] : [])));
  const returned = new Map(known.returnable.map((line) => [line.lineId, line.returnedMilli]));
  const totalOf = new Map(totals.lines.map((line) => [line.lineId, line.totalMinor]));
  const lines = payload.lines.map((line) => ({
    ...line,
    totalMinor: totalOf.get(line.lineId) ?? minor(0),
    returnedMilli: returned.get(line.lineId) ?? milli(0),
  }));
  return {
    orderId: document.documentId,
    kind: 'sale',
    isVoid: known.returns.some((document) => document.isVoid === true),
    shiftId: document.shiftId,
    receiptNumber: document.receiptNumber,
    occurredAt: document.occurredAt,
    userId: document.userId,
    ...(payload.salespersonId === undefined ? {} : { salespersonId: payload.salespersonId }),
    currency: payload.rules.currency,
    totalMinor: document.totalMinor,
    standing: known.standing,
    isQuarantined: false,
    lines,
    returns: known.returns.map(({ documentId, receiptNumber, totalMinor, occurredAt }) => ({
      orderId: documentId,
      receiptNumber,
      totalMinor,
      occurredAt,
    })),
    paid: settlement.applied.map((part) => ({ ...part, isUncertain: unsure.has(part.tenderId) })),
    corrections: document.corrections ?? [],
    cardAnswers: [],
    returnedSaleId: null,
    isReturnable: known.returnable.some((line) => line.returnedMilli < line.soldMilli),
    paper: {
      kind: 'sale',
      currency: payload.rules.currency,
      receiptNumber: document.receiptNumber,
      occurredAt: document.occurredAt,
      lines: payload.lines,
      tenders: known.tenders,
      totals,
      settlement,
      note: payload.note,
      ...partsOfSale(payload),
    },
  };
}

export function viewOfReturn({ document, payload, standing }: KnownReturn): OrderView {
  const { currency } = payload.rules;
  const { documentId, receiptNumber, occurredAt, totalMinor, cashRoundingMinor } = document;
  return {
    orderId: documentId,
    kind: 'return',
    isVoid: document.isVoid === true,
    shiftId: document.shiftId,
    receiptNumber,
    occurredAt,
    userId: document.userId,
    currency,
    totalMinor,
    standing,
    isQuarantined: false,
    lines: document.lines.map((line) => ({ ...line, sku: '', unitPriceE4: null, returnedMilli: milli(0) })),
    returns: [],
    paid: [],
    corrections: [],
    cardAnswers: [],
    returnedSaleId: document.returnedSaleId,
    isReturnable: false,
    paper: {
      kind: 'return',
      currency,
      receiptNumber,
      occurredAt,
      originalReceiptNumber: document.originalReceiptNumber ?? '',
      lines: document.lines,
      taxes: document.taxes,
      totalMinor,
      cashRoundingMinor,
      refunds: payload.refunds,
      reason: payload.voids === true ? (payload.note ?? '') : payload.reason,
      isVoid: document.isVoid,
    },
  };
}

/** The server's record. Its figures of returns are negative; its wire integers are checked there and take their brands here. */
export function viewOfDetail(detail: OrderDetail): OrderView {
  const sign = detail.kind === 'return' ? -1 : 1;
  return {
    orderId: detail.saleId,
    kind: detail.kind,
    isVoid: detail.returnReason === 'void' || detail.returns.some((known) => known.isVoid),
    shiftId: null,
    receiptNumber: detail.receiptNumber,
    occurredAt: detail.occurredAt,
    userId: detail.userId,
    ...(detail.salespersonId === undefined ? {} : { salespersonId: detail.salespersonId }),
    currency: detail.rules.currency,
    totalMinor: minor(sign * detail.totalMinor),
    standing: 'on-server',
    isQuarantined: detail.isQuarantined,
    lines: detail.lines.map((line) => ({
      lineId: line.lineId,
      name: line.name,
      sku: line.sku,
      unit: line.unit,
      quantityMilli: milli(Math.abs(line.quantityMilli)),
      unitPriceE4: priceE4(line.unitPriceE4),
      totalMinor: minor(Math.abs(line.totalMinor)),
      returnedMilli: milli(line.returnedMilli),
      ...marksOf(line),
      ...(line.isDamaged && { isDamaged: true as const }),
    })),
    returns: detail.returns.map(({ saleId, ...rest }) => ({
      ...rest,
      orderId: saleId,
      totalMinor: minor(Math.abs(rest.totalMinor)),
    })),
    paid:
      detail.kind === 'return'
        ? []
        : detail.tenders.map(({ tenderId, kind, appliedMinor, isUncertain }) => ({
            tenderId,
            kind,
            amountMinor: minor(appliedMinor),
            isUncertain,
          })),
    corrections: (detail.corrections ?? []).map((one) => ({
      ...one,
      before: one.before.map(paidPart),
      after: one.after.map(paidPart),
    })),
    cardAnswers: (detail.cardAnswers ?? []).map((one) => ({ ...one, amountMinor: minor(one.amountMinor) })),
    returnedSaleId: detail.returnedSaleId,
    isReturnable: detail.kind === 'sale' && goodsOf(detail).some((line) => line.returnedMilli < line.quantityMilli),
    paper: detail.kind === 'sale' ? salePaper(detail) : null,
  };
}

type WirePart = NonNullable<OrderDetail['corrections']>[number]['before'][number];

function paidPart({ tenderId, kind, amountMinor }: WirePart): TenderPart {
  return { tenderId, kind, amountMinor: minor(amountMinor) };
}

function salePaper(detail: OrderDetail): Paper<SaleReceipt> {
  const { netMinor, taxMinor, totalMinor, cashRoundingMinor } = detail;
  const lines = detail.lines.map((line) => ({ ...lineMoney(line), derivation: [] }));
  const totals: OrderTotals = {
    lines,
    grossMinor: sum(lines.map((line) => line.grossMinor)),
    lineDiscountMinor: sum(lines.map((line) => line.lineDiscountMinor)),
    saleDiscountMinor: sum(lines.map((line) => line.saleDiscountMinor)),
    netMinor: minor(netMinor),
    taxes: detail.taxes.map((tax) => ({
      ...tax,
      ratePpm: ppm(tax.ratePpm),
      baseMinor: minor(tax.baseMinor),
      amountMinor: minor(tax.amountMinor),
    })),
    taxMinor: minor(taxMinor),
    totalMinor: minor(totalMinor),
  };
  const settlement: Settlement = {
    cashRoundingMinor: minor(cashRoundingMinor),
    dueMinor: minor(totalMinor + cashRoundingMinor),
    changeMinor: minor(detail.changeMinor),
    applied: detail.tenders.map(({ tenderId, kind, appliedMinor }) => ({
      tenderId,
      kind,
      amountMinor: minor(appliedMinor),
    })),
  };
  return {
    kind: 'sale',
    currency: detail.rules.currency,
    receiptNumber: detail.receiptNumber,
    occurredAt: detail.occurredAt,
    lines: detail.lines.map(saleLine),
    tenders: detail.tenders.map(({ tenderId, kind, tenderedMinor, reference, points }) => ({
      tenderId,
      kind,
      amountMinor: minor(tenderedMinor),
      ...(points != null && { points }),
      ...(reference !== '' && { reference }),
    })),
    totals,
    settlement,
    points: receiptPoints(detail.earnedPoints ?? 0, detail.tenders),
    customer: detail.buyer ?? undefined,
    note: detail.note,
    promotions: detail.promotions?.map(({ shares, couponCode, ...promotion }) => ({
      ...promotion,
      ...(couponCode === undefined ? {} : { couponCode }),
      shares: shares.map(({ lineId, amountMinor }) => ({ lineId, amountMinor: minor(amountMinor) })),
    })),
    tipMinor: minor(detail.tipMinor ?? 0),
  };
}
