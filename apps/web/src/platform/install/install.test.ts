import { afterEach, describe, expect, it, vi } from 'vitest';
import { installNow, installWay, noteInstallAnswered, offersAfterSale } from './install.ts';
import { keepInstallPrompt, takeInstallPrompt } from './prompt.ts';

function pageOf(userAgent: string, isStandalone = false): Window {
  return {
    navigator: { userAgent, platform: 'Linux', maxTouchPoints: 0 },
    matchMedia: (query: string) => ({ matches: isStandalone && query.includes('standalone') }),
  } as unknown as Window;
}

/** The browser's offer, as Chromium makes it. */
function offer(outcome: 'accepted' | 'dismissed') {
  const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
    prompt: vi.fn(() => Promise.resolve({ outcome })),
  });
  window.dispatchEvent(event);
  return event;
}

describe('the offer to install', () => {
  afterEach(() => {
    takeInstallPrompt();
    localStorage.clear();
  });

  it('is made with the third sale of the device, twice more to whoever says nothing, and then no more', () => {
    const offers = Array.from({ length: 8 }, () => offersAfterSale(localStorage, 'prompt'));
    expect(offers).toEqual([false, false, true, true, true, false, false, false]);
  });

  it('is not made again to whoever has answered', () => {
    for (let sale = 0; sale < 3; sale += 1) offersAfterSale(localStorage, 'prompt');
    noteInstallAnswered(localStorage);
    expect(offersAfterSale(localStorage, 'prompt')).toBe(false);
  });

  it.each(['installed', 'menu'] as const)('is not made where it could not be kept: %s', (way) => {
    const offers = Array.from({ length: 5 }, () => offersAfterSale(localStorage, way));
    expect(offers).not.toContain(true);
  });

  it('knows a window of its own, the share sheet of a phone, and a browser that only has a menu', () => {
    expect(installWay(pageOf('Chrome', true))).toBe('installed');
    expect(installWay(pageOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)'))).toBe('share-sheet');
    expect(installWay(pageOf('Firefox'))).toBe('menu');
  });

  it('keeps the banner of the browser away, and uses what it offered once, when the person says so', async () => {
    keepInstallPrompt(window);
    const event = offer('accepted');
    expect(event.defaultPrevented).toBe(true);
    expect(event.prompt).not.toHaveBeenCalled();
    expect(installWay(pageOf('Chrome'))).toBe('prompt');
    expect(await installNow()).toBe(true);
    expect(await installNow(), 'the browser lets it be used once').toBe(false);
    expect(event.prompt).toHaveBeenCalledOnce();
    expect(installWay(pageOf('Chrome'))).toBe('menu');
  });
});
