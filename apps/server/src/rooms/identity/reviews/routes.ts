import { review, reviewList, reviewMark, reviewSignOff, reviewStart } from '@mosaajii/contract/reviews';
import { uuid } from '@mosaajii/contract/wire';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { csvLine } from '../../../platform/csv/index.ts';
import { defineRoute, problem, type Route, raw } from '../../../platform/http/index.ts';
import type { Origin } from '../roles/change-role.ts';
import { listReviews, readReview } from './read-reviews.ts';
import { markPerson, type Reviewed, signOffReview, startReview } from './run-review.ts';

const oneReview = z.strictObject({ reviewId: uuid });
const NONE = 'There is no review with this id.';

function originOf(request: FastifyRequest): Origin {
  return { address: request.ip, requestId: request.id };
}

function answerOf(done: Reviewed) {
  return done.ok ? done.value : problem(done.error.code, done.error.detail);
}

const list = defineRoute({
  operation: 'access.reviews.list',
  method: 'GET',
  url: '/access-reviews',
  summary: 'Reviews of who has access, the latest first',
  response: reviewList,
  handler: async ({ deps, actor }) => ({ reviews: await deps.db.read(actor.organizationId, listReviews) }),
});

const start = defineRoute({
  operation: 'access.reviews.start',
  method: 'POST',
  url: '/access-reviews',
  summary: 'Begin a review of everybody who can come in now',
  body: reviewStart,
  response: review,
  status: 201,
  handler: async ({ deps, actor, body, request }) =>
    answerOf(await startReview(deps, actor, body.reviewId, originOf(request))),
});

const read = defineRoute({
  operation: 'access.reviews.read',
  method: 'GET',
  url: '/access-reviews/:reviewId',
  summary: 'A review with what everybody had and what was decided',
  params: oneReview,
  response: review,
  handler: async ({ deps, actor, params }) => {
    const found = await deps.db.read(actor.organizationId, (tx) => readReview(tx, params.reviewId));
    return found ?? problem('not-found', NONE);
  },
});

const mark = defineRoute({
  operation: 'access.reviews.mark',
  method: 'PUT',
  url: '/access-reviews/:reviewId/people/:userId',
  summary: 'Decide about a person’s access: keep, change or remove',
  params: z.strictObject({ reviewId: uuid, userId: uuid }),
  body: reviewMark,
  response: review,
  handler: async ({ deps, actor, params, body, request }) =>
    answerOf(await markPerson(deps, actor, params, body, originOf(request))),
});

const signOff = defineRoute({
  operation: 'access.reviews.sign-off',
  method: 'POST',
  url: '/access-reviews/:reviewId/sign-off',
  summary: 'Sign a review off; it cannot be changed afterwards',
  params: oneReview,
  body: reviewSignOff,
  response: review,
  handler: async ({ deps, actor, params, body, request }) =>
    answerOf(await signOffReview(deps, actor, params.reviewId, body.note, originOf(request))),
});

const COLUMNS = ['user_id', 'name', 'state', 'roles', 'permissions', 'decision', 'note', 'decided_by', 'decided_at'];

const exported = defineRoute({
  operation: 'access.reviews.export',
  method: 'GET',
  url: '/access-reviews/:reviewId/export',
  summary: 'A review as CSV',
  params: oneReview,
  response: { contentType: 'text/csv' },
  handler: async ({ deps, actor, params }) => {
    const found = await deps.db.read(actor.organizationId, (tx) => readReview(tx, params.reviewId));
    if (found === undefined) return problem('not-found', NONE);
    const lines = found.items.map((item) =>
      csvLine([
        item.userId,
        item.displayName,
        item.state,
        item.roles.join(' '),
        item.permissions.join(' '),
        item.decision ?? '',
        item.note,
        item.decidedBy ?? '',
        item.decidedAt ?? '',
      ]),
    );
    const headers = {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="access-review-${found.startedAt.slice(0, 10)}.csv"`,
      'cache-control': 'no-store',
    };
    return raw(200, headers, csvLine(COLUMNS) + lines.join(''));
  },
});

export const reviewRoutes: readonly Route[] = [list, start, read, mark, signOff, exported];
