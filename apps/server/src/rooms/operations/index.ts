import type { Deps } from '../../platform/deps.ts';
import type { Route } from '../../platform/http/index.ts';
import type { Cron, JobHandlers } from '../../platform/jobs/index.ts';
import { cspReportRoutes } from './addresses/csp-reports.ts';
import { addressRoutes } from './addresses/routes.ts';
import { cardCheckRoutes } from './card-checks/routes.ts';
import { cardCheckCrons } from './card-checks/tell.ts';
import { cashierRoutes } from './cashiers/routes.ts';
import { readDemoMonth } from './demo/demo-month.ts';
import { DEMO_HISTORY_TASK, demoHistory } from './demo/play-history.ts';
import { demoRoutes } from './demo/routes.ts';
import { heldSaleRoutes } from './held-sales/routes.ts';
import { remindOfOverdue } from './layaways/remind-overdue.ts';
import { layawayRoutes } from './layaways/routes.ts';
import { pricingReviewRoutes } from './pricing-reviews/routes.ts';
import { quoteRoutes } from './quotes/routes.ts';
import { receiptRoutes } from './receipts/routes.ts';
import { replayRoutes } from './replay/index.ts';
import { sellerRoutes } from './sellers/routes.ts';
import { setupRoutes } from './setup/routes.ts';
import { shiftRoutes } from './shifts/routes.ts';
import { syncRoutes } from './sync/index.ts';
import { tryOutRoutes } from './try-out/routes.ts';
import { verifyRoutes } from './verify/index.ts';

export { registerMetrics } from './health/metrics.ts';
export { registerHealth } from './health/routes.ts';

export const operationsRoutes: readonly Route[] = [
  ...setupRoutes,
  ...syncRoutes,
  ...replayRoutes,
  ...verifyRoutes,
  ...demoRoutes,
  ...addressRoutes,
  ...cspReportRoutes,
  ...cashierRoutes,
  ...receiptRoutes,
  ...shiftRoutes,
  ...sellerRoutes,
  ...heldSaleRoutes,
  ...quoteRoutes,
  ...cardCheckRoutes,
  ...pricingReviewRoutes,
  ...tryOutRoutes,
  ...layawayRoutes,
];

/** The work of this room that lags behind. */
export const operationsJobs: JobHandlers<Deps> = { [DEMO_HISTORY_TASK]: demoHistory(readDemoMonth) };

/** What this room does by itself: every hour it looks for layaways that are overdue, or are not any more; and it tells of cards that nobody answers for. */
export function operationsCrons(deps: Deps): Cron[] {
  return [
    { task: 'layaways.overdue', schedule: '11 * * * *', run: async () => void (await remindOfOverdue(deps)) },
    ...cardCheckCrons(deps),
  ];
}

export { attachmentsOf } from './receipts/receipt-attachment.ts';
export { verifyOrganization } from './verify/index.ts';
