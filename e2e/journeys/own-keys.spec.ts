import { describe, expect, it } from 'vitest';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

describe('keys of one’s own', () => {
  const shop = useShop();
  const sheet = () => shop().page.getByRole('dialog', { name: /keys/i });
  const change = (keys: string) =>
    sheet().getByRole('button', { name: new RegExp(`^Change the keys: Hold, ${keys}$`) });

  it('are chosen in the sheet of keys, refused where they do something else, and kept on the device', async () => {
    const { till, page } = shop();
    await till.openEmpty();
    await page.keyboard.press('F1');
    await sheet().getByRole('button', { name: 'Change keys' }).click();
    await change('F7').click();
    await page.keyboard.press('F8');
    await sheet().getByText('F8 does something else').waitFor();
    await change('F7').click();
    await page.keyboard.press('Control+w');
    await sheet().getByText('belongs to the browser').waitFor();
    await change('F7').click();
    await page.keyboard.press('Escape');
    await change('F7').waitFor();
    await change('F7').click();
    await page.keyboard.press('Shift+F2');
    await change('Shift F2').waitFor();
    await page.keyboard.press('Escape');
    await sheet().waitFor({ state: 'hidden' });

    await till.scan(GOODS.milk.code);
    await page.keyboard.press('F7');
    expect(await till.lines.count(), 'the old key does nothing').toBe(1);
    await page.keyboard.press('Shift+F2');
    await expect.poll(() => till.lines.count()).toBe(0);
    await page.locator('main').getByText('Shift F2').waitFor();

    await till.open();
    await till.scan(GOODS.soap.code);
    await page.keyboard.press('Shift+F2');
    await expect.poll(() => till.lines.count()).toBe(0);

    await page.keyboard.press('F1');
    await sheet().getByRole('button', { name: 'Change keys' }).click();
    if (process.env['E2E_PICTURES']) await page.screenshot({ path: `${process.env['E2E_PICTURES']}/own-keys.png` });
    await sheet().getByRole('button', { name: 'All as they were' }).click();
    await change('F7').waitFor();
  });
});
