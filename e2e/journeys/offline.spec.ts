import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TillPage, tillPage } from '../pages/till.ts';
import { openProfile, watchFaults } from '../stack/browser.ts';
import { GOODS } from '../stack/catalogue.ts';
import { officeOf } from '../stack/office.ts';
import { found } from '../stack/shop.ts';
import { type Stack, startStack } from '../stack/stack.ts';

const SALES = 20;

describe('a day without the server', () => {
  let stack: Stack;
  let profile: string;
  let context: BrowserContext;
  let till: TillPage;
  let faults: string[];
  const receipts: string[] = [];
  const states: string[] = [];

  beforeAll(async () => {
    stack = await startStack({ database: 'cloned' });
    profile = await mkdtemp(join(tmpdir(), 'mosaajii-profile-'));
    await open();
    const { page } = till;
    await found({ stack, page, till, office: officeOf(context, stack.origin) });
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  });
  afterAll(async () => {
    await context.close();
    await stack.stop();
    await rm(profile, { recursive: true, force: true });
  });

  async function open(): Promise<void> {
    context = await openProfile(profile);
    faults = watchFaults(context);
    till = tillPage(context.pages()[0] ?? (await context.newPage()), stack.origin);
  }

  async function sell(code: string): Promise<string> {
    await till.scan(code);
    await expect.poll(() => till.lines.count()).toBe(1);
    await till.page.keyboard.press('F9');
    await till.done.waitFor();
    const number = await till.receiptNumber();
    receipts.push(number);
    return number;
  }

  it('starts cold from what the browser keeps, and sells twenty times', async () => {
    await till.open();
    await sell(GOODS.milk.code);
    await expect.poll(() => till.chip.textContent(), { timeout: 60_000 }).toContain('Synced');
    await stack.kill();
    await context.close();
    await open();
    await till.open();
    expect(await till.page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    await expect.poll(() => till.chip.textContent(), { timeout: 60_000 }).toContain('Offline');
    for (let sale = 0; sale < SALES; sale += 1) {
      const good = Object.values(GOODS)[sale % Object.keys(GOODS).length] ?? GOODS.milk;
      await sell(good.code);
    }
    expect(new Set(receipts).size).toBe(SALES + 1);
    await expect.poll(() => till.chip.textContent()).toContain(`Offline · ${SALES} saved here`);
    expect(faults).toEqual([]);
  });

  it('takes goods back, and prints, without the server', async () => {
    const { page } = till;
    const [first = ''] = receipts;
    await till.omnibox.focus();
    await page.keyboard.type(`#${Number(first.slice(-6))}`, { delay: 45 });
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `One more ${GOODS.milk.name}` }).click();
    await page.getByRole('button', { name: /^Refund .*1\.99 cash/ }).click();
    await page.getByText('Hand back').waitFor();
    const printed = page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          window.print = () => resolve(document.querySelector('.print-host')?.textContent ?? '');
        }),
    );
    await page.getByRole('button', { name: 'Print receipt' }).click();
    expect(await printed).toContain(first);
    await till.open();
    await expect.poll(() => till.chip.textContent()).toContain(`Offline · ${SALES + 1} saved here`);
    expect(faults).toEqual([]);
  });

  it('keeps it all over another cold start', async () => {
    await context.close();
    await open();
    await till.open();
    await expect
      .poll(() => till.chip.textContent(), { timeout: 60_000 })
      .toContain(`Offline · ${SALES + 1} saved here`);
    expect(faults).toEqual([]);
  });

  it('brings everything to the server exactly once, and says so step by step', async () => {
    const { page } = till;
    await page.exposeFunction('tellState', (state: string) => states.push(state));
    await till.chip.evaluate((chip) => {
      const tell = (state: string) => void (window as unknown as { tellState(state: string): void }).tellState(state);
      tell(chip.textContent ?? '');
      new MutationObserver(() => tell(chip.textContent ?? '')).observe(chip, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
    await stack.restart();
    await till.chip.click();
    await page.getByRole('button', { name: 'Send now' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => till.chip.textContent(), { timeout: 60_000 }).toContain('Synced');
    const words = states.map((state) =>
      state
        .replace(/[\d·]+/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    );
    expect(words.filter((word, index) => word !== words[index - 1])).toEqual([
      'Offline saved here',
      'Syncing',
      'Synced',
    ]);

    const office = officeOf(context, stack.origin);
    const orders = await office.orders();
    const sales = orders.filter((order) => order.kind === 'sale').map((order) => order.receiptNumber);
    expect(sales.sort()).toEqual([...receipts].sort());
    expect(orders.filter((order) => order.kind === 'return')).toHaveLength(1);
    expect(await office.discrepancies()).toEqual([]);
    expect(faults).toEqual([]);
  });
});
