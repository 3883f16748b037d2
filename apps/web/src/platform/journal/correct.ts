import { minor, ok, type Result, refuse, sum } from '@mosaajii/domain';
import { canonicalJson, type SaleCompleted, type TenderCorrected } from '@mosaajii/domain/operation';
import {
  checkCorrection,
  correctedTenders,
  type Settlement,
  type TenderInput,
  type TenderPart,
} from '@mosaajii/domain/sale';
import type { Decide } from './append.ts';
import { approvalsOf } from './approvals-of.ts';
import type { CommittedCorrection, CorrectionDraft, KnownCorrection } from './correction.ts';
import type { SaleDocument } from './model.ts';
import type { JournalRefusal } from './refusal.ts';
import { totalsOf } from './sale.ts';
import { addCorrection } from './shift-figures.ts';
import type { JournalStore } from './store.ts';

/** How a sale stands paid: what was handed over, what of it settles the sale, and the change. */
export interface PaidWith {
  readonly tenders: readonly TenderInput[];
  readonly applied: Settlement['applied'];
  readonly changeMinor: Settlement['changeMinor'];
}

/** What a sale was paid with after its corrections; without any, as it was rung up. */
export function paidWith(
  { tenders }: Pick<SaleCompleted, 'tenders'>,
  settlement: Settlement,
  corrections: readonly KnownCorrection[] = [],
): PaidWith {
  if (corrections.length === 0) return { tenders, applied: settlement.applied, changeMinor: settlement.changeMinor };
  const handed = correctedTenders(tenders, corrections, (tender) => tender);
  const applied = correctedTenders(settlement.applied, corrections, partOf);
  const changeMinor = minor(sum(handed.map((part) => part.amountMinor)) - sum(applied.map((part) => part.amountMinor)));
  return { tenders: handed, applied, changeMinor };
}

function partOf({ tenderId, kind, amountMinor }: TenderInput): TenderPart {
  return { tenderId, kind, amountMinor };
}

/**
 * Decides the correction of a sale's tenders, on the tenders as the journal has them now. Only in the shift of the sale, until
 * something came back of it; a card that nobody was sure of is found out in any later shift too.
 */
export function decideCorrection(store: JournalStore, draft: CorrectionDraft): Decide<CommittedCorrection> {
  return async ({ head, occurredAt }) => {
    const known = await store.entry(draft.correctionId);
    if (known) return knownCorrection(known.kind, known.operation.payload as TenderCorrected, draft);
    const shift = head.openShiftId === null ? null : await store.shift(head.openShiftId);
    if (!shift)
      return refuse({ code: 'no-open-shift', detail: 'Open a shift before you correct how a sale was paid.' });
    const found = await soldHere(store, draft.saleId);
    if (!found.ok) return found;
    const { document, payload: sale, settlement } = found.value;
    const paid = paidWith(sale, settlement, document.corrections);
    const uncertain = new Set(paid.tenders.filter((tender) => tender.isUncertain).map((tender) => tender.tenderId));
    const isOwnSale = document.shiftId === shift.shiftId;
    if (!isOwnSale && !draft.before.every(({ tenderId }) => uncertain.has(tenderId))) {
      return refuse({ code: 'other-shift', detail: 'The shift of this sale is closed. Take the goods back instead.' });
    }
    const checked = checkCorrection(paid.applied, draft, sale.rules);
    if (!checked.ok) return checked;
    const { correctionId, saleId, before, after, reason, note = '', userId } = draft;
    const { shiftId, businessDate, currencyCode } = shift;
    const payload: TenderCorrected = {
      ...{ correctionId, saleId, shiftId, businessDate, currencyCode, before, after, reason },
      ...(note === '' ? {} : { note }),
      ...approvalsOf(draft),
    };
    const correction = { correctionId, userId, occurredAt, before, after, reason, note };
    return ok({
      done: { payload, isRepeat: false },
      fact: {
        operationId: correctionId,
        kind: 'sale.tender-corrected',
        userId,
        payload,
        document: correctedDocument(document, sale, settlement, correction),
        shift: addCorrection(shift, { before, after, isOwnSale }),
      },
    });
  };
}

function knownCorrection(
  kind: string,
  payload: TenderCorrected,
  { saleId, before, after }: CorrectionDraft,
): Result<{ readonly known: CommittedCorrection }, JournalRefusal> {
  const isSame =
    kind === 'sale.tender-corrected' &&
    canonicalJson({ saleId, before, after }) ===
      canonicalJson({ saleId: payload.saleId, before: payload.before, after: payload.after });
  if (isSame) return ok({ known: { payload, isRepeat: true } });
  return refuse({ code: 'id-already-used', detail: 'This correction was already made with other contents.' });
}

/** A sale of this register of which nothing came back. */
async function soldHere(
  store: JournalStore,
  saleId: string,
): Promise<
  Result<
    { readonly document: SaleDocument; readonly payload: SaleCompleted; readonly settlement: Settlement },
    JournalRefusal
  >
> {
  const [document, entry] = [await store.document(saleId), await store.entry(saleId)];
  if (document?.kind !== 'sale' || entry?.kind !== 'sale.completed') {
    return refuse({ code: 'unknown-sale', detail: 'Only the register that made a sale can correct how it was paid.' });
  }
  const earlier = await store.returnsOf(saleId);
  if (earlier.some((returned) => returned.isVoid === true)) {
    return refuse({ code: 'sale-voided', detail: 'This sale was voided: its money went back.' });
  }
  if (earlier.length > 0) {
    return refuse({ code: 'sale-returned', detail: 'Something of this sale came back, and money with it.' });
  }
  const payload = entry.operation.payload as SaleCompleted;
  const figures = totalsOf(payload);
  return figures.ok ? ok({ document, payload, settlement: figures.value.settlement }) : figures;
}

/** The sale as lists show it, with what it was paid with now. */
function correctedDocument(
  document: SaleDocument,
  sale: SaleCompleted,
  settlement: Settlement,
  correction: KnownCorrection,
): SaleDocument {
  const corrections = [...(document.corrections ?? []), correction];
  const { tenders, applied, changeMinor } = paidWith(sale, settlement, corrections);
  const { isUncertain: _was, ...rest } = document;
  const isUncertain = tenders.some((tender) => tender.isUncertain === true);
  return { ...rest, tenders: applied, changeMinor, corrections, ...(isUncertain && { isUncertain }) };
}

/** Sales of this register with a card that nobody was sure of, the oldest first. */
export async function uncertainSales(store: JournalStore, most: number): Promise<readonly SaleDocument[]> {
  const recent = await store.recentDocuments(most);
  const back = new Set(
    recent.flatMap((document) => (document.kind === 'return' && document.isVoid ? [document.returnedSaleId] : [])),
  );
  return recent
    .flatMap((document) => (document.kind === 'sale' && document.isUncertain === true ? [document] : []))
    .filter((document) => !back.has(document.documentId))
    .reverse();
}
