import { demoHistory as demoHistoryAnswer, demoLoaded } from '@mosaajii/contract';
import { businessDateIn } from '@mosaajii/domain/calendar';
import { z } from 'zod';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { defineRoute, problem, type Route } from '../../../platform/http/index.ts';
import { loadInitialCatalog } from '../../catalog/index.ts';
import { readShopSettings } from '../../identity/index.ts';
import { sortInvoices } from '../replay/documents.ts';
import { movedDate } from '../replay/index.ts';
import { demoCatalogue } from './demo-catalogue.ts';
import { readDemoMonth } from './demo-month.ts';
import { DEMO_HISTORY_ATTEMPTS, DEMO_HISTORY_TASK } from './play-history.ts';
import { insertHistory, readHistory } from './queries.ts';

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
      const { documents } = sortInvoices(await readDemoMonth());
      const products = demoCatalogue(documents);
      const { organizationId, userId } = actor;
      const loaded = await deps.db.tx(organizationId, async (tx) => {
        const counts = await loadInitialCatalog(tx, deps, { userId, requestId: request.id }, products);
        if (counts === null) return null;
        await planHistory(tx, deps, documents.length);
        const options = { key: `demo:${organizationId}`, maxAttempts: DEMO_HISTORY_ATTEMPTS };
        await deps.jobs.enqueue(tx, DEMO_HISTORY_TASK, { organizationId, userId }, options);
        return counts;
      });
      return (
        loaded ?? problem('conflict', 'The shop has products or categories already; the demo shop needs an empty one.')
      );
    },
  }),
  defineRoute({
    operation: 'demo.history',
    method: 'GET',
    url: '/demo',
    summary: 'How far the sales of the demo shop have been played',
    response: demoHistoryAnswer,
    handler: ({ actor, deps }) => deps.db.read(actor.organizationId, readHistory),
  }),
];

/** The month's last day becomes the day before today, where the shop is. */
async function planHistory(tx: Tx, deps: Deps, documents: number): Promise<void> {
  const { store } = await readShopSettings(tx);
  const lastBusinessDate = movedDate(businessDateIn(store, deps.clock.now()), -1);
  await insertHistory(tx, { storeId: store.storeId, lastBusinessDate, documents });
}
