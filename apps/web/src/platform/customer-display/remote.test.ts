import { newDisplayChannel } from '@mosaajii/domain/display';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DisplayState } from './index.ts';
import { MOST_BYTES, messageOf, type RemoteNews, showRemotely, watchRemote } from './remote.ts';

const channel = newDisplayChannel(new Uint8Array(12));

/** A socket in the hand of the test. */
class HandSocket extends EventTarget {
  readonly sent: string[] = [];
  readonly url: string;
  constructor(url: string) {
    super();
    this.url = url;
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.end(1000);
  }
  opens(): void {
    this.dispatchEvent(new Event('open'));
  }
  says(message: unknown): void {
    this.dispatchEvent(
      new MessageEvent('message', { data: typeof message === 'string' ? message : JSON.stringify(message) }),
    );
  }
  end(code: number): void {
    this.dispatchEvent(new CloseEvent('close', { code }));
  }
}

function hand() {
  const sockets: HandSocket[] = [];
  const open = (url: string) => {
    const socket = new HandSocket(url);
    sockets.push(socket);
    return socket as unknown as WebSocket;
  };
  const last = () => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error('nothing was opened');
    return socket;
  };
  return { sockets, last, ports: { open, random: () => 0 } };
}

const due = (total: string): DisplayState => ({ kind: 'due', shopName: 'Baraka', total, paid: '', left: total });
const prove = async () => ({ authorization: 'Register o.k.s', 'register-proof': 'p' });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a till that shows on another device', () => {
  it('proves its register, then says the newest state, and each one after it', async () => {
    const { last, ports } = hand();
    const remote = showRemotely(channel, prove, ports);
    remote.show(due('1.00'));
    remote.show(due('2.00'));
    expect(last().url).toMatch(/^ws:.*\/api\/v1\/live\/display$/);
    last().opens();
    await vi.advanceTimersByTimeAsync(0);
    expect(last().sent.map((text) => JSON.parse(text))).toEqual([
      { type: 'show', channel, token: 'Register o.k.s', proof: 'p' },
    ]);
    last().says({ type: 'shown' });
    expect(remote.standing.get()).toBe('shown');
    remote.show(due('3.00'));
    expect(
      last()
        .sent.slice(1)
        .map((text) => JSON.parse(text).state.total),
    ).toEqual(['2.00', '3.00']);
  });

  it('comes back by itself with what is shown then', async () => {
    const { sockets, last, ports } = hand();
    const remote = showRemotely(channel, prove, ports);
    last().opens();
    last().says({ type: 'shown' });
    last().end(1006);
    expect(remote.standing.get()).toBe('connecting');
    remote.show(due('4.00'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sockets).toHaveLength(2);
    last().opens();
    last().says({ type: 'shown' });
    expect(last().sent.some((text) => text.includes('4.00'))).toBe(true);
    remote.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets).toHaveLength(2);
  });

  it('leaves the customer’s screen to another window until it has something new', async () => {
    const { sockets, last, ports } = hand();
    const remote = showRemotely(channel, prove, ports);
    last().opens();
    last().says({ type: 'shown' });
    last().end(4409);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets).toHaveLength(1);
    remote.show(due('5.00'));
    expect(sockets).toHaveLength(2);
  });

  it('says no more at once than the server hears: the last lines', () => {
    const lines = Array.from({ length: 200 }, (_, index) => ({
      id: `line-${index}`,
      name: `سكر ${index} ${'x'.repeat(300)}`,
      quantity: '1',
      amount: '1.00',
    }));
    const text = messageOf({ kind: 'cart', shopName: 'B', lines, total: '200.00' });
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(MOST_BYTES);
    const shown = JSON.parse(text).state.lines as { name: string }[];
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.at(-1)?.name).toMatch(/^سكر 199 /);
  });
});

describe('a display', () => {
  it('asks for its channel, hears states, and says when its till or the server is away', async () => {
    const { sockets, last, ports } = hand();
    const news: RemoteNews[] = [];
    const stop = watchRemote(channel, (one) => news.push(one), ports);
    last().opens();
    expect(JSON.parse(last().sent[0] ?? '')).toEqual({ type: 'look', channel });
    last().says({ type: 'away' });
    last().says({ type: 'state', state: due('1.00') });
    last().says('{ this is no JSON');
    last().says({ type: 'something-new' });
    last().end(1006);
    expect(news).toEqual([{ kind: 'away' }, { kind: 'state', state: due('1.00') }, { kind: 'unreachable' }]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(sockets).toHaveLength(2);
    stop();
  });
});
