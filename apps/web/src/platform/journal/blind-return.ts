import { ok, type Result, refuse, sum } from '@mosaajii/domain';
import { canonicalJson, formatReceiptNumber, type ReturnCompleted } from '@mosaajii/domain/operation';
import { ENGINE_VERSION } from '@mosaajii/domain/sale';
import type { Decide, Moment } from './append.ts';
import { approvalsOf } from './approvals-of.ts';
import type {
  BlindReturnDraft,
  CommittedReturn,
  ReturnDocument,
  ReturnPreview,
  ShiftRecord,
  TaxName,
} from './model.ts';
import type { JournalRefusal } from './refusal.ts';
import { refundedTaxes, todaysEngine } from './return.ts';
import { searchTextOf } from './sale.ts';
import { addReturn } from './shift-figures.ts';
import type { JournalStore } from './store.ts';

/** The money of goods without a receipt: priced like a sale of the same lines, paid out in cash. */
export function previewBlindReturn({
  rules,
  lines,
  tenderId,
}: Pick<BlindReturnDraft, 'rules' | 'lines' | 'tenderId'>): Result<ReturnPreview, JournalRefusal> {
  const engine = todaysEngine();
  const order = { rules, lines, saleDiscounts: [] };
  const valid = engine.validateOrder(order);
  if (!valid.ok) return valid;
  if (lines.some((line) => line.unitPriceE4 > line.listPriceE4)) {
    return refuse({ code: 'price-above-list', detail: 'Without a receipt nothing is paid back above its price.' });
  }
  const { lines: totals } = engine.computeReturnWithoutReceipt(order);
  const totalMinor = sum(totals.map((line) => line.totalMinor));
  const plan = engine.refundInCash(totalMinor, tenderId, rules);
  if (!plan.ok) return plan;
  return ok({ lines: totals, totalMinor, ...plan.value });
}

/** Decides a return of goods that nobody can tie to a sale. Who may do it is asked by the till and by the server. */
export function decideBlindReturn(store: JournalStore, draft: BlindReturnDraft): Decide<CommittedReturn> {
  return async (moment) => {
    const known = await knownReturn(store, draft);
    if (known) return known.ok ? ok({ known: known.value }) : known;
    const shift = moment.head.openShiftId === null ? null : await store.shift(moment.head.openShiftId);
    if (!shift) return refuse({ code: 'no-open-shift', detail: 'Open a shift before you take goods back.' });
    const preview = previewBlindReturn(draft);
    if (!preview.ok) return preview;
    const payload = payloadOf(draft, moment, shift, preview.value);
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
        document: documentOf(done, moment, draft, preview.value),
        shift: addReturn(shift, preview.value, taxNames(draft)),
        ...(draft.cartId !== undefined && { removeCartId: draft.cartId }),
      },
    });
  };
}

async function knownReturn(
  store: JournalStore,
  draft: BlindReturnDraft,
): Promise<Result<CommittedReturn, JournalRefusal> | null> {
  const entry = await store.entry(draft.returnId);
  if (!entry) return null;
  const payload = entry.kind === 'return.completed' ? (entry.operation.payload as ReturnCompleted) : null;
  const isSame =
    payload?.source.kind === 'without-receipt' && canonicalJson(payload.source.lines) === canonicalJson(draft.lines);
  if (!payload || !isSame) {
    return refuse({ code: 'id-already-used', detail: 'This return was already made with other contents.' });
  }
  const receiptNumber = formatReceiptNumber(payload.receipt);
  return ok({ returnId: draft.returnId, receiptNumber, occurredAt: entry.occurredAt, payload, isRepeat: true });
}

function payloadOf(
  draft: BlindReturnDraft,
  { registration, head }: Moment,
  shift: ShiftRecord,
  preview: ReturnPreview,
): ReturnCompleted {
  const { registerCode, series } = registration;
  return {
    returnId: draft.returnId,
    shiftId: shift.shiftId,
    businessDate: shift.businessDate,
    receipt: { registerCode, series, sequence: head.lastReceiptSequence + 1 },
    engineVersion: ENGINE_VERSION,
    rules: draft.rules,
    reason: draft.reason,
    ...(draft.note !== undefined && draft.note !== '' && { note: draft.note }),
    source: { kind: 'without-receipt', lines: draft.lines },
    refunds: preview.refunds,
    claimed: todaysEngine().claimedReturnTotals(preview.lines, preview),
    ...approvalsOf(draft),
  };
}

/** The taxes of what came back, each once, as papers name them. */
function taxNames({ lines }: BlindReturnDraft): TaxName[] {
  const rules = lines.flatMap((line) => line.taxes);
  return [...new Map(rules.map(({ taxId, name, ratePpm }) => [taxId, { taxId, name, ratePpm }])).values()];
}

function documentOf(
  done: CommittedReturn,
  { registration, head }: Moment,
  draft: BlindReturnDraft,
  preview: ReturnPreview,
): ReturnDocument {
  const totals = new Map(preview.lines.map((line) => [line.lineId, line.totalMinor]));
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
    currencyCode: draft.rules.currency.code,
    totalMinor: preview.totalMinor,
    lineCount: draft.lines.length,
    tenders: preview.refunds,
    searchText: searchTextOf([done.receiptNumber, ...draft.lines.flatMap((line) => [line.name, line.sku])]),
    returnedSaleId: null,
    originalReceiptNumber: null,
    lines: draft.lines.flatMap(({ lineId, name, unit, quantityMilli, condition }) => {
      const totalMinor = totals.get(lineId);
      return totalMinor === undefined
        ? []
        : [{ lineId, name, unit, quantityMilli, totalMinor, ...(condition && { isDamaged: true as const }) }];
    }),
    taxes: refundedTaxes(taxNames(draft), preview),
    cashRoundingMinor: preview.cashRoundingMinor,
  };
}
