import { describe, expect, it } from 'vitest';
import { findFaults } from '../pages/inspect.ts';
import { picturesOf } from '../pages/looks.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

describe('the taxes of a shop', () => {
  const shop = useShop();
  /** What the till charges on a lamp now, as the server has it. */
  const charged = async () => {
    const { till, office } = shop();
    await till.openEmpty();
    await till.scan(GOODS.lamp.code);
    await till.line(GOODS.lamp.name).waitFor();
    await till.exactCash.click();
    await till.done.waitFor();
    const { saleId, taxes } = await office.sale(await till.receiptNumber());
    // The server compares them with the class of the goods: a till that knows it, or did until a moment ago, is honest.
    const { flags } = await office.get<{ flags: readonly string[] }>(`/orders/${saleId}/flags`);
    expect(flags).not.toContain('tax-differs');
    return taxes.map(({ name, amountMinor }) => ({ name, amountMinor }));
  };

  it('get a new rate from today on, by keyboard, and the till charges it at its next sale', async () => {
    const { page, stack, office } = shop();
    const before = await charged();
    expect(before).toHaveLength(1);
    const name = before[0]?.name ?? '';
    await page.goto(`${stack.origin}/settings`);
    await page.getByRole('link', { name: 'Taxes', exact: true }).press('Enter');
    await page.getByRole('list', { name: 'Taxes' }).waitFor();
    expect(await findFaults(page, 'taxes')).toEqual([]);
    await picturesOf(page, 'taxes');

    await page.getByRole('button', { name: `New rate of ${name} from a day on` }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('VAT 10 %');
    await dialog.getByLabel('Rate', { exact: true }).fill('10');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await dialog.getByText('Choose the day from which the new rate is charged.').waitFor();
    expect(await findFaults(page, 'a new rate')).toEqual([]);
    await picturesOf(page, 'tax-new-rate');
    const { store } = await office.get<{ store: { timeZone: string } }>('/settings');
    const today = new Intl.DateTimeFormat('sv', { timeZone: store.timeZone }).format(new Date());
    await dialog.getByLabel('First day').fill(today);
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('list', { name: 'Taxes' }).getByText('VAT 10 %', { exact: true }).waitFor();
    await page.getByRole('list', { name: 'Tax classes' }).getByText(`${name} + VAT 10 %`).waitFor();

    // 25.00 with ten percent in it.
    await expect.poll(charged, { timeout: 60_000 }).toEqual([{ name: 'VAT 10 %', amountMinor: 227 }]);
  });

  it('are put into a class in their order, which can become the usual one', async () => {
    const { page, stack } = shop();
    await page.goto(`${stack.origin}/settings/taxes`);
    await page.getByRole('button', { name: 'New tax', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Deposit');
    await dialog.getByLabel('Kind').selectOption('fixed-per-unit');
    await dialog.getByLabel('Amount for each unit').fill('0.25');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('list', { name: 'Taxes' }).getByText('Deposit', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'New tax class' }).click();
    await dialog.getByLabel('Name').fill('Bottles');
    await dialog.getByRole('button', { name: /^Charge VAT 10 %/ }).click();
    await dialog.getByRole('button', { name: /^Charge Deposit/ }).click();
    await dialog.getByRole('button', { name: /^Compute Deposit/ }).click();
    expect(await findFaults(page, 'a tax class')).toEqual([]);
    await picturesOf(page, 'tax-class');
    await dialog.getByRole('button', { name: 'Save' }).click();
    const classes = page.getByRole('list', { name: 'Tax classes' });
    await classes.getByText('Deposit + VAT 10 %').waitFor();
    await page.getByRole('button', { name: 'Change Bottles' }).click();
    await dialog.getByRole('checkbox', { name: 'The usual one of new products' }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await classes.getByRole('listitem').filter({ hasText: 'Bottles' }).getByText('Usual', { exact: true }).waitFor();
    expect(await classes.getByText('Usual', { exact: true }).count()).toBe(1);
  });
});
