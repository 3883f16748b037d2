import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceSession } from '../../platform/session/index.ts';
import { lockAfterMinutes, putLockAfterMinutes, watchIdle } from './idle-lock.ts';

const MINUTE = 60_000;
const values = new Map<string, unknown>();
let locks = 0;
const session = {
  value: (name: string) => Promise.resolve(values.get(name)),
  putValue: (name: string, value: unknown) => Promise.resolve(void values.set(name, value)),
  lock: () => Promise.resolve(void (locks += 1)),
} as Pick<DeviceSession, 'value' | 'putValue' | 'lock'> as DeviceSession;

describe('the idle lock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    values.clear();
    locks = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('locks after 2 minutes without a touch, and not before', async () => {
    const stop = watchIdle(session);
    await vi.advanceTimersByTimeAsync(1.5 * MINUTE);
    expect(locks).toBe(0);
    await vi.advanceTimersByTimeAsync(MINUTE + 10_000);
    expect(locks).toBeGreaterThan(0);
    stop();
  });

  it('is put off by every sign of life, also inside of fields', async () => {
    const stop = watchIdle(session);
    for (const name of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
      await vi.advanceTimersByTimeAsync(1.5 * MINUTE);
      document.body.dispatchEvent(new Event(name, { bubbles: true }));
    }
    await vi.advanceTimersByTimeAsync(1.5 * MINUTE);
    expect(locks).toBe(0);
    stop();
  });

  it('locks a device that slept as soon as it looks at the clock', async () => {
    let now = 0;
    const stop = watchIdle(session, { now: () => now, target: window });
    now = 8 * 60 * MINUTE;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(locks).toBe(1);
    stop();
  });

  it('takes the time that was chosen on this device, and no other value', async () => {
    await putLockAfterMinutes(session, 5);
    const stop = watchIdle(session);
    await vi.advanceTimersByTimeAsync(4 * MINUTE);
    expect(locks).toBe(0);
    await vi.advanceTimersByTimeAsync(MINUTE + 10_000);
    expect(locks).toBeGreaterThan(0);
    stop();
    values.set('lock-after-minutes', 1_000_000);
    expect(await lockAfterMinutes(session)).toBe(2);
  });

  it('stops with the session', async () => {
    watchIdle(session)();
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(locks).toBe(0);
  });
});
