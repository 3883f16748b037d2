import { session } from '@mosaajii/contract/identity';
import { shopChoices, shopSwitch } from '@mosaajii/contract/shops';
import { defineRoute, problem, type Route, setSessionCookie } from '../../platform/http/index.ts';
import { readSession } from './session-view.ts';
import { listShops, switchShop } from './shops.ts';

const list = defineRoute({
  operation: 'session.shops',
  method: 'GET',
  url: '/session/shops',
  summary: 'The shops that one can enter',
  response: shopChoices,
  handler: ({ deps, actor }) => listShops(deps, actor),
});

const choose = defineRoute({
  operation: 'session.switch',
  method: 'POST',
  url: '/session/shop',
  summary: 'Go to another of one’s shops: a new session there, the end of the one here',
  body: shopSwitch,
  response: session,
  handler: async ({ deps, actor, body, request, reply }) => {
    const userAgent = request.headers['user-agent'] ?? '';
    const from = { userAgent, address: request.ip, requestId: request.id };
    const switched = await switchShop(deps, actor, body.organizationId, from);
    if (!switched.ok) return problem(switched.error.code, switched.error.detail);
    const { organizationId, userId, issued } = switched.value;
    if (issued !== null) setSessionCookie(reply, deps.config, issued, deps.clock.now());
    return deps.db.read(organizationId, (tx) => readSession(deps, tx, userId));
  },
});

export const shopRoutes: readonly Route[] = [list, choose];
