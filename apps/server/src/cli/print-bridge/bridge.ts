import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type PrinterAddress, sendRaw } from './raw-printer.ts';

export interface BridgeOptions {
  readonly port: number;
  readonly listen: string;
  readonly token: string;
  /** The tills that may ask: the addresses of their pages. */
  readonly origins: readonly string[];
  readonly printer: PrinterAddress;
  readonly say: (line: string) => void;
}

export interface PrintBridge {
  readonly url: string;
  close(): Promise<void>;
}

/** A receipt with a logo has some 30 kB; ten metres of pictures are no receipt. */
const MOST_BYTES = 1024 * 1024;

/**
 * Takes jobs from a till's page on this computer and hands them to one printer on the network, one after the other. It asks
 * for its token, answers pages of the named origins only, and connects to no printer but the one it was started with.
 */
export async function startPrintBridge(options: BridgeOptions): Promise<PrintBridge> {
  let last: Promise<void> = Promise.resolve();
  const server = createServer((request, reply) => {
    allowOrigin(options, request, reply);
    if (request.method === 'OPTIONS') return void reply.writeHead(204).end();
    if (!hasToken(options, request)) return void refuse(reply, 401, 'The token is missing or wrong.');
    if (request.method !== 'POST' || request.url !== '/print')
      return void refuse(reply, 404, 'POST /print takes a job.');
    // Jobs in between would mix two receipts on one paper.
    last = last
      .then(() => print(options, request, reply))
      .catch((error: unknown) => {
        options.say(`a job was not taken: ${error instanceof Error ? error.message : String(error)}`);
        if (!reply.headersSent) refuse(reply, 400, 'The job did not arrive whole.');
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.listen, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://${options.listen}:${port}`, close: () => closeServer(server) };
}

async function print({ printer, say }: BridgeOptions, request: IncomingMessage, reply: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > MOST_BYTES) return refuse(reply, 413, 'The job is too large.');
    parts.push(part as Buffer);
  }
  const outcome = await sendRaw(printer, Buffer.concat(parts));
  if (outcome.isPrinted) {
    say(`printed ${size} bytes`);
    return void reply.writeHead(204).end();
  }
  say(`not printed: ${outcome.cause}`);
  reply.setHeader('x-cut-short', outcome.isCutShort ? '1' : '0');
  refuse(reply, 502, 'The printer cannot be reached.');
}

function refuse(reply: ServerResponse, status: number, detail: string): void {
  reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ detail }));
}

function allowOrigin({ origins }: BridgeOptions, request: IncomingMessage, reply: ServerResponse): void {
  const { origin } = request.headers;
  reply.setHeader('vary', 'origin');
  if (origin === undefined || !origins.includes(origin)) return;
  reply.setHeader('access-control-allow-origin', origin);
  reply.setHeader('access-control-allow-methods', 'POST');
  reply.setHeader('access-control-allow-headers', 'authorization, content-type');
  reply.setHeader('access-control-expose-headers', 'x-cut-short');
  reply.setHeader('access-control-allow-private-network', 'true');
}

function hasToken({ token }: BridgeOptions, request: IncomingMessage): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`));
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
