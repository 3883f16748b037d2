import type { Customer, CustomerList } from '@mosaajii/contract/customers';
import { beforeEach, describe, expect, it } from 'vitest';
import { countActions } from '../pages/actions.ts';
import { lookAtEverySize } from '../pages/looks.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

describe('customers at the till', () => {
  const shop = useShop();
  beforeEach(() => shop().till.openEmpty());

  const customers = async (query: string): Promise<readonly Customer[]> =>
    (await shop().office.get<CustomerList>(`/customers?query=${encodeURIComponent(query)}`)).items;

  it('are written down without the server, buy on account, and pay later', async () => {
    const { till, page, context, office } = shop();
    await context.setOffline(true);
    await till.scan(GOODS.lamp.code);
    await till.command('@+Amina Yusuf');
    const sheet = page.getByRole('dialog', { name: 'New customer' });
    await sheet.getByRole('textbox', { name: 'Telephone' }).fill('0712 345 118');
    await sheet.getByRole('button', { name: 'Save and put on the sale' }).click();
    await page.getByRole('button', { name: /Customer: Amina Yusuf/ }).waitFor();
    await page.keyboard.press('Control+Enter');
    await till.amount.waitFor();
    await page.keyboard.press('a');
    await till.done.waitFor();
    const number = await till.receiptNumber();
    expect(await till.page.getByText('On account').count()).toBeGreaterThan(0);
    await context.setOffline(false);
    await expect.poll(() => till.chip.textContent(), { timeout: 60_000 }).toContain('Synced');
    const sale = await office.sale(number);
    expect(sale.tenders.map(({ kind, appliedMinor }) => [kind, appliedMinor])).toEqual([['account', 2500]]);
    await expect.poll(async () => (await customers('amina'))[0]?.owedMinor).toBe(2500);
    expect((await customers('0712345118'))[0]?.name).toBe('Amina Yusuf');

    await till.scan(GOODS.soap.code);
    await till.command('@ami');
    await page.getByRole('button', { name: /Customer: Amina Yusuf/ }).click();
    await page.getByRole('button', { name: 'Take a payment' }).click();
    await page.getByRole('dialog', { name: 'Amina Yusuf' }).getByRole('textbox', { name: 'Amount' }).fill('20');
    await page.getByRole('button', { name: 'Take a payment' }).click();
    await expect.poll(async () => (await customers('amina'))[0]?.owedMinor, { timeout: 60_000 }).toBe(500);
    expect(await office.discrepancies()).toEqual([]);
  });

  it('a scan, a customer, ten percent off the line and cash: four actions and the characters', async () => {
    const { till, page } = shop();
    const actions = countActions(page);
    await actions.scan(GOODS.lamp.code);
    await till.line(GOODS.lamp.name).waitFor();
    await actions.type('@ami');
    await actions.key('Enter');
    await page.getByRole('button', { name: /Customer: Amina/ }).waitFor();
    await actions.type('-10%');
    await actions.key('Enter');
    await expect.poll(() => till.total.textContent()).toContain('22.50');
    await actions.key('F9');
    await till.done.waitFor();
    expect(actions).toMatchObject({ count: 4, characters: 8 });
  });

  it('a scan, a customer, ten percent off the line and cash: six, by touch', async () => {
    const { till, page } = shop();
    const actions = countActions(page);
    await actions.scan(GOODS.lamp.code);
    await till.line(GOODS.lamp.name).waitFor();
    await actions.tap(page.getByRole('button', { name: /^Customer/ }).and(page.locator(':visible')));
    await page.getByRole('dialog', { name: 'Customer' }).waitFor();
    await actions.type('ami');
    await actions.tap(page.getByRole('option', { name: /Amina/ }));
    await page.getByRole('button', { name: /Customer: Amina/ }).waitFor();
    await actions.tap(till.line(GOODS.lamp.name).getByRole('button', { name: 'Discount', exact: true }));
    await actions.tap(page.getByRole('button', { name: /^10\s%$/ }));
    await expect.poll(() => till.total.textContent()).toContain('22.50');
    await actions.tap(till.exactCash);
    await till.done.waitFor();
    expect(actions).toMatchObject({ count: 6, characters: 3 });
  });

  it('buy without taxes by the certificate that the office wrote down, also offline, until they are off the sale', async () => {
    const { till, page, context, office, stack } = shop();
    const [amina] = await customers('amina');
    await page.goto(`${stack.origin}/customers/${amina?.customerId}`);
    await page.getByLabel('Tax exemption certificate').fill('C-2026/7');
    await page.getByLabel('Exempt until').fill('2099-12-31');
    expect(await lookAtEverySize(page, 'customer-exempt')).toEqual([]);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(async () => (await customers('amina'))[0]?.taxCertificate).toBe('C-2026/7');

    await till.openEmpty();
    await till.scan(GOODS.lamp.code);
    await till.line(GOODS.lamp.name).waitFor();
    const taxed = await till.total.textContent();
    await till.command('@ami');
    await page.getByRole('button', { name: /Customer: Amina/ }).click();
    // The till hears of it by itself; from then on it needs no connection.
    await page.getByRole('dialog').getByText('C-2026/7').waitFor();
    await page.keyboard.press('Escape');
    const takeOff = page.getByRole('button', { name: /^Take Amina Yusuf off/ });
    await takeOff.click();
    await context.setOffline(true);
    await till.command('@ami');
    await page.getByText('Tax exempt').waitFor();
    expect(await till.total.textContent()).not.toBe(taxed);
    expect(await lookAtEverySize(page, 'till-exempt')).toEqual([]);
    await takeOff.click();
    await expect.poll(() => till.total.textContent()).toBe(taxed);
    await till.command('@ami');
    await page.getByText('Tax exempt').waitFor();
    await till.exactCash.click();
    await till.done.waitFor();
    const number = await till.receiptNumber();
    await context.setOffline(false);
    const { saleId, totalMinor, taxMinor, taxes } = await office.sale(number);
    expect({ totalMinor: totalMinor < 2500, taxMinor, taxes }).toEqual({ totalMinor: true, taxMinor: 0, taxes: [] });
    expect((await office.get<{ flags: string[] }>(`/orders/${saleId}/flags`)).flags).toEqual([]);
    expect(await office.discrepancies()).toEqual([]);
  });
});
