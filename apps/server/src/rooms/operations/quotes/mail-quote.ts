import type { QuoteMail } from '@mosaajii/contract/quotes';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { formatMinor, minor } from '@mosaajii/domain/money';
import { paperLanguageOf, paperLocale } from '@mosaajii/domain/paper';
import type { UserActor } from '../../../platform/access/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { enqueueMessage, normalisedRecipient } from '../../../platform/messages/index.ts';
import { readShopSettings } from '../../identity/index.ts';
import { UNWRITTEN } from './quote-paper.ts';
import { readQuoteDetail } from './read-quotes.ts';

/**
 * Sends an open quote with its PDF to an address that the customer named, through the outbox. The same `mailId` again sends
 * nothing more. The address is nowhere but sealed in the outbox, and the trail says that a quote was sent, not where to.
 */
export function mailQuote(
  deps: Deps,
  actor: UserActor,
  quoteId: string,
  { mailId, to }: QuoteMail,
  requestId: string,
): Promise<Result<null, Refusal<'not-found' | 'invalid-request'>>> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const quote = await readQuoteDetail(tx, deps, quoteId);
    if (quote === null) return refuse({ code: 'not-found', detail: 'There is no quote with this id.' });
    const recipient = normalisedRecipient('email', to);
    if (recipient === null) return refuse({ code: 'invalid-request', detail: 'This is no e-mail address.' });
    const known = await tx.query('select 1 from quote_mail where organization_id = $1 and mail_id = $2', [
      tx.organizationId,
      mailId,
    ]);
    if (known.length > 0) return ok(null);
    if (quote.document === null) return refuse({ code: 'invalid-request', detail: UNWRITTEN });
    if (quote.state !== 'open')
      return refuse({
        code: 'invalid-request',
        detail: `${quote.number} promises nothing any more: it is ${quote.state}.`,
      });
    // What the letter is about: its PDF is made from it when it leaves. Twice the same id is once.
    const isNew = await tx.query(
      'insert into quote_mail (organization_id, mail_id, quote_id) values ($1, $2, $3) on conflict do nothing returning mail_id',
      [tx.organizationId, mailId, quoteId],
    );
    if (isNew.length === 0) return ok(null);
    const { organization, store } = await readShopSettings(tx, quote.storeId);
    const language = store.receipt?.template.language ?? paperLanguageOf(organization.locale);
    const locale = paperLocale(organization.locale, language);
    await enqueueMessage(deps, tx, {
      messageId: mailId,
      organizationId: tx.organizationId,
      channel: 'email',
      template: 'sales/quote',
      to: recipient,
      locale: language,
      params: {
        shopName: organization.name,
        number: quote.number,
        total: formatMinor(minor(quote.totalMinor), organization.currency, locale),
        validUntil: quote.validUntil,
      },
    });
    const entry = { action: 'quote.mailed', subjectKind: 'quote', subjectId: quoteId, userId: actor.userId } as const;
    await recordChange(tx, { kind: 'quotes', ids: [], audit: [{ ...entry, detail: { mailId }, requestId }] });
    return ok(null);
  });
}
