import type { Route } from '../../platform/http/index.ts';

export const notificationsRoutes: readonly Route[] = [];
