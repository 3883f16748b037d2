import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DisplayState, publishDisplay, watchDisplay } from './index.ts';

const CART: DisplayState = { kind: 'cart', shopName: 'Duka', lines: [], total: '5.00' };
const IDLE: DisplayState = { kind: 'idle', shopName: 'Duka' };
/** Messages travel by the real loop of events; only the clock that asks is a fake one. */
const arrive = () => new Promise((resolve) => setTimeout(resolve, 20));
const wait = async (ms: number) => {
  for (let passed = 0; passed < ms; passed += 5_000) {
    vi.advanceTimersByTime(5_000);
    await arrive();
  }
};

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

describe('a display of this device', () => {
  it('keeps what its till shows while the till is there, and says it once', async () => {
    const till = publishDisplay();
    const seen: DisplayState[] = [];
    till.show(CART);
    const stop = watchDisplay((state) => seen.push(state));
    await arrive();
    await wait(60_000);
    expect(seen).toEqual([CART]);
    stop();
    till.close();
  });

  it('is idle when its till is gone, and follows the next one', async () => {
    const till = publishDisplay();
    const seen: DisplayState[] = [];
    till.show(CART);
    const stop = watchDisplay((state) => seen.push(state));
    await arrive();
    till.close();
    await wait(10_000);
    expect(seen).toEqual([CART]);
    await wait(10_000);
    expect(seen).toEqual([CART, IDLE]);
    const again = publishDisplay();
    again.show(CART);
    await arrive();
    expect(seen).toEqual([CART, IDLE, CART]);
    stop();
    again.close();
  });
});
