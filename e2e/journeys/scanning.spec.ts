import { checkDigit } from '@mosaajii/domain/catalog';
import { describe, expect, it } from 'vitest';
import { fuzzScans, typeWords } from '../pages/scan-fuzz.ts';
import { scan, scanAs } from '../pages/scanner.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

const GS = '\u001d';
const label = (item: string, value: number) => {
  const body = `21${item}${String(value).padStart(5, '0')}`;
  return body + checkDigit(body);
};

describe('scanning', () => {
  const shop = useShop();

  it('routes every scan wherever the focus is, leaves no character and presses no button', async () => {
    expect((await fuzzScans(shop(), 48, 20_261_123)).wrong).toEqual([]);
  });

  it('takes no typed word for a scan', async () => {
    expect((await typeWords(shop(), 60, 20_261_123)).wrong).toEqual([]);
  });

  it('sells GS1 codes with lot and last day, which the receipt names', async () => {
    const { till, page } = shop();
    await till.openEmpty();
    await till.scan(`]C101${GOODS.milk.code.padStart(14, '0')}17271231` + `10LOT-7${GS}21SN1`);
    const line = till.line(GOODS.milk.name);
    await line.waitFor();
    expect(await line.textContent()).toMatch(/Lot LOT-7 · use by 31 Dec 2027 · No\. SN1/);
    await till.exactCash.click();
    await till.done.waitFor();
    await till.done.getByRole('button', { name: 'View' }).click();
    await page.locator('.receipt').waitFor();
    expect(await page.locator('.receipt').innerText()).toContain('Lot LOT-7');
    await till.open();
  });

  it('stops goods past their day until somebody who may says otherwise', async () => {
    const { till, page } = shop();
    await till.openEmpty();
    await till.scan(`]C101${GOODS.milk.code.padStart(14, '0')}17200101`);
    const card = page.getByRole('alert').filter({ hasText: 'may not be sold after 1 Jan 2020' });
    await card.waitFor();
    expect(await till.lines.count()).toBe(0);
    await card.getByRole('button', { name: 'Sell it anyway' }).click();
    await expect.poll(() => till.lines.count()).toBe(1);
    await card.waitFor({ state: 'hidden' });
  });

  it('says when a code was misread, and when it is of a kind that nobody answers for', async () => {
    const { till, page } = shop();
    await till.openEmpty();
    await till.scan('5901234123458');
    await page.getByText('has a wrong check digit: it was misread').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).first().click();
    await till.scan('V000123');
    await page.getByText('is a voucher that this till does not know').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).first().click();
    expect(await till.lines.count()).toBe(0);
  });

  it('opens the return of a receipt that is scanned', async () => {
    const { till, page } = shop();
    await till.openEmpty();
    await till.scan(GOODS.soap.code);
    await till.exactCash.click();
    await till.done.waitFor();
    const number = await till.receiptNumber();
    await till.scan(number);
    await page.waitForURL(/\/orders\/.*\/return$/);
    await till.open();
  });

  it('reads labels as the store says, tried out before they are saved, by keyboard and scanner', async () => {
    const { till, page, stack } = shop();
    await page.goto(`${stack.origin}/settings`);
    await page.getByRole('link', { name: 'Barcodes' }).click();
    await page.getByRole('button', { name: 'Add a label' }).click();
    const row = page.getByRole('group', { name: 'Row 1' });
    await row.getByLabel('Pattern').fill('21IIIIIVVVVV');
    await row.getByText('The layout has 13 characters').waitFor();
    await row.getByLabel('Pattern').fill('21IIIIIVVVVVC');
    await page.getByRole('heading', { name: 'Try a code' }).click();
    await scan(page, label('00042', 1240));
    await page.getByText('Label of a scale').first().waitFor();
    await page.getByText('1.240').waitFor();
    await page.getByText('Not in the catalogue of this device').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Barcodes saved.').waitFor();
    await till.openEmpty();
    await till.scan(label('00042', 1240));
    await page.getByText('No product has the item number 00042').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).first().click();
    expect(await till.lines.count()).toBe(0);
  });

  it('learns a scanner on the bench and reads its recording with the detector of the till', async () => {
    const { till, page, stack } = shop();
    await page.goto(`${stack.origin}/settings/hardware`);
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    for (const good of [GOODS.milk, GOODS.bread, GOODS.tea]) {
      // Scans that follow at once are one to the bench.
      await scanAs(page, good.code, { pauseMs: 600 });
    }
    await page.getByText('3 scans recorded').waitFor();
    await page.getByRole('button', { name: 'Use the limits of this scanner' }).click();
    await page.getByText('These were learned on this device.').waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: GOODS.tea.code }).count()).toBe(1);
    await till.openEmpty();
    await till.scan(GOODS.milk.code, GOODS.bread.code);
    await expect.poll(() => till.lines.count()).toBe(2);
    await page.goto(`${stack.origin}/settings/hardware`);
    await page.getByRole('button', { name: 'Back to the usual limits' }).click();
    await page.getByText('These are the usual limits.').waitFor();
  });
});
