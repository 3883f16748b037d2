import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findFaults } from '../pages/inspect.ts';
import { useShop } from '../stack/shop.ts';

/** Pictures for whoever looks at them, where `OFFICE_PICTURES` names a folder; nothing otherwise. */
async function picturesOf(page: Page, name: string): Promise<void> {
  const folder = process.env['OFFICE_PICTURES'];
  if (folder === undefined) return;
  await page.screenshot({ path: `${folder}/${name}-desktop.png` });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: `${folder}/${name}-phone.png` });
  await page.setViewportSize({ width: 1366, height: 768 });
}

describe('the office', () => {
  const shop = useShop();
  const behindTheScenes = async (sql: string, values: readonly unknown[]): Promise<void> => {
    const client = new Client({ connectionString: shop().stack.ownerUrl });
    await client.connect();
    try {
      await client.query(sql, [...values]);
    } finally {
      await client.end();
    }
  };

  it('shows a pattern of before that tills are not given, and keeps it until somebody writes another', async () => {
    const { page, stack } = shop();
    await behindTheScenes("update store set tenders = coalesce(tenders, '{}') || $1, scan_rules = $2", [
      { mobileMoneyPattern: '(A+)+B' },
      JSON.stringify([{ kind: 'voucher', pattern: '***' }]),
    ]);
    await page.goto(`${stack.origin}/settings/tenders`);
    const pattern = page.getByRole('textbox', { name: 'What a mobile money confirmation looks like' });
    await page.getByText('This could make a till wait for ever').waitFor();
    expect(await pattern.inputValue()).toBe('(A+)+B');
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await pattern.scrollIntoViewIfNeeded();
    await picturesOf(page, 'pattern');
    const faults = await findFaults(page, 'a pattern that tills are not given');
    await pattern.fill('[A-Z0-9]{10}');
    await page.getByText('This could make a till wait for ever').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();

    await page.goto(`${stack.origin}/settings/barcodes`);
    await page.getByText('These rows were saved before they were checked').waitFor();
    await page.getByText('***', { exact: true }).waitFor();
    await picturesOf(page, 'rows');
    faults.push(...(await findFaults(page, 'rows that tills are not given')));
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('These rows were saved before they were checked').waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  it('blocks a gift card for a reason, and lets it be used again for another', async () => {
    const { page, stack } = shop();
    await behindTheScenes(
      "insert into purse (organization_id, kind, purse_id, balance_minor, hint) select organization_id, 'gift-card', $1, 5000, 'AB12' from organization",
      [randomUUID()],
    );
    await page.goto(`${stack.origin}/gift-cards`);
    await page.getByRole('button', { name: '•••• AB12' }).click();
    await page.getByRole('button', { name: 'Block', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Block: •••• AB12' });
    expect(await dialog.getByRole('button', { name: 'Block', exact: true }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'The card was lost' }).click();
    await picturesOf(page, 'block');
    const faults = await findFaults(page, 'why a gift card is blocked');
    await dialog.getByRole('button', { name: 'Block', exact: true }).click();
    await page.getByText('The card is blocked').waitFor();
    await page.getByRole('button', { name: 'Let it be used' }).click();
    const again = page.getByRole('dialog', { name: 'Let it be used: •••• AB12' });
    await again.getByLabel('Why?').fill('It was in the other till');
    await again.getByRole('button', { name: 'Let it be used' }).click();
    await page.getByText('The card can be used again').waitFor();
    expect(faults).toEqual([]);
  });

  it('finds any of its pages by Ctrl+K, and what was typed among products, by keyboard alone', async () => {
    const { page, stack } = shop();
    await page.goto(`${stack.origin}/orders`);
    await page.getByRole('heading', { name: 'Orders' }).waitFor();
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Find anything' });
    await palette.getByRole('option', { name: 'Gift cards' }).waitFor();
    expect(await findFaults(page, 'the palette of the office')).toEqual([]);
    // Up from the first is the last, which the list has to scroll to.
    await page.keyboard.press('ArrowUp');
    const chosen = palette.getByRole('option', { selected: true });
    await expect.poll(() => isInside(chosen, palette.getByRole('listbox'))).toBe(true);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => isInside(chosen, palette.getByRole('listbox'))).toBe(true);
    await page.keyboard.type('gift');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname).toBe('/gift-cards');
    await page.getByRole('button', { name: 'Find anything' }).first().click();
    await page.keyboard.type('lamp');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).search).toBe('?query=lamp');
    await page.getByText('Paper lamp').first().waitFor();
  });

  it('saves the products that the list shows', async () => {
    const { page, stack } = shop();
    await page.goto(`${stack.origin}/products`);
    const link = page.getByRole('link', { name: 'Export' });
    await link.waitFor();
    await picturesOf(page, 'products');
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^name,sku,barcode,price,/);
    const shown = (await shop().office.get<{ total: { count: number } }>('/products')).total.count;
    expect(lines).toHaveLength(shown + 1);
    expect(await findFaults(page, 'products, export')).toEqual([]);
  });
});

/** Whether all of the height of one thing is within the other's. */
async function isInside(inner: Locator, outer: Locator): Promise<boolean> {
  const [part, whole] = [await inner.boundingBox(), await outer.boundingBox()];
  if (part === null || whole === null) return false;
  return part.y >= whole.y - 1 && part.y + part.height <= whole.y + whole.height + 1;
}
