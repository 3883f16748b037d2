import {
  cardAnswer,
  cardAnswerParams,
  cardAnswerRequest,
  cardCheckList,
  cardChecksQuery,
} from '@mosaajii/contract/card-checks';
import { defineRoute, problem, type Route } from '../../../platform/http/index.ts';
import { readSaleStore } from '../../sales/index.ts';
import { answerCard } from './answer-card.ts';
import { listChecks } from './list-checks.ts';

const list = defineRoute({
  operation: 'card-checks.list',
  method: 'GET',
  url: '/card-checks',
  summary:
    'Card payments of which nobody is sure, the latest first, and what tills and the office answered differently',
  query: cardChecksQuery,
  response: cardCheckList,
  handler: async ({ deps, actor, query, stores }) => {
    const checks = await deps.db.read(actor.organizationId, (tx) =>
      listChecks(tx, deps.clock.now(), { ...query, stores }),
    );
    return checks ?? problem('invalid-request', 'This cursor is not one that the list gave.');
  },
});

const answer = defineRoute({
  operation: 'card-checks.answer',
  method: 'POST',
  url: '/orders/:saleId/cards/:tenderId/answer',
  summary: 'Answer, once, whether a card of which nobody was sure went through',
  params: cardAnswerParams,
  body: cardAnswerRequest,
  response: cardAnswer,
  place: {
    storeOf: (tx, { saleId }) => readSaleStore(tx, saleId),
    unknown: 'There is no sale with this id.',
  },
  handler: async ({ deps, actor, params, body, request }) => {
    const answered = await answerCard(deps, { actor, requestId: request.id, ...params }, body);
    if (answered.ok) return answered.value;
    const { error } = answered;
    const extra = error.code === 'card-answered' ? { extra: { ...error.earlier } } : {};
    return problem(error.code, error.detail, extra);
  },
});

export const cardCheckRoutes: readonly Route[] = [list, answer];
