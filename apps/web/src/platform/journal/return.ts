import { type Minor, milli, minor, ok, type Result, refuse, sum, ZERO_MINOR } from '@mosaajii/domain';
import {
  canonicalJson,
  formatReceiptNumber,
  type ReturnCompleted,
  type SaleCompleted,
} from '@mosaajii/domain/operation';
import {
  correctedTenders,
  ENGINE_VERSION,
  engineOf,
  leftAfterExchange,
  type OrderEngine,
  type OrderRules,
  type RefundedTender,
  refundAsCredit,
  refundAsPaid,
  refundableTenders,
  withExchange,
} from '@mosaajii/domain/sale';
import type { Decide, Moment } from './append.ts';
import { approvalsOf } from './approvals-of.ts';
import { paidWith } from './correct.ts';
import type {
  CommittedReturn,
  FetchedSale,
  ReturnDocument,
  ReturnDraft,
  ReturnPreview,
  ShiftRecord,
  SoldLine,
  TaxName,
} from './model.ts';
import type { JournalRefusal } from './refusal.ts';
import { searchTextOf, totalsOf } from './sale.ts';
import { addReturn } from './shift-figures.ts';
import type { JournalStore } from './store.ts';

/** What can still come back of a sale, and to which tenders the money can go. */
export interface Returnable {
  readonly saleId: string;
  readonly receiptNumber: string;
  /** The trading day of the sale; absent when an older server did not say. */
  readonly businessDate?: string;
  /** Who bought; absent: nobody said so. */
  readonly customerId?: string;
  readonly rules: OrderRules;
  readonly lines: readonly SoldLine[];
  readonly taxes: readonly TaxName[];
  readonly tenders: readonly RefundedTender[];
}

/**
 * What of a sale can come back. From the server's figures when they were fetched, plus the returns of this device that
 * those figures cannot contain yet; otherwise from this device's own journal.
 */
export async function loadReturnable(
  store: JournalStore,
  saleId: string,
  fetched: FetchedSale | undefined,
): Promise<Result<Returnable, JournalRefusal>> {
  const base = fetched ? ok(await correctedHere(store, fetched)) : await localSale(store, saleId);
  if (!base.ok) return base;
  const returns = await returnsBeyond(store, saleId, fetched?.returnIds ?? []);
  return ok(withReturns(base.value, returns));
}

/** What this device corrected and the server had not heard of when it was asked. */
async function correctedHere(store: JournalStore, fetched: FetchedSale): Promise<FetchedSale> {
  const document = await store.document(fetched.saleId);
  const known = document?.kind === 'sale' ? (document.corrections ?? []) : [];
  const beyond = known.filter(({ correctionId }) => fetched.correctionIds?.includes(correctionId) !== true);
  if (beyond.length === 0) return fetched;
  const tenders = correctedTenders<RefundedTender>(fetched.tenders, beyond, ({ tenderId, kind, amountMinor }) => ({
    tenderId,
    kind,
    appliedMinor: amountMinor,
    refundedMinor: minor(0),
  }));
  return { ...fetched, tenders };
}

async function localSale(store: JournalStore, saleId: string): Promise<Result<Returnable, JournalRefusal>> {
  const entry = await store.entry(saleId);
  if (entry?.kind !== 'sale.completed') {
    return refuse({ code: 'unknown-sale', detail: 'This sale is not on this device. Connect to find it.' });
  }
  const payload = entry.operation.payload as SaleCompleted;
  const figures = totalsOf(payload);
  if (!figures.ok) return figures;
  const document = await store.document(saleId);
  const { totals, settlement } = figures.value;
  const corrections = document?.kind === 'sale' ? document.corrections : undefined;
  const { applied } = paidWith(payload, settlement, corrections);
  return ok(returnableOf(payload, { totals, settlement: { ...settlement, applied } }));
}

/** A sale of this device before anything came back. Gift cards among its lines cannot: what is on them stays on them. */
export function returnableOf(
  payload: SaleCompleted,
  figures: Extract<ReturnType<typeof totalsOf>, { ok: true }>['value'],
): Returnable {
  const totalsById = new Map(figures.totals.lines.map((line) => [line.lineId, line]));
  const lines = payload.lines.flatMap((line) => {
    const totals = totalsById.get(line.lineId);
    if (!totals || line.giftCard !== undefined) return [];
    const { derivation: _derivation, ...money } = totals;
    const { lineId, variantId, name, unit, quantityMilli } = line;
    return [{ lineId, variantId, name, unit, soldMilli: quantityMilli, returnedMilli: milli(0), totals: money }];
  });
  const tenders = figures.settlement.applied.map(({ tenderId, kind, amountMinor }) => ({
    tenderId,
    kind,
    appliedMinor: amountMinor,
    refundedMinor: minor(0),
  }));
  const receiptNumber = formatReceiptNumber(payload.receipt);
  const rules = payload.lines.flatMap((line) => line.taxes);
  const taxes = [...new Map(rules.map(({ taxId, name, ratePpm }) => [taxId, { taxId, name, ratePpm }])).values()];
  const { saleId, businessDate, customer } = payload;
  const buyer = customer === undefined ? {} : { customerId: customer.customerId };
  return { saleId, businessDate, ...buyer, receiptNumber, rules: payload.rules, lines, taxes, tenders };
}

/**
 * Returns of this device that some figures do not contain. Told by id, never by time: the server may have taken a return
 * whose answer was lost, and clocks jump.
 */
async function returnsBeyond(
  store: JournalStore,
  saleId: string,
  contained: readonly string[],
): Promise<readonly ReturnDocument[]> {
  const returns = await store.returnsOf(saleId);
  const entries = await Promise.all(returns.map((known) => store.entry(known.documentId)));
  return returns.filter(
    ({ documentId }, index) => entries[index]?.answer?.status !== 'rejected' && !contained.includes(documentId),
  );
}

export function withReturns(sale: Returnable, returns: readonly ReturnDocument[]): Returnable {
  const back = new Map<string, number>();
  const refunded = new Map<string, number>();
  for (const { lines, tenders } of returns) {
    for (const line of lines) back.set(line.lineId, (back.get(line.lineId) ?? 0) + line.quantityMilli);
    for (const part of tenders) refunded.set(part.tenderId, (refunded.get(part.tenderId) ?? 0) + part.amountMinor);
  }
  return {
    ...sale,
    lines: sale.lines.map((line) => ({
      ...line,
      returnedMilli: milli(line.returnedMilli + (back.get(line.lineId) ?? 0)),
    })),
    tenders: sale.tenders.map((tender) => ({
      ...tender,
      refundedMinor: minor(tender.refundedMinor + (refunded.get(tender.tenderId) ?? 0)),
    })),
  };
}

/** The part of a refund that pays for other goods at once. */
export interface Exchanged {
  readonly exchangeId: string;
  readonly tenderId: string;
  readonly amountMinor: Minor;
}

/**
 * The money of a return, by the engine of today; what is exchanged does not go out. Refuses over-returns and refunds above
 * what was paid.
 */
export function previewReturn(
  sale: Returnable,
  lines: ReturnDraft['lines'],
  refund: ReturnDraft['refund'],
  exchanged?: Exchanged,
): Result<ReturnPreview, JournalRefusal> {
  const engine = todaysEngine();
  const returned = engine.computeReturn(sale.lines, lines);
  if (!returned.ok) return returned;
  const totalMinor = sum(returned.value.map((line) => line.totalMinor));
  const leftMinor = leftAfterExchange(totalMinor, exchanged?.amountMinor ?? ZERO_MINOR);
  const plan =
    refund.kind === 'cash'
      ? engine.refundInCash(leftMinor, refund.tenderId, sale.rules)
      : refund.kind === 'credit'
        ? ok(refundAsCredit(leftMinor, refund.tenderId))
        : refund.kind === 'as-paid'
          ? ok(refundAsPaid(leftMinor, sale.tenders))
          : engine.allocateRefund(leftMinor, refundableTenders(sale.tenders), sale.rules);
  if (!plan.ok) return plan;
  const whole = exchanged ? withExchange(plan.value, exchanged.tenderId, exchanged.amountMinor) : plan.value;
  const { refunds, cashRoundingMinor } = whole;
  return ok({ lines: returned.value, totalMinor, cashRoundingMinor, refunds });
}

export function todaysEngine(): OrderEngine {
  const engine = engineOf(ENGINE_VERSION);
  if (!engine) throw new Error(`the engine ${ENGINE_VERSION} is missing`);
  return engine;
}

function isSameReturn(draft: ReturnDraft, payload: ReturnCompleted): boolean {
  if (payload.source.kind !== 'sale') return false;
  const { saleId, lines } = payload.source;
  return (
    canonicalJson({ saleId, lines, reason: payload.reason }) ===
    canonicalJson({ saleId: draft.saleId, lines: draft.lines, reason: draft.reason })
  );
}

async function knownReturn(
  store: JournalStore,
  draft: ReturnDraft,
): Promise<Result<CommittedReturn, JournalRefusal> | null> {
  const entry = await store.entry(draft.returnId);
  if (!entry) return null;
  const payload = entry.kind === 'return.completed' ? (entry.operation.payload as ReturnCompleted) : null;
  if (!payload || !isSameReturn(draft, payload)) {
    return refuse({ code: 'id-already-used', detail: 'This return was already made with other contents.' });
  }
  const receiptNumber = formatReceiptNumber(payload.receipt);
  return ok({ returnId: draft.returnId, receiptNumber, occurredAt: entry.occurredAt, payload, isRepeat: true });
}

/** How a return is made besides its draft: as a void, or as one half of an exchange. */
export interface ReturnManner {
  readonly voids?: true;
  readonly exchanged?: Exchanged;
}

/** Decides a return of a known sale. What earlier returns took is read under the lock, so two taps cannot return twice. */
export function decideReturn(
  store: JournalStore,
  draft: ReturnDraft,
  manner: ReturnManner = {},
): Decide<CommittedReturn> {
  return async (moment) => {
    const known = await knownReturn(store, draft);
    if (known) return known.ok ? ok({ known: known.value }) : known;
    const shift = moment.head.openShiftId === null ? null : await store.shift(moment.head.openShiftId);
    if (!shift) return refuse({ code: 'no-open-shift', detail: 'Open a shift before you take goods back.' });
    const sale = await loadReturnable(store, draft.saleId, draft.fetched);
    if (!sale.ok) return sale;
    const earlier = await store.returnsOf(draft.saleId);
    if (earlier.some((document) => document.isVoid === true)) {
      return refuse({ code: 'sale-voided', detail: 'This sale was voided: there is nothing left to take back.' });
    }
    const preview = previewReturn(sale.value, draft.lines, draft.refund, manner.exchanged);
    if (!preview.ok) return preview;
    const payload = payloadOf(draft, moment, shift, sale.value, preview.value, manner);
    const done: CommittedReturn = {
      returnId: draft.returnId,
      receiptNumber: formatReceiptNumber(payload.receipt),
      occurredAt: moment.occurredAt,
      payload,
      isRepeat: false,
    };
    return ok({
      done,
      fact: {
        operationId: draft.returnId,
        kind: 'return.completed',
        userId: draft.userId,
        payload,
        receiptSequence: payload.receipt.sequence,
        document: documentOf(done, moment, draft, sale.value, preview.value),
        shift: addReturn(shift, preview.value, sale.value.taxes),
      },
    });
  };
}

function payloadOf(
  draft: ReturnDraft,
  { registration, head }: Moment,
  shift: ShiftRecord,
  sale: Returnable,
  preview: ReturnPreview,
  { voids, exchanged }: ReturnManner,
): ReturnCompleted {
  const { registerCode, series } = registration;
  return {
    returnId: draft.returnId,
    shiftId: shift.shiftId,
    businessDate: shift.businessDate,
    receipt: { registerCode, series, sequence: head.lastReceiptSequence + 1 },
    engineVersion: ENGINE_VERSION,
    rules: sale.rules,
    reason: draft.reason,
    ...(draft.note !== undefined && draft.note !== '' && { note: draft.note }),
    source: { kind: 'sale', saleId: sale.saleId, lines: draft.lines },
    refunds: preview.refunds,
    claimed: todaysEngine().claimedReturnTotals(preview.lines, preview),
    ...(draft.refund.kind === 'credit' && { creditTo: draft.refund.customerId }),
    ...(voids && { voids }),
    ...(exchanged && { exchangeId: exchanged.exchangeId }),
    ...approvalsOf(draft),
  };
}

function documentOf(
  done: CommittedReturn,
  { registration, head }: Moment,
  draft: ReturnDraft,
  sale: Returnable,
  preview: ReturnPreview,
): ReturnDocument {
  const sold = new Map(sale.lines.map((line) => [line.lineId, line]));
  const damaged = new Set(draft.lines.filter((line) => line.condition === 'damaged').map((line) => line.lineId));
  const lines = preview.lines.map(({ lineId, quantityMilli, totalMinor }) => {
    const line = sold.get(lineId);
    const mark = damaged.has(lineId) ? { isDamaged: true as const } : {};
    return { lineId, name: line?.name ?? '', unit: line?.unit ?? '', quantityMilli, totalMinor, ...mark };
  });
  return {
    documentId: done.returnId,
    kind: 'return',
    keyId: registration.keyId,
    sequence: head.lastSequence + 1,
    receiptNumber: done.receiptNumber,
    businessDate: done.payload.businessDate,
    shiftId: done.payload.shiftId,
    occurredAt: done.occurredAt,
    userId: draft.userId,
    currencyCode: sale.rules.currency.code,
    totalMinor: preview.totalMinor,
    lineCount: draft.lines.length,
    tenders: preview.refunds,
    searchText: searchTextOf([done.receiptNumber, sale.receiptNumber, ...lines.map((line) => line.name)]),
    returnedSaleId: sale.saleId,
    originalReceiptNumber: sale.receiptNumber,
    lines,
    taxes: refundedTaxes(sale.taxes, preview),
    cashRoundingMinor: preview.cashRoundingMinor,
    ...(done.payload.voids && { isVoid: true as const }),
    ...(done.payload.exchangeId !== undefined && { exchangeId: done.payload.exchangeId }),
  };
}

export function refundedTaxes(taxes: readonly TaxName[], preview: ReturnPreview): ReturnDocument['taxes'] {
  const parts = preview.lines.flatMap((line) => line.taxes);
  return taxes
    .map((tax) => ({
      ...tax,
      amountMinor: sum(parts.filter((part) => part.taxId === tax.taxId).map((part) => part.amountMinor)),
    }))
    .filter((tax) => tax.amountMinor !== 0);
}
