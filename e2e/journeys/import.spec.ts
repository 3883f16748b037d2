import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { tillPage } from '../pages/till.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

const FILE = [
  'Article;EAN;Price',
  'Oat biscuits;0012345678905;2,40',
  'Rye crackers;2000000000107;3,10',
  'Wild honey;2000000000114;not a price',
  ';2000000000121;1,00',
  'Apple juice;2000000000138;1,95',
].join('\r\n');

describe('a list from a spreadsheet', () => {
  const shop = useShop();

  it('comes in with its bad rows set apart, while another window sells', async () => {
    const { page, context, stack } = shop();
    await page.goto(`${stack.origin}/imports`);
    await page.locator('input[type=file]').setInputFiles({
      name: 'supplier.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(FILE, 'utf8'),
    });
    await page.getByText('Which column is what').waitFor();
    await page.getByRole('button', { name: 'Check the file' }).click();
    await page.getByText('Rows that will not be imported').waitFor();

    const other = tillPage(await context.newPage(), stack.origin);
    await other.open();
    await other.scan(GOODS.milk.code);
    await other.line(GOODS.milk.name).waitFor();

    await page.bringToFront();
    await page.getByRole('button', { name: /^Import \d rows/ }).click();
    await page.getByText('supplier.csv is imported').waitFor({ timeout: 60_000 });
    const download = page.waitForEvent('download');
    await page.getByText('Download the rows that need a look').click();
    const rejected = await readFile(await (await download).path(), 'utf8');
    expect(rejected).toContain('not a price');
    expect(rejected).toContain('2000000000121');
    expect(rejected).not.toContain('Rye crackers');

    await other.page.bringToFront();
    await other.page.keyboard.press('F9');
    await other.done.waitFor();
    // What was imported reaches the till by itself; the code kept its leading zeros.
    await expect
      .poll(
        async () => {
          await other.scan('0012345678905');
          return other.line('Oat biscuits').count();
        },
        { timeout: 60_000, interval: 1000 },
      )
      .toBe(1);
    await other.page.close();
  });
});
