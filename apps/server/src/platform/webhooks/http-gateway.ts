import { z } from 'zod';
import type { Checkout, GatewayPayment, PaymentGateway } from './gateway.ts';
import type { WebhookSecret } from './signature.ts';

/** How a gateway is reached. */
export interface HttpGatewaySettings {
  readonly name: string;
  /** Without a slash at the end. */
  readonly url: string;
  /** Sent as a bearer token. */
  readonly key: string;
  readonly secrets: readonly WebhookSecret[];
}

/** A payer waits no longer for a page. */
const ANSWER_WITHIN_MS = 10_000;
const MOST_BYTES = 64 * 1024;

const purpose = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('request'), requestId: z.string().max(100) }),
  z.object({ kind: z.literal('renewal'), organizationId: z.string().max(100), planId: z.string().max(100) }),
]);
const paymentAnswer = z.object({
  state: z.enum(['pending', 'paid', 'failed', 'refunded']),
  amountMinor: z.int().min(0).max(1_000_000_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
  purpose,
});
const checkoutAnswer = z.object({ url: z.url({ protocol: /^https?$/ }).max(2000) });

/**
 * A gateway that is asked by HTTP: `GET /payments/{id}` and `POST /checkouts`, with JSON. One that speaks otherwise has an
 * adapter in front of it, or takes this place with its own.
 */
export function httpGateway({ name, url, key, secrets }: HttpGatewaySettings): PaymentGateway {
  const authorization = `Bearer ${key}`;
  return {
    name,
    secrets,
    readPayment: async (gatewayPaymentId): Promise<GatewayPayment | undefined> => {
      const answer = await ask(`${url}/payments/${encodeURIComponent(gatewayPaymentId)}`, { authorization });
      if (answer.status === 404) return undefined;
      return paymentAnswer.parse(bodyOf(answer));
    },
    createCheckout: async (wanted: Checkout): Promise<string> => {
      const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': wanted.reference };
      const answer = await ask(`${url}/checkouts`, headers, JSON.stringify(wanted));
      const page = new URL(checkoutAnswer.parse(bodyOf(answer)).url);
      // A page without TLS is believed only of a gateway that is itself on this machine.
      if (page.protocol !== 'https:' && !url.startsWith('http:'))
        throw new Error('the gateway named a page without TLS');
      return page.href;
    },
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function ask(url: string, headers: Readonly<Record<string, string>>, body?: string): Promise<Answer> {
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { accept: 'application/json', ...headers },
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    ...(body === undefined ? {} : { body }),
  });
  const parts: Uint8Array[] = [];
  let size = 0;
  if (response.body !== null) {
    for await (const part of response.body) {
      size += part.byteLength;
      if (size > MOST_BYTES) throw new Error('the gateway’s answer is too long');
      parts.push(part);
    }
  }
  return { status: response.status, text: Buffer.concat(parts).toString('utf8') };
}

function bodyOf({ status, text }: Answer): unknown {
  if (status < 200 || status > 299) throw new Error(`the gateway answered ${status}`);
  return JSON.parse(text);
}
