import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { type Checkout, type GatewayPayment, signDelivery } from '../../platform/webhooks/index.ts';
import { checkoutPage } from './page.ts';

/** What can be done with a payment: what payers and gateways do, and what forgers do. */
export const ACTIONS = [
  'pay',
  'pay-less',
  'pay-other-currency',
  'fail',
  'refund',
  'repeat',
  'out-of-order',
  'replay-old',
  'forge',
  'unknown-payment',
] as const;
export type Action = (typeof ACTIONS)[number];

/** A delivery as it goes out. */
export interface Delivery {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface SimulatorOptions {
  /** 0: a free one. */
  readonly port: number;
  /** The key that whoever asks has to bring. */
  readonly key: string;
  /** What deliveries are signed with. */
  readonly secret: string;
  /** Sends a delivery; answers the status, or throws when nobody is there. */
  readonly deliver: (delivery: Delivery) => Promise<number>;
}

export interface GatewaySimulator {
  readonly origin: string;
  /** Does something with the payment of a page. Answers what the installation said to each delivery. */
  act(paymentId: string, action: Action): Promise<readonly number[]>;
  close(): Promise<void>;
}

interface Page {
  readonly wanted: Checkout;
  payment: GatewayPayment;
  last: Delivery | undefined;
}

const wantedSchema = z.object({
  reference: z.string().max(200),
  amountMinor: z.int().min(0),
  currency: z.string().regex(/^[A-Z]{3}$/),
  description: z.string().max(200),
  purpose: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('request'), requestId: z.string() }),
    z.object({ kind: z.literal('renewal'), organizationId: z.string(), planId: z.string() }),
  ]),
  returnUrl: z.url({ protocol: /^https?$/ }),
});
const MOST_BYTES = 64 * 1024;
const TOO_OLD_SECONDS = 600;

/** A gateway on this machine that no money goes through: for trying out, and for tests. Listens on loopback only. */
export async function startGatewaySimulator(options: SimulatorOptions): Promise<GatewaySimulator> {
  const pages = new Map<string, Page>();
  const act = async (paymentId: string, action: Action): Promise<number[]> => {
    const page = pages.get(paymentId);
    if (page === undefined) throw new Error('there is no such payment');
    const deliveries = deliveriesFor(paymentId, page, action, options.secret);
    page.last = deliveries.at(-1) ?? page.last;
    const statuses: number[] = [];
    for (const delivery of deliveries) statuses.push(await options.deliver(delivery));
    return statuses;
  };
  let origin = '';
  const server = createServer((request, response) => {
    answer({ request, response, pages, options, origin, act }).catch((error: unknown) => {
      reply(response, 500, 'text/plain', error instanceof Error ? error.message : 'failed');
    });
  });
  origin = `http://127.0.0.1:${await listen(server, options.port)}`;
  return { origin, act, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** What goes out for an action; the payment is changed first, as at a real gateway. */
function deliveriesFor(paymentId: string, page: Page, action: Action, secret: string): Delivery[] {
  const { wanted } = page;
  const set = (change: Partial<GatewayPayment>) => {
    page.payment = { ...page.payment, ...change };
  };
  const tell = (type: string, more: Parameters<typeof signed>[3] = {}) => signed(secret, paymentId, type, more);
  switch (action) {
    case 'pay':
      set({ state: 'paid', amountMinor: wanted.amountMinor, currency: wanted.currency });
      return [tell('payment.paid')];
    case 'pay-less':
      set({ state: 'paid', amountMinor: Math.max(0, wanted.amountMinor - 1), currency: wanted.currency });
      return [tell('payment.paid')];
    case 'pay-other-currency':
      set({ state: 'paid', amountMinor: wanted.amountMinor, currency: wanted.currency === 'XXX' ? 'XTS' : 'XXX' });
      return [tell('payment.paid')];
    case 'fail':
      set({ state: 'failed' });
      return [tell('payment.failed')];
    case 'refund':
      set({ state: 'refunded' });
      return [tell('payment.refunded')];
    case 'repeat':
      return page.last === undefined ? [] : [page.last, page.last];
    case 'out-of-order':
      set({ state: 'paid', amountMinor: wanted.amountMinor, currency: wanted.currency });
      return [tell('payment.settled'), tell('payment.paid'), tell('payment.created')];
    case 'replay-old':
      return [tell('payment.paid', { secondsAgo: TOO_OLD_SECONDS })];
    case 'forge':
      return [signed(`whsec_${randomBytes(32).toString('base64')}`, paymentId, 'payment.paid')];
    case 'unknown-payment':
      return [signed(secret, `unknown-${randomUUID()}`, 'payment.paid')];
  }
}

function signed(
  secret: string,
  paymentId: string,
  type: string,
  { secondsAgo = 0 }: { readonly secondsAgo?: number } = {},
): Delivery {
  const seconds = Math.floor(Date.now() / 1000) - secondsAgo;
  const body = JSON.stringify({ type, timestamp: new Date(seconds * 1000).toISOString(), data: { paymentId } });
  const id = `evt_${randomUUID()}`;
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signDelivery(secret, id, seconds, Buffer.from(body)),
    },
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly pages: Map<string, Page>;
  readonly options: SimulatorOptions;
  readonly origin: string;
  readonly act: GatewaySimulator['act'];
}

async function answer({ request, response, pages, options, origin, act }: Exchange): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', origin);
  const [, kind = '', id = ''] = pathname.split('/').map(decodeURIComponent);
  if (kind === 'checkout') {
    const page = pages.get(id);
    if (page === undefined) return reply(response, 404, 'text/plain', 'There is no such payment.');
    let said: string | null = null;
    if (request.method === 'POST') {
      const wanted = new URLSearchParams(await textOf(request)).get('action');
      const action = ACTIONS.find((each) => each === wanted);
      if (action !== undefined) said = `${action}: ${(await act(id, action)).join(', ') || 'nothing to send'}`;
    }
    return reply(response, 200, 'text/html; charset=utf-8', checkoutPage({ ...page, said }));
  }
  if (!isKey(request.headers.authorization, options.key)) return json(response, 401, { error: 'wrong key' });
  if (kind === 'payments' && request.method === 'GET') {
    const payment = pages.get(id)?.payment;
    return payment === undefined ? json(response, 404, { error: 'unknown' }) : json(response, 200, payment);
  }
  if (kind === 'checkouts' && request.method === 'POST') {
    const wanted = wantedSchema.safeParse(JSON.parse(await textOf(request)));
    if (!wanted.success) return json(response, 400, { error: 'malformed' });
    const paymentId = `pay_${wanted.data.reference}`;
    const { amountMinor, currency, purpose } = wanted.data;
    // The same reference is the same payment.
    if (!pages.has(paymentId)) {
      const payment: GatewayPayment = { state: 'pending', amountMinor, currency, purpose };
      pages.set(paymentId, { wanted: wanted.data, payment, last: undefined });
    }
    return json(response, 201, { url: `${origin}/checkout/${encodeURIComponent(paymentId)}` });
  }
  return json(response, 404, { error: 'nothing here' });
}

function isKey(header: string | undefined, key: string): boolean {
  const [given, wanted] = [Buffer.from(header ?? ''), Buffer.from(`Bearer ${key}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.byteLength;
    if (size > MOST_BYTES) throw new Error('too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function json(response: ServerResponse, status: number, body: unknown): void {
  reply(response, status, 'application/json', JSON.stringify(body));
}

function reply(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
