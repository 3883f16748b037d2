import type { KnownOperation } from '@mosaajii/contract/sync';
import { postTendersCorrected } from '@mosaajii/domain/ledger';
import { minor } from '@mosaajii/domain/money';
import type { Permission } from '@mosaajii/domain/permission';
import { cashPart, checkCorrection, correctedTenders, isConfirmation, outcomeSaid } from '@mosaajii/domain/sale';
import { postingRow } from '../../ledger/index.ts';
import type { Books } from './books.ts';
import { accountMoves, answerFlags, answersMet, metRows, withPlaces } from './card-answers.ts';
import { commonFlags, heldForCurrency, heldForUser, shiftFlags, type Waiver } from './checks.ts';
import { countedOf } from './counters.ts';
import { handedOver } from './load-rows.ts';
import type { Flag, ReturnableSale } from './model.ts';
import { type Held, held, type Outcome } from './outcome.ts';
import { planPurses } from './purses.ts';

type Corrected = Extract<KnownOperation, { kind: 'sale.tender-corrected' }>;

/**
 * A sale was paid otherwise than it was rung up. The sale stays; the drawer, the ledger and what a refund goes back to follow
 * the money. What does not fit the tenders as they stand waits for a person.
 */
export function decideCorrection(books: Books, operation: Corrected, waiver: Waiver | null): Outcome {
  const { payload } = operation;
  const hold = heldForUser(books, operation, waiver) ?? heldForCurrency(books, payload.currencyCode);
  if (hold) return hold;
  const sale = books.sales.get(payload.saleId);
  if (sale === undefined) return held('sale-unknown', `There is no sale ${payload.saleId} in this shop.`);
  const misfit = misfitOf(sale, payload);
  if (misfit) return misfit;
  const isOwnShift = sale.shiftId === payload.shiftId;
  const answers = answersMet(
    books,
    sale,
    payload.before.map((part) => part.tenderId),
  );
  // What the office had booked as unpaid is paid now, whatever it is paid with.
  const plan = planPurses(books, operation, accountMoves(answers, payload.before, 'payment'));
  const flags: Flag[] = [
    ...commonFlags(books, operation, neededFor(payload)),
    ...shiftFlags(books, payload.shiftId),
    ...lateFlags(books, sale, payload, isOwnShift),
    ...answerFlags(answers, payload),
    ...plan.flags,
  ];
  const { correctionId, saleId, shiftId, businessDate, currencyCode, before, after, reason, note = '' } = payload;
  const { key } = books.context;
  const place = { storeId: key.store_id, registerId: key.register_id, businessDate, currencyCode };
  const posting = postingRow(
    { ...place, documentId: correctionId, postingNumber: 1, documentKind: 'tender-correction' },
    postTendersCorrected(withPlaces(answers, before), after),
  );
  const { userId, occurredAt } = operation;
  const row = { ...place, correctionId, saleId, isOwnShift, shiftId, userId, before, after, reason, note, occurredAt };
  return {
    kind: 'posted',
    flags,
    quarantine: null,
    rows: {
      corrections: [row],
      cardAnswersMet: metRows(answers, correctionId, outcomeSaid(payload)),
      purseEntries: [...plan.entries],
      postings: posting ? [posting] : [],
    },
    effects: {
      shift: { shiftId, cashMinor: cashPart(after) - cashPart(before), counts: null },
      corrected: { saleId, tenders: correctedTenders(sale.tenders, [payload], handedOver) },
      cardChecks: answers.checks,
      purses: plan.effects,
    },
    subject: { kind: 'tender-correction', id: correctionId },
    detail: {
      saleId,
      before: before.map(said),
      after: after.map(said),
      reason,
      ...(answers.met.length > 0 && { officeSaid: answers.met }),
    },
  };
}

function misfitOf(sale: ReturnableSale, payload: Corrected['payload']): Held | null {
  if (sale.kind !== 'sale') return held('tender-not-correctable', 'Only the tenders of a sale can be corrected.');
  const current = sale.tenders.map((tender) => ({ ...tender, amountMinor: minor(tender.appliedMinor) }));
  const checked = checkCorrection(current, payload);
  return checked.ok ? null : held('tender-not-correctable', checked.error.detail);
}

/** That a card went through anybody who sells can say: no money is anywhere else for it. */
function neededFor(payload: Corrected['payload']): Permission[] {
  return isConfirmation(payload) ? ['sales.create'] : ['sales.correct-tender'];
}

/** Money of a closed shift was moved, or some of it has been paid back meanwhile: a person looks at it. */
function lateFlags(
  books: Books,
  sale: ReturnableSale,
  { before, saleId }: Corrected['payload'],
  isOwnShift: boolean,
): Flag[] {
  const uncertain = new Set(sale.tenders.filter((tender) => tender.isUncertain).map((tender) => tender.tenderId));
  const isLate = !isOwnShift && !before.every(({ tenderId }) => uncertain.has(tenderId));
  const isPaidBack = before.some(({ tenderId }) => countedOf(books.refunded, saleId, tenderId) > 0);
  return isLate || isPaidBack ? ['tender-corrected-late'] : [];
}

function said({ kind, amountMinor }: { readonly kind: string; readonly amountMinor: number }) {
  return { kind, amountMinor };
}
