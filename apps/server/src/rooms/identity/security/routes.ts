import { shopSessions } from '@mosaajii/contract/security';
import { defineRoute, type Route } from '../../../platform/http/index.ts';
import { listShopSessions } from './shop-sessions.ts';

export const shopSecurityRoutes: readonly Route[] = [
  defineRoute({
    operation: 'security.sessions.list',
    method: 'GET',
    url: '/security/sessions',
    summary: 'Everybody who is signed in to the shop now.',
    response: shopSessions,
    handler: async ({ actor, deps }) => ({ sessions: await listShopSessions(deps, actor) }),
  }),
];
