import { cashierQuery, cashierReport } from '@mosaajii/contract/security';
import { defineRoute, problem, type Route } from '../../../platform/http/index.ts';
import { reportCashiers } from './report.ts';

const LONGEST_DAYS = 366;
const DAY_MS = 24 * 60 * 60_000;

export const cashierRoutes: readonly Route[] = [
  defineRoute({
    operation: 'security.cashiers.report',
    method: 'GET',
    url: '/security/cashiers',
    summary:
      'What is unusual about a cashier beside the others of the store: voids, returns, overrides, discounts, cash.',
    query: cashierQuery,
    response: cashierReport,
    handler: async ({ actor, query, deps }) => {
      const days = (Date.parse(query.to) - Date.parse(query.from)) / DAY_MS;
      if (days < 0 || days >= LONGEST_DAYS) {
        return problem('invalid-request', `The period must be from one day to ${LONGEST_DAYS} days.`);
      }
      return deps.db.read(actor.organizationId, (tx) => reportCashiers(tx, query));
    },
  }),
];
