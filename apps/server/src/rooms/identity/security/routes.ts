import { done } from '@mosaajii/contract/identity';
import { lockoutLift, lockouts, shopSessions } from '@mosaajii/contract/security';
import { defineRoute, problem, type Route } from '../../../platform/http/index.ts';
import { liftLockout, listLockouts } from './lockouts.ts';
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
  defineRoute({
    operation: 'security.lockouts.list',
    method: 'GET',
    url: '/security/lockouts',
    summary: 'People of the shop who are locked out at present.',
    response: lockouts,
    handler: async ({ actor, deps }) => ({ lockouts: await listLockouts(deps, actor) }),
  }),
  defineRoute({
    operation: 'security.lockouts.lift',
    method: 'POST',
    url: '/security/lockouts/lift',
    summary: 'Lets a person of the shop try again at once.',
    body: lockoutLift,
    response: done,
    handler: async ({ actor, body, deps, request }) => {
      const origin = { address: request.ip, requestId: request.id };
      const refusal = await liftLockout(deps, actor, body, origin);
      return refusal === null ? {} : problem(refusal.code, refusal.detail);
    },
  }),
];
