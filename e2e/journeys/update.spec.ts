import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { GOODS } from '../stack/catalogue.ts';
import { copyProgram } from '../stack/program.ts';
import { useShop } from '../stack/shop.ts';

const copy = await copyProgram();

describe('a new version of the program', () => {
  const shop = useShop({ program: copy.program });
  afterAll(() => copy.remove());

  it('waits while a cart is open, and comes in when the till is locked', async () => {
    const { page, till } = shop();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await till.open();
    await till.scan(GOODS.coffee.code);
    await till.line(GOODS.coffee.name).waitFor();
    await page.evaluate(() => {
      (window as unknown as { isSamePage: boolean }).isSamePage = true;
    });
    const isSamePage = () =>
      page.evaluate(() => (window as unknown as { isSamePage?: boolean }).isSamePage === true).catch(() => false);

    // Another text of the worker is another version: its text names every file of the program.
    await appendFile(join(copy.webRoot, 'sw.js'), '\n// the next version\n');
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration?.update();
    });
    await expect.poll(() => till.chip.textContent(), { timeout: 60_000 }).toContain('Update ready');
    await till.chip.click();
    await page.getByRole('button', { name: 'Apply now' }).click();
    await page.getByText('Finish the cart first').waitFor();
    await page.keyboard.press('Escape');
    expect(await till.line(GOODS.coffee.name).count()).toBe(1);
    expect(await isSamePage(), 'no reload over a cart').toBe(true);

    await page.keyboard.press('F9');
    await till.done.waitFor();
    expect(await isSamePage()).toBe(true);
    await till.command('>lock');
    await page.getByRole('option', { name: 'Lock the till' }).click();
    await page.getByRole('button', { name: 'Unlock' }).waitFor();
    await expect.poll(isSamePage, { message: 'the new version is loaded once nothing is at stake' }).toBe(false);
    await page.getByRole('button', { name: 'Unlock' }).waitFor();
  });
});
