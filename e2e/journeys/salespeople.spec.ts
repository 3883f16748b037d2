import { describe, expect, it } from 'vitest';
import { lookAtEverySize } from '../pages/looks.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

describe('who sold, and what is held, in the office', () => {
  const shop = useShop();

  it('is asked at the till where the store wants to know, and added up in the office', async () => {
    const { till, stack } = shop();
    const { page } = till;
    await page.goto(`${stack.origin}/settings`);
    await page.getByRole('combobox', { name: 'Who sold' }).selectOption('line');
    await page.getByRole('checkbox', { name: 'Print the name on receipts' }).check();
    expect(await lookAtEverySize(page, 'salesperson-settings')).toEqual([]);
    await page.keyboard.press('Control+s');
    await page.getByText('Settings saved').first().waitFor();
    await till.openEmpty();
    // The settings come in while somebody sells: no tap and no key of theirs is lost by it.
    await till.tile(GOODS.milk.name).click();
    await expect.poll(() => till.lines.count()).toBe(1);
    await page.keyboard.press('F9');
    await till.done.waitFor();
    const number = await till.receiptNumber();
    const { office } = shop();
    await expect.poll(async () => (await office.orders()).map((order) => order.receiptNumber)).toContain(number);
    await page.goto(`${stack.origin}/shifts`);
    await page.getByRole('tab', { name: 'Salespeople' }).click();
    const table = page.getByRole('region', { name: 'Salespeople' });
    await expect.poll(() => table.textContent()).toContain('Amina Yusuf');
    const link = await page.getByRole('link', { name: 'Export as CSV' }).getAttribute('href');
    const csv = await page.evaluate(async (path) => (await fetch(path)).text(), link ?? '');
    expect(csv.split('\r\n')[0]).toContain('salesperson,sales,returns,sold');
    expect(csv).toContain('Amina Yusuf');
    expect(await lookAtEverySize(page, 'salespeople')).toEqual([]);
  });

  it('held sales are seen with what is in them and thrown away with a reason, by keyboard alone', async () => {
    const { till, stack } = shop();
    const { page } = till;
    await till.openEmpty();
    await till.tile(GOODS.soap.name).click();
    await expect.poll(() => till.lines.count()).toBe(1);
    const told = page.waitForResponse((response) => response.url().endsWith('/held-sales') && response.ok());
    await page.keyboard.press('F7');
    await told;
    await page.goto(`${stack.origin}/held-sales`);
    const row = page.getByRole('button', { name: GOODS.soap.name });
    await row.waitFor();
    expect(await lookAtEverySize(page, 'held-sales-office')).toEqual([]);
    await row.press('Enter');
    const drawer = page.getByRole('dialog', { name: GOODS.soap.name });
    await drawer.getByRole('listitem').first().waitFor();
    expect(await lookAtEverySize(page, 'held-sale-drawer')).toEqual([]);
    await drawer.getByRole('button', { name: 'Throw away' }).press('Enter');
    await page.keyboard.type('Nobody came back');
    await page.keyboard.press('Enter');
    await page.getByText('was thrown away').first().waitFor();
    await page.getByText('Nothing is held').first().waitFor();
  });
});
