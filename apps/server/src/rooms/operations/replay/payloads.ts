import { unwrap } from '@mosaajii/domain';
import { type Minor, milli, minor, ZERO_MINOR } from '@mosaajii/domain/money';
import type { ReceiptNumber, ReturnCompleted, SaleCompleted, StockWrittenOff } from '@mosaajii/domain/operation';
import {
  claimedReturnTotals,
  claimedTotals,
  computeOrder,
  computeReturnWithoutReceipt,
  ENGINE_VERSION,
  type OrderRules,
  type SaleLineInput,
  settle,
  type TenderKind,
} from '@mosaajii/domain/sale';
import type { ReplayDocument } from './documents.ts';
import type { InvoiceLine } from './invoice-file.ts';
import { nameOf } from './names.ts';
import type { ShopVariant } from './shop.ts';

/** Pounds without tax, each line rounded half-up: how the amounts of these files add up. */
export const REPLAY_RULES: OrderRules = {
  currency: { code: 'GBP', exponent: 2 },
  taxRounding: 'per-line',
  roundingMode: 'half-up',
  cashRounding: null,
};

/** What a document needs of its surroundings to become a payload. */
export interface Surroundings {
  /** The document's own id. */
  readonly documentId: string;
  readonly shiftId: string;
  /** After the dates were moved, where they are. */
  readonly businessDate: string;
  readonly variants: ReadonlyMap<string, ShopVariant>;
  readonly rules: OrderRules;
}

/** Customers with an account pay by card, walk-in customers in cash. */
export function tenderKindOf(document: ReplayDocument): TenderKind {
  return document.customerId === '' ? 'cash' : 'card-manual';
}

/** The document's amount, positive for returns as well. */
export function totalOf(document: ReplayDocument): Minor {
  return minor(Math.abs(document.lines.reduce((total, line) => total + line.amountMinor, 0)));
}

/** What the document does to the drawer. */
export function cashOf(document: ReplayDocument): number {
  if (document.kind === 'write-off' || tenderKindOf(document) !== 'cash') return 0;
  return document.kind === 'sale' ? totalOf(document) : -totalOf(document);
}

export function salePayload(document: ReplayDocument, around: Surroundings, receipt: ReceiptNumber): SaleCompleted {
  const order = { rules: around.rules, lines: linesOf(document, around), saleDiscounts: [] };
  const totals = computeOrder(order);
  const tenders = totals.totalMinor === 0 ? [] : [tenderOf(document, around, totals.totalMinor)];
  return {
    ...order,
    saleId: around.documentId,
    shiftId: around.shiftId,
    businessDate: around.businessDate,
    receipt,
    engineVersion: ENGINE_VERSION,
    tenders,
    claimed: claimedTotals(totals, unwrap(settle(totals.totalMinor, around.rules, tenders))),
    note: noteOf(document),
  };
}

export function returnPayload(document: ReplayDocument, around: Surroundings, receipt: ReceiptNumber): ReturnCompleted {
  const lines = linesOf(document, around);
  const { totals, lines: returned } = computeReturnWithoutReceipt({ rules: around.rules, lines, saleDiscounts: [] });
  return {
    returnId: around.documentId,
    shiftId: around.shiftId,
    businessDate: around.businessDate,
    receipt,
    engineVersion: ENGINE_VERSION,
    rules: around.rules,
    reason: 'other',
    note: noteOf(document),
    source: { kind: 'without-receipt', lines: lines.map((line) => ({ ...line, isRestocked: true })) },
    refunds: totals.totalMinor === 0 ? [] : [tenderOf(document, around, totals.totalMinor)],
    claimed: claimedReturnTotals(returned, { cashRoundingMinor: ZERO_MINOR }),
  };
}

export function writeOffPayload(document: ReplayDocument, around: Surroundings): StockWrittenOff {
  const [first] = document.lines;
  return {
    writeOffId: around.documentId,
    businessDate: around.businessDate,
    reason: first?.description || 'written off without a reason',
    lines: document.lines.map((line, index) => ({
      lineId: lineIdOf(around, index),
      variantId: variantOf(line, around).variantId,
      quantityMilli: milli(-line.quantityMilli),
    })),
  };
}

function linesOf(document: ReplayDocument, around: Surroundings): SaleLineInput[] {
  return document.lines.map((line, index) => {
    const variant = variantOf(line, around);
    return {
      lineId: lineIdOf(around, index),
      variantId: variant.variantId,
      name: line.description || variant.name,
      sku: line.sku,
      unit: variant.unit,
      quantityMilli: milli(Math.abs(line.quantityMilli)),
      // The price of an invoice was agreed when it was written; what the catalogue says today is no price drift.
      listPriceE4: line.unitPriceE4,
      unitPriceE4: line.unitPriceE4,
      priceSource: 'list',
      discounts: [],
      taxes: [],
    };
  });
}

function lineIdOf(around: Surroundings, index: number): string {
  return nameOf(around.documentId, 'line', String(index));
}

function variantOf(line: InvoiceLine, around: Surroundings): ShopVariant {
  const variant = around.variants.get(line.sku);
  if (variant === undefined) throw new Error(`the catalogue has no ${line.sku}, although it was to be created`);
  return variant;
}

function tenderOf(document: ReplayDocument, around: Surroundings, amountMinor: Minor) {
  return { tenderId: nameOf(around.documentId, 'tender'), kind: tenderKindOf(document), amountMinor };
}

function noteOf(document: ReplayDocument): string {
  const customer = document.customerId === '' ? '' : `, customer ${document.customerId.replace(/\.0$/, '')}`;
  return `Invoice ${document.invoice}${customer}`;
}
