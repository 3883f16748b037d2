import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AppFixture,
  createAppFixture,
  credentialOf,
  proofOf,
  setUpShop,
  type TestShop,
} from '../../app-fixture.ts';
import { CLOSE_TAKEN_OVER, CLOSE_TOO_MANY } from './displays.ts';

interface WsModule {
  readonly WebSocket: new (url: string, options: { readonly headers: Record<string, string> }) => WebSocket;
}
const { WebSocket: Ws } = createRequire(import.meta.url)('ws') as WsModule;
const PATH = '/api/v1/live/display';

let fixture: AppFixture;
let shop: TestShop;
let address = '';
const open: WebSocket[] = [];
beforeAll(async () => {
  fixture = await createAppFixture({ allowedHosts: ['127.0.0.1', 'localhost'] });
  shop = await setUpShop(fixture);
  address = await fixture.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  for (const socket of open) socket.close();
  await fixture.close();
});

interface Client {
  readonly socket: WebSocket;
  /** The next message, or the code that the socket was closed with. */
  next(): Promise<unknown>;
}

function connect(hello: unknown, headers: Record<string, string> = {}): Client {
  const socket = new Ws(`${address.replace('http', 'ws')}${PATH}`, { headers });
  open.push(socket);
  const queue: unknown[] = [];
  const waiting: ((value: unknown) => void)[] = [];
  const push = (value: unknown) => {
    const next = waiting.shift();
    if (next === undefined) queue.push(value);
    else next(value);
  };
  socket.addEventListener('message', (event) => push(JSON.parse(String(event.data))));
  socket.addEventListener('close', (event) => push(event.code));
  socket.addEventListener('error', () => push('error'));
  socket.addEventListener('open', () => socket.send(JSON.stringify(hello)));
  return {
    socket,
    next: () => (queue.length > 0 ? Promise.resolve(queue.shift()) : new Promise((resolve) => waiting.push(resolve))),
  };
}

const look = (channel: string) => connect({ type: 'look', channel });

function showHello(channel: string) {
  const credential = credentialOf(shop.enrolment);
  const proof = proofOf(credential, { method: 'GET', path: PATH }, fixture.clock.now().getTime());
  return { type: 'show', channel, token: credential.authorization, proof: proof['register-proof'] };
}

async function show(channel: string): Promise<Client> {
  const till = connect(showHello(channel));
  expect(await till.next()).toEqual({ type: 'shown' });
  return till;
}

const state = (total: string) => ({
  type: 'state',
  state: { kind: 'due', shopName: 'B', total, paid: '', left: total },
});

describe('customer displays on other devices', () => {
  it('hear what their till shows, also one that comes later, and that it went away', async () => {
    const early = look('7K2M-Q8ZT-04XA');
    expect(await early.next()).toEqual({ type: 'away' });
    const till = await show('7k2mq8zt04xa');
    till.socket.send(JSON.stringify(state('1.99')));
    expect(await early.next()).toEqual(state('1.99'));
    const late = look('7K2MQ8ZT04XA');
    expect(await late.next()).toEqual(state('1.99'));
    till.socket.close();
    expect([await early.next(), await late.next()]).toEqual([{ type: 'away' }, { type: 'away' }]);
    const later = look('7K2MQ8ZT04XA');
    expect(await later.next(), 'what was shown is kept nowhere').toEqual({ type: 'away' });
  });

  it('hear nothing of another channel, and say nothing to anybody', async () => {
    const other = look('0000-0000-0000');
    await other.next();
    const mine = look('1111-1111-1111');
    await mine.next();
    const till = await show('1111-1111-1111');
    mine.socket.send(JSON.stringify(state('666.00')));
    till.socket.send(JSON.stringify(state('2.00')));
    expect(await mine.next()).toEqual(state('2.00'));
    const otherTill = await show('0000-0000-0000');
    otherTill.socket.send(JSON.stringify(state('3.00')));
    expect(await other.next()).toEqual(state('3.00'));
  });

  it('follow the newest window of the register; the one before is told and stays away', async () => {
    const display = look('2222-2222-2222');
    await display.next();
    const first = await show('2222-2222-2222');
    const second = await show('2222-2222-2222');
    expect(await first.next()).toBe(CLOSE_TAKEN_OVER);
    second.socket.send(JSON.stringify(state('4.00')));
    expect(await display.next()).toEqual(state('4.00'));
  });

  it.each([
    ['no channel', { type: 'look' }],
    ['a channel that is none', { type: 'look', channel: 'HELLO' }],
    ['neither looking nor showing', { type: 'steal', channel: '3333-3333-3333' }],
    ['showing without a register', { type: 'show', channel: '3333-3333-3333' }],
    ['showing with a false credential', { type: 'show', channel: '3333-3333-3333', token: 'Register x' }],
  ])('are refused for %s', async (_name, hello) => {
    expect(await connect(hello).next()).toBe(4401);
  });

  it('are refused to pages of other sites', async () => {
    const client = connect({ type: 'look', channel: '4444-4444-4444' }, { origin: 'https://evil.example' });
    expect(await client.next()).toBe('error');
  });

  it('are few for each till', async () => {
    const displays = Array.from({ length: 8 }, () => look('5555-5555-5555'));
    await Promise.all(displays.map((display) => display.next()));
    expect(await look('5555-5555-5555').next()).toBe(CLOSE_TOO_MANY);
    displays[0]?.socket.close();
    expect(await displays[0]?.next()).toBeTypeOf('number');
    expect(await look('5555-5555-5555').next()).toEqual({ type: 'away' });
  });

  it('are closed with a till that says too much at once', async () => {
    const till = await show('6666-6666-6666');
    till.socket.send('x'.repeat(5_000));
    expect(await till.next()).toBe(1009);
  });
});
