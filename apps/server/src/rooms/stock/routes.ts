import { adjustmentRequest, adjustmentResponse, levelsQuery, stockLevels } from '@mosaajii/contract/stock';
import { defineRoute, problem } from '../../platform/http/index.ts';
import { type AdjustmentRefusal, adjustStock } from './adjust-stock.ts';
import { listLevels } from './queries.ts';

export const stockRoutes = [
  defineRoute({
    operation: 'stock.levels',
    method: 'GET',
    url: '/stock/levels',
    summary: 'What is on hand, by store and variant.',
    query: levelsQuery,
    response: stockLevels,
    handler: async ({ actor, query, stores, deps }) => {
      const levels = await deps.db.read(actor.organizationId, (tx) => listLevels(tx, { ...query, stores }));
      return levels ?? problem('invalid-request', 'This cursor is not one that the list gave.');
    },
  }),
  defineRoute({
    operation: 'stock.adjust',
    method: 'POST',
    url: '/stock/adjustments',
    summary: 'Record opening stock, a receipt, a write-off or a counted correction.',
    body: adjustmentRequest,
    response: adjustmentResponse,
    bodyLimit: 1024 * 1024,
    handler: async ({ actor, body, deps, request }) => {
      const result = await adjustStock(deps, actor, request.id, body);
      return result.ok ? result.value : refusal(result.error);
    },
  }),
];

function refusal({ code, detail }: AdjustmentRefusal) {
  switch (code) {
    case 'id-reused':
      return problem('idempotency-key-reused', detail);
    case 'unknown-store':
    case 'unknown-variant':
    case 'amount-too-large':
      return problem('invalid-request', detail);
  }
}
