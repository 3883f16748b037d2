import { describe, expect, it } from 'vitest';
import { plugInScale } from '../pages/fake-scale.ts';
import { lookAtEverySize } from '../pages/looks.ts';
import { useShop } from '../stack/shop.ts';

const WINE = { sku: 'WINE', name: 'Red wine', code: '2000000000107', priceE4: 8_000_000 };
const CHEESE = { sku: 'CHEESE', name: 'Mature cheese', code: '2000000000114', priceE4: 20_000_000, unit: 'kg' };
const GIFT = { sku: 'WRAP', name: 'Gift basket', code: '2000000000121', priceE4: null };

describe('goods that the till asks about', () => {
  const shop = useShop();

  it('are told what to ask in the office, by keyboard', async () => {
    const { till, stack, office } = shop();
    const { page } = till;
    const products = [WINE, CHEESE, GIFT].map(({ code, ...product }) => ({ ...product, codes: [{ code }] }));
    await office.post('/products/batch', { products });
    const edit = async (name: string) => {
      await page.goto(`${stack.origin}/products?query=${encodeURIComponent(name)}`);
      await page.getByRole('link', { name }).first().press('Enter');
      await page.getByRole('dialog', { name }).getByRole('textbox', { name: 'Minimum age' }).waitFor();
    };
    const saved = () => page.getByText('saved').first().waitFor();

    await edit(WINE.name);
    await page.getByRole('textbox', { name: 'Minimum age' }).fill('0');
    await page.keyboard.press('Control+s');
    await page.getByText('Type a whole number from 1 to 99.').waitFor();
    await page.getByRole('textbox', { name: 'Minimum age' }).fill('18');
    expect(await lookAtEverySize(page, 'goods-editor-age')).toEqual([]);
    await page.keyboard.press('Control+s');
    await saved();

    await edit(CHEESE.name);
    await page.getByRole('switch', { name: 'Weighed at the till' }).press('Space');
    await page.getByRole('textbox', { name: 'Tare in kg' }).fill('0.025');
    expect(await lookAtEverySize(page, 'goods-editor-weighed')).toEqual([]);
    await page.keyboard.press('Control+s');
    await saved();

    await edit(GIFT.name);
    await page.getByRole('textbox', { name: 'Lowest price to ask' }).fill('5.00');
    await page.getByRole('textbox', { name: 'Highest price to ask' }).fill('50.00');
    expect(await lookAtEverySize(page, 'goods-editor-price')).toEqual([]);
    await page.keyboard.press('Control+s');
    await saved();
  });

  it('ask for an age once, before the money, also without a connection; refused, they leave the sale', async () => {
    const { till, context, office } = shop();
    const { page } = till;
    await till.openEmpty();
    await expect.poll(() => till.chip.textContent(), { timeout: 30_000 }).toContain('Synced');
    await context.setOffline(true);
    await till.scan(WINE.code);
    await page.getByText('Goods for 18 and over: Red wine').waitFor();
    expect(await lookAtEverySize(page, 'till-age')).toEqual([]);
    // By touch: refused.
    await page.getByRole('button', { name: 'Refuse' }).click();
    await expect.poll(() => till.lines.count()).toBe(0);
    await page.getByText('Not sold for their age: Red wine').waitFor();
    // By keyboard: whoever wants to pay finds the answer under the Enter key.
    await till.scan(WINE.code, WINE.code);
    await expect.poll(() => till.line(WINE.name).textContent()).toContain('2');
    await page.getByRole('button', { name: 'Old enough' }).waitFor();
    // Whoever holds the key down has not answered.
    await page.keyboard.down('Control');
    await page.keyboard.down('Enter');
    await page.keyboard.up('Control');
    await page.getByText('First answer what these goods ask.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Old enough');
    for (let time = 0; time < 3; time += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    expect(await page.getByRole('button', { name: 'Old enough' }).count()).toBe(1);
    expect(await till.payment.count()).toBe(0);
    await page.keyboard.press('Enter');
    await till.payment.waitFor();
    await page.keyboard.press('Enter');
    await till.done.waitFor();
    const number = await till.receiptNumber();
    await context.setOffline(false);
    const { saleId } = await office.sale(number);
    const { flags } = await office.get<{ flags: string[] }>(`/orders/${saleId}/flags`);
    expect(flags).not.toContain('age-unchecked');
  });

  it('ask for a price within its bounds, and for somebody who may beyond them', async () => {
    const { till } = shop();
    const { page } = till;
    await till.openEmpty();
    await till.scan(GIFT.code);
    await page.getByText('From 5.00 to 50.00').waitFor();
    expect(await lookAtEverySize(page, 'till-open-price')).toEqual([]);
    await page.keyboard.type('12.50', { delay: 45 });
    await page.keyboard.press('Enter');
    await expect.poll(() => till.total.textContent()).toContain('12.50');
  });

  it('are weighed: a steady weight of the scale less the tare, or typed, and the receipt says which', async () => {
    const { till, stack, office, context } = shop();
    const { page } = till;
    const scale = await plugInScale(page);
    await page.goto(`${stack.origin}/settings/hardware`);
    await page.getByRole('button', { name: 'Choose the port' }).press('Enter');
    await page.getByRole('button', { name: 'Try the scale' }).press('Enter');
    await scale.shows('\x0200.525\r');
    await page.getByText('0.525 kg').waitFor();
    await page.getByRole('button', { name: 'Tare', exact: true }).press('Enter');
    await page.getByText('Net 0.000 kg, tare 0.525 kg').waitFor();
    expect(await lookAtEverySize(page, 'hardware-scale')).toEqual([]);

    await till.openEmpty();
    await context.setOffline(true);
    await scale.shows('\x02?A\r');
    await till.scan(CHEESE.code);
    await page.getByText('Waiting for the scale').waitFor();
    await scale.shows('\x0200.525\r');
    await page.getByRole('button', { name: 'Take · Net 0.500 kg' }).waitFor();
    expect(await lookAtEverySize(page, 'till-weigh')).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(() => till.total.textContent()).toContain('10.00');
    await till.scan(CHEESE.code);
    await page.getByRole('button', { name: 'Take · Net 0.500 kg' }).waitFor();
    await page.keyboard.type('0.225', { delay: 45 });
    await page.getByRole('button', { name: 'Take · Net 0.200 kg' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => till.total.textContent()).toContain('14.00');
    await page.keyboard.press('F9');
    await till.done.waitFor();
    const number = await till.receiptNumber();
    await context.setOffline(false);
    const sale = await office.sale(number);
    expect(sale.lines.map(({ quantityMilli, weighing }) => ({ quantityMilli, weighing }))).toEqual([
      { quantityMilli: 500, weighing: { grossMilli: 525, tareMilli: 25, source: 'scale' } },
      { quantityMilli: 200, weighing: { grossMilli: 225, tareMilli: 25, source: 'typed' } },
    ]);
    expect(await office.discrepancies()).toEqual([]);
    await page.goto(`${stack.origin}/orders/${sale.saleId}`);
    await page
      .getByText('net weight, tare 0.025 kg')
      .or(page.getByText('net weight · tare 0.025 kg'))
      .first()
      .waitFor();
    await page.getByText('typed by hand').first().waitFor();
  });
});
