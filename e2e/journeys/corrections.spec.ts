import { beforeEach, describe, expect, it } from 'vitest';
import { lookAtEverySize } from '../pages/looks.ts';
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

  it('is answered in the office, and the till hears of it and asks no more', async () => {
    const { till, page, stack, office } = shop();
    await till.scan(GOODS.lamp.code);
    await till.pay.click();
    await till.payment.getByRole('button', { name: 'Not sure that the card went through?' }).click();
    await till.payment.getByRole('button', { name: 'Still not sure: finish the sale' }).click();
    await till.done.waitFor();
    const number = await till.receiptNumber();
    await expect.poll(async () => (await office.sale(number)).tenders[0]?.isUncertain, { timeout: 60_000 }).toBe(true);
    await page.goto(`${stack.origin}/orders`);
    await page.getByRole('tab', { name: /Cards to check/ }).click();
    await page.getByRole('link', { name: 'Answer in the office' }).click();
    await page.getByRole('button', { name: `Answer ${number}` }).waitFor();
    expect(await lookAtEverySize(page, 'cards-to-check')).toEqual([]);
    await page.getByRole('button', { name: `Answer ${number}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'It did not' }).click();
    expect(await lookAtEverySize(page, 'cards-to-check-answer')).toEqual([]);
    await dialog.getByRole('button', { name: 'Save answer' }).click();
    await dialog.getByText('Say how you know that the card was not charged.').waitFor();
    await dialog.getByLabel('How do you know?').fill('Not in the report of the terminal');
    await dialog.getByRole('button', { name: 'Save answer' }).click();
    await page.getByText('Noted. The tills hear of it.').waitFor();
    await page.getByText('No card to check').waitFor();
    const sale = await office.sale(number);
    expect(sale.cardAnswers).toMatchObject([{ outcome: 'declined', standsAt: 'unpaid' }]);
    // The till knows by itself, from what it keeps.
    await page.goto(`${stack.origin}/orders`);
    await page.getByRole('tab', { name: /Cards to check/ }).click();
    await page.getByText('No card to check').waitFor();
    await page.getByRole('tab', { name: /Today/ }).click();
    await page.getByText(number, { exact: true }).first().click();
    await page.getByText('The office: it did not go through.').waitFor();
    expect(await page.getByRole('button', { name: 'It went through' }).count()).toBe(0);
    await page.getByRole('button', { name: 'It was paid after all' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Correct payment of' }).click();
    await page.getByText('Corrected. The receipt can be printed again.').waitFor();
    await expect.poll(async () => (await office.sale(number)).corrections?.length, { timeout: 60_000 }).toBe(1);
  });

  it('leaves books that agree', async () => {
    const { office, till } = shop();
    await expect.poll(() => till.chip.textContent(), { timeout: 60_000 }).toContain('Synced');
    await office.post('/sessions', { email: 'amina@example.com', password: 'seven green umbrellas' });
    expect(await office.discrepancies()).toEqual([]);
  });
});
