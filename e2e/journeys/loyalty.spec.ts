import type { Customer, CustomerList } from '@mosaajii/contract/customers';
import { describe, expect, it } from 'vitest';
import { countActions } from '../pages/actions.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

describe('points and store credit', () => {
  const shop = useShop();

  const amina = async (): Promise<Customer | undefined> =>
    (await shop().office.get<CustomerList>('/customers?query=amina')).items[0];
  const balances = async () => {
    const customer = await amina();
    return [customer?.points, customer?.storeCreditMinor];
  };
  const has = (points: number, credit: number) => expect.poll(balances, { timeout: 60_000 }).toEqual([points, credit]);
  /** Opens the return of a sale with all of its goods chosen. */
  const takeBack = async (receiptNumber: string) => {
    const { page, stack, office } = shop();
    const { saleId } = await office.sale(receiptNumber);
    await page.goto(`${stack.origin}/orders/${saleId}/return`);
    await page.getByRole('button', { name: 'Everything', exact: true }).click();
  };
  const firstSale = { number: '' };
  const secondSale = { number: '' };

  it('are given by a rule that the office sets', async () => {
    const { page, stack, till } = shop();
    await page.goto(`${stack.origin}/settings/tenders`);
    await page.getByRole('checkbox', { name: 'Customers earn points' }).check();
    await page.getByRole('textbox', { name: 'for', exact: true }).fill('1');
    await page.getByRole('textbox', { name: 'Worth of one point' }).fill('0.05');
    await page.getByText('Points for £1.00: 1, worth £0.05').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved').first().waitFor();
    await till.openEmpty();
  });

  it('are earned by a sale, and the cashier sees how many before the money is taken', async () => {
    const { page, till, office } = shop();
    await till.tile(GOODS.lamp.name).click();
    await till.line(GOODS.lamp.name).waitFor();
    await till.command('@+Amina Yusuf');
    const sheet = page.getByRole('dialog', { name: 'New customer' });
    await sheet.getByRole('button', { name: 'Save and put on the sale' }).click();
    await page.getByRole('button', { name: /Customer: Amina Yusuf/ }).waitFor();
    await till.pay.click();
    await till.payment.getByText('Earns 25 points').waitFor();
    await till.cash.click();
    await till.done.waitFor();
    firstSale.number = await till.receiptNumber();
    expect((await office.sale(firstSale.number)).earnedPoints).toBe(25);
    await has(25, 0);
  });

  it('pay by one key, and the rest is taken in another way', async () => {
    const { page, till, office } = shop();
    await till.tile(GOODS.lamp.name).click();
    await till.line(GOODS.lamp.name).waitFor();
    await till.command('@ami');
    await page.getByRole('button', { name: /Customer: Amina Yusuf/ }).waitFor();
    const actions = countActions(page);
    await actions.key('Control+Enter');
    await till.payment.getByText(/25 points, worth £1\.25/).waitFor({ timeout: 60_000 });
    await actions.key('p');
    await till.payment.getByRole('list', { name: 'Paid' }).getByText('Points').waitFor();
    await till.payment.getByText('Earns 23 points').waitFor();
    await actions.key('Enter');
    await till.done.waitFor();
    expect(actions.count).toBe(3);
    secondSale.number = await till.receiptNumber();
    const sale = await office.sale(secondSale.number);
    expect(sale.tenders.map(({ kind, appliedMinor, points }) => [kind, appliedMinor, points])).toEqual([
      ['points', 125, 25],
      ['cash', 2375, null],
    ]);
    await has(23, 0);
  });

  it('go back to where they came from with the goods', async () => {
    const { page } = shop();
    await takeBack(secondSale.number);
    await page.getByRole('button', { name: /^Refund £25\.00/ }).click();
    await page.getByText(/Hand back/).waitFor();
    await has(25, 0);
  });

  it('goods become store credit, and store credit pays', async () => {
    const { page, till, office } = shop();
    await takeBack(firstSale.number);
    await page.getByText('Store credit', { exact: true }).click();
    await page.getByText('It becomes store credit of Amina Yusuf.').waitFor();
    await page.getByRole('button', { name: /^Give £25\.00 as store credit/ }).click();
    await page.getByText('£25.00 is store credit now').waitFor();
    await has(0, 2500);

    await till.openEmpty();
    await till.tile(GOODS.coffee.name).click();
    await till.line(GOODS.coffee.name).waitFor();
    await till.command('@ami');
    await page.getByRole('button', { name: /Customer: Amina Yusuf/ }).waitFor();
    await page.keyboard.press('Control+Enter');
    await till.amount.waitFor();
    await page.keyboard.press('s');
    await till.done.waitFor();
    const sale = await office.sale(await till.receiptNumber());
    expect(sale.tenders.map(({ kind, appliedMinor }) => [kind, appliedMinor])).toEqual([['store-credit', 890]]);
    await has(8, 1610);
    expect(await office.discrepancies()).toEqual([]);
  });
});
