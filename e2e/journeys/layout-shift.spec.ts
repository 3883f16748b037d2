import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { everyGuestScreen, everyScreen, furnish, type Screen } from '../pages/every-screen.ts';
import { noteLayoutShifts, shiftsBeyond } from '../pages/layout-shifts.ts';
import { SIZES } from '../pictures.ts';
import { newContext } from '../stack/browser.ts';
import { useShop } from '../stack/shop.ts';

/** Longer than a hand excuses a jump, so that also those of a tab that was just pressed count. */
const LATE_MS = 600;
/** Every so many of all screens, and each whose parts come one after the other. */
const STEP = 7;
/** Others than at a desk, and those whose words come late on a phone; the account first, where nobody is asked for a second factor. */
const STEP_ON_PHONE = 5;
const NARROW = /^\/(account|audit|orders)$/;
const COMPOSED = /^\/(account|messages|registers|security|orders\/[\w-]+|team\/[\w-]+)$/;

describe('nothing on a screen jumps when late answers come', () => {
  const shop = useShop();
  let screens: readonly Screen[] = [];
  let firstLook: readonly string[] = [];

  beforeAll(async () => {
    const { context, page, stack } = shop();
    await noteLayoutShifts(context);
    const stopBeingLate = await answerLate(page);
    firstLook = await jumpsOf(page, `${stack.origin}/products`);
    await stopBeingLate();
    screens = everyScreen(await furnish(shop()));
    await answerLate(page);
  });

  it('in an office that is seen for the first time, by somebody who is asked for a second factor', () => {
    expect(firstLook).toEqual([]);
  });

  it('on a sample of the screens and their tabs', async () => {
    const { page, stack } = shop();
    const jumps: string[] = [];
    for (const [index, { path, chord }] of screens.entries()) {
      if (chord !== undefined || (index % STEP !== 0 && !COMPOSED.test(path))) continue;
      jumps.push(...(await jumpsOf(page, `${stack.origin}${path}`)));
    }
    expect(jumps).toEqual([]);
  });

  it('on a phone, on another sample of them', async () => {
    const { page, stack } = shop();
    const desk = page.viewportSize() ?? SIZES.desktop;
    await page.setViewportSize(SIZES.phone);
    const jumps: string[] = [];
    for (const [index, { path, chord }] of screens.entries()) {
      if (chord !== undefined || (index % STEP_ON_PHONE !== 3 && !NARROW.test(path))) continue;
      jumps.push(...(await jumpsOf(page, `${stack.origin}${path}`)));
    }
    await page.setViewportSize(desk);
    expect(jumps).toEqual([]);
  });

  it('before anybody has signed in', async () => {
    const { browser, stack } = shop();
    const context = await newContext(browser);
    await noteLayoutShifts(context);
    const page = await context.newPage();
    await answerLate(page);
    const jumps: string[] = [];
    for (const { path } of everyGuestScreen()) jumps.push(...(await jumpsOf(page, `${stack.origin}${path}`)));
    await context.close();
    expect(jumps).toEqual([]);
  });
});

/** Opens a screen, and presses each of its tabs. */
async function jumpsOf(page: Page, address: string): Promise<readonly string[]> {
  await page.goto(address);
  await page.getByRole('heading').or(page.getByRole('combobox')).first().waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
  const jumps = [...(await shiftsBeyond(page, address))];
  const dialog = page.getByRole('dialog');
  const tabs = ((await dialog.count()) > 0 ? dialog.last() : page).getByRole('tab');
  for (let tab = 1; tab < (await tabs.count()); tab += 1) {
    await tabs.nth(tab).click();
    await page.waitForTimeout(LATE_MS / 2);
    await page.waitForLoadState('networkidle');
    jumps.push(...(await shiftsBeyond(page, `${address}, tab ${tab + 1}`)));
  }
  return jumps;
}

/** Holds every request of a page up; answers how to stop that. */
async function answerLate(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: LATE_MS,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  return () => session.detach();
}
