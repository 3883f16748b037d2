import { describe, expect, it } from 'vitest';
import { findFaults, findSidewaysScroll } from '../pages/inspect.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

describe('somebody has lost the receipt', () => {
  const shop = useShop();

  it('is helped by keyboard: goods and day narrow, Enter opens, and each line goes where it is said', async () => {
    const { till, page } = shop();
    await till.openEmpty();
    await till.scan(GOODS.milk.code, GOODS.lamp.code);
    await till.line(GOODS.lamp.name).waitFor();
    await page.keyboard.press('F9');
    await till.done.waitFor();
    await till.scan(GOODS.tea.code);
    await till.line(GOODS.tea.name).waitFor();
    await page.keyboard.press('F9');
    await till.done.waitFor();
    await page.goto(new URL('/orders/find', page.url()).href);
    const digits = page.getByRole('textbox', { name: 'Last digits of the number' });
    await digits.waitFor();
    await page.getByRole('button', { name: /-000002$/ }).waitFor();
    expect(await findFaults(page, 'find a sale')).toEqual([]);
    expect(await findSidewaysScroll(page, 'find a sale')).toEqual([]);
    const goods = page.getByRole('combobox', { name: 'Product' });
    await goods.focus();
    await page.keyboard.type(GOODS.lamp.name, { delay: 60 });
    await page.getByRole('option', { name: GOODS.lamp.name }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /-000002$/ }).waitFor({ state: 'detached' });
    await page.getByText('Everything', { exact: true }).first().waitFor();
    await digits.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `One more ${GOODS.lamp.name}` }).click();
    const where = page.getByRole('group', { name: `Where ${GOODS.lamp.name} goes` });
    await where
      .or(page.getByRole('radiogroup', { name: `Where ${GOODS.lamp.name} goes` }))
      .getByText('Damaged')
      .click();
    await page.getByRole('button', { name: /^Refund / }).click();
    await page.getByText('Hand back').waitFor();
    await page.goto(new URL('/orders/find', page.url()).href);
    await page.getByText('1 of 2 lines').first().waitFor();
  });

  it('is helped without a connection, from the sales of this till', async () => {
    const { page, context } = shop();
    await page.goto(new URL('/orders/find', page.url()).href);
    await page.getByRole('button', { name: /-000002$/ }).waitFor();
    await context.setOffline(true);
    try {
      await page.getByRole('textbox', { name: 'Last digits of the number' }).fill('02');
      await page.getByText('Only sales of this till').waitFor();
      expect(await page.getByRole('button', { name: /-00000\d$/ }).allTextContents()).toEqual([
        expect.stringMatching(/-000002$/),
      ]);
      await page.getByRole('textbox', { name: 'Last digits of the number' }).fill('77');
      await page.getByText('No sale fits').waitFor();
    } finally {
      await context.setOffline(false);
    }
  });
});
