import {
  quoteDetail,
  quoteList,
  quoteMail,
  quoteMailed,
  quoteNumberParams,
  quoteParams,
  quotePdfQuery,
  quoteRequest,
  quoteSummary,
  quotesQuery,
  recalledQuote,
} from '@mosaajii/contract/quotes';
import type { z } from 'zod';
import type { Tx } from '../../../platform/database/index.ts';
import { defineRoute, problem, type Route, raw } from '../../../platform/http/index.ts';
import { pdfOf } from '../receipts/pdf.ts';
import { mailQuote } from './mail-quote.ts';
import { makeQuote } from './make-quote.ts';
import { readQuotePaper } from './quote-paper.ts';
import { cancelQuote, listQuotes, readQuoteDetail, readQuoteStore, recallQuote } from './read-quotes.ts';

const NO_QUOTE = 'There is no quote with this number in this store.';
const place = {
  storeOf: (tx: Tx, { quoteId }: z.output<typeof quoteParams>) => readQuoteStore(tx, quoteId),
  unknown: NO_QUOTE,
};

const make = defineRoute({
  operation: 'quotes.make',
  method: 'POST',
  url: '/quotes',
  summary: 'Promise the prices of a sale in the making until a day; the promise gets a number',
  body: quoteRequest,
  response: quoteSummary,
  bodyLimit: 1024 * 1024,
  handler: async ({ deps, actor, body, request }) => {
    const made = await makeQuote(deps, actor, body, request.id);
    return made.ok ? made.value : problem(made.error.code, made.error.detail);
  },
});

const recall = defineRoute({
  operation: 'quotes.recall',
  method: 'GET',
  url: '/quotes/by-number/:number',
  summary: 'A quote of the register’s store by its number, with what is in it',
  params: quoteNumberParams,
  response: recalledQuote,
  handler: async ({ deps, actor, params }) => {
    const quote = await deps.db.read(actor.organizationId, (tx) => recallQuote(tx, deps, actor.storeId, params.number));
    return quote ?? problem('not-found', NO_QUOTE);
  },
});

const list = defineRoute({
  operation: 'quotes.list',
  method: 'GET',
  url: '/quotes',
  summary: 'Quotes by number and state, the latest first',
  query: quotesQuery,
  response: quoteList,
  handler: async ({ deps, actor, query, stores }) => {
    const quotes = await deps.db.read(actor.organizationId, (tx) => listQuotes(tx, deps, { ...query, stores }));
    return quotes ?? problem('invalid-request', 'This cursor is not one that the list gave.');
  },
});

const cancel = defineRoute({
  operation: 'quotes.cancel',
  method: 'POST',
  url: '/quotes/:quoteId/cancel',
  summary: 'Take a quote back; what was sold stays sold',
  params: quoteParams,
  response: quoteSummary,
  place,
  handler: async ({ deps, actor, params, request }) => {
    const done = await cancelQuote(deps, actor, params.quoteId, request.id);
    return done.ok ? done.value : problem(done.error.code, done.error.detail);
  },
});

const read = defineRoute({
  operation: 'quotes.read',
  method: 'GET',
  url: '/quotes/:quoteId',
  summary: 'One quote with what is written on its paper, where the till sent it',
  params: quoteParams,
  response: quoteDetail,
  place,
  handler: async ({ deps, actor, params }) => {
    const quote = await deps.db.read(actor.organizationId, (tx) => readQuoteDetail(tx, deps, params.quoteId));
    return quote ?? problem('not-found', NO_QUOTE);
  },
});

const pdf = defineRoute({
  operation: 'quotes.pdf',
  method: 'GET',
  url: '/quotes/:quoteId/quote.pdf',
  summary: 'The paper of a quote as a PDF, as the till prints it',
  params: quoteParams,
  query: quotePdfQuery,
  response: { contentType: 'application/pdf' },
  place,
  handler: async ({ deps, actor, params, query }) => {
    const found = await deps.db.read(actor.organizationId, (tx) =>
      readQuotePaper(tx, deps, params.quoteId, query.language),
    );
    if (!found.ok) return problem(found.error.code, found.error.detail);
    const { number, paper, paperWidthMm } = found.value;
    const headers = {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${number}.pdf"`,
      'cache-control': 'no-store',
    };
    return raw(200, headers, await pdfOf(paper, query.size === 'roll' ? paperWidthMm : query.size));
  },
});

const mail = defineRoute({
  operation: 'quotes.mail',
  method: 'POST',
  url: '/quotes/:quoteId/mails',
  summary: 'Send an open quote to the address that the customer names; the same id again sends nothing more',
  params: quoteParams,
  body: quoteMail,
  response: quoteMailed,
  status: 202,
  place,
  handler: async ({ deps, actor, params, body, request }) => {
    const sent = await mailQuote(deps, actor, params.quoteId, body, request.id);
    return sent.ok ? { mailId: body.mailId } : problem(sent.error.code, sent.error.detail);
  },
});

export const quoteRoutes: readonly Route[] = [make, recall, list, read, pdf, mail, cancel];
