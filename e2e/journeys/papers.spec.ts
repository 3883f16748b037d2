import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findFaults } from '../pages/inspect.ts';
import { readJournal } from '../pages/journal.ts';
import { picturesOf } from '../pages/looks.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

/** The text of each paper that comes out from now on, in its order. */
async function papersOf(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const kept: string[] = [];
    Object.assign(window, { keptPapers: kept });
    window.print = () => void kept.push(document.querySelector('.print-host')?.textContent ?? '');
  });
  return () => page.evaluate(() => [...(window as unknown as { keptPapers: string[] }).keptPapers]);
}

describe('papers', () => {
  const shop = useShop();

  it('are numbered copies from wherever they are printed again, each written down first', async () => {
    const { page, till } = shop();
    await till.openEmpty();
    const papers = await papersOf(page);
    await till.scan(GOODS.milk.code);
    await till.line(GOODS.milk.name).waitFor();
    await page.keyboard.press('F9');
    await till.done.waitFor();
    const number = await till.receiptNumber();
    await page.keyboard.press('Control+p');
    await expect.poll(async () => (await papers()).length).toBe(1);
    await page.keyboard.press('Control+p');
    await expect.poll(async () => (await papers()).length).toBe(2);
    await page.keyboard.press('Control+e');
    const options = page.getByRole('dialog', { name: /^Receipt / });
    await options.getByRole('button', { name: 'Kiswahili' }).click();
    await picturesOf(page, 'options');
    expect(await findFaults(page, 'what can be done with a receipt')).toEqual([]);
    await options.getByRole('button', { name: 'Copy' }).click();
    await expect.poll(async () => (await papers()).length).toBe(3);
    await till.done.getByRole('button', { name: 'View' }).click();
    await page.getByRole('button', { name: 'Reprint' }).click();
    await expect.poll(async () => (await papers()).length).toBe(4);
    const [first = '', second = '', third = '', fourth = ''] = await papers();
    expect(first).not.toMatch(/Copy/);
    expect(second).toMatch(/^Copy 1.*Copy 1$/);
    expect(third, 'in the language that its customer reads').toMatch(/^Nakala ya 2/);
    expect(fourth).toMatch(/^Copy 3/);
    const { operations } = await readJournal(page);
    const noted = operations.flatMap(({ operation }) => {
      const payload = operation.payload as { event?: string; receiptNumber?: string; copyNumber?: number };
      return payload.event === 'receipt-reprinted' ? [[payload.receiptNumber, payload.copyNumber]] : [];
    });
    expect(noted).toEqual([1, 2, 3].map((copy) => [number, copy]));
  });

  it('go with cash that moves without a sale, at once and later', async () => {
    const { page, stack } = shop();
    await page.goto(`${stack.origin}/shift`);
    const papers = await papersOf(page);
    await page.getByRole('button', { name: 'Cash drop' }).click();
    await page.getByRole('dialog').getByLabel('Amount').fill('20');
    await page.getByRole('button', { name: 'Write it down' }).click();
    await page.getByText('20.00 dropped in the safe').waitFor();
    await page.getByRole('button', { name: 'Print slip', exact: true }).click();
    await expect.poll(async () => (await papers()).length).toBe(1);
    await page
      .getByRole('button', { name: /^Print slip: / })
      .first()
      .click();
    await expect.poll(async () => (await papers()).length).toBe(2);
    const [slip = ''] = await papers();
    expect(slip).toContain('20.00');
    expect(slip).toContain('To the safe');
    expect(slip).toContain('Signed');
    await picturesOf(page, 'shift');
    expect(await findFaults(page, 'the shift with its slips')).toEqual([]);
  });

  it('are shown to the customer on another device that was given the code, and follow it through a lost connection', async () => {
    const { page, till, stack, browser } = shop();
    await till.openEmpty();
    await till.command('>another device');
    await page.getByRole('option', { name: 'Customer display on another device' }).waitFor();
    await page.keyboard.press('Enter');
    const pairing = page.getByRole('dialog', { name: 'Customer display on another device' });
    await pairing.getByRole('button', { name: 'Make a code' }).click();
    await pairing.getByText('Ready. A display with this code shows this till.').waitFor();
    const code = (await page.getByTestId('display-code').textContent()) ?? '';
    await picturesOf(page, 'pairing');
    expect(await findFaults(page, 'pairing a display')).toEqual([]);
    await page.keyboard.press('Escape');

    const other = await browser.newContext({ viewport: { width: 1024, height: 768 }, locale: 'fr-FR' });
    const display = await other.newPage();
    await display.goto(`${stack.origin}/display`);
    await display.getByLabel('Code de la caisse').fill('nope');
    await display.getByRole('button', { name: 'Connecter' }).click();
    await display.getByText('Ce n’est pas le code d’une caisse.').waitFor();
    await picturesOf(display, 'display-code');
    expect(await findFaults(display, 'a display without a till')).toEqual([]);
    await display.getByLabel('Code de la caisse').fill(code.toLowerCase());
    await display.keyboard.press('Enter');
    await display.getByText('Bienvenue').waitFor();
    await till.scan(GOODS.milk.code, GOODS.coffee.code);
    const goods = display.getByRole('listitem');
    await expect.poll(() => goods.count()).toBe(2);
    await picturesOf(display, 'display-cart');

    await other.setOffline(true);
    await display.reload().catch(() => undefined);
    await other.setOffline(false);
    await display.goto(`${stack.origin}/display`);
    await expect.poll(() => display.getByRole('listitem').count()).toBe(2);

    await till.exactCash.click();
    await till.done.waitFor();
    await display.getByText('Merci').first().waitFor();
    await picturesOf(display, 'display-thanks');
    expect(await findFaults(display, 'a display that says thank you')).toEqual([]);

    await till.command('>another device');
    await page.keyboard.press('Enter');
    await pairing.getByRole('button', { name: 'Turn off' }).click();
    await display.getByText('La caisse n’est pas ouverte').waitFor();
    await other.close();
  });
});
