import type { ShiftDetail, ShiftList } from '@mosaajii/contract/till';
import { describe, expect, it } from 'vitest';
import { picturesOf } from '../pages/looks.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

/** Shops whose money has no decimals, and three. The goods cost as many smallest units as they cost pence elsewhere. */
const SHOPS = [
  {
    country: 'Japan',
    currency: 'JPY',
    float: '10000',
    /** A lamp of 2500 and a milk of 199, a tenth off the milk: 179.1 is 179. */
    total: '2,679',
    totalMinor: 2679,
    byCard: '679',
    cashMinor: 2000,
    backInCash: '1,866',
    backToCard: '634',
    given: '3000',
    change: '1,000',
    drop: '1500',
    counted: '8534',
    missing: '100',
  },
  {
    country: 'Kuwait',
    currency: 'KWD',
    float: '10',
    total: '2.679',
    totalMinor: 2679,
    byCard: '0.679',
    cashMinor: 2000,
    backInCash: '1.866',
    backToCard: '0.634',
    given: '3',
    change: '1.000',
    drop: '1.5',
    counted: '8.534',
    missing: '0.100',
  },
] as const;

/** The float of 10000, 2000 of the sale less 1866 of the return, less 1500 that went to the safe. */
const EXPECTED_MINOR = 10_000 + 2000 - 1866 - 1500;

describe.each(SHOPS)('a shop in $country', (facts) => {
  const shop = useShop({ answers: { country: facts.country, float: facts.float } });
  let number = '';

  it('sells for card and cash, and gives change, in its own smallest unit', async () => {
    const { till, page, office } = shop();
    await till.openEmpty();
    await till.scan(GOODS.lamp.code, GOODS.milk.code);
    await till.line(GOODS.milk.name).waitFor();
    await till.command('-10%');
    await expect.poll(() => till.total.textContent()).toContain(facts.total);
    await till.pay.click();
    await till.amount.fill(facts.byCard);
    await till.card.click();
    await till.payment.getByRole('list', { name: 'Paid' }).waitFor();
    await till.amount.fill(facts.given);
    await picturesOf(page, `payment-${facts.currency}`);
    await till.cash.click();
    await till.done.waitFor();
    expect(await till.change.textContent()).toContain(facts.change);
    number = await till.receiptNumber();
    const sale = await office.sale(number);
    expect(sale.totalMinor).toBe(facts.totalMinor);
    const paid = sale.tenders.map(({ kind, tenderedMinor }) => [kind, tenderedMinor]);
    expect(paid).toContainEqual(['card-manual', facts.totalMinor - facts.cashMinor]);
  });

  it('gives money back for one of two goods, in the parts that it was paid in', async () => {
    const { till, page } = shop();
    await till.openEmpty();
    await till.command(`#${Number(number.slice(-6))}`);
    await page.getByRole('button', { name: `One more ${GOODS.lamp.name}` }).click();
    await picturesOf(page, `return-${facts.currency}`);
    await page
      .getByRole('button', { name: /^Refund/ })
      .first()
      .click();
    const handBack = page.getByRole('status');
    await handBack.getByText(new RegExp(`^Hand back \\D+${facts.backInCash}$`)).waitFor();
    await handBack.getByText(new RegExp(`^Refund \\D+${facts.backToCard} on the terminal$`)).waitFor();
    await picturesOf(page, `refunded-${facts.currency}`);
  });

  it('closes the shift with a difference, and the office has the same Z report', async () => {
    const { till, page, office, stack } = shop();
    await page.goto(`${stack.origin}/shift`);
    await page.getByRole('button', { name: 'Cash drop' }).click();
    await page.getByRole('dialog').getByLabel('Amount').fill(facts.drop);
    await page.getByRole('button', { name: 'Write it down' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Count the drawer' }).waitFor();
    await picturesOf(page, `count-${facts.currency}`);
    await page.getByText('One total').click();
    await page.getByLabel('Counted cash').fill(facts.counted);
    await page.getByRole('button', { name: 'Close shift' }).click();
    await page.getByRole('heading', { name: 'Count and drawer differ' }).waitFor();
    await page.getByText(facts.missing).first().waitFor();
    await picturesOf(page, `difference-${facts.currency}`);
    await page.getByRole('button', { name: 'Wrong change' }).click();
    await page.getByRole('button', { name: 'Confirm and close' }).click();
    await page.getByText('Z report S1-R1-A-Z0001').waitFor();
    await page.getByRole('button', { name: 'Z report', exact: true }).click();
    await page.getByRole('dialog').getByText(facts.total).first().waitFor();
    await picturesOf(page, `z-report-${facts.currency}`);
    await page.keyboard.press('Escape');
    await expect.poll(() => till.chip.textContent(), { timeout: 60_000 }).toContain('Synced');
    const { items } = await office.get<ShiftList>('/shifts?limit=20');
    const closed = items.find(({ zName }) => zName === 'S1-R1-A-Z0001');
    const detail = await office.get<ShiftDetail>(`/shifts/${closed?.shiftId}`);
    expect(detail.isTrue).toBe(true);
    expect(detail.z).toMatchObject({ expectedMinor: EXPECTED_MINOR });
    expect(detail.shift).toMatchObject({ countedMinor: EXPECTED_MINOR - 100 });
    expect(await office.discrepancies()).toEqual([]);
  });
});
