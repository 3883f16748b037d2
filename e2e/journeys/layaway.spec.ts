import type { LayawayDetail, LayawayList } from '@mosaajii/contract/layaways';
import { beforeEach, describe, expect, it } from 'vitest';
import { findFaults, findSidewaysScroll } from '../pages/inspect.ts';
import { picturesOf } from '../pages/looks.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

describe('goods that are put aside against deposits', () => {
  const shop = useShop();
  beforeEach(() => shop().till.openEmpty());

  const sheet = () => shop().page.getByRole('dialog', { name: 'Layaway' });
  const detailOf = (number: RegExp) => shop().page.getByRole('dialog', { name: number });
  const layaways = async () => (await shop().office.get<LayawayList>('/layaways')).items;
  const NUMBER = /L-S1-R1-A-\d{6}/;

  async function openSheet(): Promise<void> {
    const { page, till } = shop();
    await till.command('>layaway');
    await page.getByRole('option', { name: 'Layaway' }).click();
    await sheet().waitFor();
  }

  async function synced(): Promise<void> {
    await expect.poll(() => shop().till.chip.textContent(), { timeout: 60_000 }).toContain('Synced');
  }

  it('are taken without the server, paid in parts, and completed by one sale; by pointer', async () => {
    const { till, page, context, office } = shop();
    await context.setOffline(true);
    await till.scan(GOODS.lamp.code);
    await till.line(GOODS.lamp.name).waitFor();
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Layaway', exact: true }).click();
    await sheet().getByRole('button', { name: 'Choose the customer' }).waitFor();
    await page.keyboard.press('Escape');
    await till.command('@+Amina Yusuf');
    await page
      .getByRole('dialog', { name: 'New customer' })
      .getByRole('button', { name: /^Save and put/ })
      .click();
    await page.getByRole('button', { name: /Customer: Amina Yusuf/ }).waitFor();

    await openSheet();
    // A fifth of 25.00 is the least.
    await expect.poll(() => sheet().getByRole('textbox', { name: 'Deposit' }).inputValue()).toBe('5.00');
    await picturesOf(page, 'layaway-open');
    expect(await findFaults(page, 'layaway')).toEqual([]);
    await sheet().getByRole('textbox', { name: 'Deposit' }).fill('4');
    await sheet().getByRole('button', { name: 'Put this sale aside' }).click();
    await sheet().getByRole('alert').waitFor();
    await sheet().getByRole('textbox', { name: 'Deposit' }).fill('5');
    await sheet().getByRole('button', { name: 'Put this sale aside' }).click();
    const detail = detailOf(NUMBER);
    await detail.waitFor();
    await expect.poll(() => till.lines.count()).toBe(0);

    await detail.getByRole('button', { name: 'Take a payment' }).click();
    await detail.getByRole('textbox', { name: 'Amount' }).fill('7');
    await detail.getByLabel('Paid by').selectOption('card-manual');
    await detail.getByRole('button', { name: /^Take .*7/ }).click();
    await expect.poll(() => detail.textContent()).toContain('13.00');
    await picturesOf(page, 'layaway-paid');
    expect(await findFaults(page, 'a layaway')).toEqual([]);
    expect(await findSidewaysScroll(page, 'a layaway')).toEqual([]);
    await context.setOffline(false);
    await synced();
    expect(await layaways()).toMatchObject([{ state: 'open', paidMinor: 1200, totalMinor: 2500 }]);

    await detail.getByRole('button', { name: 'Hand over the goods' }).click();
    await detail.getByRole('textbox', { name: 'Received' }).fill('20');
    await detail.getByRole('button', { name: 'Complete the sale' }).click();
    await till.done.waitFor();
    await expect.poll(() => till.change.textContent()).toContain('7.00');
    const number = await till.receiptNumber();
    await synced();
    const sale = await office.sale(number);
    expect(sale.tenders.map(({ kind, appliedMinor }) => [kind, appliedMinor])).toEqual([
      ['deposit', 1200],
      ['cash', 1300],
    ]);
    expect(await layaways()).toMatchObject([{ state: 'completed', soldSaleId: sale.saleId, leftMinor: 0 }]);
    const { flags } = await office.get<{ readonly flags: readonly string[] }>(`/orders/${sale.saleId}/flags`);
    // This shop has counted nothing yet: that the level went below zero is all there is to say.
    expect(flags).toEqual(['negative-stock']);
    expect(await office.discrepancies()).toEqual([]);
  });

  it('are put aside and given up by keyboard: the money goes back as it came', async () => {
    const { till, page, office } = shop();
    await till.scan(GOODS.soap.code);
    await till.line(GOODS.soap.name).waitFor();
    await till.command('@ami');
    await page.getByRole('button', { name: /Customer: Amina Yusuf/ }).waitFor();
    await openSheet();
    await sheet().getByRole('textbox', { name: 'Deposit' }).focus();
    await page.keyboard.press('Enter');
    const detail = detailOf(NUMBER);
    await detail.waitFor();
    await synced();
    const cancel = detail.getByRole('button', { name: 'Cancel the layaway' });
    await cancel.focus();
    await page.keyboard.press('Enter');
    await detail.getByRole('textbox', { name: 'Why' }).fill('changed their mind');
    await picturesOf(page, 'layaway-cancel');
    await page.keyboard.press('Enter');
    await expect.poll(() => detail.textContent()).toContain('Cancelled');
    await synced();
    const [newest] = await layaways();
    expect(newest).toMatchObject({ state: 'cancelled', leftMinor: 0 });
    const read = await office.get<LayawayDetail>(`/layaways/${newest?.layawayId}`);
    expect(read.deposits.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['taken', newest?.paidMinor],
      ['returned', newest?.paidMinor],
    ]);
    expect(await office.discrepancies()).toEqual([]);
  });

  it('are listed in the office by state, with every payment', async () => {
    const { page, stack } = shop();
    await page.goto(`${stack.origin}/layaways`);
    const row = page.getByRole('button', { name: NUMBER }).first();
    await row.waitFor();
    await picturesOf(page, 'layaways-office');
    expect(await findFaults(page, 'the layaways of the office')).toEqual([]);
    expect(await findSidewaysScroll(page, 'the layaways of the office')).toEqual([]);
    await row.click();
    const drawer = detailOf(NUMBER);
    await drawer.getByText('changed their mind').waitFor();
    await picturesOf(page, 'layaway-office');
    expect(await findFaults(page, 'a layaway of the office')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByLabel('State').selectOption('overdue');
    await page.getByText('No layaway fits').waitFor();
    await page.getByLabel('State').selectOption('all');
    await page.getByRole('combobox', { name: 'Customer' }).fill('ami');
    await page.getByRole('option', { name: /Amina Yusuf/ }).click();
    await page.getByRole('button', { name: NUMBER }).first().waitFor();
    await picturesOf(page, 'layaways-office-customer');
    expect(await findFaults(page, 'the layaways of a customer')).toEqual([]);
    expect(await findSidewaysScroll(page, 'the layaways of a customer')).toEqual([]);
    const [asked] = await Promise.all([
      page.waitForRequest((request) => request.url().includes('/layaways?') && request.url().includes('from=')),
      page.getByLabel('From').fill('2020-01-01'),
    ]);
    expect(new URL(asked.url()).searchParams.get('customerId')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
