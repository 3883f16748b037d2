import { gatewayEvent } from '@mosaajii/contract/access';
import { done } from '@mosaajii/contract/identity';
import { z } from 'zod';
import { defineRoute, problem, type Route } from '../../../../platform/http/index.ts';
import { receiveEvent } from './receive-event.ts';

/** Gateways send a type and an id. */
const EVENT_BYTES = 64 * 1024;

const receive = defineRoute({
  operation: 'access.gateway-events.receive',
  method: 'POST',
  url: '/gateway-events/:gateway',
  summary: 'What a payment gateway tells us, signed by the rules of Standard Webhooks',
  params: z.strictObject({ gateway: z.string().regex(/^[a-z0-9-]{1,40}$/) }),
  body: gatewayEvent,
  response: done,
  status: 202,
  bodyLimit: EVENT_BYTES,
  handler: async ({ deps, params, request }) => {
    const header = (name: string) => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : undefined;
    };
    const received = await receiveEvent(deps, params.gateway, {
      id: header('webhook-id'),
      timestamp: header('webhook-timestamp'),
      signature: header('webhook-signature'),
      keyId: header('webhook-key-id'),
      body: request.rawBody ?? Buffer.alloc(0),
    });
    return received.ok ? {} : problem(received.error.code, received.error.detail);
  },
});

export const gatewayRoutes: readonly Route[] = [receive];
