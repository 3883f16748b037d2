import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findFaults } from '../pages/inspect.ts';
import { isAllSent, readJournal } from '../pages/journal.ts';
import { picturesOf } from '../pages/looks.ts';
import { tillPage } from '../pages/till.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

/** What comes out when something is printed. */
function nextPaper(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        window.print = () => resolve(document.querySelector('.print-host')?.textContent ?? '');
      }),
  );
}

describe('practice', () => {
  const shop = useShop();
  const bar = (page: Page) => page.getByRole('complementary', { name: 'PRACTICE' });
  let practised = '';

  it('begins from the palette by keyboard alone, with an empty till of its own', async () => {
    const { page, till } = shop();
    await till.openEmpty();
    await till.scan(GOODS.lamp.code);
    await till.line(GOODS.lamp.name).waitFor();
    await expect.poll(async () => isAllSent(await readJournal(page))).toBe(true);
    await till.command('>practice');
    await page.getByRole('option', { name: 'Practice mode' }).waitFor();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Practise on this till?' });
    await dialog.waitFor();
    await picturesOf(page, 'begin');
    expect(await findFaults(page, 'practice begins')).toEqual([]);
    await page.keyboard.press('Enter');
    await bar(page).waitFor();
    await till.omnibox.waitFor();
    expect(await till.lines.count(), 'the open cart waits where it was').toBe(0);
    await page.getByText('Open a shift').first().waitFor();
  });

  it('sells with a shift and numbers of its own, without the server, and says on each paper that it is none', async () => {
    const { page, till, stack, context } = shop();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await context.setOffline(true);
    await page.reload();
    await page.goto(`${stack.origin}/shift`);
    await page.getByLabel('Opening float').fill('50');
    await page.getByRole('button', { name: 'Open shift' }).click();
    await page.getByText('Shift opened').waitFor();
    await till.open();
    await bar(page).waitFor();
    await till.scan(GOODS.milk.code);
    await till.line(GOODS.milk.name).waitFor();
    await till.pay.click();
    await till.payment.waitFor();
    await picturesOf(page, 'payment');
    const lowest = await bar(page).evaluate((element) => element.getBoundingClientRect().bottom);
    const top = await till.payment.evaluate((element) => element.getBoundingClientRect().top);
    expect(top, 'a dialog does not cover the bar').toBeGreaterThanOrEqual(lowest);
    expect(await bar(page).evaluate((element) => element.matches(':popover-open'))).toBe(true);
    await page.keyboard.press('Escape');
    await till.payment.waitFor({ state: 'hidden' });
    await page.keyboard.press('F9');
    await till.done.waitFor();
    practised = await till.receiptNumber();
    expect(practised).toMatch(/-PRAC-000001$/);
    await picturesOf(page, 'done');
    const paper = nextPaper(page);
    await till.done.getByRole('button', { name: 'Print' }).click();
    const text = await paper;
    expect(text.match(/Practice – not a receipt/g)).toHaveLength(2);
    expect(text).toContain(practised);
    await context.setOffline(false);
  });

  it('stays when the tab is closed and opened again, also on a locked screen', async () => {
    const { context, stack, page } = shop();
    const again = await context.newPage();
    await page.goto('about:blank');
    await again.goto(`${stack.origin}/till`);
    await bar(again).waitFor();
    const till = tillPage(again, stack.origin);
    await till.omnibox.waitFor();
    await again.goto(`${stack.origin}/orders`);
    await again.getByText(practised).first().waitFor();
    await picturesOf(again, 'orders');
    await again.goto(`${stack.origin}/shift`);
    await again.getByRole('button', { name: 'X report' }).click();
    await again.getByText('Practice – not a receipt').first().waitFor();
    expect(await findFaults(again, 'a report of practice')).toEqual([]);
    await again.close();
  });

  it('changes nothing in the office, and says why', async () => {
    const { page, stack, office } = shop();
    const before = await office.get<unknown>('/settings');
    await page.goto(`${stack.origin}/settings`);
    await page.getByText('58 mm', { exact: true }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByText(/This is practice/)
      .first()
      .waitFor();
    expect(await office.get<unknown>('/settings')).toEqual(before);
  });

  it('ends by the bar; nothing of it is anywhere, and the till is where it was', async () => {
    const { page, till, office, context } = shop();
    const orders = await office.orders();
    await till.open();
    const real = await readJournal(page);
    expect(real.documents.filter(({ receiptNumber }) => receiptNumber.includes('PRAC'))).toEqual([]);
    await bar(page).getByRole('button', { name: 'End practice' }).click();
    const dialog = page.getByRole('dialog', { name: 'End practice?' });
    await dialog.waitFor();
    await picturesOf(page, 'end');
    expect(await findFaults(page, 'practice ends')).toEqual([]);
    await dialog.getByRole('button', { name: 'End and throw away' }).click();
    await till.line(GOODS.lamp.name).waitFor();
    expect(await bar(page).count()).toBe(0);
    expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).not.toContain(
      'mosaajii-practice',
    );
    await till.exactCash.click();
    await till.done.waitFor();
    const number = await till.receiptNumber();
    expect(number).toMatch(/-A-\d{6}$/);
    await office.sale(number);
    const after = await office.orders();
    expect(after).toHaveLength(orders.length + 1);
    expect(after.some(({ receiptNumber }) => receiptNumber.includes('PRAC'))).toBe(false);
    expect(await office.discrepancies()).toEqual([]);
    const { operations } = await readJournal(page);
    const noted = operations.flatMap(({ operation }) =>
      operation.kind === 'till.noted' ? [(operation.payload as { event: string }).event] : [],
    );
    expect(noted).toEqual(['practice-started', 'practice-ended']);
    expect(context.pages().length).toBeGreaterThan(0);
  });
});
