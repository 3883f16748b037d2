import { ok, type Result, refuse } from '@mosaajii/domain';
import { add, type Minor, ZERO_MINOR } from '@mosaajii/domain/money';
import { canonicalJson, formatReceiptNumber, type Operation, type SaleCompleted } from '@mosaajii/domain/operation';
import { allowanceLeft, DRAWN_TENDERS, type UnauthorisedDraw } from '@mosaajii/domain/purse';
import { ENGINE_VERSION, engineOf, type OrderTotals, type Settlement } from '@mosaajii/domain/sale';
import type { Decide, Moment } from './append.ts';
import { approvalsOf } from './approvals-of.ts';
import { refuseSecondEnd } from './ended-layaway.ts';
import type { CommittedSale, SaleDocument, SaleDraft, ShiftRecord } from './model.ts';
import type { JournalRefusal } from './refusal.ts';
import { addSale } from './shift-figures.ts';
import type { JournalStore } from './store.ts';

/** The totals and the settlement of a sale, recomputed with the engine that made it. */
export function totalsOf(
  payload: SaleCompleted,
): Result<{ readonly totals: OrderTotals; readonly settlement: Settlement }, JournalRefusal> {
  const engine = engineOf(payload.engineVersion);
  if (!engine) return refuse({ code: 'unknown-engine', detail: 'This sale was made by a newer version.' });
  const totals = engine.computeOrder(payload);
  const settlement = engine.settle(withTip(totals, payload.tipMinor), payload.rules, payload.tenders);
  return settlement.ok ? ok({ totals, settlement: settlement.value }) : settlement;
}

/** What the tenders have to cover. */
function withTip({ totalMinor }: OrderTotals, tipMinor: Minor | undefined): Minor {
  return add(totalMinor, tipMinor ?? ZERO_MINOR);
}

/**
 * Whether a draft says what a committed sale says; the rest of the fact was stamped by the journal. The ids of tenders do
 * not matter: after a write whose end nobody saw, the same money is taken again under another one.
 */
function isSameSale(draft: SaleDraft, payload: SaleCompleted): boolean {
  const { rules, lines, saleDiscounts, tenders } = payload;
  const money = (taken: SaleDraft['tenders']) =>
    taken.map(({ kind, amountMinor, reference, cardId }) => ({
      kind,
      amountMinor,
      reference: reference ?? '',
      cardId: cardId ?? '',
    }));
  const committed = canonicalJson({
    rules,
    lines,
    saleDiscounts,
    tenders: money(tenders),
    note: payload.note ?? '',
    ...buyer(payload),
  });
  const { order } = draft;
  return (
    committed ===
    canonicalJson({
      rules: order.rules,
      lines: order.lines,
      saleDiscounts: order.saleDiscounts,
      tenders: money(draft.tenders),
      note: draft.note ?? '',
      ...buyer(draft),
    })
  );
}

/** Who bought and what was given on top, for comparing. */
function buyer({ customer, tipMinor }: Pick<SaleCompleted, 'customer' | 'tipMinor'>) {
  return { customerId: customer?.customerId ?? '', tipMinor: tipMinor ?? 0 };
}

async function knownSale(store: JournalStore, draft: SaleDraft): Promise<Result<CommittedSale, JournalRefusal> | null> {
  const entry = await store.entry(draft.saleId);
  if (!entry) return null;
  const operation: Operation = entry.operation;
  const payload = operation.kind === 'sale.completed' ? (operation.payload as SaleCompleted) : null;
  if (!payload || !isSameSale(draft, payload)) {
    return refuse({ code: 'id-already-used', detail: 'This cart was already sold with other contents.' });
  }
  const figures = totalsOf(payload);
  if (!figures.ok) return figures;
  const receiptNumber = formatReceiptNumber(payload.receipt);
  const { saleId } = draft;
  return ok({ saleId, receiptNumber, occurredAt: entry.occurredAt, payload, ...figures.value, isRepeat: true });
}

/** Decides a sale: seen before? load the shift, recompute everything, stamp receipt number and shift. */
export function decideSale(store: JournalStore, draft: SaleDraft, exchangeId?: string): Decide<CommittedSale> {
  return async (moment) => {
    const known = await knownSale(store, draft);
    if (known) return known.ok ? ok({ known: known.value }) : known;
    const shift = moment.head.openShiftId === null ? null : await store.shift(moment.head.openShiftId);
    if (!shift) return refuse({ code: 'no-open-shift', detail: 'Open a shift before you sell.' });
    const valid = validDraft(draft);
    if (!valid.ok) return valid;
    if (!(await isWithinAllowance(store, draft, shift.businessDate))) {
      return refuse({ code: 'allowance-used', detail: 'Without the server this register may take no more today.' });
    }
    const { layawayId } = draft.origin ?? {};
    if (layawayId !== undefined) {
      const authorisationId = draft.tenders.find(({ kind }) => kind === 'deposit')?.authorisationId;
      const second = await refuseSecondEnd(store, moment, { layawayId, isOpen: true, authorisationId });
      if (second !== null) return second;
    }
    const payload = payloadOf(draft, moment, shift, valid.value, exchangeId);
    const { totals, settlement } = valid.value;
    const receiptNumber = formatReceiptNumber(payload.receipt);
    const done: CommittedSale = {
      saleId: draft.saleId,
      receiptNumber,
      occurredAt: moment.occurredAt,
      payload,
      totals,
      settlement,
      isRepeat: false,
    };
    return ok({
      done,
      fact: {
        operationId: draft.saleId,
        kind: 'sale.completed',
        userId: draft.userId,
        payload,
        receiptSequence: payload.receipt.sequence,
        document: documentOf(done, moment, draft.userId),
        shift: addSale(shift, totals, settlement),
        ...(draft.cartId !== undefined && { removeCartId: draft.cartId }),
      },
    });
  };
}

function validDraft(
  draft: SaleDraft,
): Result<{ readonly totals: OrderTotals; readonly settlement: Settlement }, JournalRefusal> {
  const engine = engineOf(ENGINE_VERSION);
  if (!engine) throw new Error(`the engine ${ENGINE_VERSION} is missing`);
  const order = engine.validateOrder(draft.order);
  if (!order.ok) return order;
  const totals = engine.computeOrder(draft.order);
  const settlement = engine.settle(withTip(totals, draft.tipMinor), draft.order.rules, draft.tenders);
  return settlement.ok ? ok({ totals, settlement: settlement.value }) : settlement;
}

function payloadOf(
  draft: SaleDraft,
  { registration, head }: Moment,
  shift: ShiftRecord,
  figures: { readonly totals: OrderTotals; readonly settlement: Settlement },
  exchangeId: string | undefined,
): SaleCompleted {
  const engine = engineOf(ENGINE_VERSION);
  if (!engine) throw new Error(`the engine ${ENGINE_VERSION} is missing`);
  const { rules, lines, promotions = [], saleDiscounts } = draft.order;
  const { customerGroupIds = [] } = draft;
  return {
    saleId: draft.saleId,
    shiftId: shift.shiftId,
    businessDate: shift.businessDate,
    receipt: {
      registerCode: registration.registerCode,
      series: registration.series,
      sequence: head.lastReceiptSequence + 1,
    },
    engineVersion: ENGINE_VERSION,
    rules,
    lines,
    ...(promotions.length > 0 && { promotions }),
    ...(customerGroupIds.length > 0 && { customerGroupIds }),
    ...(draft.pricingVersion !== undefined && { pricingVersion: draft.pricingVersion }),
    saleDiscounts,
    tenders: draft.tenders,
    claimed: engine.claimedTotals(figures.totals, figures.settlement),
    ...(draft.note !== undefined && draft.note !== '' && { note: draft.note }),
    ...(exchangeId !== undefined && { exchangeId }),
    ...approvalsOf(draft),
    ...(draft.customer !== undefined && { customer: draft.customer }),
    ...(draft.loyalty !== undefined && { loyalty: draft.loyalty(figures.totals, figures.settlement.applied) }),
    ...(draft.tipMinor !== undefined && draft.tipMinor !== 0 && { tipMinor: draft.tipMinor }),
    ...(draft.ageCheck !== undefined && { ageCheck: draft.ageCheck }),
    ...draft.origin,
  };
}

/** Two windows may each have been told that there is some left: the journal, which only one writes to, has the last word. */
async function isWithinAllowance(store: JournalStore, draft: SaleDraft, businessDate: string): Promise<boolean> {
  const { allowance } = draft;
  const draws = unauthorisedDraws(draft);
  if (allowance === undefined || draws.length === 0) return true;
  const sold = await store.documentsOfDate(businessDate);
  const drawn = sold.flatMap((document) => (document.kind === 'sale' ? (document.draws ?? []) : []));
  return draws.every(({ amountMinor, purseId }, index) => {
    return amountMinor <= allowanceLeft(allowance, [...drawn, ...draws.slice(0, index)], purseId);
  });
}

function documentOf(sale: CommittedSale, { registration, head }: Moment, userId: string): SaleDocument {
  const { payload, totals, settlement } = sale;
  const draws = unauthorisedDraws(payload);
  const words = [sale.receiptNumber, ...payload.lines.flatMap((line) => [line.name, line.sku])];
  return {
    documentId: sale.saleId,
    kind: 'sale',
    keyId: registration.keyId,
    sequence: head.lastSequence + 1,
    receiptNumber: sale.receiptNumber,
    businessDate: payload.businessDate,
    shiftId: payload.shiftId,
    occurredAt: sale.occurredAt,
    userId,
    currencyCode: payload.rules.currency.code,
    totalMinor: totals.totalMinor,
    changeMinor: settlement.changeMinor,
    lineCount: payload.lines.length,
    tenders: settlement.applied,
    ...(payload.customer !== undefined && { customerId: payload.customer.customerId }),
    ...(draws.length > 0 && { draws }),
    searchText: searchTextOf(words),
    ...(payload.exchangeId !== undefined && { exchangeId: payload.exchangeId }),
    ...(payload.tenders.some((tender) => tender.isUncertain) && { isUncertain: true as const }),
  };
}

/** What was taken out of cards and credit on the register's own word. */
function unauthorisedDraws({ tenders, customer }: Pick<SaleCompleted, 'tenders' | 'customer'>): UnauthorisedDraw[] {
  return tenders.flatMap(({ kind, amountMinor, cardId, authorisationId }) => {
    if (!DRAWN_TENDERS.has(kind) || authorisationId !== undefined) return [];
    const purseId = cardId ?? customer?.customerId;
    return purseId === undefined ? [] : [{ purseId, amountMinor }];
  });
}

const MOST_SEARCH_CHARACTERS = 500;

/** Lower-case words, bounded so that a sale of a thousand lines does not weigh on every list. */
export function searchTextOf(words: readonly string[]): string {
  return [...new Set(words)].join(' ').toLowerCase().slice(0, MOST_SEARCH_CHARACTERS);
}
