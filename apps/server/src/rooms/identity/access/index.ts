import type { Deps } from '../../../platform/deps.ts';
import type { Route } from '../../../platform/http/index.ts';
import type { Cron } from '../../../platform/jobs/index.ts';
import { applyDueResets } from '../factors/reset/end-reset.ts';
import { requestAdminRoutes } from './admin-routes.ts';
import { runDaily } from './daily.ts';
import { gatewayRoutes } from './gateway/gateway-routes.ts';
import { processWaiting } from './gateway/process-event.ts';
import { installationRoutes } from './installation-routes.ts';
import { publicAccessRoutes } from './public-routes.ts';

export { completeFounding, isFoundingToken, readFounding } from './founding.ts';

export const accessRoutes: readonly Route[] = [
  ...publicAccessRoutes,
  ...requestAdminRoutes,
  ...installationRoutes,
  ...gatewayRoutes,
];

/** What this part of the room does by itself: once a day, and again for gateways' events that could not be done at once. */
export function accessCrons(deps: Deps): Cron[] {
  return [
    { task: 'access.daily', schedule: '23 5 * * *', run: async () => void (await runDaily(deps)) },
    { task: 'factors.reset', schedule: '*/5 * * * *', run: async () => void (await applyDueResets(deps)) },
    { task: 'access.gateway-events', schedule: '*/5 * * * *', run: async () => void (await processWaiting(deps)) },
  ];
}
