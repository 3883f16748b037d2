import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findFaults, findSidewaysScroll } from '../pages/inspect.ts';
import { picturesOf } from '../pages/looks.ts';
import { GOODS } from '../stack/catalogue.ts';
import { placeOrder } from '../stack/purchasing.ts';
import { useShop } from '../stack/shop.ts';

describe('the lists of the office, by the keyboard alone', () => {
  const shop = useShop();
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');
  const head = (page: Page, name: string) => page.getByRole('columnheader', { name, exact: true });
  const savedText = async (page: Page, save: () => Promise<void>): Promise<string> => {
    const [file] = await Promise.all([page.waitForEvent('download'), save()]);
    return readFile(await file.path(), 'utf8');
  };

  it('find, choose, narrow and keep products', async () => {
    const { page, stack } = shop();
    const { keyboard } = page;
    await page.goto(`${stack.origin}/products`);
    await page.getByRole('link', { name: GOODS.milk.name }).first().waitFor();
    await keyboard.press('o');
    await page.getByRole('dialog', { name: 'Columns' }).waitFor();
    const faults = await findFaults(page, 'columns of a list');
    await picturesOf(page, 'list-columns');
    await keyboard.press('Space');
    await keyboard.press('Escape');
    await head(page, 'SKU').waitFor({ state: 'detached' });

    await keyboard.press('/');
    await keyboard.type(GOODS.milk.sku);
    await expect.poll(() => page.locator('[data-list-row]').count()).toBe(1);
    await keyboard.press('ArrowDown');
    expect(await focused(page)).toBe(GOODS.milk.name);
    await keyboard.press('Space');
    await page.getByText('1 selected').waitFor();
    await keyboard.press('x');
    await page.getByText('1 selected').waitFor({ state: 'detached' });

    await keyboard.press('Control+s');
    await page.getByRole('dialog', { name: 'Keep this view' }).waitFor();
    faults.push(...(await findFaults(page, 'keep a view')));
    await keyboard.type('Breakfast');
    await keyboard.press('Enter');
    const view = page.getByRole('button', { name: 'Breakfast', exact: true });
    await expect.poll(() => view.getAttribute('aria-pressed')).toBe('true');
    faults.push(...(await findFaults(page, 'a list with a view')));
    await picturesOf(page, 'list-view');

    await page.goto(`${stack.origin}/products`);
    await page.getByRole('link', { name: GOODS.tea.name }).first().waitFor();
    await keyboard.press('o');
    await page.getByRole('dialog', { name: 'Columns' }).waitFor();
    await keyboard.press('Space');
    await keyboard.press('Escape');
    await head(page, 'SKU').waitFor();
    await view.waitFor();
    await keyboard.press('Alt+1');
    await expect.poll(() => page.locator('[data-list-row]').count()).toBe(1);
    expect(await head(page, 'SKU').count()).toBe(0);

    const text = await savedText(page, () => keyboard.press('Control+e'));
    expect(text.split('\r\n').filter((line) => line.includes(GOODS.milk.sku))).toHaveLength(1);

    await keyboard.press('F1');
    const sheet = page.getByRole('dialog', { name: 'Keys of this screen' });
    await sheet.getByText('Show the view Breakfast').waitFor();
    faults.push(...(await findFaults(page, 'keys of a list')));
    await picturesOf(page, 'list-keys');
    await keyboard.press('Escape');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(page.url()).toContain('/products/');
    await keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    faults.push(...(await findSidewaysScroll(page, 'a list with a view')));
    expect(faults).toEqual([]);
  });

  it('go from one purchase order to the next, and save what is seen of them', async () => {
    const { page, stack, office } = shop();
    const { keyboard } = page;
    for (const units of [1, 2]) {
      const { orderId, version } = await placeOrder(office, [[GOODS.tea.sku, units, 100]]);
      await office.post(`/purchase-orders/${orderId}/cancel`, { version });
    }
    await page.goto(`${stack.origin}/purchasing`);
    const rows = page.locator('[data-list-row]');
    await expect.poll(() => rows.count()).toBe(2);
    const numbers = await rows.locator('a').allTextContents();
    const text = await savedText(page, () => keyboard.press('Control+e'));
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(`${numbers[0]},Cancelled`);

    await keyboard.press('f');
    await keyboard.press('Tab');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    const title = (number = '') => page.getByRole('heading', { name: number, exact: true }).waitFor();
    await title(numbers[0]);
    await keyboard.press(']');
    await title(numbers[1]);
    // There is none after the last one.
    await keyboard.press(']');
    await keyboard.press('[');
    await title(numbers[0]);
    const faults = await findFaults(page, 'a record of a list');
    await page.goBack();
    await expect.poll(() => rows.count()).toBe(2);
    faults.push(...(await findFaults(page, 'purchase orders')), ...(await findSidewaysScroll(page, 'purchase orders')));
    await picturesOf(page, 'purchase-orders');
    expect(faults).toEqual([]);
  });
});
