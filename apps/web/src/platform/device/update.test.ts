import { PROGRAM } from '@mosaajii/domain/program';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchProgram } from './service-worker.ts';
import { applyWhenIdle, createUpdate } from './update.ts';

function control(part: { isWriting?: boolean; hasOpenCart?: boolean } = {}) {
  const state = { isWriting: false, hasOpenCart: false, ...part };
  const update = createUpdate({ isWriting: () => state.isWriting, hasOpenCart: async () => state.hasOpenCart });
  const activate = vi.fn();
  return { state, update, activate };
}

describe('a new version', () => {
  it('is applied when nothing is at stake', async () => {
    const { update, activate } = control();
    expect(await update.apply()).toBe(false);
    update.offer(activate);
    expect(update.isReady.get()).toBe(true);
    expect(activate).not.toHaveBeenCalled();
    expect(await update.apply()).toBe(true);
    expect(activate).toHaveBeenCalledOnce();
  });

  it('is asked for while the server names a newer program than this one', () => {
    const { update } = control();
    expect(update.isTooOld.get()).toBe(false);
    expect([update.heardOldest(PROGRAM), update.isTooOld.get()]).toEqual([false, false]);
    expect([update.heardOldest(PROGRAM + 1), update.isTooOld.get()]).toEqual([true, true]);
    expect([update.heardOldest(PROGRAM + 1), update.isTooOld.get()]).toEqual([false, true]);
    // Whoever runs the server took it back, or it was put back to an earlier version.
    expect([update.heardOldest(0), update.isTooOld.get()]).toEqual([true, false]);
  });

  it('waits for an open cart, a write in flight and an open payment', async () => {
    const { state, update, activate } = control();
    update.offer(activate);
    state.hasOpenCart = true;
    expect(await update.apply()).toBe(false);
    state.hasOpenCart = false;
    state.isWriting = true;
    expect(await update.apply()).toBe(false);
    state.isWriting = false;
    const release = update.guard(() => true);
    expect(await update.apply()).toBe(false);
    release();
    expect(await update.apply()).toBe(true);
  });

  it('is not applied over a sale that began while the carts were read', async () => {
    const state = { isWriting: false };
    const update = createUpdate({
      isWriting: () => state.isWriting,
      hasOpenCart: async () => {
        state.isWriting = true;
        return false;
      },
    });
    const activate = vi.fn();
    update.offer(activate);
    expect(await update.apply()).toBe(false);
    expect(activate).not.toHaveBeenCalled();
  });
});

describe('an idle till', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('takes the new version after ten minutes without a touch', async () => {
    const { update, activate } = control();
    update.offer(activate);
    const stop = applyWhenIdle(update, document, () => Date.now());
    await vi.advanceTimersByTimeAsync(9 * 60_000);
    document.dispatchEvent(new Event('keydown'));
    await vi.advanceTimersByTimeAsync(9 * 60_000);
    expect(activate).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    expect(activate).toHaveBeenCalled();
    stop();
  });
});

describe('the program on this device', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    sessionStorage.clear();
  });

  function workers(hasController: boolean) {
    const container = new EventTarget();
    const installing = Object.assign(new EventTarget(), { state: 'installing', postMessage: vi.fn() });
    const registration = Object.assign(new EventTarget(), { installing, waiting: null, update: async () => {} });
    return {
      installing,
      registration,
      container: Object.assign(container, {
        controller: hasController ? {} : null,
        register: async () => registration,
      }) as unknown as ServiceWorkerContainer,
    };
  }

  it('offers a version that was installed beside the running one, and activates it only when asked', async () => {
    const { update } = control();
    const { container, installing } = workers(true);
    await watchProgram(update, container);
    installing.state = 'installed';
    installing.dispatchEvent(new Event('statechange'));
    expect(update.isReady.get()).toBe(true);
    expect(installing.postMessage).not.toHaveBeenCalled();
    await update.apply();
    expect(installing.postMessage).toHaveBeenCalledWith('activate');
  });

  it('has nothing to offer when it is installed for the first time', async () => {
    const { update } = control();
    const { container, installing } = workers(false);
    await watchProgram(update, container);
    installing.state = 'installed';
    installing.dispatchEvent(new Event('statechange'));
    container.dispatchEvent(new Event('controllerchange'));
    expect(update.isReady.get()).toBe(false);
  });

  it('offers a reload when another tab applied a new version', async () => {
    const { update } = control();
    const { container } = workers(true);
    await watchProgram(update, container);
    container.dispatchEvent(new Event('controllerchange'));
    expect(update.isReady.get()).toBe(true);
  });

  it('loads the page again, once, when the browser leaves the version waiting though it was asked', async () => {
    const { state, update } = control();
    const { container, installing } = workers(true);
    const reload = vi.fn();
    await watchProgram(update, container, reload);
    installing.state = 'installed';
    installing.dispatchEvent(new Event('statechange'));
    await update.apply();
    state.hasOpenCart = true;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(reload, 'a sale began meanwhile').not.toHaveBeenCalled();
    state.hasOpenCart = false;
    await update.apply();
    await update.apply();
    expect(reload).toHaveBeenCalledOnce();
    container.dispatchEvent(new Event('controllerchange'));
    expect(reload, 'the new version has taken over').toHaveBeenCalledTimes(2);
  });
});
