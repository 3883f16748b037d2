import { beforeEach, describe, expect, it } from 'vitest';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

describe('how a sale was paid', () => {
  const shop = useShop();

  beforeEach(() => shop().till.openEmpty());

  async function openOrder(receipt: string): Promise<void> {
    const { page, stack } = shop();
    await page.goto(`${stack.origin}/orders`);
    await page.getByText(receipt, { exact: true }).first().click();
    await page.getByRole('button', { name: 'Correct payment' }).waitFor();
  }

  it('is corrected from the order, and the books of the server follow', async () => {
    const { till, page, office } = shop();
    await till.scan(GOODS.lamp.code);
    await till.exactCash.click();
    await till.done.waitFor();
    const number = await till.receiptNumber();
    await openOrder(number);
    await page.getByRole('button', { name: 'Correct payment' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Really paid with').selectOption({ label: 'Card' });
    await dialog.getByLabel('Reference').fill('4711');
    await dialog.getByRole('button', { name: 'Correct payment of' }).click();
    await page.getByText('Corrected. The receipt can be printed again.').waitFor();
    await page.getByRole('region', { name: 'Corrected payments' }).waitFor();
    await expect
      .poll(async () => (await office.sale(number)).tenders.map(({ kind }) => kind), { timeout: 60_000 })
      .toEqual(['card-manual']);
  });

  it('is found out later by keyboard when nobody was sure of a card', async () => {
    const { till, page, office } = shop();
    await till.scan(GOODS.lamp.code);
    await till.pay.click();
    await till.payment.getByRole('button', { name: 'Not sure that the card went through?' }).press('Enter');
    await till.payment.getByRole('button', { name: 'Still not sure: finish the sale' }).press('Enter');
    await till.done.waitFor();
    const number = await till.receiptNumber();
    const { stack } = shop();
    await page.goto(`${stack.origin}/orders`);
    await page.getByRole('tab', { name: /Cards to check/ }).press('Enter');
    await page.getByText(number, { exact: true }).first().click();
    await page.getByText('Nobody knows yet whether the terminal took').waitFor();
    await page.getByRole('button', { name: 'It went through' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Correct payment of' }).press('Enter');
    await page.getByText('Noted: the card went through.').waitFor();
    await expect.poll(async () => (await office.sale(number)).corrections?.length, { timeout: 60_000 }).toBe(1);
  });

  it('leaves books that agree', async () => {
    const { office, till } = shop();
    await expect.poll(() => till.chip.textContent(), { timeout: 60_000 }).toContain('Synced');
    await office.post('/sessions', { email: 'amina@example.com', password: 'seven green umbrellas' });
    expect(await office.discrepancies()).toEqual([]);
  });
});
