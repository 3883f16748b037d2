import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countActions } from '../pages/actions.ts';
import { findFaults } from '../pages/inspect.ts';
import { picturesOf } from '../pages/looks.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

describe('a shift with cash besides its sales', () => {
  const shop = useShop();

  it('pays in from the palette, by the keyboard alone, and keeps the cart', async () => {
    const { till, page } = shop();
    await till.openEmpty();
    await till.scan(GOODS.milk.code);
    await till.line(GOODS.milk.name).waitFor();
    await till.command('>paid in');
    await page.getByRole('option', { name: 'Paid in' }).waitFor();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Paid in' });
    await dialog.waitFor();
    await page.keyboard.press('Enter');
    await dialog.getByText('Type an amount of more than nothing.').waitFor();
    await page.keyboard.type('12.50', { delay: 45 });
    await picturesOf(page, 'paid-in');
    expect(await findFaults(page, 'paid in')).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('12.50 paid in').waitFor();
    await till.line(GOODS.milk.name).waitFor();
    await till.exactCash.click();
    await till.done.waitFor();
  });

  it('drops cash and opens the drawer from the shift, by pointer, with a reason', async () => {
    const { page, stack } = shop();
    await page.goto(`${stack.origin}/shift`);
    await page.getByRole('button', { name: 'Cash drop' }).click();
    await page.getByRole('dialog').getByLabel('Amount').fill('20');
    await page.getByRole('button', { name: 'Write it down' }).click();
    await page.getByText('20.00 dropped in the safe').waitFor();
    await page.getByRole('button', { name: 'No sale' }).click();
    const noSale = page.getByRole('dialog', { name: 'Open the drawer without a sale' });
    await noSale.getByRole('button', { name: 'Write it down' }).click();
    await noSale.getByText('Choose a reason.').waitFor();
    await noSale.getByRole('button', { name: 'To give change' }).click();
    await noSale.getByRole('button', { name: 'Write it down' }).click();
    await noSale.waitFor({ state: 'detached' });
    const drawer = page.getByRole('heading', { name: 'Drawer', exact: true }).locator('xpath=..');
    await expect.poll(() => drawer.getByRole('listitem').count()).toBe(3);
    await picturesOf(page, 'shift-open');
    expect(await findFaults(page, 'the open shift')).toEqual([]);
    await page.getByRole('button', { name: 'X report' }).click();
    const report = page.getByRole('dialog', { name: 'X report' });
    await report.getByText('Dropped in the safe').waitFor();
    await picturesOf(page, 'x-report');
    await page.keyboard.press('Escape');
  });

  it('closes with a difference in five actions by touch, and shows the same report in the office', async () => {
    const { page, stack, till } = shop();
    await till.open();
    const actions = countActions(page);
    await actions.tap(page.getByRole('button', { name: 'Menu' }).and(page.locator(':visible')));
    await actions.tap(page.getByRole('dialog').getByRole('link', { name: 'Shift', exact: true }));
    await page.getByRole('heading', { name: 'Count the drawer' }).waitFor();
    await page.getByText('One total').click();
    await page.getByLabel('Counted cash').fill('90');
    await till.scan(GOODS.milk.code);
    expect(await page.getByLabel('Counted cash').inputValue()).toBe('90');
    await actions.tap(page.getByRole('button', { name: 'Close shift' }));
    await page.getByRole('heading', { name: 'Count and drawer differ' }).waitFor();
    await picturesOf(page, 'difference');
    await actions.tap(page.getByRole('button', { name: 'Wrong change' }));
    await actions.tap(page.getByRole('button', { name: 'Confirm and close' }));
    await page.getByText('Z report S1-R1-A-Z0001').waitFor();
    expect(actions.count).toBe(5);
    await page.getByRole('button', { name: 'Z report', exact: true }).click();
    const device = await page.getByRole('dialog').locator('.receipt').innerText();
    await picturesOf(page, 'z-report');
    await page.keyboard.press('Escape');
    await expect.poll(() => till.chip.textContent(), { timeout: 60_000 }).toContain('Synced');
    await page.goto(`${stack.origin}/shifts`);
    await page.getByRole('tab', { name: 'Z reports' }).click();
    await page.getByRole('link', { name: 'S1-R1-A-Z0001', exact: true }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'S1-R1-A-Z0001 as PDF' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('S1-R1-A-Z0001.pdf');
    expect(
      readFileSync(await download.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    await picturesOf(page, 'office-z');
    await page.getByRole('tab', { name: 'Over and short' }).click();
    await page.getByRole('region', { name: 'Over and short' }).waitFor();
    await page.getByRole('tab', { name: 'Receipt numbers' }).click();
    await page.getByRole('region', { name: 'Receipt numbers' }).waitFor();
    await picturesOf(page, 'office-numbers');
    await page.getByRole('tab', { name: 'Shifts', exact: true }).click();
    await picturesOf(page, 'office-shifts');
    expect(await findFaults(page, 'all shifts')).toEqual([]);
    await page.getByRole('region', { name: 'Shifts' }).getByRole('link').first().click();
    await page.getByText('The Z report says what the sales').waitFor();
    await page.getByText('Drawer opened without a sale').first().waitFor();
    await picturesOf(page, 'office-shift');
    const figures = (text: string) => text.match(/-?\d[\d.,]*\d/g)?.filter((part) => /\d\.\d\d$/.test(part)) ?? [];
    expect(figures(await page.locator('.receipt').innerText())).toEqual(figures(device));
    expect(await findFaults(page, 'one shift')).toEqual([]);
  });

  it('takes no goods that are scanned for the float of the next shift', async () => {
    const { page, stack, till } = shop();
    await page.goto(`${stack.origin}/shift`);
    const float = page.getByLabel('Opening float');
    await float.waitFor();
    const proposed = await float.inputValue();
    await float.focus();
    await till.scan(GOODS.milk.code);
    await page.keyboard.press('End');
    expect(await float.inputValue()).toBe(proposed);
    await page.getByRole('button', { name: /^Open (the )?shift/ }).waitFor();
  });
});
