// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLive, liveUrl } from './index.ts';

class FakeSocket extends EventTarget {
  readonly sent: string[] = [];
  isClosed = false;
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.isClosed = true;
    this.dispatchEvent(new Event('close'));
  }
  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

const register = (keyId: string) => ({ keyId, message: () => Promise.resolve(`hello of ${keyId}`) });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open() {
  const sockets: FakeSocket[] = [];
  const poked = vi.fn();
  const opened = vi.fn();
  const live = createLive({
    url: () => 'ws://shop/api/v1/live',
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    poked,
    opened,
    random: () => 1,
  });
  return { live, sockets, poked, opened };
}

describe('the live socket', () => {
  it('says who it is first, and passes on pokes and nothing else', async () => {
    const { live, sockets, poked, opened } = open();
    live.connect(register('key'));
    sockets[0]?.dispatchEvent(new Event('open'));
    await vi.advanceTimersByTimeAsync(0);
    expect(sockets[0]?.sent).toEqual(['hello of key']);
    expect(opened).toHaveBeenCalledOnce();
    for (const noise of ['', '{', '[]', '{"type":"other"}', '{"type":"poke","position":"7"}', new ArrayBuffer(4)]) {
      sockets[0]?.say(noise);
    }
    expect(poked).not.toHaveBeenCalled();
    sockets[0]?.say('{"type":"poke","position":7}');
    expect(poked).toHaveBeenCalledWith(7);
  });

  it('comes back after it was lost, waiting longer each time', async () => {
    const { live, sockets } = open();
    live.connect(register('one'));
    sockets[0]?.close();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sockets).toHaveLength(2);
    sockets[1]?.close();
    await vi.advanceTimersByTimeAsync(1_500);
    expect(sockets).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(500);
    expect(sockets).toHaveLength(3);
  });

  it('opens again with a new credential, and stays closed when it is told', async () => {
    const { live, sockets } = open();
    live.connect(register('one'));
    live.connect(register('one'));
    expect(sockets).toHaveLength(1);
    live.connect(register('two'));
    expect(sockets[0]?.isClosed).toBe(true);
    expect(sockets).toHaveLength(2);
    live.close();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(sockets).toHaveLength(2);
  });

  it('uses TLS where the page does', () => {
    expect(liveUrl({ protocol: 'https:', host: 'shop:4000' })).toBe('wss://shop:4000/api/v1/live');
    expect(liveUrl({ protocol: 'http:', host: 'localhost:4000' })).toBe('ws://localhost:4000/api/v1/live');
  });
});
