import { sellersQuery, sellersReport } from '@mosaajii/contract/sellers';
import { defineRoute, problem, type Route, raw } from '../../../platform/http/index.ts';
import { readShopSettings } from '../../identity/index.ts';
import { reportSellers, sellersCsv } from './report.ts';

const LONGEST_DAYS = 366;
const DAY_MS = 24 * 60 * 60_000;
const WRONG_PERIOD = `The period must be from one day to ${LONGEST_DAYS} days.`;

function isPeriod({ from, to }: { readonly from: string; readonly to: string }): boolean {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  return days >= 0 && days < LONGEST_DAYS;
}

export const sellerRoutes: readonly Route[] = [
  defineRoute({
    operation: 'reports.sellers',
    method: 'GET',
    url: '/reports/sellers',
    summary: 'What each salesperson sold in a period, less what came back.',
    query: sellersQuery,
    response: sellersReport,
    handler: async ({ actor, query, stores, deps }) => {
      if (!isPeriod(query)) return problem('invalid-request', WRONG_PERIOD);
      return deps.db.read(actor.organizationId, (tx) => reportSellers(tx, { ...query, stores }));
    },
  }),
  defineRoute({
    operation: 'reports.sellers.export',
    method: 'GET',
    url: '/reports/sellers/export',
    summary: 'The same as CSV.',
    query: sellersQuery,
    response: { contentType: 'text/csv' },
    handler: async ({ actor, query, stores, deps }) => {
      if (!isPeriod(query)) return problem('invalid-request', WRONG_PERIOD);
      const csv = await deps.db.read(actor.organizationId, async (tx) => {
        const { organization } = await readShopSettings(tx);
        return sellersCsv(tx, { ...query, stores }, organization.currency);
      });
      const headers = {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="salespeople-${query.from}-${query.to}.csv"`,
        'cache-control': 'no-store',
      };
      return raw(200, headers, csv);
    },
  }),
];
