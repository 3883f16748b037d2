import type { QuoteDocument, QuoteState, QuoteSummary, QuoteTerms } from '@mosaajii/contract/quotes';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { momentText } from '../../../platform/paging/index.ts';
import { type Step, type Table, updateFrom } from '../../../platform/statement/index.ts';
import { readBusinessDates } from '../../identity/index.ts';

export interface QuoteRow {
  readonly quote_id: string;
  readonly store_id: string;
  readonly number: number;
  readonly state: 'open' | 'sold' | 'cancelled';
  readonly valid_until: string;
  readonly customer_id: string | null;
  readonly label_sealed: string;
  readonly content_sealed: string;
  readonly terms: QuoteTerms;
  /** Null where the till that made it did not send one. */
  readonly document: QuoteDocument | null;
  readonly line_count: number;
  readonly total_minor: number;
  readonly currency_code: string;
  readonly created_by: string;
  readonly register_id: string;
  readonly register_code: string;
  readonly created_at: Date;
  readonly created_key: string;
  readonly sold_sale_id: string | null;
}

export const QUOTE_COLUMNS = `quote_id, store_id, number, state, valid_until, customer_id, label_sealed, content_sealed, terms, document,
  line_count, total_minor, currency_code, created_by, register_id, register_code, created_at,
  ${momentText('created_at')} as created_key, sold_sale_id`;

/** Where the sealed columns of a quote belong. */
export function placeOf(quoteId: string, column: 'label' | 'content') {
  return { table: 'quote', column, rowId: quoteId };
}

/** `Q-000012`. */
export function quoteNumber(number: number): string {
  return `Q-${String(number).padStart(6, '0')}`;
}

/** The number that a person wrote: `Q-000012`, `q12`, `12`; `null` for anything else. */
export function readQuoteNumber(text: string): number | null {
  const [, digits] = /^\s*(?:q\s*-?\s*)?0*(\d{1,9})\s*$/i.exec(text) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** Quotes for whoever reads them, each judged by the business date of its store. */
export async function summariesOf(
  tx: Tx,
  { personal, clock }: Pick<Deps, 'personal' | 'clock'>,
  rows: readonly QuoteRow[],
): Promise<QuoteSummary[]> {
  const sealed = rows.map((row) => ({ field: placeOf(row.quote_id, 'label'), sealed: row.label_sealed }));
  const labels = await personal.openMany(tx, sealed);
  const today = rows.length === 0 ? {} : await readBusinessDates(tx, clock.now());
  return rows.map((row, index) => ({
    quoteId: row.quote_id,
    number: quoteNumber(row.number),
    storeId: row.store_id,
    state: stateOf(row, today[row.store_id]),
    validUntil: row.valid_until,
    label: labels[index] ?? '',
    customerId: row.customer_id,
    lineCount: row.line_count,
    totalMinor: row.total_minor as QuoteSummary['totalMinor'],
    currencyCode: row.currency_code,
    createdBy: row.created_by,
    registerCode: row.register_code,
    createdAt: row.created_at.toISOString(),
    soldSaleId: row.sold_sale_id,
  }));
}

function stateOf(row: QuoteRow, today: string | undefined): QuoteState {
  return row.state === 'open' && today !== undefined && row.valid_until < today ? 'expired' : row.state;
}

/** A quote as a push finds it. */
export interface QuoteSaleState {
  readonly quote_id: string;
  readonly state: QuoteRow['state'];
  readonly valid_until: string;
  readonly terms: QuoteTerms;
  readonly sold_sale_id: string | null;
  readonly created_at?: string;
}

/** A quote that a sale makes good. */
export interface SoldQuoteRow {
  readonly quoteId: string;
  readonly saleId: string;
}

const SOLD: Table<SoldQuoteRow> = {
  name: 'quote',
  columns: [
    { name: 'quote_id', type: 'uuid', value: (row) => row.quoteId },
    { name: 'sale_id', type: 'uuid', value: (row) => row.saleId },
  ],
};

/** The query by which a larger statement reads and locks the quotes that its sales name, in one order. */
export const QUOTE_QUERIES = {
  locked: (quoteIds: string) =>
    'select quote_id, state, valid_until::text as valid_until, terms, sold_sale_id, created_at from quote where organization_id = $1' +
    ` and quote_id = any(${quoteIds}::uuid[]) order by quote_id for update`,
} as const;

/** The first sale of a quote ends it; nothing of its cart is kept, the terms are. */
export function soldQuoteSteps(rows: readonly SoldQuoteRow[]): (Step | null)[] {
  return [
    updateFrom(
      {
        ...SOLD,
        set: "state = 'sold', sold_sale_id = v.sale_id, content_sealed = '', cancelled_by = null, cancelled_at = null",
        where: 't.quote_id = v.quote_id and t.sold_sale_id is null',
      },
      rows,
    ),
  ];
}
