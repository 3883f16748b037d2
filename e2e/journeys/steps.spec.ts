import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { countActions } from '../pages/actions.ts';
import { FIVE, GOODS } from '../stack/catalogue.ts';
import { placeOrder } from '../stack/purchasing.ts';
import { useShop } from '../stack/shop.ts';

/**
 * How many actions the jobs of a day take, from the first one until the till is ready for the next customer. An action is
 * a tap, a click, a chord, Enter or a scan; typed characters are counted apart. The numbers are the design's; a change
 * that needs more makes every customer wait.
 */
describe('actions that a job takes', () => {
  const shop = useShop();
  const start = () => countActions(shop().page);

  beforeEach(() => shop().till.openEmpty());

  /** The next scan adds to a new sale without anything before it. */
  async function expectReady(): Promise<void> {
    const { till } = shop();
    await till.scan(GOODS.soap.code);
    await expect.poll(() => till.total.textContent()).toContain('1.10');
    await till.done.waitFor({ state: 'hidden' });
  }

  it('five scans and exact cash: six, by the keyboard', async () => {
    const { till } = shop();
    const actions = start();
    for (const good of FIVE) await actions.scan(good.code);
    await expect.poll(() => till.total.textContent()).toContain('17.68');
    await actions.key('F9');
    await till.done.waitFor();
    expect(actions).toMatchObject({ count: 6, characters: 0 });
    await expectReady();
  });

  it('five scans and exact cash: six, by touch', async () => {
    const { till } = shop();
    const actions = start();
    for (const good of FIVE) await actions.scan(good.code);
    await expect.poll(() => till.total.textContent()).toContain('17.68');
    await actions.tap(till.exactCash);
    await till.done.waitFor();
    expect(actions.count).toBe(6);
    await expectReady();
  });

  it('five by search and exact cash: six and the characters', async () => {
    const { till } = shop();
    const actions = start();
    for (const [index, words] of ['mil', 'bre', 'cof', 'tea', 'soa'].entries()) {
      await actions.type(words);
      await actions.key('Enter');
      await expect.poll(() => till.lines.count()).toBe(index + 1);
    }
    await actions.key('F9');
    await till.done.waitFor();
    expect(actions).toMatchObject({ count: 6, characters: 15 });
    await expectReady();
  });

  it('five by search and exact cash: eleven and the characters, by touch', async () => {
    const { till, page } = shop();
    const actions = start();
    for (const [index, words] of ['mil', 'bre', 'cof', 'tea', 'soa'].entries()) {
      await actions.tap(till.omnibox);
      await actions.type(words);
      await actions.tap(page.getByRole('option').first());
      await expect.poll(() => till.lines.count()).toBe(index + 1);
    }
    await actions.tap(till.exactCash);
    await till.done.waitFor();
    expect(actions).toMatchObject({ count: 11, characters: 15 });
    await expectReady();
  });

  it('five by tile and exact cash: six', async () => {
    const { till } = shop();
    const actions = start();
    for (const good of FIVE) await actions.tap(till.tile(good.name));
    await expect.poll(() => till.total.textContent()).toContain('17.68');
    await actions.tap(till.exactCash);
    await till.done.waitFor();
    expect(actions.count).toBe(6);
    await expectReady();
  });

  it('20 in cash and the rest by card: three and two characters', async () => {
    const { till } = shop();
    await till.scan(GOODS.lamp.code);
    await till.line(GOODS.lamp.name).waitFor();
    const actions = start();
    await actions.key('Control+Enter');
    await till.amount.waitFor();
    await actions.type('20');
    await actions.key('c');
    await till.payment.getByRole('list', { name: 'Paid' }).waitFor();
    await actions.key('k');
    await till.done.waitFor();
    expect(actions).toMatchObject({ count: 3, characters: 2 });
    await expectReady();
  });

  it('20 in cash and the rest by card: three, by touch', async () => {
    const { till } = shop();
    await till.scan(GOODS.lamp.code);
    await till.line(GOODS.lamp.name).waitFor();
    const actions = start();
    await actions.tap(till.pay);
    await actions.tap(notePreset(till.payment, '20'));
    await actions.tap(till.card);
    await till.done.waitFor();
    expect(actions.count).toBe(3);
    await expectReady();
  });

  it('hold and recall: two', async () => {
    const { till } = shop();
    await till.scan(GOODS.coffee.code);
    await till.line(GOODS.coffee.name).waitFor();
    const actions = start();
    await actions.key('F7');
    await expect.poll(() => till.lines.count()).toBe(0);
    await actions.key('Alt+1');
    await till.line(GOODS.coffee.name).waitFor();
    expect(actions.count).toBe(2);
  });

  it('hold and recall: two, by touch', async () => {
    const { till, page } = shop();
    await till.scan(GOODS.coffee.code);
    await till.line(GOODS.coffee.name).waitFor();
    const actions = start();
    await actions.tap(page.getByRole('button', { name: 'Hold', exact: true }).and(page.locator(':visible')));
    await expect.poll(() => till.lines.count()).toBe(0);
    await actions.tap(till.tabs.filter({ hasText: GOODS.coffee.name }));
    await till.line(GOODS.coffee.name).waitFor();
    expect(actions.count).toBe(2);
  });

  it('give money back for one line of a paper receipt: three and the number', async () => {
    const { till, page } = shop();
    await till.scan(GOODS.milk.code, GOODS.bread.code);
    await expect.poll(() => till.total.textContent()).toContain('4.48');
    await till.exactCash.click();
    const number = await till.receiptNumber();
    const actions = start();
    await actions.type(`#${Number(number.slice(-6))}`);
    await actions.key('Enter');
    await page.getByRole('heading', { name: 'What comes back' }).waitFor();
    await actions.scan(GOODS.bread.code);
    await page.getByRole('button', { name: /^Refund .*2\.49 cash/ }).waitFor();
    await actions.key('Enter');
    await page.getByText('Hand back').waitFor();
    expect(actions.count).toBe(3);
  });

  it('give money back for one line of a paper receipt: three, by touch', async () => {
    const { till, page } = shop();
    await till.scan(GOODS.milk.code, GOODS.bread.code);
    await expect.poll(() => till.total.textContent()).toContain('4.48');
    await till.exactCash.click();
    const number = await till.receiptNumber();
    const actions = start();
    await actions.scan(number);
    await page.getByRole('heading', { name: 'What comes back' }).waitFor();
    await actions.tap(page.getByRole('button', { name: `One more ${GOODS.bread.name}` }));
    await actions.tap(page.getByRole('button', { name: /^Refund .*2\.49 cash/ }));
    await page.getByText('Hand back').waitFor();
    expect(actions).toMatchObject({ count: 3, characters: 0 });
  });

  it('close the shift with a count that is right: three and the count', async () => {
    const { till, page } = shop();
    const pence = await expectedPence();
    const actions = start();
    await actions.key('Control+k');
    await page.getByRole('combobox', { name: 'Find anything' }).waitFor();
    await actions.type('shift');
    await actions.key('Enter');
    await page.getByRole('heading', { name: 'Count the drawer' }).waitFor();
    expect(await page.getByText('Expected').count(), 'the count is blind').toBe(0);
    for (const pieces of inPieces(pence)) {
      await page.keyboard.type(pieces, { delay: 45 });
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Shift+Tab');
    await actions.key('Control+Enter');
    await page.getByText('The drawer is right to the last coin.').waitFor();
    expect(actions.count).toBe(3);
    await page.getByRole('button', { name: 'Open the next shift' }).click();
    await page.getByLabel('Opening float').fill('100');
    await page.getByRole('button', { name: 'Open shift' }).click();
    await page.getByText('Shift opened').first().waitFor();
    await till.open();
  });

  it('close the shift with a count that is right: three and the count, by touch', async () => {
    const { page } = shop();
    const actions = start();
    await actions.tap(page.getByRole('button', { name: 'Menu' }).and(page.locator(':visible')));
    await actions.tap(page.getByRole('dialog').getByRole('link', { name: 'Shift', exact: true }));
    await page.getByRole('heading', { name: 'Count the drawer' }).waitFor();
    // Two notes of fifty: nothing was sold since the float was counted.
    await actions.type('2');
    await actions.tap(page.getByRole('button', { name: 'Close shift' }));
    await page.getByText('The drawer is right to the last coin.').waitFor();
    expect(actions).toMatchObject({ count: 3, characters: 1 });
  });

  it('receive an order that was delivered whole: two, by the scanner and one key', async () => {
    const actions = await receiveAll((page) => page.key('Enter'));
    expect(actions).toMatchObject({ count: 2, characters: 0 });
  });

  it('receive an order that was delivered whole: two, by the scanner and one tap', async () => {
    const { page } = shop();
    const receive = page.getByRole('button', { name: 'Receive all as ordered' });
    expect((await receiveAll((hand) => hand.tap(receive))).count).toBe(2);
  });

  /** Scans the paper of an order on a page of the office and receives it by one more action. */
  async function receiveAll(press: (hand: ReturnType<typeof start>) => Promise<void>) {
    const { office, page, stack } = shop();
    const order = await placeOrder(office, [
      [GOODS.milk.sku, 12, 150],
      [GOODS.bread.sku, 6, 120],
    ]);
    await page.goto(`${stack.origin}/products`);
    await page.getByRole('heading', { name: 'Products' }).waitFor();
    const actions = start();
    await actions.scan(order.number);
    const receive = page.getByRole('button', { name: 'Receive all as ordered' });
    await expect.poll(() => receive.evaluate((button) => button === document.activeElement)).toBe(true);
    await press(actions);
    await page.getByText('Received: the goods are in stock').waitFor();
    expect((await office.get<{ state: string }>(`/purchase-orders/${order.orderId}`)).state).toBe('received');
    return actions;
  }

  /** What the drawer must hold, from what the server knows. */
  async function expectedPence(): Promise<number> {
    const { office, till } = shop();
    await expect.poll(() => till.chip.textContent(), { timeout: 60_000 }).toContain('Synced');
    let pence = 10_000;
    for (const order of await office.orders()) {
      const { tenders } = await office.sale(order.receiptNumber);
      for (const tender of tenders) if (tender.kind === 'cash') pence += tender.appliedMinor;
    }
    return pence;
  }
});

/** The pounds of a count in notes and coins, as many pieces of each as the fields ask for, in their order. */
function inPieces(pence: number): string[] {
  let rest = pence;
  return [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1].map((value) => {
    const pieces = Math.floor(rest / value);
    rest -= pieces * value;
    return String(pieces);
  });
}

function notePreset(payment: Locator, amount: string): Locator {
  return payment.getByRole('button', { name: amount, exact: true });
}
