import type { UnpaidPlace } from '@mosaajii/domain/ledger';
import type { CardOutcome } from '@mosaajii/domain/sale';
import { type FactTable, insertInto, type Step, type Table } from '../../platform/statement/index.ts';

/** A card of which nobody was sure, as the inbox loads it, locked. Column names as in the table. */
export interface CardCheckState {
  readonly sale_id: string;
  readonly tender_id: string;
  /** The office's answer; null: there is none. */
  readonly answer_id: string | null;
  readonly outcome: CardOutcome | null;
  /** To where the answer moved what the card did not bring. */
  readonly stands_at: UnpaidPlace | null;
  readonly customer_id: string | null;
}

/** Whoever corrects or pays back such a card makes its row, so that an answer at the same moment is found out. */
export type CardCheckRow = Pick<TenderAnswered, 'saleId' | 'tenderId'>;

interface TenderAnswered {
  readonly saleId: string;
  readonly tenderId: string;
}

/** The office said what became of a card. */
export interface CardAnswerRow extends TenderAnswered {
  readonly answerId: string;
  readonly outcome: CardOutcome;
  readonly amountMinor: number;
  readonly standsAt: UnpaidPlace | null;
  readonly customerId: string | null;
  readonly reference: string;
  readonly note: string;
  readonly storeId: string;
  readonly registerId: string;
  readonly userId: string;
  readonly businessDate: string;
  readonly currencyCode: string;
  readonly answeredAt: string;
}

/** A document of a register that was posted on the books as an answer had left them. */
export interface CardAnswerMetRow {
  readonly documentId: string;
  readonly answerId: string;
  /** The register said the contrary. */
  readonly differs: boolean;
}

const CHECK: Table<CardCheckRow> = {
  name: 'card_check',
  columns: [
    { name: 'sale_id', type: 'uuid', value: (row) => row.saleId },
    { name: 'tender_id', type: 'uuid', value: (row) => row.tenderId },
  ],
};

const ANSWER: Table<CardAnswerRow> = {
  name: 'card_answer',
  columns: [
    { name: 'answer_id', type: 'uuid', value: (row) => row.answerId },
    { name: 'sale_id', type: 'uuid', value: (row) => row.saleId },
    { name: 'tender_id', type: 'uuid', value: (row) => row.tenderId },
    { name: 'outcome', type: 'text', value: (row) => row.outcome },
    { name: 'amount_minor', type: 'bigint', value: (row) => row.amountMinor },
    { name: 'stands_at', type: 'text', value: (row) => row.standsAt },
    { name: 'customer_id', type: 'uuid', value: (row) => row.customerId },
    { name: 'reference', type: 'text', value: (row) => row.reference },
    { name: 'note', type: 'text', value: (row) => row.note },
    { name: 'store_id', type: 'uuid', value: (row) => row.storeId },
    { name: 'register_id', type: 'uuid', value: (row) => row.registerId },
    { name: 'user_id', type: 'uuid', value: (row) => row.userId },
    { name: 'business_date', type: 'date', value: (row) => row.businessDate },
    { name: 'currency_code', type: 'text', value: (row) => row.currencyCode },
    { name: 'answered_at', type: 'timestamptz', value: (row) => row.answeredAt },
  ],
};

const MET: Table<CardAnswerMetRow> = {
  name: 'card_answer_met',
  columns: [
    { name: 'document_id', type: 'uuid', value: (row) => row.documentId },
    { name: 'answer_id', type: 'uuid', value: (row) => row.answerId },
    { name: 'differs', type: 'boolean', value: (row) => row.differs },
  ],
};

/** Writes what a batch found of the office's answers. */
export function cardAnswerSteps({
  cardChecks,
  cardAnswersMet,
}: {
  readonly cardChecks: readonly CardCheckRow[];
  readonly cardAnswersMet: readonly CardAnswerMetRow[];
}): (Step | null)[] {
  return [insertInto(CHECK, cardChecks), insertInto(MET, cardAnswersMet)];
}

/** Writes an answer. */
export function answerStep(answer: CardAnswerRow): Step | null {
  return insertInto(ANSWER, [answer]);
}

/** The checked cards of some sales, locked in the order of their key: read as they are once they are locked. */
export function cardChecksToLoad(parameter: { readonly saleIds: string }): string {
  return (
    'select sale_id, tender_id, answer_id, outcome, stands_at, customer_id from card_check where organization_id = $1' +
    ` and sale_id = any(${parameter.saleIds}::uuid[]) order by sale_id, tender_id for update`
  );
}

/** Which answers documents of registers found, for recomputing them. */
export const CARD_ANSWERS_MET_FACTS: FactTable<CardAnswerMetRow> = {
  table: MET,
  document: 'document_id',
  key: ['document_id', 'answer_id'],
};
