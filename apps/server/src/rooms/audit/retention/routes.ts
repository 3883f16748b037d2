import { auditRetention, auditRetentionRequest } from '@mosaajii/contract/audit';
import { defineRoute, problem, type Route } from '../../../platform/http/index.ts';
import { readRetention, setRetention } from './retention.ts';

export const retentionRoutes: readonly Route[] = [
  defineRoute({
    operation: 'audit.retention.read',
    method: 'GET',
    url: '/audit/retention',
    summary: 'For how long the audit trail is kept, and what that removes.',
    response: auditRetention,
    handler: ({ actor, deps }) => readRetention(deps, actor),
  }),
  defineRoute({
    operation: 'audit.retention.set',
    method: 'PUT',
    url: '/audit/retention',
    summary: 'Keep the audit trail for so many months, or for ever. Only the owner; acts after a week.',
    body: auditRetentionRequest,
    response: auditRetention,
    handler: async ({ actor, body, deps, request }) => {
      const result = await setRetention(deps, actor, body, { address: request.ip, requestId: request.id });
      return result.ok ? result.value : problem(result.error.code, result.error.detail);
    },
  }),
];
