import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Fault, type FaultRates, type LossyProxy, ROUGH, startLossyProxy } from './lossy-proxy.ts';

describe('the lossy proxy', () => {
  let server: Server;
  let target: string;
  let received: string[];
  let proxy: LossyProxy | undefined;

  beforeEach(async () => {
    received = [];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push(Buffer.concat(chunks).toString());
        response.end(`seen ${received.length}`);
      });
      request.on('error', () => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    await proxy?.close();
    proxy = undefined;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function through(rates: FaultRates, seed = 1): Promise<LossyProxy> {
    proxy = await startLossyProxy({ target, seed, rates });
    return proxy;
  }

  /** The text of the answer, or that the connection broke. */
  async function post(origin: string, body: string): Promise<string> {
    try {
      const response = await fetch(origin, { method: 'POST', body });
      return `${response.status} ${await response.text()}`;
    } catch {
      return 'broken';
    }
  }

  it.each<[Fault, string, number]>([
    ['drop-request', 'broken', 0],
    ['drop-answer', 'broken', 1],
    ['duplicate', '200 seen 2', 2],
    ['race', '200 seen', 2],
    ['delay', '200 seen 1', 1],
    ['truncate-request', 'broken', 0],
    ['truncate-answer', 'broken', 1],
    ['bad-gateway', '502 bad gateway', -1],
  ])('%s: the client sees %j and the server %i whole requests', async (fault, answer, count) => {
    const { origin, counts } = await through({ [fault]: 1 });
    expect(await post(origin, 'a body of some length')).toContain(answer);
    expect(counts.get(fault)).toBe(1);
    if (count >= 0) expect(received).toEqual(Array.from({ length: count }, () => 'a body of some length'));
  });

  it('passes everything once it is healed', async () => {
    const lossy = await through({ 'drop-request': 1 });
    expect(await post(lossy.origin, 'x')).toBe('broken');
    lossy.heal();
    expect(await post(lossy.origin, 'x')).toBe('200 seen 1');
  });

  it('does the same with the same seed, and every fault happens in time', { timeout: 60_000 }, async () => {
    const play = async (seed: number) => {
      const { origin, counts } = await through(ROUGH, seed);
      const outcomes: boolean[] = [];
      for (let index = 0; index < 200; index += 1) outcomes.push((await post(origin, 'x')) === 'broken');
      await proxy?.close();
      return { outcomes: outcomes.join(), counts: [...counts.entries()].sort() };
    };
    const first = await play(7);
    expect(await play(7)).toEqual(first);
    expect((await play(8)).outcomes).not.toBe(first.outcomes);
    expect(first.counts).toHaveLength(Object.keys(ROUGH).length + 1);
  });
});
