import { auditDetail, auditExportQuery, auditList, auditQuery } from '@mosaajii/contract/audit';
import { uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import { defineRoute, problem, type Route, raw } from '../../platform/http/index.ts';
import { exportEntries } from './export-entries.ts';
import { listEntries, readEntry } from './list-entries.ts';
import { retentionRoutes } from './retention/routes.ts';
import { securityRoutes } from './security/routes.ts';

const CONTENT_TYPES = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8' } as const;

export const auditRoutes: readonly Route[] = [
  defineRoute({
    operation: 'audit.entries.list',
    method: 'GET',
    url: '/audit/entries',
    summary: 'The audit trail, the latest first.',
    query: auditQuery,
    response: auditList,
    handler: async ({ actor, query, deps }) => {
      const entries = await deps.db.read(actor.organizationId, (tx) => listEntries(tx, query));
      return entries ?? problem('invalid-request', 'This cursor is not one that the list gave.');
    },
  }),
  defineRoute({
    operation: 'audit.entries.read',
    method: 'GET',
    url: '/audit/entries/:entryId',
    summary: 'One entry: what was before and after, and its place in the chain.',
    params: z.strictObject({ entryId: uuid }),
    response: auditDetail,
    handler: async ({ actor, params, deps }) => {
      const entry = await deps.db.read(actor.organizationId, (tx) => readEntry(tx, params.entryId));
      return entry ?? problem('not-found', 'There is no audit entry with this id.');
    },
  }),
  defineRoute({
    operation: 'audit.export',
    method: 'GET',
    url: '/audit/export',
    summary: 'The audit trail as CSV or JSON lines. The export itself is audited.',
    query: auditExportQuery,
    response: { contentType: 'text/csv' },
    handler: async ({ actor, query: { format, ...filter }, deps, request }) => {
      const origin = { requestId: request.id, address: request.ip };
      const stream = await exportEntries(deps, actor, { format, filter, ...origin });
      const day = deps.clock.now().toISOString().slice(0, 10);
      const headers = {
        'content-type': CONTENT_TYPES[format],
        'content-disposition': `attachment; filename="audit-${day}.${format}"`,
        'cache-control': 'no-store',
      };
      return raw(200, headers, stream);
    },
  }),
  ...retentionRoutes,
  ...securityRoutes,
];
