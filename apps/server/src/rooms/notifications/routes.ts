import type { Route } from '../../platform/http/index.ts';
import { messageRoutes } from './message-routes.ts';
import { noticeRoutes } from './notice-routes.ts';

export const notificationsRoutes: readonly Route[] = [...messageRoutes, ...noticeRoutes];
