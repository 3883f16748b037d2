import {
  quoteList,
  quoteNumberParams,
  quoteParams,
  quoteRequest,
  quoteSummary,
  quotesQuery,
  recalledQuote,
} from '@mosaajii/contract/quotes';
import { defineRoute, problem, type Route } from '../../../platform/http/index.ts';
import { makeQuote } from './make-quote.ts';
import { cancelQuote, listQuotes, readQuoteStore, recallQuote } from './read-quotes.ts';

const NO_QUOTE = 'There is no quote with this number in this store.';

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
  place: { storeOf: (tx, { quoteId }) => readQuoteStore(tx, quoteId), unknown: NO_QUOTE },
  handler: async ({ deps, actor, params, request }) => {
    const done = await cancelQuote(deps, actor, params.quoteId, request.id);
    return done.ok ? done.value : problem(done.error.code, done.error.detail);
  },
});

export const quoteRoutes: readonly Route[] = [make, recall, list, cancel];
