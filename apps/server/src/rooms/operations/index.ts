import type { Route } from '../../platform/http/index.ts';
import { demoRoutes } from './demo/routes.ts';
import { replayRoutes } from './replay/index.ts';
import { setupRoutes } from './setup/routes.ts';
import { syncRoutes } from './sync/index.ts';
import { verifyRoutes } from './verify/index.ts';

export { registerHealth } from './health/routes.ts';

export const operationsRoutes: readonly Route[] = [
  ...setupRoutes,
  ...syncRoutes,
  ...replayRoutes,
  ...verifyRoutes,
  ...demoRoutes,
];
export { verifyOrganization } from './verify/index.ts';
