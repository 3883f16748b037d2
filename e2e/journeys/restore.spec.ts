import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isAllSent, readJournal } from '../pages/journal.ts';
import type { TillPage } from '../pages/till.ts';
import { ordersOf } from '../proofs/books.ts';
import { arrivedWrong, journalWrong } from '../proofs/device-books.ts';
import { keepPicture, launchBrowser, newContext, watchFaults } from '../stack/browser.ts';
import { GOODS, type Good } from '../stack/catalogue.ts';
import { enrolTill } from '../stack/enrol-till.ts';
import { openShopStack, type ShopStack } from '../stack/shop-stack.ts';

const programs = join(import.meta.dirname, '../../apps/server/dist');

describe('a shop that goes back to its backup', () => {
  let stack: ShopStack;
  let browser: Browser;
  let context: BrowserContext;
  let till: TillPage;
  let faults: string[];
  const receipts: string[] = [];

  beforeAll(async () => {
    stack = await openShopStack();
    browser = await launchBrowser();
    context = await newContext(browser);
    faults = watchFaults(context);
    till = await enrolTill(context, stack);
  });
  afterAll(async () => {
    await browser.close();
    await stack.close();
  });

  beforeEach(({ task, onTestFailed }) => {
    onTestFailed(async () => {
      await keepPicture(till.page, task.name);
    });
  });

  /** A command of the console, as the owner gives it. */
  async function command(name: 'backup' | 'restore', ...args: readonly string[]): Promise<string> {
    const env = { ...process.env, DATA_DIR: stack.dataDirectory };
    const { stdout } = await promisify(execFile)(process.execPath, [join(programs, `${name}.mjs`), ...args], { env });
    return stdout;
  }

  async function sell(...goods: readonly Good[]): Promise<void> {
    for (const good of goods) {
      await till.scan(good.code);
      await till.line(good.name).waitFor();
      await till.page.keyboard.press('F9');
      await till.done.waitFor();
      receipts.push(await till.receiptNumber());
    }
  }

  async function untilSynced(): Promise<void> {
    const options = { timeout: 60_000, message: 'the server has answered everything' };
    await expect.poll(async () => isAllSent(await readJournal(till.page)), options).toBe(true);
    await expect.poll(() => till.chip.textContent()).toContain('Synced');
  }

  it('has lost what was sold since then, until the register sends it again', async () => {
    await sell(GOODS.milk, GOODS.bread);
    await untilSynced();
    expect(await command('backup')).toContain('Backed up to');
    await sell(GOODS.coffee, GOODS.tea, GOODS.milk);
    await untilSynced();
    await stack.server.stop();
    await sell(GOODS.soap);
    expect(await command('restore', 'latest')).toContain('Restored.');
    // The line stays cut for a moment, or the register would have sent before anybody can look.
    await context.setOffline(true);
    await stack.restart();
    const numbers = (await ordersOf(stack)).map(({ receiptNumber }) => receiptNumber);
    expect(numbers.sort()).toEqual(receipts.slice(0, 2));

    await context.setOffline(false);
    await expect.poll(async () => (await ordersOf(stack)).length, { timeout: 60_000 }).toBe(receipts.length);
    await untilSynced();
    const journal = await readJournal(till.page);
    expect(journalWrong(journal, receipts)).toEqual([]);
    expect(await arrivedWrong(stack, journal)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('goes on with the next number, in the same shift', async () => {
    await sell(GOODS.lamp);
    await untilSynced();
    const sequence = receipts.map((number) => Number(number.slice(-6)));
    expect(sequence).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const journal = await readJournal(till.page);
    expect(journal.shifts).toHaveLength(1);
    expect(journalWrong(journal, receipts)).toEqual([]);
    expect(await arrivedWrong(stack, journal)).toEqual([]);
    expect(faults).toEqual([]);
  });
});
