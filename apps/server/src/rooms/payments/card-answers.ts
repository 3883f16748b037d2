import type { CardAnswer } from '@mosaajii/contract/card-checks';
import type { UnpaidPlace } from '@mosaajii/domain/ledger';
import { type Minor, minor } from '@mosaajii/domain/money';
import type { CardAnswerItem, CardOutcome } from '@mosaajii/domain/sale';
import type { Stores } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { CardAnswerRow, CardCheckState } from './card-answer-rows.ts';

/** The row of a card that nobody was sure of, made where it is not there, and locked until the transaction ends. */
export async function lockCardCheck(tx: Tx, saleId: string, tenderId: string): Promise<CardCheckState> {
  const key = [tx.organizationId, saleId, tenderId];
  await tx.query(
    'insert into card_check (organization_id, sale_id, tender_id) values ($1, $2, $3) on conflict do nothing',
    key,
  );
  const [row] = await tx.query<CardCheckState>(
    'select sale_id, tender_id, answer_id, outcome, stands_at, customer_id from card_check' +
      ' where organization_id = $1 and sale_id = $2 and tender_id = $3 for update',
    key,
  );
  if (row === undefined) throw new Error(`the check of card ${tenderId} was just made and is not there`);
  return row;
}

/** Notes the answer where the tills' operations look for it. */
export async function setCardAnswer(
  tx: Tx,
  { saleId, tenderId, answerId, outcome, standsAt, customerId }: CardAnswerRow,
): Promise<void> {
  await tx.query(
    'update card_check set answer_id = $4, outcome = $5, stands_at = $6, customer_id = $7' +
      ' where organization_id = $1 and sale_id = $2 and tender_id = $3',
    [tx.organizationId, saleId, tenderId, answerId, outcome, standsAt, customerId],
  );
}

const COLUMNS =
  'answer_id, sale_id, tender_id, outcome, amount_minor, stands_at, customer_id, reference, note, store_id, register_id,' +
  ' user_id, business_date, currency_code, answered_at';

interface Row {
  readonly answer_id: string;
  readonly sale_id: string;
  readonly tender_id: string;
  readonly outcome: CardOutcome;
  readonly amount_minor: number;
  readonly stands_at: UnpaidPlace | null;
  readonly customer_id: string | null;
  readonly reference: string;
  readonly note: string;
  readonly store_id: string;
  readonly register_id: string;
  readonly user_id: string;
  readonly business_date: string;
  readonly currency_code: string;
  readonly answered_at: Date;
}

function answerOf(row: Row): CardAnswerRow {
  return {
    answerId: row.answer_id,
    saleId: row.sale_id,
    tenderId: row.tender_id,
    outcome: row.outcome,
    amountMinor: row.amount_minor,
    standsAt: row.stands_at,
    customerId: row.customer_id,
    reference: row.reference,
    note: row.note,
    storeId: row.store_id,
    registerId: row.register_id,
    userId: row.user_id,
    businessDate: row.business_date,
    currencyCode: row.currency_code,
    answeredAt: row.answered_at.toISOString(),
  };
}

/** An answer as it is told. */
export function wireAnswer(answer: CardAnswerRow): CardAnswer {
  const { answerId, saleId, tenderId, outcome, amountMinor, standsAt, reference, note, userId, answeredAt } = answer;
  return { answerId, saleId, tenderId, outcome, amountMinor, standsAt, reference, note, userId, answeredAt };
}

/** What the office answered about the cards of some sales. */
export async function readCardAnswers(tx: Tx, saleIds: readonly string[]): Promise<CardAnswerRow[]> {
  if (saleIds.length === 0) return [];
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from card_answer where organization_id = $1 and sale_id = any($2::uuid[]) order by answered_at`,
    [tx.organizationId, saleIds],
  );
  return rows.map(answerOf);
}

/** These answers. */
export async function readAnswersById(tx: Tx, answerIds: readonly string[]): Promise<CardAnswerRow[]> {
  if (answerIds.length === 0) return [];
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from card_answer where organization_id = $1 and answer_id = any($2::uuid[])`,
    [tx.organizationId, answerIds],
  );
  return rows.map(answerOf);
}

/** Up to a thousand answers, after one: for recomputing them. */
export async function pageOfAnswers(tx: Tx, after: string): Promise<CardAnswerRow[]> {
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from card_answer where organization_id = $1 and answer_id > $2::uuid order by answer_id limit 1000`,
    [tx.organizationId, after],
  );
  return rows.map(answerOf);
}

/** Answers whose locked rows say something else, as a subject and a sentence. */
export async function verifyCardChecks(
  tx: Tx,
): Promise<readonly { readonly subject: string; readonly detail: string }[]> {
  const rows = await tx.query<{ tender_id: string }>(
    'select coalesce(a.tender_id, c.tender_id) as tender_id' +
      ' from (select * from card_answer where organization_id = $1) a' +
      ' full join (select * from card_check where organization_id = $1 and answer_id is not null) c' +
      ' on c.sale_id = a.sale_id and c.tender_id = a.tender_id' +
      ' where (a.answer_id, a.outcome, a.stands_at, a.customer_id)' +
      ' is distinct from (c.answer_id, c.outcome, c.stands_at, c.customer_id) order by 1 limit 1000',
    [tx.organizationId],
  );
  return rows.map(({ tender_id }) => ({
    subject: `card ${tender_id}`,
    detail: 'what was answered about it differs from what tills are posted by',
  }));
}

/** A correction of a register that said the contrary of what the office had answered. */
export interface DifferingAnswer {
  readonly answer: CardAnswerRow;
  readonly correctionId: string;
  /** Who made it, and when. */
  readonly tillUserId: string;
  readonly tillAt: string;
}

const MOST_DIFFERING = 200;

/** Answers that a register contradicted since a moment, the latest first; at most 200. */
export async function readDiffering(tx: Tx, since: Date, stores: Stores): Promise<DifferingAnswer[]> {
  const columns = COLUMNS.split(', ')
    .map((column) => `a.${column}`)
    .join(', ');
  const rows = await tx.query<
    Row & { readonly document_id: string; readonly till_user: string; readonly till_at: Date }
  >(
    `select ${columns}, m.document_id, c.user_id as till_user, c.occurred_at as till_at from card_answer_met m` +
      ' join card_answer a on a.organization_id = m.organization_id and a.answer_id = m.answer_id' +
      ' join tender_correction c on c.organization_id = m.organization_id and c.correction_id = m.document_id' +
      ' where m.organization_id = $1 and m.differs and a.answered_at >= $2' +
      ' and ($3::uuid[] is null or a.store_id = any($3::uuid[]))' +
      ` order by a.answered_at desc, m.document_id limit ${MOST_DIFFERING}`,
    [tx.organizationId, since, stores],
  );
  return rows.map((row) => ({
    answer: answerOf(row),
    correctionId: row.document_id,
    tillUserId: row.till_user,
    tillAt: row.till_at.toISOString(),
  }));
}

interface Asker {
  readonly storeId: string;
}

/** The office's answers, for the registers of the store: what is answered is not asked again. */
export const CARD_ANSWER_ITEMS = {
  async page(tx: Tx, { storeId }: Asker, after: string | null, limit: number): Promise<readonly CardAnswerItem[]> {
    const rows = await tx.query<Row>(
      `select ${COLUMNS} from card_answer where organization_id = $1 and store_id = $2` +
        ' and ($3::uuid is null or answer_id > $3) order by answer_id limit $4',
      [tx.organizationId, storeId, after, limit],
    );
    return rows.map(answerOf).map(itemOf);
  },
  async byIds(tx: Tx, { storeId }: Asker, ids: readonly string[]): Promise<readonly CardAnswerItem[]> {
    const answers = await readAnswersById(tx, ids);
    return answers.filter((answer) => answer.storeId === storeId).map(itemOf);
  },
} as const;

function itemOf(answer: CardAnswerRow): CardAnswerItem {
  const { answerId: id, saleId, tenderId, outcome, reference, userId, answeredAt } = answer;
  const amountMinor: Minor = minor(answer.amountMinor);
  return { id, saleId, tenderId, outcome, amountMinor, reference, userId, answeredAt };
}
