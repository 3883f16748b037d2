import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findFaults, findSidewaysScroll } from '../pages/inspect.ts';
import { picturesOf } from '../pages/looks.ts';
import { type TillPage, tillPage } from '../pages/till.ts';
import { newContext } from '../stack/browser.ts';
import { GOODS } from '../stack/catalogue.ts';
import { signIn, useShop } from '../stack/shop.ts';

describe('a sale that is held, between two tills', () => {
  const shop = useShop();
  let context: BrowserContext;
  let second: TillPage;

  beforeAll(async () => {
    const { browser, stack } = shop();
    context = await newContext(browser);
    const page = await context.newPage();
    await page.goto(stack.origin);
    await signIn(page);
    await page.getByLabel('Name of the register').fill('Back till');
    await page.getByRole('button', { name: 'Use as register' }).click();
    await page
      .getByText(/S\d+-R\d+/)
      .first()
      .waitFor();
    await page.goto(`${stack.origin}/shift`);
    await page.getByLabel('Opening float').fill('50');
    await page.getByRole('button', { name: 'Open shift' }).click();
    await page.getByText('Shift opened').first().waitFor();
    second = tillPage(page, stack.origin);
    await second.open();
    await second.tile(GOODS.milk.name).waitFor();
  });
  afterAll(() => context.close());
  beforeEach(async () => {
    await shop().till.openEmpty();
    await second.openEmpty();
  });

  const listOf = ({ page }: TillPage) => page.getByRole('dialog', { name: 'Held sales' });
  async function openList(till: TillPage) {
    await till.page.keyboard.press('Shift+F7');
    await listOf(till).waitFor();
    return listOf(till);
  }
  /** Rings something up and sets it aside, and waits until the server knows. */
  async function hold(till: TillPage, good: string): Promise<void> {
    await till.tile(good).click();
    await expect.poll(() => till.lines.count()).toBe(1);
    const told = till.page.waitForResponse((response) => response.url().endsWith('/held-sales') && response.ok());
    await till.page.keyboard.press('F7');
    await told;
  }

  it('goes on at the other one by key, with everything in it, and leaves the first', async () => {
    const { till, office } = shop();
    await hold(till, GOODS.coffee.name);
    const list = await openList(second);
    const recall = list.getByRole('button', { name: `Recall: ${GOODS.coffee.name}` });
    await recall.waitFor();
    await expect.poll(() => list.textContent()).toMatch(/held \d\d:\d\d at S1-R1 by Amina Yusuf/);
    await picturesOf(second.page, 'held-sales');
    expect(await findFaults(second.page, 'held sales')).toEqual([]);
    await recall.press('Enter');
    await expect.poll(() => second.total.textContent()).toContain('8.90');
    await expect.poll(() => till.tabs.count()).toBe(1);
    await second.page.keyboard.press('F9');
    await second.done.waitFor();
    const number = await second.receiptNumber();
    await expect.poll(async () => (await office.orders()).map((order) => order.receiptNumber)).toContain(number);
    expect(await office.discrepancies()).toEqual([]);
  });

  it('is refused to whoever comes second, who is told who has it; somebody who may takes it over', async () => {
    const { till } = shop();
    await hold(till, GOODS.tea.name);
    const list = await openList(second);
    await list.getByRole('button', { name: `Recall: ${GOODS.tea.name}` }).click();
    await expect.poll(() => second.lines.count()).toBe(1);
    const own = await openList(till);
    await expect.poll(() => own.textContent()).toMatch(/Amina Yusuf at S1-R2 has it since \d\d:\d\d/);
    await picturesOf(till.page, 'held-sales-taken');
    expect(await findSidewaysScroll(till.page, 'held sales')).toEqual([]);
    await own.getByRole('button', { name: `Take over: ${GOODS.tea.name}` }).click();
    await expect.poll(() => till.lines.count()).toBe(1);
    await till.page.keyboard.press('F9');
    await till.done.waitFor();
  });

  it('without a connection is recalled where it was held and nowhere else, and a second sale of it is seen', async () => {
    const { till, context: first, office } = shop();
    await hold(till, GOODS.soap.name);
    // The second till knows of it before the first one loses its line.
    const list = await openList(second);
    await list.getByRole('button', { name: `Recall: ${GOODS.soap.name}` }).waitFor();
    await first.setOffline(true);
    await till.page.keyboard.press('Alt+1');
    await expect.poll(() => till.lines.count()).toBe(1);
    await till.page.keyboard.press('F9');
    await till.done.waitFor();
    const offline = await till.receiptNumber();
    await list.getByRole('button', { name: `Recall: ${GOODS.soap.name}` }).click();
    await expect.poll(() => second.lines.count()).toBe(1);
    await second.page.keyboard.press('F9');
    await second.done.waitFor();
    const online = await second.receiptNumber();
    await expect.poll(async () => (await office.orders()).map((order) => order.receiptNumber)).toContain(online);
    await first.setOffline(false);
    await expect.poll(() => till.chip.textContent(), { timeout: 60_000 }).toContain('Synced');
    const sale = await office.sale(offline);
    const { flags } = await office.get<{ readonly flags: readonly string[] }>(`/orders/${sale.saleId}/flags`);
    expect(flags).toContain('held-sale-sold-twice');
    await context.setOffline(true);
    await till.page.keyboard.press('Escape');
    await hold(till, GOODS.milk.name);
    await second.page.keyboard.press('Shift+F7');
    await expect.poll(() => listOf(second).textContent()).toContain('those of other tills cannot');
    await context.setOffline(false);
  });

  it('saved as a quote is recalled by its number at the other till, and becomes one sale', async () => {
    const { till, office } = shop();
    await till.tile(GOODS.lamp.name).click();
    await expect.poll(() => till.lines.count()).toBe(1);
    const here = await openList(till);
    await here.getByRole('button', { name: 'Save as a quote' }).click();
    const saved = here.getByRole('status');
    await expect.poll(() => saved.textContent()).toMatch(/Q-\d{6} is saved/);
    const number = /Q-\d{6}/.exec((await saved.textContent()) ?? '')?.[0] ?? '';
    await here.getByRole('button', { name: 'Send by e-mail' }).click();
    await here.getByRole('textbox', { name: 'E-mail of the customer' }).fill('neema@example.com');
    await picturesOf(till.page, 'quote-saved');
    await here.getByRole('button', { name: 'Send the quote' }).click();
    await till.page.getByText('The quote is on its way').waitFor();
    await till.page.keyboard.press('Escape');
    const there = await openList(second);
    await there.getByRole('textbox', { name: 'Number of a quote' }).fill('Q-999999');
    await there.getByRole('button', { name: 'Recall the quote' }).click();
    await expect.poll(() => there.textContent()).toContain('This store has no quote Q-999999.');
    await there.getByRole('textbox', { name: 'Number of a quote' }).fill(number);
    await there.getByRole('button', { name: 'Recall the quote' }).click();
    await expect.poll(() => second.total.textContent()).toContain('25.00');
    await second.page.keyboard.press('F9');
    await second.done.waitFor();
    const receipt = await second.receiptNumber();
    await expect.poll(async () => (await office.orders()).map((order) => order.receiptNumber)).toContain(receipt);
    const again = await openList(second);
    await again.getByRole('textbox', { name: 'Number of a quote' }).fill(number);
    await again.getByRole('button', { name: 'Recall the quote' }).click();
    await expect.poll(() => again.textContent()).toContain('was sold already');
    expect(await findFaults(second.page, 'quotes')).toEqual([]);
    await second.page.keyboard.press('Escape');
    await till.page.goto(`${shop().stack.origin}/quotes`);
    await till.page.getByRole('cell', { name: new RegExp(number) }).waitFor();
    await till.page.getByRole('link', { name: 'See the sale' }).waitFor();
    await till.page.getByRole('button', { name: number }).click();
    const quote = till.page.getByRole('dialog', { name: number });
    await quote.getByRole('listitem').filter({ hasText: GOODS.lamp.name }).waitFor();
    const [file] = await Promise.all([
      till.page.waitForEvent('download'),
      quote.getByRole('link', { name: 'PDF' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(`${number}.pdf`);
    await picturesOf(till.page, 'quote-in-the-office');
    expect(await findFaults(till.page, 'a quote in the office')).toEqual([]);
    await till.page.keyboard.press('Escape');
    await picturesOf(till.page, 'quotes');
    expect(await findFaults(till.page, 'the quotes of the office')).toEqual([]);
    expect(await findSidewaysScroll(till.page, 'the quotes of the office')).toEqual([]);
    expect(await office.discrepancies()).toEqual([]);
  });
});
