import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tillPage } from '../pages/till.ts';
import { ANSWERS, welcomePage } from '../pages/welcome.ts';
import { launchBrowser, newContext, watchFaults } from '../stack/browser.ts';
import { officeOf } from '../stack/office.ts';
import { type Stack, startStack } from '../stack/stack.ts';

/** The design allows twelve, from an empty machine to the first sale. */
const MOST_INPUTS = 12;

describe('the first run, on a machine with nothing but the program', () => {
  let stack: Stack;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    stack = await startStack({ database: 'embedded' });
    browser = await launchBrowser();
    context = await newContext(browser);
    faults = watchFaults(context);
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser.close();
    await stack.stop();
  });

  it('leads from the printed address to a demo shop, an open shift and a first sale with at most twelve inputs', async () => {
    const till = tillPage(page, stack.origin);
    await page.goto(`${stack.origin}/welcome#token=${await stack.setupToken()}`);
    const welcome = welcomePage(page, { ...ANSWERS, products: 'Load the demo shop' });
    await welcome.answer('country');
    expect(page.url()).not.toContain('token');
    await welcome.answer('shop');
    await page.reload();
    await page.getByRole('heading', { name: 'Who runs it?' }).waitFor();
    await welcome.answer('owner');
    await welcome.answer('products');
    await welcome.answer('float');

    const tiles = page.getByRole('region', { name: 'Products' }).getByRole('button', { name: /\d\.\d\d/ });
    await tiles.first().waitFor({ timeout: 60_000 });
    await tiles.first().click();
    await tiles.nth(1).click();
    await till.exactCash.click();
    await till.done.waitFor();
    const receiptNumber = await till.receiptNumber();
    expect(receiptNumber).toMatch(/-000001$/);
    expect(welcome.inputs + 3).toBeLessThanOrEqual(MOST_INPUTS);

    const office = officeOf(context, stack.origin);
    await expect
      .poll(async () => (await office.orders()).filter((order) => order.receiptNumber === receiptNumber).length)
      .toBe(1);
    expect(faults).toEqual([]);
  });

  it('does not offer the set-up a second time', async () => {
    const other = await newContext(browser);
    const visitor = await other.newPage();
    await visitor.goto(`${stack.origin}/welcome`);
    await visitor.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(new URL(visitor.url()).pathname).toBe('/lock');
    await other.close();
  });
});
