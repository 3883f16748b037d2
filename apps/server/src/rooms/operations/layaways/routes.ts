import {
  layawayDetail,
  layawayList,
  layawayParams,
  layawaysExportQuery,
  layawaysQuery,
} from '@mosaajii/contract/layaways';
import type { UserActor } from '../../../platform/access/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { defineRoute, problem, type Route, raw } from '../../../platform/http/index.ts';
import { readShopSettings } from '../../identity/index.ts';
import { exportLayaways } from './export-layaways.ts';
import { listLayaways, type Reader, readLayaway, readLayawayStore } from './read-layaways.ts';

const NO_LAYAWAY = 'There is no layaway with this id.';

const list = defineRoute({
  operation: 'layaways.list',
  method: 'GET',
  url: '/layaways',
  summary: 'Goods that are put aside against deposits, the latest first',
  query: layawaysQuery,
  response: layawayList,
  handler: async ({ deps, actor, query, stores }) => {
    const page = await deps.db.read(actor.organizationId, (tx) =>
      listLayaways(tx, readerOf(deps, actor), { ...query, stores }),
    );
    return page ?? problem('invalid-request', 'This cursor is not one that the list gave.');
  },
});

const exported = defineRoute({
  operation: 'layaways.export',
  method: 'GET',
  url: '/layaways/export',
  summary: 'The layaways of the list as CSV',
  query: layawaysExportQuery,
  response: { contentType: 'text/csv' },
  handler: async ({ deps, actor, query, stores }) => {
    const { organization } = await deps.db.read(actor.organizationId, (tx) => readShopSettings(tx));
    const day = deps.clock.now().toISOString().slice(0, 10);
    const headers = {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="layaways-${day}.csv"`,
      'cache-control': 'no-store',
    };
    const reader = readerOf(deps, actor);
    const filter = { ...query, stores };
    return raw(200, headers, exportLayaways(deps, actor.organizationId, reader, filter, organization.currency));
  },
});

const read = defineRoute({
  operation: 'layaways.read',
  method: 'GET',
  url: '/layaways/:layawayId',
  summary: 'A layaway with its goods and its payments',
  params: layawayParams,
  response: layawayDetail,
  place: { storeOf: (tx, { layawayId }) => readLayawayStore(tx, layawayId), unknown: NO_LAYAWAY },
  handler: async ({ deps, actor, params }) => {
    const found = await deps.db.read(actor.organizationId, (tx) =>
      readLayaway(tx, readerOf(deps, actor), params.layawayId),
    );
    return found ?? problem('not-found', NO_LAYAWAY);
  },
});

function readerOf(deps: Deps, actor: UserActor): Reader {
  return { deps, mayNames: actor.permissions.has('customers.read') };
}

export const layawayRoutes: readonly Route[] = [list, exported, read];
