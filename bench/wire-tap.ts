import type { AddressInfo } from 'node:net';
import { createConnection, createServer, type Socket } from 'node:net';

/** A statement that a client sent, with the connection it came on. */
export interface TappedStatement {
  readonly connection: number;
  readonly text: string;
}

export interface WireTap {
  /** The same address with the tap's port: give it to the client whose statements are to be seen. */
  readonly url: string;
  readonly statements: TappedStatement[];
  close(): Promise<void>;
}

/**
 * Stands between a client and PostgreSQL and writes down each statement that the client executes: simple queries (`Q`)
 * and executions (`E`) of what was parsed (`P`) and bound (`B`). Protocol 3.0, PostgreSQL documentation, chapter 54.
 */
export async function startWireTap(url: string): Promise<WireTap> {
  const { hostname: host, port } = new URL(url);
  const statements: TappedStatement[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((client) => {
    connections += 1;
    const upstream = createConnection({ host, port: Number(port) });
    const reader = new FrontendReader(connections, statements);
    client.on('data', (chunk) => reader.take(chunk));
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      // Either end may break off; the other one is closed with it.
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const tapped = new URL(url);
  tapped.port = String((server.address() as AddressInfo).port);
  return {
    url: tapped.href,
    statements,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Reads the messages of one client. */
class FrontendReader {
  readonly #connection: number;
  readonly #statements: TappedStatement[];
  readonly #parsed = new Map<string, string>();
  readonly #bound = new Map<string, string>();
  #buffer: Buffer = Buffer.alloc(0);
  #hasStarted = false;

  constructor(connection: number, statements: TappedStatement[]) {
    this.#connection = connection;
    this.#statements = statements;
  }

  take(chunk: Buffer | string): void {
    this.#buffer = Buffer.concat([this.#buffer, Buffer.from(chunk)]);
    // The first message has no type: only its length.
    for (;;) {
      const header = this.#hasStarted ? 5 : 4;
      if (this.#buffer.length < header) return;
      const length = this.#buffer.readInt32BE(header - 4) + header - 4;
      if (this.#buffer.length < length) return;
      if (this.#hasStarted) this.#message(String.fromCharCode(this.#buffer[0] ?? 0), this.#buffer.subarray(5, length));
      else this.#hasStarted = true;
      this.#buffer = this.#buffer.subarray(length);
    }
  }

  #message(type: string, body: Buffer): void {
    const [first = '', second = ''] = body.toString('utf8').split('\0', 2);
    if (type === 'Q') this.#say(first);
    else if (type === 'P') this.#parsed.set(first, second);
    else if (type === 'B') this.#bound.set(first, this.#parsed.get(second) ?? '');
    else if (type === 'E') this.#say(this.#bound.get(first) ?? '');
  }

  #say(text: string): void {
    this.#statements.push({ connection: this.#connection, text });
  }
}

const CONTROL = /^\s*(begin|start|commit|rollback|set local|savepoint|release)\b/i;

/** How many statements besides transaction control each transaction that writes a sale has, the largest one. */
export function mostStatementsOfSale(statements: readonly TappedStatement[]): number {
  const open = new Map<number, { count: number; hasSale: boolean }>();
  let most = 0;
  for (const { connection, text } of statements) {
    const isControl = CONTROL.test(text);
    if (isControl && /^\s*(begin|start)/i.test(text)) open.set(connection, { count: 0, hasSale: false });
    const transaction = open.get(connection);
    if (transaction === undefined) continue;
    if (!isControl) transaction.count += 1;
    if (/insert into sale /i.test(text)) transaction.hasSale = true;
    if (isControl && /^\s*(commit|rollback)/i.test(text)) {
      if (transaction.hasSale) most = Math.max(most, transaction.count);
      open.delete(connection);
    }
  }
  return most;
}
