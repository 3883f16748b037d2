import { demoLoaded } from '@mosaajii/contract';
import { z } from 'zod';
import { defineRoute, problem, type Route } from '../../../platform/http/index.ts';
import { loadInitialCatalog } from '../../catalog/index.ts';
import { demoCatalogue } from './demo-catalogue.ts';

/** Plays the month's invoices; enqueued with the products, so that it is there exactly when they are. */
export const DEMO_HISTORY_TASK = 'demo.history';

export const demoRoutes: readonly Route[] = [
  defineRoute({
    operation: 'demo.load',
    method: 'POST',
    url: '/demo',
    summary: 'Fill an empty catalogue with the demo shop; its sales follow in the background',
    body: z.strictObject({}),
    response: demoLoaded,
    status: 201,
    handler: async ({ actor, deps, request }) => {
      if (actor.role !== 'administrator')
        return problem('permission-missing', 'Only an administrator loads the demo shop.');
      const products = await demoCatalogue();
      const { organizationId, userId } = actor;
      const loaded = await deps.db.tx(organizationId, async (tx) => {
        const counts = await loadInitialCatalog(tx, deps, { userId, requestId: request.id }, products);
        if (counts === null) return null;
        const options = { key: `demo:${organizationId}`, maxAttempts: 5 };
        await deps.jobs.enqueue(tx, DEMO_HISTORY_TASK, { organizationId, userId }, options);
        return counts;
      });
      return (
        loaded ?? problem('conflict', 'The shop has products or categories already; the demo shop needs an empty one.')
      );
    },
  }),
];
