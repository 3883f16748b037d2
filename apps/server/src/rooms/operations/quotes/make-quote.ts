import type { QuoteDocument, QuoteRequest, QuoteSummary } from '@mosaajii/contract/quotes';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { RegisterActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { placeOf, QUOTE_COLUMNS, type QuoteRow, quoteNumber, summariesOf } from './quote-rows.ts';

/** A promise for longer than this is a mistake of the keyboard. */
const MOST_DAYS = 366;

/**
 * Promises prices to a customer and gives the promise its number, without gaps in the shop. Idempotent by its id: a repeat
 * gets the same number; the id with another total is refused.
 */
export function makeQuote(
  deps: Pick<Deps, 'db' | 'clock' | 'personal'>,
  register: RegisterActor,
  asked: QuoteRequest,
  requestId: string,
): Promise<Result<QuoteSummary, Refusal<'idempotency-key-reused' | 'invalid-request'>>> {
  const now = deps.clock.now();
  const latest = new Date(now.getTime() + MOST_DAYS * 24 * 60 * 60_000).toISOString().slice(0, 10);
  if (asked.validUntil > latest) {
    return Promise.resolve(refuse({ code: 'invalid-request', detail: `A quote holds until ${latest} at the latest.` }));
  }
  if (asked.document !== undefined && !isDocumentOf(asked, asked.document)) {
    return Promise.resolve(refuse({ code: 'invalid-request', detail: 'What is written is not what is promised.' }));
  }
  return deps.db.tx(register.organizationId, async (tx) => {
    // The counter's row first: twins wait here, and the second one finds the first one's quote.
    const number = await nextNumber(tx);
    const known = await readQuote(tx, asked.quoteId);
    if (known !== undefined) return repeat(tx, deps, register, known, asked);
    await tx.query('update quote_counter set last_number = $2 where organization_id = $1', [tx.organizationId, number]);
    await insertQuote(tx, deps, register, asked, number, now);
    await recordChange(tx, {
      kind: 'quotes',
      ids: [asked.quoteId],
      registerId: register.registerId,
      audit: [
        {
          action: 'quote.made',
          subjectKind: 'quote',
          subjectId: asked.quoteId,
          userId: asked.userId,
          requestId,
          detail: { number: quoteNumber(number), totalMinor: asked.totalMinor, validUntil: asked.validUntil },
        },
      ],
    });
    return ok(await summaryOf(tx, deps, asked.quoteId));
  });
}

/** Whether the paper has the lines of the promise and comes to its total: it is sent to customers in the shop's name. */
function isDocumentOf({ terms, totalMinor }: QuoteRequest, { lines }: QuoteDocument): boolean {
  const sum = lines.reduce((total, line) => total + line.totalMinor, 0);
  return (
    sum === totalMinor &&
    lines.length === terms.lines.length &&
    lines.every((line, index) => line.quantityMilli === terms.lines[index]?.quantityMilli)
  );
}

/** Locks the shop's counter and answers the number after the last one. */
async function nextNumber(tx: Tx): Promise<number> {
  await tx.query('insert into quote_counter (organization_id, last_number) values ($1, 0) on conflict do nothing', [
    tx.organizationId,
  ]);
  const [row] = await tx.query<{ last_number: number }>(
    'select last_number from quote_counter where organization_id = $1 for update',
    [tx.organizationId],
  );
  return (row?.last_number ?? 0) + 1;
}

async function repeat(
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'personal'>,
  register: RegisterActor,
  known: QuoteRow,
  asked: QuoteRequest,
): Promise<Result<QuoteSummary, Refusal<'idempotency-key-reused'>>> {
  const isSame = known.register_id === register.registerId && known.total_minor === asked.totalMinor;
  return isSame
    ? ok(await summaryOf(tx, deps, asked.quoteId))
    : refuse({ code: 'idempotency-key-reused', detail: 'Another quote has this id.' });
}

async function summaryOf(tx: Tx, deps: Pick<Deps, 'clock' | 'personal'>, quoteId: string): Promise<QuoteSummary> {
  const row = await readQuote(tx, quoteId);
  const [summary] = await summariesOf(tx, deps, row === undefined ? [] : [row]);
  if (summary === undefined) throw new Error(`the quote ${quoteId} was not written`);
  return summary;
}

/** The quote with this id. */
export async function readQuote(tx: Tx, quoteId: string): Promise<QuoteRow | undefined> {
  const [row] = await tx.query<QuoteRow>(
    `select ${QUOTE_COLUMNS} from quote where organization_id = $1 and quote_id = $2`,
    [tx.organizationId, quoteId],
  );
  return row;
}

async function insertQuote(
  tx: Tx,
  { personal }: Pick<Deps, 'personal'>,
  register: RegisterActor,
  asked: QuoteRequest,
  number: number,
  now: Date,
): Promise<void> {
  await tx.query(
    'insert into quote (organization_id, quote_id, store_id, number, state, valid_until, customer_id, label_sealed,' +
      ' content_sealed, terms, document, line_count, total_minor, currency_code, created_by, register_id, register_code, created_at)' +
      " values ($1, $2, $3, $4, 'open', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
    [
      tx.organizationId,
      asked.quoteId,
      register.storeId,
      number,
      asked.validUntil,
      asked.customerId,
      await personal.seal(tx, placeOf(asked.quoteId, 'label'), asked.label),
      await personal.seal(tx, placeOf(asked.quoteId, 'content'), asked.content),
      JSON.stringify(asked.terms),
      asked.document === undefined ? null : JSON.stringify(asked.document),
      asked.terms.lines.length,
      asked.totalMinor,
      asked.currencyCode,
      asked.userId,
      register.registerId,
      register.code,
      now,
    ],
  );
}
