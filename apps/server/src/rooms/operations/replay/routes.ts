import { knownOperationsRequest, knownOperationsResponse } from '@mosaajii/contract/known-operations';
import { defineRoute } from '../../../platform/http/index.ts';
import { findKnownOperations } from './queries.ts';

export const replayRoutes = [
  defineRoute({
    operation: 'sync.known',
    method: 'POST',
    url: '/sync/known',
    summary: 'Which of these operations the shop already has, whichever register sent them',
    body: knownOperationsRequest,
    response: knownOperationsResponse,
    handler: async ({ actor, body, deps }) => ({
      known: await deps.db.read(actor.organizationId, (tx) => findKnownOperations(tx, body.operationIds)),
    }),
  }),
];
