import { pageQuery, purseEntries } from '@mosaajii/contract/customers';
import {
  authorisation,
  authorisationParams,
  authorisationRequest,
  giftCard,
  giftCardBlock,
  giftCardList,
  giftCardParams,
  giftCardsQuery,
  releasedAuthorisation,
} from '@mosaajii/contract/purses';
import { defineRoute, problem, type Route } from '../../platform/http/index.ts';
import { authorise, release } from './authorise.ts';
import { readEntries } from './balances.ts';
import { blockGiftCard, listGiftCards, readGiftCard } from './gift-cards.ts';

const NO_CARD = 'There is no gift card with this id.';
const NO_CURSOR = 'This cursor is not one that the list gave.';

const list = defineRoute({
  operation: 'gift-cards.list',
  method: 'GET',
  url: '/gift-cards',
  summary: 'Gift cards by code and state, the latest first, and what they are worth together',
  query: giftCardsQuery,
  response: giftCardList,
  handler: async ({ deps, actor, query }) => {
    const cards = await deps.db.read(actor.organizationId, (tx) => listGiftCards(tx, query));
    return cards ?? problem('invalid-request', NO_CURSOR);
  },
});

const read = defineRoute({
  operation: 'gift-cards.read',
  method: 'GET',
  url: '/gift-cards/:cardId',
  summary: 'A gift card with its balance',
  params: giftCardParams,
  response: giftCard,
  handler: async ({ deps, actor, params }) => {
    const card = await deps.db.read(actor.organizationId, (tx) => readGiftCard(tx, params.cardId));
    return card ?? problem('value-unknown', NO_CARD);
  },
});

const entries = defineRoute({
  operation: 'gift-cards.entries',
  method: 'GET',
  url: '/gift-cards/:cardId/entries',
  summary: 'What changed the balance of a gift card, the latest first',
  params: giftCardParams,
  query: pageQuery,
  response: purseEntries,
  handler: async ({ deps, actor, params, query }) => {
    const of = { kinds: ['gift-card'] as const, purseId: params.cardId };
    const found = await deps.db.read(actor.organizationId, (tx) => readEntries(tx, of, query));
    return found ?? problem('invalid-request', NO_CURSOR);
  },
});

const block = defineRoute({
  operation: 'gift-cards.block',
  method: 'POST',
  url: '/gift-cards/:cardId/block',
  summary: 'Block a gift card, or let it be used again',
  params: giftCardParams,
  body: giftCardBlock,
  response: giftCard,
  handler: async ({ deps, actor, params, body, request }) => {
    const done = await blockGiftCard(deps, actor, params.cardId, body, request.id);
    return done.ok ? done.value : problem(done.error.code, done.error.detail);
  },
});

const put = defineRoute({
  operation: 'purses.authorise',
  method: 'POST',
  url: '/purses/authorisations',
  summary: 'Put an amount of a gift card or of store credit aside for a sale',
  body: authorisationRequest,
  response: authorisation,
  handler: async ({ deps, actor, body }) => {
    const done = await authorise(deps, actor, body);
    if (done.ok) return done.value;
    const { code, detail, leftMinor } = done.error;
    return problem(code, detail, leftMinor === undefined ? {} : { extra: { leftMinor } });
  },
});

const giveBack = defineRoute({
  operation: 'purses.release',
  method: 'DELETE',
  url: '/purses/authorisations/:authorisationId',
  summary: 'Give back what was put aside for a sale that is not made',
  params: authorisationParams,
  response: releasedAuthorisation,
  handler: async ({ deps, actor, params }) => {
    const isReleased = await release(deps, actor, params.authorisationId);
    return { authorisationId: params.authorisationId, isReleased };
  },
});

export const paymentsRoutes: readonly Route[] = [list, read, entries, block, put, giveBack];
