import { beforeEach, describe, expect, it } from 'vitest';
import { FIVE, GOODS, UNKNOWN_CODE } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

describe('ringing up', () => {
  const shop = useShop();

  beforeEach(() => shop().till.openEmpty());

  it('sells what is scanned, five codes in a burst, and gives change', async () => {
    const { till } = shop();
    await till.scan(...FIVE.map((good) => good.code));
    await expect.poll(() => till.lines.count()).toBe(5);
    expect(await till.total.textContent()).toContain('17.68');
    await till.scan(GOODS.milk.code);
    await expect.poll(() => till.total.textContent()).toContain('19.67');
    expect(await till.lines.count(), 'the same code again counts up').toBe(5);
    expect(await till.omnibox.inputValue(), 'no digit of a scan stays in the field').toBe('');

    await till.pay.click();
    await till.amount.fill('20');
    await till.cash.click();
    await till.done.waitFor();
    expect(await till.change.textContent()).toContain('0.33');

    await till.scan(GOODS.soap.code);
    await till.done.waitFor({ state: 'hidden' });
    expect(await till.total.textContent(), 'the next scan begins the next sale').toContain('1.10');
    await till.exactCash.click();
    await till.done.waitFor();
  });

  it('shows a receipt with the figures of the sale', async () => {
    const { till, page } = shop();
    await till.scan(GOODS.milk.code, GOODS.milk.code, GOODS.bread.code);
    await expect.poll(() => till.total.textContent()).toContain('6.47');
    await till.pay.click();
    await till.amount.fill('10');
    await till.cash.click();
    await till.done.waitFor();
    const number = await till.receiptNumber();
    await till.done.getByRole('button', { name: 'View' }).click();
    const receipt = page.locator('.receipt');
    await receipt.waitFor();
    const text = (await receipt.innerText()).replaceAll(/\s+/g, ' ');
    for (const part of ['Amina Provisions', number, 'Organic milk 1 l', '2 × 1.99 3.98', 'Sourdough bread', '6.47']) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/Cash 10\.00/);
    expect(text).toMatch(/Change 3\.53/);
    // 20 % VAT within 6.47, rounded on each line: 0.66 of 3.98 and 0.42 of 2.49 (rounded half up).
    expect(text).toMatch(/VAT 20 ?%.* of 5\.39 1\.08/);
  });

  it('finds by words, adds with Enter and keeps the field ready', async () => {
    const { till } = shop();
    await till.search('org mil');
    await expect.poll(() => till.line(GOODS.milk.name).count()).toBe(1);
    await till.search('coff');
    await expect.poll(() => till.total.textContent()).toContain('10.89');
    expect(await till.omnibox.inputValue()).toBe('');
    expect(await till.omnibox.evaluate((field) => field === document.activeElement)).toBe(true);
    await till.exactCash.click();
    await till.done.waitFor();
  });

  it('adds by tile and leaves the field ready for the scanner', async () => {
    const { till } = shop();
    await till.tile(GOODS.bread.name).click();
    await till.tile(GOODS.bread.name).click();
    await expect.poll(() => till.total.textContent()).toContain('4.98');
    expect(await till.omnibox.evaluate((field) => field === document.activeElement)).toBe(true);
    await till.scan(GOODS.tea.code);
    await expect.poll(() => till.total.textContent()).toContain('8.18');
    await till.exactCash.click();
    await till.done.waitFor();
  });

  it('keeps a code that nobody knows beside the sale and goes on scanning', async () => {
    const { till, page } = shop();
    await till.scan(GOODS.milk.code, UNKNOWN_CODE, GOODS.soap.code);
    await page.getByText('is not in the catalogue').waitFor();
    await expect.poll(() => till.lines.count()).toBe(2);
    await page.getByRole('button', { name: 'Create product' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name').fill('Beeswax candle');
    await form.getByLabel('Price').fill('4.50');
    await form.getByRole('button', { name: 'Create and add' }).click();
    await till.line('Beeswax candle').waitFor();
    await expect.poll(() => till.total.textContent()).toContain('7.59');
    await till.exactCash.click();
    await till.done.waitFor();
  });

  it('has every sale on the server once, and its books agree', async () => {
    const { office, till } = shop();
    await expect.poll(() => till.chip.textContent(), { timeout: 60_000 }).toContain('Synced');
    const orders = await office.orders();
    const sequence = orders.map((order) => Number(order.receiptNumber.slice(-6))).sort((a, b) => a - b);
    expect(sequence).toEqual(sequence.map((_, index) => index + 1));
    expect(sequence).toHaveLength(6);
    expect(await office.discrepancies()).toEqual([]);
  });
});
