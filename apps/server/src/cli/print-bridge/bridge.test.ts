import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { encodeEscPos, type Paper } from '@mosaajii/domain/paper';
import { EscPosPrinter, readRow } from '@mosaajii/testkit/escpos-printer';
import { afterEach, describe, expect, it } from 'vitest';
import { type PrintBridge, startPrintBridge } from './bridge.ts';

const TOKEN = 'a-token-of-twenty-signs-or-more';
const ORIGIN = 'https://pos.example';
const paper: Paper = {
  language: 'en',
  direction: 'ltr',
  title: 'x',
  blocks: [{ kind: 'pair', start: 'Total', end: '316.80' }],
};
const bytes = encodeEscPos(paper, { paperWidthMm: 80, codePage: 'cp858', hasCutter: true, hasDrawer: false }, () => {
  throw new Error('nothing is drawn');
});

/** A printer on the network: keeps what each connection brought, unless it is told to pull its plug. */
async function fakePrinter(take: (socket: Socket) => void = () => undefined) {
  const jobs: Buffer[] = [];
  const server: Server = createServer((socket) => {
    const parts: Buffer[] = [];
    socket.on('data', (part) => parts.push(part));
    socket.on('end', () => jobs.push(Buffer.concat(parts)));
    socket.on('error', () => undefined);
    take(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { jobs, port, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function bridgeTo(port: number): Promise<PrintBridge> {
  const bridge = await startPrintBridge({
    port: 0,
    listen: '127.0.0.1',
    token: TOKEN,
    origins: [ORIGIN],
    printer: { host: '127.0.0.1', port },
    say: () => undefined,
  });
  open.push(bridge.close);
  return bridge;
}

const ask = ({ url }: PrintBridge, init: RequestInit = {}, body: Uint8Array = bytes) =>
  fetch(`${url}/print`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, origin: ORIGIN },
    body: new Uint8Array(body),
    ...init,
  });

describe('the print bridge', () => {
  it('hands a job to the printer, byte by byte', async () => {
    const printer = await fakePrinter();
    open.push(printer.close);
    const answer = await ask(await bridgeTo(printer.port));
    expect(answer.status).toBe(204);
    const [job] = printer.jobs;
    const printout = new EscPosPrinter(576).print(job ?? new Uint8Array());
    expect(printout.rows.map((row) => readRow(printout, row))).toEqual([`Total${' '.repeat(37)}316.80`]);
  });

  it('prints jobs that come together one after the other, each whole', async () => {
    const printer = await fakePrinter();
    open.push(printer.close);
    const bridge = await bridgeTo(printer.port);
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(bridge)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(204));
    expect(printer.jobs.map((job) => job.equals(Buffer.from(bytes)))).toEqual(Array(8).fill(true));
  });

  it('says that a printer is away, and that nothing is on paper', async () => {
    const printer = await fakePrinter();
    await printer.close();
    const answer = await ask(await bridgeTo(printer.port));
    expect([answer.status, answer.headers.get('x-cut-short')]).toEqual([502, '0']);
  });

  it('says that a paper may be cut short when the printer goes away in the middle', async () => {
    const printer = await fakePrinter((socket) => socket.once('data', () => socket.resetAndDestroy()));
    open.push(printer.close);
    const answer = await ask(await bridgeTo(printer.port));
    expect([answer.status, answer.headers.get('x-cut-short')]).toEqual([502, '1']);
  });

  it('prints for nobody without the token', async () => {
    const printer = await fakePrinter();
    open.push(printer.close);
    const bridge = await bridgeTo(printer.port);
    for (const authorization of ['', 'Bearer ', `Bearer ${TOKEN}x`, TOKEN]) {
      expect((await ask(bridge, { headers: { authorization } })).status).toBe(401);
    }
    expect(printer.jobs).toEqual([]);
  });

  it('tells browsers of its own tills only that they may ask', async () => {
    const bridge = await bridgeTo(1);
    const preflight = (origin: string) => ask(bridge, { method: 'OPTIONS', headers: { origin }, body: null });
    expect((await preflight(ORIGIN)).headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('takes no job without an end', async () => {
    const printer = await fakePrinter();
    open.push(printer.close);
    const answer = await ask(await bridgeTo(printer.port), {}, new Uint8Array(2 * 1024 * 1024));
    expect(answer.status).toBe(413);
    expect(printer.jobs).toEqual([]);
  });
});
