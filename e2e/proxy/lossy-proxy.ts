import { Agent, createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Random, seededRandom } from '@mosaajii/testkit';

/** What can happen to a request on the way. */
export type Fault =
  /** Never reaches the server; the connection breaks. */
  | 'drop-request'
  /** The server acts, its answer is lost. */
  | 'drop-answer'
  /** The server gets it twice, one after the other; the second answer comes back. */
  | 'duplicate'
  /** The server gets it twice at the same time. */
  | 'race'
  /** Arrives late, after younger requests. */
  | 'delay'
  /** The connection breaks in the middle of the body. */
  | 'truncate-request'
  /** The answer breaks off in the middle. */
  | 'truncate-answer'
  /** Something on the way answers 502 by itself, before or after the server acted. */
  | 'bad-gateway';

export type FaultRates = Readonly<Partial<Record<Fault, number>>>;

/** A network that a register would rather not have: nearly every second request goes wrong. */
export const ROUGH: FaultRates = {
  'drop-request': 0.08,
  'drop-answer': 0.1,
  duplicate: 0.06,
  race: 0.04,
  delay: 0.08,
  'truncate-request': 0.04,
  'truncate-answer': 0.04,
  'bad-gateway': 0.04,
};

export interface LossyProxyOptions {
  /** Origin of the real server. */
  readonly target: string;
  readonly seed: number;
  readonly rates?: FaultRates;
  /** Longest delay; what is delayed this long has been overtaken. */
  readonly longestDelayMs?: number;
}

export interface LossyProxy {
  readonly origin: string;
  /** How often each thing happened, `none` included. */
  readonly counts: ReadonlyMap<Fault | 'none', number>;
  /** From now on everything passes. */
  heal(): void;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/**
 * An HTTP proxy that breaks requests as a seeded stream decides. It works on whole requests, so that each fault is one
 * that the server or the register really sees, and counts what it did.
 */
export async function startLossyProxy(options: LossyProxyOptions): Promise<LossyProxy> {
  const random = seededRandom(options.seed);
  const counts = new Map<Fault | 'none', number>();
  const agent = new Agent({ keepAlive: true });
  let rates = options.rates ?? ROUGH;
  const forward = (request: IncomingMessage, body: Buffer, stopAt?: number) =>
    send(new URL(options.target), agent, request, body, stopAt);
  const server = createServer((request, response) => {
    void readBody(request)
      .then(async (body) => {
        const fault = choose(random, rates);
        counts.set(fault, (counts.get(fault) ?? 0) + 1);
        const delayMs = random.integer(1, options.longestDelayMs ?? 50);
        await commit(fault, { request, response, body, delayMs, isLate: random.chance(0.5), forward });
      })
      // Whoever is on the other side sees a broken connection, which is what this proxy is for.
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    counts,
    heal: () => {
      rates = {};
    },
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function choose(random: Random, rates: FaultRates): Fault | 'none' {
  let at = random.fraction();
  for (const [fault, rate] of Object.entries(rates) as [Fault, number][]) {
    if (at < rate) return fault;
    at -= rate;
  }
  return 'none';
}

interface Passage {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
  readonly delayMs: number;
  readonly isLate: boolean;
  forward(request: IncomingMessage, body: Buffer, stopAt?: number): Promise<Answer>;
}

async function commit(fault: Fault | 'none', passage: Passage): Promise<void> {
  const { request, response, body, forward } = passage;
  switch (fault) {
    case 'none':
      return reply(response, await forward(request, body));
    case 'drop-request':
      response.destroy();
      return;
    case 'drop-answer':
      await forward(request, body);
      response.destroy();
      return;
    case 'duplicate':
      await forward(request, body);
      return reply(response, await forward(request, body));
    case 'race': {
      const [, second] = await Promise.all([forward(request, body), forward(request, body)]);
      return reply(response, second);
    }
    case 'delay':
      await wait(passage.delayMs);
      return reply(response, await forward(request, body));
    case 'truncate-request':
      // The server sees a body that ends too early and must take nothing of it.
      await forward(request, body, Math.floor(body.length / 2)).catch(() => undefined);
      response.destroy();
      return;
    case 'truncate-answer':
      return replyHalf(response, await forward(request, body));
    case 'bad-gateway':
      if (passage.isLate) await forward(request, body);
      response.writeHead(502, { 'content-type': 'text/plain' }).end('bad gateway');
      return;
  }
}

async function readBody(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function send(target: URL, agent: Agent, from: IncomingMessage, body: Buffer, stopAt?: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        agent,
        host: target.hostname,
        port: target.port,
        method: from.method,
        path: from.url,
        headers: { ...from.headers, host: target.host, 'content-length': body.length },
      },
      (incoming) => {
        readBody(incoming)
          .then((bytes) => resolve({ status: incoming.statusCode ?? 502, headers: incoming.headers, body: bytes }))
          .catch(reject);
      },
    );
    outgoing.on('error', reject);
    if (stopAt === undefined) outgoing.end(body);
    else outgoing.write(body.subarray(0, stopAt), () => outgoing.destroy(new Error('truncated on purpose')));
  });
}

/** Headers that speak about one connection are not passed on (RFC 9110, 7.6.1). */
function endToEnd(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  const { connection: _c, 'keep-alive': _k, 'transfer-encoding': _t, 'content-length': _l, ...rest } = headers;
  return rest;
}

function reply(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { ...endToEnd(answer.headers), 'content-length': answer.body.length });
  response.end(answer.body);
}

function replyHalf(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { ...endToEnd(answer.headers), 'content-length': answer.body.length + 1 });
  response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => response.destroy());
}
