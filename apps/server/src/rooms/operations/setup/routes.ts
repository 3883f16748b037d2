import { setupRequest, setupResponse, setupStatus } from '@mosaajii/contract/identity';
import { countryList } from '@mosaajii/contract/settings';
import { defineRoute, problem, type Route, setSessionCookie } from '../../../platform/http/index.ts';
import { countryPresets, readInstance } from '../../identity/index.ts';
import { completeSetup, type SetupRefusal } from './complete-setup.ts';

const status = defineRoute({
  operation: 'setup.status',
  method: 'GET',
  url: '/setup',
  summary: 'Whether this shop has been set up',
  response: setupStatus,
  handler: async ({ deps }) => {
    const { isSetUp, epoch } = await deps.db.globalTx(readInstance);
    return { isSetUp, epoch };
  },
});

const NOTE = 'Known to about the end of 2025. Rates and coins change: confirm them for your shop.';

const countries = defineRoute({
  operation: 'setup.countries',
  method: 'GET',
  url: '/countries',
  summary: 'What a set-up can start from, by country',
  response: countryList,
  handler: async ({ reply }) => {
    reply.header('cache-control', 'private, max-age=3600');
    return { countries: [...countryPresets()], note: NOTE };
  },
});

const complete = defineRoute({
  operation: 'setup.complete',
  method: 'POST',
  url: '/setup',
  summary: 'Found the shop: once, with the token that the server printed',
  body: setupRequest,
  response: setupResponse,
  status: 201,
  handler: async ({ deps, body, request, reply }) => {
    const origin = { userAgent: request.headers['user-agent'] ?? '', address: request.ip, requestId: request.id };
    const result = await completeSetup(deps, body, origin);
    if (!result.ok) return refusal(result.error);
    const { issued, ...answer } = result.value;
    setSessionCookie(reply, deps.config, issued, deps.clock.now());
    return answer;
  },
});

function refusal({ code, detail, path }: SetupRefusal) {
  const errors = path === undefined ? {} : { errors: [{ path, message: detail }] };
  return problem(code === 'invalid-setup' ? 'invalid-request' : code, detail, errors);
}

export const setupRoutes: readonly Route[] = [status, countries, complete];
