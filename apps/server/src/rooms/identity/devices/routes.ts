import { disownRequest, knownDevices } from '@mosaajii/contract/account';
import { done } from '@mosaajii/contract/identity';
import { uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import { defineRoute, deviceTokenOf, problem, type Route } from '../../../platform/http/index.ts';
import { listBrowsers } from './devices.ts';
import { disown, forgetBrowser } from './disown.ts';

const list = defineRoute({
  operation: 'account.devices.list',
  method: 'GET',
  url: '/account/devices',
  summary: 'The browsers that one’s own account was used from',
  response: knownDevices,
  handler: async ({ deps, actor, request }) => ({
    devices: await listBrowsers(deps, actor.accountId, deviceTokenOf(request, deps.config)),
  }),
});

const forget = defineRoute({
  operation: 'account.devices.forget',
  method: 'DELETE',
  url: '/account/devices/:deviceId',
  summary: 'Forget a browser of one’s own; the next sign-in from it is told of',
  params: z.strictObject({ deviceId: uuid }),
  response: done,
  handler: async ({ deps, actor, params, request }) => {
    const origin = { address: request.ip, requestId: request.id };
    if (await forgetBrowser(deps, actor, params.deviceId, origin)) return {};
    return problem('not-found', 'Your account has no browser with this id.');
  },
});

const disownSignIn = defineRoute({
  operation: 'account.disown',
  method: 'POST',
  url: '/account/disowned-sign-ins',
  summary: 'Say, with the link of a letter, that a sign-in was somebody else’s: signs out everywhere',
  body: disownRequest,
  response: done,
  handler: async ({ deps, body, request }) => {
    const result = await disown(deps, body.token, { address: request.ip, requestId: request.id });
    return result.ok ? {} : problem(result.error.code, result.error.detail);
  },
});

export const deviceRoutes: readonly Route[] = [list, forget, disownSignIn];
