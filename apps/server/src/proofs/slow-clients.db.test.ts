import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, createAppFixture } from '../app-fixture.ts';

let fixture: AppFixture;
let port: number;
beforeAll(async () => {
  fixture = await createAppFixture();
  await fixture.app.listen({ host: 'localhost', port: 0 });
  port = (fixture.app.server.address() as AddressInfo).port;
  // The limits of the program are minutes, and stated by a test of their own. Shorter here, that nobody waits for them.
  fixture.app.server.headersTimeout = 400;
  fixture.app.server.requestTimeout = 800;
});
afterAll(() => fixture.close());

/** Sends a beginning, then a byte now and then for as long as anybody listens. Returns what was answered before the end. */
async function drip(beginning: string, byte: string): Promise<string> {
  const socket: Socket = connect(port, 'localhost');
  let answer = '';
  socket.setEncoding('latin1').on('data', (text: string) => {
    answer += text;
  });
  // Writing into a line that was cut is what is to happen.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(beginning);
  const timer = setInterval(() => socket.write(byte), 50);
  await once(socket, 'close');
  clearInterval(timer);
  return answer;
}

const openLines = () =>
  new Promise<number>((resolve) => fixture.app.server.getConnections((_error, count) => resolve(count)));

const HEAD = 'POST /api/v1/sessions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';

describe('a client that sends a byte now and then', () => {
  it('is cut off in the middle of its head and of its body, however many there are, and keeps nobody waiting', async () => {
    const heads = Array.from({ length: 50 }, () => drip(`${HEAD}x-slow: `, 'a'));
    const bodies = Array.from({ length: 50 }, () => drip(`${HEAD}content-length: 100000\r\n\r\n{"email":"`, 'a'));
    const answer = await fetch(`http://localhost:${port}/livez`);
    expect(answer.status).toBe(200);
    for (const text of await Promise.all(heads)) expect(text).toMatch(/^HTTP\/1\.1 408 /);
    // The line is cut, with words where it can still be written to.
    for (const text of await Promise.all(bodies)) expect(text === '' || text.startsWith('HTTP/1.1 408 ')).toBe(true);
    // And no line is left open behind them, except for the one that asked properly.
    await expect.poll(openLines, { timeout: 10_000 }).toBeLessThanOrEqual(1);
  }, 30_000);
});
