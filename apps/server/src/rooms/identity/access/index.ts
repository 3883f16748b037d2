import type { Route } from '../../../platform/http/index.ts';
import { requestAdminRoutes } from './admin-routes.ts';
import { installationRoutes } from './installation-routes.ts';
import { publicAccessRoutes } from './public-routes.ts';

export { completeFounding, isFoundingToken, readFounding } from './founding.ts';

export const accessRoutes: readonly Route[] = [...publicAccessRoutes, ...requestAdminRoutes, ...installationRoutes];
