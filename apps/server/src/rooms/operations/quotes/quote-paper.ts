import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { minor } from '@mosaajii/domain/money';
import { type Paper, type PaperLanguage, quotePaper } from '@mosaajii/domain/paper';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { readShopSettings } from '../../identity/index.ts';
import { shopOf } from '../receipts/paper-of-order.ts';
import { readQuoteDetail } from './read-quotes.ts';

interface FoundPaper {
  readonly number: string;
  readonly paper: Paper;
  /** Of the receipt printers of its store. */
  readonly paperWidthMm: 58 | 80;
}

/** What can be said of a quote whose till sent nothing to read. */
export const UNWRITTEN =
  'The till that made this quote did not send what is written on it. Recall it at a till to print it.';

/** The paper of a quote, in the store's present look; without a language, in that of its receipts. */
export async function readQuotePaper(
  tx: Tx,
  deps: Pick<Deps, 'personal' | 'clock'>,
  quoteId: string,
  language?: PaperLanguage,
): Promise<Result<FoundPaper, Refusal<'not-found' | 'invalid-request'>>> {
  const quote = await readQuoteDetail(tx, deps, quoteId);
  if (quote === null) return refuse({ code: 'not-found', detail: 'There is no quote with this id.' });
  const { number, validUntil, label, customerId, totalMinor, document } = quote;
  if (document === null) return refuse({ code: 'invalid-request', detail: UNWRITTEN });
  const settings = await readShopSettings(tx, quote.storeId);
  const shop = shopOf(settings);
  const { currency } = settings.organization;
  // Without a customer the label names the first goods.
  const customerName = customerId === null ? '' : label;
  const written = { number, validUntil, customerName, totalMinor: minor(totalMinor), document };
  return ok({ number, paper: quotePaper(written, { shop, currency, language }), paperWidthMm: shop.paperWidthMm });
}

/** The paper of the quote that a letter brings; `null`: it brings none. */
export async function readMailedQuote(
  tx: Tx,
  deps: Pick<Deps, 'personal' | 'clock'>,
  mailId: string,
): Promise<FoundPaper | null> {
  const [mail] = await tx.query<{ quote_id: string }>(
    'select quote_id from quote_mail where organization_id = $1 and mail_id = $2',
    [tx.organizationId, mailId],
  );
  const found = mail === undefined ? null : await readQuotePaper(tx, deps, mail.quote_id);
  return found?.ok === true ? found.value : null;
}
