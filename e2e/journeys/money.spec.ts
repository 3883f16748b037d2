import { beforeEach, describe, expect, it } from 'vitest';
import { findFaults } from '../pages/inspect.ts';
import { GOODS } from '../stack/catalogue.ts';
import { employ } from '../stack/people.ts';
import { signIn, useShop } from '../stack/shop.ts';

describe('taking money', () => {
  const shop = useShop();

  beforeEach(() => shop().till.openEmpty());

  it('splits between cash and card, and completes itself when nothing remains', async () => {
    const { till, office } = shop();
    await till.scan(GOODS.lamp.code, GOODS.tea.code);
    await expect.poll(() => till.total.textContent()).toContain('28.20');
    await till.pay.click();
    await till.amount.fill('20');
    await till.cash.click();
    await till.payment.getByRole('list', { name: 'Paid' }).waitFor();
    expect(await till.payment.innerText()).toContain('8.20');
    await till.card.click();
    await till.done.waitFor();
    const number = await till.receiptNumber();
    const { tenders } = await office.sale(number);
    expect(tenders.map(({ kind, appliedMinor }) => [kind, appliedMinor]).sort()).toEqual([
      ['card-manual', 820],
      ['cash', 2000],
    ]);
  });

  it('takes a payment back before the sale is complete', async () => {
    const { till, page } = shop();
    await till.scan(GOODS.lamp.code);
    await till.pay.click();
    await till.amount.fill('5');
    await till.cash.click();
    await till.payment.getByRole('button', { name: 'Remove this payment' }).click();
    await till.payment.getByText('Nothing paid yet').waitFor();
    await page.keyboard.press('Escape');
    await till.payment.waitFor({ state: 'hidden' });
    await till.exactCash.click();
    await till.done.waitFor();
    expect(await till.change.textContent()).toContain('25.00');
  });

  it('names what was taken when the cart is cleared, and the next customer begins with nothing', async () => {
    const { till, page, office } = shop();
    const clear = async () => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Find anything' }).fill('clear the cart');
      await page.keyboard.press('Enter');
    };
    await till.scan(GOODS.lamp.code);
    await till.pay.click();
    await till.amount.fill('10');
    await till.cash.click();
    await till.payment.getByRole('list', { name: 'Paid' }).waitFor();
    await page.keyboard.press('Escape');
    await till.payment.waitFor({ state: 'hidden' });
    await clear();
    const dialog = page.getByRole('dialog', { name: 'Clear the cart' });
    await dialog.getByText('10.00').waitFor();
    expect(await findFaults(page, 'clear a paid cart')).toEqual([]);
    // Enter, as a scanner types it, gives nothing back.
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await till.lines.count()).toBe(1);
    await clear();
    await dialog.getByRole('button', { name: 'Given back: clear the cart' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => till.lines.count()).toBe(0);
    await till.scan(GOODS.tea.code);
    await till.exactCash.click();
    await till.done.waitFor();
    const { tenders } = await office.sale(await till.receiptNumber());
    expect(tenders.map(({ kind, appliedMinor }) => [kind, appliedMinor])).toEqual([['cash', 320]]);
  });

  it('refuses more than is due on a card, and asks about cash that cannot be meant', async () => {
    const { till, page } = shop();
    await till.scan(GOODS.soap.code);
    await till.pay.click();
    await till.amount.fill('2');
    await till.card.click();
    await till.payment.getByText('A card takes at most').waitFor();
    await till.amount.fill('2000000');
    await till.cash.click();
    await till.payment.getByText('Is that what was handed over?').waitFor();
    await page.keyboard.press('Escape');
    await till.exactCash.click();
    await till.done.waitFor();
  });

  it('takes reductions from a line and from the sale, another price, and notes', async () => {
    const { till, page, office } = shop();
    await till.scan(GOODS.coffee.code, GOODS.lamp.code);
    await expect.poll(() => till.total.textContent()).toContain('33.90');
    await till.command('-10%');
    await expect.poll(() => till.total.textContent(), { message: 'the lamp, 25.00, costs 22.50' }).toContain('31.40');
    await till.command('--1.40');
    await expect.poll(() => till.total.textContent()).toContain('30.00');
    await till.line(GOODS.coffee.name).getByRole('button').first().click();
    await till.command('=8.00');
    await expect.poll(() => till.total.textContent()).toContain('29.10');
    await till.line(GOODS.coffee.name).getByRole('button', { name: 'Note', exact: true }).click();
    await page.getByRole('textbox', { name: 'Note' }).waitFor();
    await page.keyboard.type('ground fine', { delay: 45 });
    await page.keyboard.press('Enter');
    await till.line('ground fine').waitFor();
    await till.exactCash.click();
    await till.done.waitFor();

    const number = await till.receiptNumber();
    const sale = await office.sale(number);
    expect(sale.totalMinor).toBe(2910);
    expect(sale.discountMinor).toBe(250 + 140);
    const coffee = sale.lines.find((line) => line.sku === GOODS.coffee.sku);
    expect(coffee).toMatchObject({ listPriceE4: 8_900_000, unitPriceE4: 8_000_000, priceSource: 'override' });
    expect(coffee?.note).toBe('ground fine');
  });

  it('lets a cashier reduce, and keeps prices with the manager', async () => {
    const { till, page, stack } = shop();
    const cashier = await employ(stack, 'Sam Otieno', 'cashier');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find anything' }).fill('lock the till');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Somebody else' }).click();
    await signIn(page, cashier);
    await till.omnibox.waitFor();
    await till.scan(GOODS.coffee.code);
    await expect.poll(() => till.total.textContent()).toContain('8.90');
    await till.command('=8.00');
    await page.getByText('Needs a manager: price lowered by').waitFor();
    await till.exactCash.click();
    await page.getByText('Somebody who may has to approve it first').waitFor();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await expect.poll(() => till.total.textContent()).toContain('8.90');
    await till.openEmpty();
    await till.scan(GOODS.coffee.code);
    await till.command('-10%');
    await expect.poll(() => till.total.textContent()).toContain('8.01');
    await till.exactCash.click();
    await till.done.waitFor();
  });

  it('leaves books that agree', async () => {
    const { office, till } = shop();
    await expect.poll(() => till.chip.textContent(), { timeout: 60_000 }).toContain('Synced');
    await office.post('/sessions', { email: 'amina@example.com', password: 'seven green umbrellas' });
    expect(await office.discrepancies()).toEqual([]);
  });
});
