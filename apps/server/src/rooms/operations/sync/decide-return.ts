import type { KnownOperation } from '@mosaajii/contract/sync';
import { postQuarantinedReturn, postReturn, type TradeFacts } from '@mosaajii/domain/ledger';
import { minor } from '@mosaajii/domain/money';
import { formatReceiptNumber, type ReturnCompleted } from '@mosaajii/domain/operation';
import { exceededByReturn, type LimitName, type Limits, type Permission } from '@mosaajii/domain/permission';
import { cashPart, engineOf, returnedLate } from '@mosaajii/domain/sale';
import { postingRow } from '../../ledger/index.ts';
import type { SaleLineRow, SaleTaxRow } from '../../sales/index.ts';
import type { MovementRow } from '../../stock/index.ts';
import type { Books } from './books.ts';
import { accountMoves, answersMet, type MetAnswers, metRows, withPlaces } from './card-answers.ts';
import {
  checkReceipt,
  commonFlags,
  hasPriceDrift,
  heldForCurrency,
  heldForUser,
  roundingFlags,
  shiftFlags,
  type Waiver,
} from './checks.ts';
import { countedOf } from './counters.ts';
import { knownCost } from './decide-sale.ts';
import { pointsOfRefund, unearnMoves } from './loyalty.ts';
import type { Flag, ReturnableSale } from './model.ts';
import { type Effects, type Held, held, type Outcome } from './outcome.ts';
import { type PurseMove, type PursePlan, planPurses, purseOfTender } from './purses.ts';
import { checkRefunds, paidTooOften, type Refunds } from './return-refunds.ts';
import { linesOfKnownSale, linesWithoutReceipt, type ReturnedLines } from './returned-lines.ts';
import { taxFlags } from './tax-flags.ts';
import { tradeHeader } from './trade-header.ts';

type ReturnOperation = Extract<KnownOperation, { kind: 'return.completed' }>;

/** Goods came back and money went out. Posted as it was paid; more than was sold, or goods of a sale that nobody knows, wait. */
export function decideReturn(books: Books, operation: ReturnOperation, waiver: Waiver | null): Outcome {
  const { payload } = operation;
  const hold = heldForUser(books, operation, waiver) ?? heldForCurrency(books, payload.rules.currency.code);
  if (hold) return hold;
  const receiptFlags = checkReceipt(books, payload.receipt, waiver);
  if ('reason' in receiptFlags) return receiptFlags;
  const engine = engineOf(payload.engineVersion);
  if (!engine) return held('engine-unknown', `This server does not know order engine ${payload.engineVersion}.`);
  const returned =
    payload.source.kind === 'sale'
      ? linesOfKnownSale(books, engine, payload, payload.source, waiver)
      : linesWithoutReceipt(books, engine, operation, payload.source, waiver);
  if ('reason' in returned) return returned;
  const broken = payload.voids === true && !returned.isOver ? heldAsVoid(returned) : null;
  if (broken && !waiver?.isApproved) return broken;
  if (returned.rows.some((line) => line.inputs.giftCard !== undefined)) {
    return held('gift-card-returned', 'A gift card is not taken back: what is on it stays on it.');
  }
  if (isRefundToNobody(payload, returned.sale)) {
    return held(
      'not-computable',
      'A card, a credit, an account or a deposit got money back, and it is not said whose.',
    );
  }
  const refunds = returned.isOver ? paidTooOften(payload) : checkRefunds(books, engine, payload, returned);
  const answers = answersOf(books, payload, returned);
  const plan = planPurses(books, operation, [
    ...accountMoves(answers, payload.refunds, 'return'),
    ...refundMoves(books, payload, returned.sale),
    ...unearnMoves(books, engine, returned),
  ]);
  const flags: Flag[] = [
    ...commonFlags(books, operation, neededForReturn(books, payload, returned.sale), (limits) =>
      exceeded(limits, payload),
    ),
    ...receiptFlags,
    ...shiftFlags(books, payload.shiftId),
    ...roundingFlags(books, payload.claimed.cashRoundingMinor),
    ...priceFlags(books, operation),
    ...voidFlags(payload, returned.sale),
    ...(refunds.isSplitUsual ? [] : (['refund-split-differs'] as const)),
    ...creditFlags(books, payload),
    ...(answers.standsAt.size > 0 ? (['declined-card-refunded'] as const) : []),
    ...plan.flags,
  ];
  return posted(books, operation, returned, { ...refunds, plan, answers }, flags, waiver?.hasReceiptConflict === true);
}

/**
 * What is none of the sale's tenders needs somebody who has it: the books would owe something that is in nobody's purse. Points
 * have no value of their own.
 */
function isRefundToNobody(payload: ReturnCompleted, sale: ReturnableSale | null): boolean {
  return payload.refunds.some((refund) => {
    const kind = purseOfTender(refund.kind);
    const isOwed = kind !== null && kind !== 'points' && refund.amountMinor > 0;
    return isOwed && purseOfRefund(payload, sale, refund) === null;
  });
}

function creditFlags(books: Books, { creditTo }: ReturnCompleted): Flag[] {
  return creditTo === undefined || books.customers.has(creditTo) || books.context.key.purpose === 'import'
    ? []
    : ['customer-unknown'];
}

/** A void takes back all of a sale of which nothing came back. Its shift is asked by a flag: the money went out in any case. */
function heldAsVoid({ sale, totals }: ReturnedLines): Held | null {
  if (sale === null) return held('not-computable', 'Only a sale can be voided.');
  const isWhole =
    totals.length === sale.lines.length &&
    sale.lines.every((line) =>
      totals.some((part) => part.lineId === line.lineId && part.quantityMilli === line.quantityMilli),
    );
  return isWhole ? null : held('over-return', 'A void takes back the whole sale, and only a part is left or named.');
}

/** Who may do it, by how it is done: a void is a right of its own, the rest are returns. */
export function neededForReturn(
  books: Books,
  { voids, source, businessDate, creditTo }: ReturnCompleted,
  sale: ReturnableSale | null,
): Permission[] {
  if (voids === true) return ['sales.void'];
  const needed: Permission[] = creditTo === undefined ? ['sales.return'] : ['sales.return', 'sales.return-to-credit'];
  if (source.kind === 'without-receipt') return [...needed, 'sales.return-without-receipt'];
  return isLate(books, businessDate, sale) ? [...needed, 'sales.return-late'] : needed;
}

function exceeded(limits: Limits, { voids, claimed, source }: ReturnCompleted): LimitName[] {
  return voids === true ? [] : exceededByReturn(limits, claimed.totalMinor, source.kind === 'sale');
}

/** Whether the store's time for returns had passed. */
function isLate({ context: { returnDays } }: Books, businessDate: string, sale: ReturnableSale | null): boolean {
  if (returnDays == null || sale?.businessDate === undefined) return false;
  return returnedLate(sale.businessDate, businessDate, returnDays);
}

/** A void belongs into the shift of its sale. */
function voidFlags({ voids, shiftId }: ReturnCompleted, sale: ReturnableSale | null): Flag[] {
  return voids === true && sale?.shiftId !== undefined && sale.shiftId !== shiftId ? ['void-other-shift'] : [];
}

/** What goods without a receipt are paid back at: the price of today, or less, with the taxes of today. */
function priceFlags(books: Books, operation: ReturnOperation): Flag[] {
  const { source } = operation.payload;
  if (source.kind === 'sale' || books.context.key.purpose === 'import') return [];
  const flags: Flag[] = hasPriceDrift(books, operation, source.lines) ? ['price-drift'] : [];
  if (source.lines.some((line) => line.unitPriceE4 > line.listPriceE4)) flags.push('refund-above-list');
  flags.push(...taxFlags(books, operation, source.lines));
  return flags;
}

function posted(
  books: Books,
  operation: ReturnOperation,
  returned: ReturnedLines,
  refunds: Refunds & { readonly plan: PursePlan; readonly answers: MetAnswers },
  flags: readonly Flag[],
  hasReceiptConflict: boolean,
): Outcome {
  const { payload } = operation;
  const quarantine = refunds.differences.length > 0 ? `does not recompute: ${refunds.differences.join(', ')}` : null;
  const { plan, answers } = refunds;
  const posting = postingOf(books, operation, returned, answers, quarantine !== null);
  const { sale } = returned;
  return {
    kind: 'posted',
    flags,
    quarantine,
    rows: {
      sales: [{ ...returnRow(books, operation, sale?.customerId ?? null, quarantine !== null), hasReceiptConflict }],
      saleLines: returned.rows,
      saleTaxes: taxRows(payload.returnId, returned.rows),
      tenders: payload.refunds.map((refund, index) => ({
        saleId: payload.returnId,
        tenderNumber: index + 1,
        tenderId: refund.tenderId,
        kind: refund.kind,
        tenderedMinor: negative(refund.amountMinor),
        appliedMinor: negative(refund.amountMinor),
        reference: '',
        purseId: purseOfRefund(payload, sale, refund),
        forfeitedMinor: 0,
        points: negativeOrNull(pointsOfRefund(books, sale, refund)),
        isUncertain: false,
      })),
      cardAnswersMet: metRows(answers, payload.returnId, null),
      purseEntries: [...plan.entries],
      movements: movementsOf(books, operation, returned.rows),
      postings: posting ? [posting] : [],
    },
    effects: {
      shift: { shiftId: payload.shiftId, cashMinor: negative(cashPart(payload.refunds)), counts: 'return' },
      receiptSequence: payload.receipt.sequence,
      purses: plan.effects,
      cardChecks: answers.checks,
      ...(sale === null ? {} : countersOf(books, sale, payload, returned)),
      ...(sale === null || payload.voids !== true || returned.isOver ? {} : { givenBack: usedOf(sale) }),
    },
    subject: { kind: 'return', id: payload.returnId },
    detail: {
      receipt: formatReceiptNumber(payload.receipt),
      returnedSaleId: sale?.saleId ?? null,
      totalMinor: payload.claimed.totalMinor,
      ...(quarantine === null
        ? {}
        : { claimed: payload.claimed, recomputed: returned.totals.map((line) => line.totalMinor) }),
    },
  };
}

/** A line that came back damaged has a second movement under this number and up; a return has a thousand lines at most. */
const DAMAGED_FROM = 100_000;

/** What goes back on the shelf comes in; what is damaged comes in and leaves again, so that both can be seen. */
function movementsOf(books: Books, { payload, userId }: ReturnOperation, rows: readonly SaleLineRow[]): MovementRow[] {
  return rows
    .filter((line) => line.inputs.isStocked)
    .flatMap((line): MovementRow[] => {
      const isDamaged = line.inputs.isDamaged === true;
      if (line.isRestocked !== true && !isDamaged) return [];
      const back: MovementRow = {
        documentId: payload.returnId,
        lineNumber: line.lineNumber,
        documentKind: 'return',
        storeId: books.context.key.store_id,
        variantId: line.variantId,
        kind: 'return',
        quantityMilli: -line.quantityMilli,
        costE4: line.inputs.costE4,
        reason: payload.reason,
        userId,
        businessDate: payload.businessDate,
      };
      if (!isDamaged) return [back];
      const gone = { kind: 'write-off' as const, quantityMilli: line.quantityMilli, reason: 'damaged' };
      return [back, { ...back, ...gone, lineNumber: DAMAGED_FROM + line.lineNumber }];
    });
}

/** What a sale used of promotions and coupons: used by nobody once it is undone. */
function usedOf({ customerId, given = [] }: ReturnableSale): NonNullable<Effects['givenBack']> {
  const coupons = given.flatMap(({ couponCode }) => (couponCode === null ? [] : [couponCode]));
  return { customerId, promotions: given, coupons: [...new Set(coupons)] };
}

/** The purse that a tender of the sale was taken from: what is refunded goes back there. New credit is the customer's. */
function purseOfRefund(
  { creditTo }: ReturnCompleted,
  sale: ReturnableSale | null,
  { tenderId, kind }: ReturnCompleted['refunds'][number],
): string | null {
  if (purseOfTender(kind) === null) return null;
  const tender = sale?.tenders.find((one) => one.tenderId === tenderId);
  if (tender !== undefined) return tender.purseId;
  return kind === 'store-credit' ? (creditTo ?? null) : null;
}

/** Cards and credit are filled up again, and an account is owed less. */
function refundMoves(books: Books, payload: ReturnCompleted, sale: ReturnableSale | null): PurseMove[] {
  return payload.refunds.flatMap((refund): PurseMove[] => {
    const kind = purseOfTender(refund.kind);
    const purseId = purseOfRefund(payload, sale, refund);
    if (kind === null || purseId === null || refund.amountMinor === 0) return [];
    const given = pointsOfRefund(books, sale, refund) ?? refund.amountMinor;
    const amountMinor = kind === 'account' ? negative(given) : given;
    const customerId = kind === 'gift-card' ? null : purseId;
    return [{ kind, purseId, customerId, reason: 'return', amountMinor }];
  });
}

function countersOf(books: Books, sale: ReturnableSale, { refunds }: ReturnCompleted, returned: ReturnedLines) {
  const { saleId } = sale;
  const sold = new Map(sale.lines.map((line) => [line.lineId, line.quantityMilli]));
  const applied = new Map(sale.tenders.map((tender) => [tender.tenderId, tender.appliedMinor]));
  return {
    returned: returned.totals.map(({ lineId, quantityMilli }) => ({
      saleId,
      lineId,
      soldMilli: sold.get(lineId) ?? 0,
      moreMilli: quantityMilli,
    })),
    refunded: refunds.flatMap(({ tenderId, amountMinor }) => {
      const appliedMinor = applied.get(tenderId);
      if (appliedMinor === undefined) return [];
      const left = Math.max(0, appliedMinor - countedOf(books.refunded, saleId, tenderId));
      // What was paid too often is in suspense, not a part of the sale's tenders.
      return [
        { saleId, tenderId, appliedMinor, moreMinor: returned.isOver ? Math.min(amountMinor, left) : amountMinor },
      ];
    }),
  };
}

function returnRow(books: Books, operation: ReturnOperation, customerId: string | null, isQuarantined: boolean) {
  const { payload } = operation;
  const { claimed } = payload;
  return {
    saleId: payload.returnId,
    kind: 'return' as const,
    ...tradeHeader(books, operation),
    netMinor: negative(claimed.netMinor),
    taxMinor: negative(claimed.taxMinor),
    discountMinor: negative(claimed.discountMinor),
    totalMinor: negative(claimed.totalMinor),
    cashRoundingMinor: negative(claimed.cashRoundingMinor),
    changeMinor: 0,
    lineCount: payload.source.lines.length,
    returnedSaleId: payload.source.kind === 'sale' ? payload.source.saleId : null,
    returnReason: payload.voids === true ? 'void' : payload.reason,
    discounts: [],
    isQuarantined,
    customerId,
    tipMinor: 0,
    loyalty: null,
    buyer: null,
  };
}

/** The taxes of a return, summed over its lines; negative like all its figures. */
function taxRows(saleId: string, lines: readonly SaleLineRow[]): SaleTaxRow[] {
  const rows = new Map<string, SaleTaxRow>();
  for (const { inputs } of lines) {
    for (const { taxId, baseMinor, amountMinor } of inputs.taxTotals) {
      const rule = inputs.taxes.find((tax) => tax.taxId === taxId);
      const known = rows.get(taxId);
      rows.set(taxId, {
        saleId,
        taxNumber: known?.taxNumber ?? rows.size + 1,
        taxId,
        taxVersion: rule?.version ?? 1,
        name: rule?.name ?? taxId,
        ratePpm: rule?.ratePpm ?? 0,
        isIncluded: rule?.isIncluded ?? false,
        baseMinor: (known?.baseMinor ?? 0) - baseMinor,
        amountMinor: (known?.amountMinor ?? 0) - amountMinor,
      });
    }
  }
  return [...rows.values()];
}

/** What the office answered about the cards that money goes back to. */
function answersOf(books: Books, { refunds }: ReturnCompleted, { sale }: ReturnedLines): MetAnswers {
  const asked = sale ?? { saleId: '', tenders: [] };
  return answersMet(
    books,
    asked,
    refunds.map((refund) => refund.tenderId),
  );
}

function postingOf(
  books: Books,
  operation: ReturnOperation,
  returned: ReturnedLines,
  answers: MetAnswers,
  isQuarantined: boolean,
) {
  const { payload } = operation;
  const cost = knownCost(returned.rows.filter((line) => line.isRestocked === true));
  const damaged = knownCost(returned.rows.filter((line) => line.inputs.isDamaged === true));
  const facts: TradeFacts = {
    lines: returned.totals,
    tenders: withPlaces(answers, payload.refunds),
    cashRoundingMinor: payload.claimed.cashRoundingMinor,
    costMinor: cost === null ? null : minor(negative(cost)),
    damagedCostMinor: damaged === null ? null : minor(negative(damaged)),
  };
  const { key } = books.context;
  return postingRow(
    {
      documentId: operation.operationId,
      postingNumber: 1,
      documentKind: 'return',
      storeId: key.store_id,
      registerId: key.register_id,
      businessDate: payload.businessDate,
      currencyCode: payload.rules.currency.code,
    },
    isQuarantined ? postQuarantinedReturn(facts) : postReturn(facts),
  );
}

function negativeOrNull(value: number | null): number | null {
  return value === null ? null : negative(value);
}

/** The opposite, without a negative zero. */
function negative(value: number): number {
  return value === 0 ? 0 : -value;
}
