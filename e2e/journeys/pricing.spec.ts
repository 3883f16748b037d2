import pg from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { TEN_OFF } from '../../apps/server/src/rooms/catalog/pricing/promotion-fixture.ts';
import { findFaults } from '../pages/inspect.ts';
import { picturesOf } from '../pages/looks.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

describe('prices and promotions', () => {
  const shop = useShop();
  const pricing = (path = '') => shop().page.goto(`${shop().stack.origin}/pricing${path}`);

  /** A promotion with everything usual, as the office would send it. */
  const promotion = (name: string, over: Record<string, unknown> = {}) => ({
    name,
    isActive: true,
    ...TEN_OFF,
    ...over,
  });
  beforeEach(() => shop().page.bringToFront());

  it('makes a promotion by keyboard, with its sentence, and the till takes it off', async () => {
    const { page, till, office } = shop();
    await pricing();
    await page.getByRole('heading', { name: 'No promotions yet' }).waitFor();
    expect(await findFaults(page, 'no promotions')).toEqual([]);
    await page.getByRole('button', { name: 'New promotion' }).press('Enter');
    const editor = page.getByRole('dialog', { name: 'New promotion' });
    await editor.getByLabel('Name').fill('Tea week');
    await editor.getByLabel('Percent', { exact: true }).fill('10');
    await editor.getByText(/10\s?% off all goods/).waitFor();
    expect(await findFaults(page, 'the editor')).toEqual([]);
    await picturesOf(page, 'promotion-editor');
    await editor.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByRole('list', { name: 'Promotions' }).getByText('Tea week').waitFor();
    expect(await findFaults(page, 'promotions')).toEqual([]);
    await picturesOf(page, 'promotions');

    await till.openEmpty();
    await till.scan(GOODS.lamp.code);
    await expect.poll(() => till.total.textContent(), { timeout: 30_000 }).toContain('22.50');
    await till.line('Tea week').waitFor();
    await picturesOf(page, 'till-promotion');
    await till.exactCash.click();
    await till.done.waitFor();
    const sale = await office.sale(await till.receiptNumber());
    expect(sale).toMatchObject({ totalMinor: 2250, discountMinor: 250, promotions: [{ label: 'Tea week' }] });
    expect(sale.lines[0]?.derivation).toContainEqual({ step: 'promotion', label: 'Tea week', amountMinor: -250 });
    const { flags } = await office.get<{ flags: string[] }>(`/orders/${sale.saleId}/flags`);
    // Nobody bought lamps yet; what the till took off is what the server derives.
    expect(flags).toEqual(['negative-stock']);
  });

  it('takes a coupon once, typed at the till, and says so the second time', async () => {
    const { page, till, office } = shop();
    const made = await office.post<{ promotionId: string }>(
      '/promotions',
      promotion('Welcome', {
        conditions: { needsCoupon: true },
        effect: { kind: 'amount', amountMinor: 200, scope: 'order', isWithTax: false },
      }),
    );
    await office.post('/coupons', { promotionId: made.promotionId, code: 'HELLO2', mostUses: 1, validTo: null });
    await till.openEmpty();
    await till.scan(GOODS.lamp.code);
    await expect
      .poll(
        async () => {
          await page.keyboard.press('Control+a');
          await till.command('coupon hello-2');
          return till.total.textContent();
        },
        { timeout: 30_000, interval: 1_000 },
      )
      .toContain('20.50');
    await page.getByText('Coupon HELLO2: Welcome.').waitFor();
    await till.exactCash.click();
    await till.done.waitFor();
    const sale = await office.sale(await till.receiptNumber());
    expect(sale.promotions?.map(({ couponCode }) => couponCode)).toContain('HELLO2');
    await till.openEmpty();
    await till.scan(GOODS.lamp.code);
    await expect
      .poll(
        async () => {
          await till.omnibox.focus();
          await page.keyboard.press('Control+a');
          await till.command('coupon HELLO2');
          return page.getByText('Coupon HELLO2 has been used up.').isVisible();
        },
        { timeout: 30_000, interval: 1_000 },
      )
      .toBe(true);
    await page.keyboard.press('Control+a');
    await till.command('coupon NOBODY');
    await page.getByText('This register knows no coupon NOBODY.').waitFor();
  });

  it('goes on giving it from a cold start without the server', async () => {
    const { page, till, context } = shop();
    await till.openEmpty();
    await context.setOffline(true);
    try {
      await page.reload();
      await till.omnibox.waitFor();
      await till.scan(GOODS.lamp.code);
      await expect.poll(() => till.total.textContent()).toContain('22.50');
      await till.exactCash.click();
      await till.done.waitFor();
    } finally {
      await context.setOffline(false);
    }
  });

  it('says at the payment that a promotion is over', async () => {
    const { page, till, office } = shop();
    await till.openEmpty();
    await till.scan(GOODS.lamp.code);
    await expect.poll(() => till.total.textContent()).toContain('22.50');
    const { items } = await office.get<{ items: { promotionId: string; name: string }[] }>('/promotions');
    const known = items.find(({ name }) => name === 'Tea week');
    // What the office changes reaches the till; what the clock changes is said when it is paid.
    const soon = new Date(Date.now() + 4_000).toISOString();
    const { promotionId = '' } = known ?? {};
    await page.request.put(`${shop().stack.origin}/api/v1/promotions/${promotionId}`, {
      headers: { origin: shop().stack.origin, 'sec-fetch-site': 'same-origin' },
      data: { version: 1, ...promotion('Tea week', { conditions: { validTo: soon } }) },
    });
    const said = page.getByText('No longer valid: Tea week.');
    await expect
      .poll(
        async () => {
          if (await said.isVisible()) return true;
          await till.pay.click();
          await till.payment.waitFor();
          const isSaid = await said.isVisible();
          await page.keyboard.press('Escape');
          await till.payment.waitFor({ state: 'hidden' });
          return isSaid;
        },
        { timeout: 30_000, interval: 500 },
      )
      .toBe(true);
    await expect.poll(() => till.total.textContent()).toContain('25.00');
  });

  it('keeps prices by quantity in a list, and the till charges them', async () => {
    const { page, till } = shop();
    await pricing();
    await page.getByRole('tab', { name: 'Price lists' }).click();
    await page.getByRole('button', { name: 'New price list' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Trade');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Prices of Trade' }).click();
    await page.getByLabel('Find a product').fill(GOODS.soap.name.slice(0, 6));
    await page.getByRole('list', { name: 'Products found' }).getByRole('button').first().click();
    await page.getByLabel('Price', { exact: true }).fill('1.00');
    await page.getByLabel('From a quantity of').fill('3');
    await page.getByRole('button', { name: 'Set price' }).click();
    await page.getByText('1.00 from 3').waitFor();
    expect(await findFaults(page, 'price lists')).toEqual([]);
    await picturesOf(page, 'price-lists');
    await till.openEmpty();
    await till.scan(GOODS.soap.code, GOODS.soap.code, GOODS.soap.code);
    await expect.poll(() => till.total.textContent(), { timeout: 30_000 }).toContain('3.00');
  });

  it('tries a basket out, and says why', async () => {
    const { page } = shop();
    await pricing();
    await page.getByRole('tab', { name: 'Coupons' }).click();
    await page.getByText('HELLO2').waitFor();
    expect(await findFaults(page, 'coupons')).toEqual([]);
    await picturesOf(page, 'coupons');
    await page.getByRole('tab', { name: 'Try a basket' }).click();
    await page.getByLabel('Find a product').fill(GOODS.soap.name.slice(0, 6));
    await page.getByRole('list', { name: 'Products found' }).getByRole('button').first().click();
    await page.getByLabel(`Quantity of ${GOODS.soap.name}`).fill('3');
    await page.getByRole('button', { name: 'Price the basket' }).click();
    await page.getByRole('heading', { name: 'What the till would charge' }).waitFor();
    await page.getByText('Welcome: needs a coupon').waitFor();
    expect(await findFaults(page, 'try a basket')).toEqual([]);
    await picturesOf(page, 'try-out');
  });

  it('limits a promotion to its first uses, shows what was used, and the try-out keeps to it', async () => {
    const { page, till } = shop();
    await pricing();
    await page.getByRole('button', { name: 'New promotion' }).click();
    const editor = page.getByRole('dialog', { name: 'New promotion' });
    await editor.getByLabel('Name').fill('Opening gift');
    await editor.getByLabel('Percent', { exact: true }).fill('20');
    await editor.getByLabel('Sales in all').fill('1');
    await editor.getByLabel('Sales of each customer').fill('1001');
    await editor.getByLabel('Most given in all').fill('50.00');
    await editor.getByRole('button', { name: 'Save' }).click();
    await editor.getByText('Type a whole number from 1 to 1000.').waitFor();
    await editor.getByLabel('Sales of each customer').fill('');
    await editor.getByText(/for one sale in all, until .*50\.00 are given/).waitFor();
    expect(await findFaults(page, 'limits of a promotion')).toEqual([]);
    await picturesOf(page, 'promotion-limits');
    await editor.getByRole('button', { name: 'Save' }).click();
    const item = page.getByRole('listitem').filter({ hasText: 'Opening gift' });
    await item.getByText('Used 0 of 1').waitFor();
    await till.openEmpty();
    await till.scan(GOODS.lamp.code);
    await till.line('Opening gift').waitFor({ timeout: 30_000 });
    await till.exactCash.click();
    await till.done.waitFor();
    await expect.poll(() => till.chip.textContent(), { timeout: 60_000 }).toContain('Synced');
    await pricing();
    await item.getByText(/Used 1 of 1 · given .*5\.00 of .*50\.00/).waitFor();
    await picturesOf(page, 'promotion-used');
    await page.getByRole('tab', { name: 'Try a basket' }).click();
    await page.getByLabel('Find a product').fill(GOODS.lamp.name.slice(0, 6));
    await page.getByRole('list', { name: 'Products found' }).getByRole('button').first().click();
    await page.getByLabel('Which sale of the customer').fill('2');
    await page.getByRole('button', { name: 'Price the basket' }).click();
    await page.getByText('Opening gift: has been used up').waitFor();
    expect(await findFaults(page, 'try a basket as somebody')).toEqual([]);
    await picturesOf(page, 'try-out-limits');
  });

  it('shows a sale that missed a promotion line by line, from the order and from the list', async () => {
    const { page, till, office, context, stack } = shop();
    await till.openEmpty();
    await till.scan(GOODS.soap.code);
    await expect.poll(() => till.total.textContent()).not.toContain('0.00');
    await expect.poll(() => till.chip.textContent(), { timeout: 60_000 }).toContain('Synced');
    await context.setOffline(true);
    await office.post('/promotions', promotion('Soap week', { priority: 1 }));
    // It held long before the till could have heard of it.
    const client = new pg.Client({ connectionString: stack.ownerUrl ?? '' });
    await client.connect();
    await client.query("update promotion_version set valid_since = now() - interval '1 day' where name = 'Soap week'");
    await client.end();
    await till.exactCash.click();
    await till.done.waitFor();
    const number = await till.receiptNumber();
    await context.setOffline(false);
    const sale = await office.sale(number);
    await page.goto(`${stack.origin}/orders/${sale.saleId}`);
    await page.getByText('A promotion that held was not given').waitFor();
    await page.getByRole('link', { name: 'How it was priced' }).press('Enter');
    await page.getByRole('heading', { name: 'Should have been given' }).waitFor();
    await page.getByText('Charged too much').waitFor();
    await page.getByText('Soap week').first().waitFor();
    expect(await findFaults(page, 'a missed promotion')).toEqual([]);
    await picturesOf(page, 'missed-promotion');
    await page.getByRole('link', { name: 'Promotions not as they were' }).click();
    await page.getByRole('link', { name: number }).waitFor();
    expect(await findFaults(page, 'missed promotions')).toEqual([]);
    await picturesOf(page, 'missed-promotions');
  });
});
