import { auditList } from '@mosaajii/contract/audit';
import { securityEventsQuery, securityOverview, securitySinceQuery } from '@mosaajii/contract/security';
import { defineRoute, problem, type Route, raw } from '../../../platform/http/index.ts';
import { exportEntries } from '../export-entries.ts';
import { listEntries } from '../list-entries.ts';
import { SECURITY_ACTIONS } from './actions.ts';
import { readOverview } from './overview.ts';

const HOUR_MS = 60 * 60_000;

export const securityRoutes: readonly Route[] = [
  defineRoute({
    operation: 'security.overview',
    method: 'GET',
    url: '/security/overview',
    summary: 'How often what happened within the last hours, and who was attacked from where.',
    query: securitySinceQuery,
    response: securityOverview,
    handler: async ({ actor, query, deps }) => {
      const since = new Date(deps.clock.now().getTime() - query.hours * HOUR_MS);
      const found = await deps.db.read(actor.organizationId, (tx) => readOverview(tx, since));
      return { isOperator: actor.isOperator, ...found };
    },
  }),
  defineRoute({
    operation: 'security.events.list',
    method: 'GET',
    url: '/security/events',
    summary: 'Who came in or tried to, who may do what since, which device may sell: the latest first.',
    query: securityEventsQuery,
    response: auditList,
    handler: async ({ actor, query, deps }) => {
      const filter = { ...query, actions: SECURITY_ACTIONS };
      const entries = await deps.db.read(actor.organizationId, (tx) => listEntries(tx, filter));
      return entries ?? problem('invalid-request', 'This cursor is not one that the list gave.');
    },
  }),
  defineRoute({
    operation: 'security.events.export',
    method: 'GET',
    url: '/security/events/export',
    summary: 'The same as CSV. The export itself is audited.',
    query: securitySinceQuery,
    response: { contentType: 'text/csv' },
    handler: async ({ actor, query, deps, request }) => {
      const now = deps.clock.now();
      const from = new Date(now.getTime() - query.hours * HOUR_MS).toISOString();
      const filter = { from, actions: SECURITY_ACTIONS };
      const origin = { requestId: request.id, address: request.ip };
      const stream = await exportEntries(deps, actor, { format: 'csv', filter, ...origin });
      const headers = {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="security-${now.toISOString().slice(0, 10)}.csv"`,
        'cache-control': 'no-store',
      };
      return raw(200, headers, stream);
    },
  }),
];
