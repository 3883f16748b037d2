import type { QuoteDetail, QuoteList, QuoteSummary, QuotesQuery, RecalledQuote } from '@mosaajii/contract/quotes';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import type { Stores, UserActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { CURSOR_PARTS, decodeCursor, pageOf } from '../../../platform/paging/index.ts';
import { findCustomerIds } from '../../customers/index.ts';
import { readBusinessDates } from '../../identity/index.ts';
import { readQuote } from './make-quote.ts';
import { placeOf, QUOTE_COLUMNS, type QuoteRow, quoteNumber, readQuoteNumber, summariesOf } from './quote-rows.ts';

/** Customers that words may stand for; more would find every quote. */
const MOST_CUSTOMERS = 200;

type Reading = Pick<Deps, 'personal' | 'clock'>;

/** One page of quotes, the latest first; of these stores only. `null`: a cursor of another list. */
export async function listQuotes(
  tx: Tx,
  deps: Reading,
  asked: QuotesQuery & { readonly stores: Stores },
): Promise<QuoteList | null> {
  const values: unknown[] = [tx.organizationId];
  const add = (value: unknown) => `$${values.push(value)}`;
  const conditions = ['organization_id = $1'];
  if (asked.stores !== null) conditions.push(`store_id = any(${add(asked.stores)}::uuid[])`);
  if (asked.state === 'sold' || asked.state === 'cancelled') conditions.push(`state = ${add(asked.state)}`);
  if (asked.state === 'open' || asked.state === 'expired') {
    const sign = asked.state === 'open' ? '>=' : '<';
    const today = JSON.stringify(await readBusinessDates(tx, deps.clock.now()));
    conditions.push(`state = 'open' and valid_until ${sign} (${add(today)}::jsonb ->> store_id::text)::date`);
  }
  const wanted = asked.query?.trim() ?? '';
  if (wanted !== '') {
    // Labels are sealed: a customer is found by what the customers are found by.
    const found = await findCustomerIds(deps.personal, tx, wanted, MOST_CUSTOMERS);
    const number = readQuoteNumber(wanted) ?? 0;
    conditions.push(`(number = ${add(number)} or customer_id = any(${add(found)}::uuid[]))`);
  }
  if (asked.cursor !== undefined) {
    const key = decodeCursor(asked.cursor, [CURSOR_PARTS.moment, CURSOR_PARTS.uuid]);
    if (key === null) return null;
    conditions.push(`(created_at, quote_id) < (${add(key[0])}::timestamptz, ${add(key[1])}::uuid)`);
  }
  const rows = await tx.query<QuoteRow>(
    `select ${QUOTE_COLUMNS} from quote where ${conditions.join(' and ')} order by created_at desc, quote_id desc` +
      ` limit ${add(asked.limit + 1)}`,
    values,
  );
  const { page, nextCursor } = pageOf(rows, asked.limit, (row) => [row.created_key, row.quote_id]);
  return { items: await summariesOf(tx, deps, page), nextCursor };
}

/** A quote of a store by its number, with the cart that it was; `null` when there is none. */
export async function recallQuote(
  tx: Tx,
  deps: Reading,
  storeId: string,
  number: string,
): Promise<RecalledQuote | null> {
  const [row] = await tx.query<QuoteRow>(
    `select ${QUOTE_COLUMNS} from quote where organization_id = $1 and store_id = $2 and number = $3`,
    [tx.organizationId, storeId, readQuoteNumber(number) ?? 0],
  );
  const [summary] = await summariesOf(tx, deps, row === undefined ? [] : [row]);
  if (row === undefined || summary === undefined) return null;
  const sealed = row.content_sealed;
  const content = sealed === '' ? '' : await deps.personal.open(tx, placeOf(row.quote_id, 'content'), sealed);
  return { ...summary, terms: row.terms, content };
}

/** One quote with its document; `null` when there is none. */
export async function readQuoteDetail(tx: Tx, deps: Reading, quoteId: string): Promise<QuoteDetail | null> {
  const row = await readQuote(tx, quoteId);
  const [summary] = await summariesOf(tx, deps, row === undefined ? [] : [row]);
  return row === undefined || summary === undefined ? null : { ...summary, document: row.document };
}

/** The store of a quote, if there is one. */
export async function readQuoteStore(tx: Tx, quoteId: string): Promise<string | undefined> {
  return (await readQuote(tx, quoteId))?.store_id;
}

/** Takes a promise back. What was sold stays sold; a repeat changes nothing. */
export function cancelQuote(
  deps: Pick<Deps, 'db' | 'clock' | 'personal'>,
  actor: UserActor,
  quoteId: string,
  requestId: string,
): Promise<Result<QuoteSummary, Refusal<'not-found' | 'quote-sold'>>> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const [before] = await tx.query<QuoteRow>(
      `select ${QUOTE_COLUMNS} from quote where organization_id = $1 and quote_id = $2 for update`,
      [tx.organizationId, quoteId],
    );
    if (before === undefined) return refuse({ code: 'not-found', detail: 'There is no quote with this id.' });
    if (before.state === 'sold')
      return refuse({ code: 'quote-sold', detail: `${quoteNumber(before.number)} was sold.` });
    if (before.state === 'open') {
      await tx.query(
        "update quote set state = 'cancelled', content_sealed = '', cancelled_by = $3, cancelled_at = $4" +
          ' where organization_id = $1 and quote_id = $2',
        [tx.organizationId, quoteId, actor.userId, deps.clock.now()],
      );
      await recordChange(tx, {
        kind: 'quotes',
        ids: [quoteId],
        audit: [
          {
            action: 'quote.cancelled',
            subjectKind: 'quote',
            subjectId: quoteId,
            userId: actor.userId,
            requestId,
            detail: { number: quoteNumber(before.number), totalMinor: before.total_minor },
          },
        ],
      });
    }
    const after = await readQuote(tx, quoteId);
    const [summary] = await summariesOf(tx, deps, after === undefined ? [] : [after]);
    if (summary === undefined) throw new Error(`the quote ${quoteId} is gone`);
    return ok(summary);
  });
}
