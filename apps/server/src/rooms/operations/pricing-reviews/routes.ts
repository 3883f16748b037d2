import { pricingReview, pricingReviewList, pricingReviewsQuery } from '@mosaajii/contract/pricing-reviews';
import { uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import { defineRoute, problem, type Route } from '../../../platform/http/index.ts';
import { readSaleStore } from '../../sales/index.ts';
import { listReviews, readReview } from './read-review.ts';

const NO_CURSOR = 'This cursor is not one that the list gave.';
const NO_REVIEW = 'There is no sale with this id that was charged otherwise than its promotions say.';

export const pricingReviewRoutes: readonly Route[] = [
  defineRoute({
    operation: 'pricing-reviews.list',
    method: 'GET',
    url: '/pricing-reviews',
    summary: 'Sales that were charged otherwise than the promotions of their moment say, the latest first.',
    query: pricingReviewsQuery,
    response: pricingReviewList,
    handler: async ({ actor, query, stores, deps }) => {
      const list = await deps.db.read(actor.organizationId, (tx) => listReviews(tx, { ...query, stores }));
      return list ?? problem('invalid-request', NO_CURSOR);
    },
  }),
  defineRoute({
    operation: 'pricing-reviews.read',
    method: 'GET',
    url: '/orders/:saleId/pricing-review',
    summary: 'How a sale was charged, line by line, beside what the promotions of its moment would have made of it.',
    params: z.strictObject({ saleId: uuid }),
    response: pricingReview,
    place: { storeOf: (tx, { saleId }) => readSaleStore(tx, saleId), unknown: NO_REVIEW },
    handler: async ({ actor, params, deps }) => {
      const review = await deps.db.read(actor.organizationId, (tx) => readReview(tx, params.saleId));
      return review ?? problem('not-found', NO_REVIEW);
    },
  }),
];
