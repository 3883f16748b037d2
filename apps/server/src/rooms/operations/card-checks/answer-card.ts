import type { CardAnswer, CardAnswerRequest } from '@mosaajii/contract/card-checks';
import type { OrderDetail } from '@mosaajii/contract/orders';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { businessDateIn } from '@mosaajii/domain/calendar';
import { type CardOutcome, outcomeSaid } from '@mosaajii/domain/sale';
import type { UserActor } from '../../../platform/access/index.ts';
import { type Tx, uniqueViolation } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { composeStatement, type Step } from '../../../platform/statement/index.ts';
import { readStoreFrame } from '../../identity/index.ts';
import { postingSteps } from '../../ledger/index.ts';
import {
  answerStep,
  type CardAnswerRow,
  lockCardCheck,
  purseSteps,
  readTenders,
  setCardAnswer,
  wireAnswer,
} from '../../payments/index.ts';
import { readOrder } from '../../sales/index.ts';
import { bookingOf } from './booking.ts';

/** Who had answered for the card before. */
export interface EarlierAnswer {
  readonly by: 'office' | 'register';
  readonly outcome: CardOutcome;
  readonly userId: string;
  readonly answeredAt: string;
}

export type CardRefusal =
  | Refusal<'not-found' | 'card-not-open' | 'idempotency-key-reused'>
  | (Refusal<'card-answered'> & { readonly earlier: EarlierAnswer });

export interface Asked {
  readonly actor: UserActor;
  readonly requestId: string;
  readonly saleId: string;
  readonly tenderId: string;
}

type Answering = Pick<Deps, 'db' | 'clock'>;

/** An id that another answer has, or another document that was posted. */
const OWN_KEYS: ReadonlySet<string> = new Set(['card_answer_pkey', 'posting_pkey', 'purse_entry_pkey']);
const GONE = 'There is no such card payment in this sale.';

/**
 * Answers, once, whether a card of which nobody was sure went through. That it did is noted and moves nothing; that it did not
 * moves the amount from card clearing to what the customer of the sale owes, or to sales that were not paid, dated today: the
 * report of the shift stays as it was closed. Idempotent by `answerId`. Of two people, and of the office and the till, the first
 * answer stands, and the other is told who said what.
 */
export async function answerCard(
  deps: Answering,
  asked: Asked,
  input: CardAnswerRequest,
): Promise<Result<CardAnswer, CardRefusal>> {
  try {
    return await answerOnce(deps, asked, input);
  } catch (error) {
    const taken = uniqueViolation(error);
    if (taken === undefined || !OWN_KEYS.has(taken)) throw error;
    return refuse({ code: 'idempotency-key-reused', detail: 'This id belongs to another answer.' });
  }
}

function answerOnce(deps: Answering, asked: Asked, input: CardAnswerRequest): Promise<Result<CardAnswer, CardRefusal>> {
  const { actor, saleId, tenderId } = asked;
  return deps.db.tx(actor.organizationId, async (tx) => {
    const before = await readOrder(tx, saleId);
    if (before?.tenders.some((tender) => isCard(tender, tenderId)) !== true && !isSettled(before, tenderId))
      return refuse({ code: 'not-found', detail: GONE });
    // Whatever till settles or pays back this card waits for this row, and decides on what is answered here.
    await lockCardCheck(tx, saleId, tenderId);
    const sale = await readOrder(tx, saleId);
    if (sale === null) return refuse({ code: 'not-found', detail: GONE });
    const paid = await readTenders(tx, saleId);
    const known = paid.answers.find((answer) => answer.tenderId === tenderId);
    if (known !== undefined) return earlierOr(known, input);
    const open = openTender(sale, paid, tenderId);
    if (!open.ok) return open;
    const answer = await decide(deps, tx, asked, input, sale, open.value);
    await write(tx, asked, answer);
    return ok(wireAnswer(answer));
  });
}

type Tender = OrderDetail['tenders'][number];

function isCard({ tenderId, kind }: Tender, wanted: string): boolean {
  return tenderId === wanted && kind === 'card-manual';
}

/** A correction has replaced it. */
function isSettled(sale: OrderDetail | null, tenderId: string): boolean {
  return sale?.corrections?.some(({ before }) => before.some((part) => part.tenderId === tenderId)) === true;
}

/** The same answer again is the first one; another is told of it. */
function earlierOr(known: CardAnswerRow, input: CardAnswerRequest): Result<CardAnswer, CardRefusal> {
  if (known.answerId === input.answerId) {
    const isSame = known.outcome === input.outcome && known.reference === input.reference && known.note === input.note;
    return isSame
      ? ok(wireAnswer(known))
      : refuse({ code: 'idempotency-key-reused', detail: 'This id belongs to another answer.' });
  }
  const { outcome, userId, answeredAt } = known;
  return answered({ by: 'office', outcome, userId, answeredAt });
}

function answered(earlier: EarlierAnswer): Result<never, CardRefusal> {
  const who = earlier.by === 'office' ? 'The office' : 'Its register';
  const said = earlier.outcome === 'went-through' ? 'it went through' : 'it did not go through';
  return refuse({ code: 'card-answered', detail: `${who} has answered that ${said}.`, earlier });
}

/** The tender, where a doubt about it is still open. */
function openTender(
  sale: OrderDetail,
  { corrections }: Pick<Awaited<ReturnType<typeof readTenders>>, 'corrections'>,
  tenderId: string,
): Result<Tender, CardRefusal> {
  const correction = corrections.find(({ before }) => before.some((part) => part.tenderId === tenderId));
  if (correction !== undefined) {
    const { userId, occurredAt: answeredAt } = correction;
    return answered({ by: 'register', outcome: outcomeSaid(correction), userId, answeredAt });
  }
  if (sale.returns.some((returned) => returned.isVoid))
    return refuse({ code: 'card-not-open', detail: 'The sale was voided: nothing is due for it.' });
  const tender = sale.tenders.find((one) => one.tenderId === tenderId);
  if (tender?.isUncertain !== true)
    return refuse({ code: 'card-not-open', detail: 'Nobody had a doubt about this payment.' });
  return ok(tender);
}

async function decide(
  { clock }: Pick<Deps, 'clock'>,
  tx: Tx,
  { actor }: Asked,
  { answerId, outcome, reference, note }: CardAnswerRequest,
  sale: OrderDetail,
  tender: Tender,
): Promise<CardAnswerRow> {
  const store = await readStoreFrame(tx, sale.storeId);
  if (store === null) throw new Error(`the store ${sale.storeId} of a sale is gone`);
  const now = clock.now();
  const customerId = sale.customerId ?? null;
  return {
    answerId,
    saleId: sale.saleId,
    tenderId: tender.tenderId,
    outcome,
    amountMinor: Math.max(0, tender.appliedMinor - tender.refundedMinor),
    standsAt: outcome === 'went-through' ? null : customerId === null ? 'unpaid' : 'account',
    customerId: outcome === 'went-through' ? null : customerId,
    reference,
    note,
    storeId: sale.storeId,
    registerId: sale.registerId,
    userId: actor.userId,
    businessDate: businessDateIn(store, now),
    currencyCode: sale.currencyCode,
    answeredAt: now.toISOString(),
  };
}

async function write(tx: Tx, { actor, requestId }: Asked, answer: CardAnswerRow): Promise<void> {
  const { answerId, saleId, tenderId, customerId, outcome, amountMinor, standsAt, reference, note } = answer;
  const { posting, entry } = bookingOf(answer);
  const owed = { kind: 'account', hint: '', expiresOn: null, heldMinor: 0, isNew: true } as const;
  const steps = [
    answerStep(answer),
    ...postingSteps(posting === null ? [] : [posting]),
    ...purseSteps({
      purseEntries: entry === null ? [] : [entry],
      // Added where the customer has an account already.
      purses: entry === null ? [] : [{ ...owed, purseId: entry.purseId, customerId, amountMinor: entry.amountMinor }],
      usedHolds: [],
      payments: [],
    }),
  ].filter((step): step is Step => step !== null);
  const statement = composeStatement(tx.organizationId, steps, 'select 1');
  await tx.query(statement.text, statement.values, statement.name);
  await setCardAnswer(tx, answer);
  const detail = { tenderId, outcome, amountMinor, standsAt, reference, note };
  const { userId } = actor;
  const entryOf = { action: 'sale.card-answered', subjectKind: 'sale', subjectId: saleId, userId, requestId } as const;
  await recordChange(tx, { kind: 'card-answers', ids: [answerId], audit: [{ ...entryOf, detail }] });
  await recordChange(tx, { kind: 'sale', ids: [saleId], audit: [] });
  if (entry !== null) await recordChange(tx, { kind: 'customers', ids: [entry.purseId], audit: [] });
}
