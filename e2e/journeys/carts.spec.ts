import { beforeEach, describe, expect, it } from 'vitest';
import { readJournal, type StoredJournal } from '../pages/journal.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

const linesOf = (cart: StoredJournal['carts'][number]) => cart.summary?.lineCount;

describe('carts that wait', () => {
  const shop = useShop();

  beforeEach(() => shop().till.openEmpty());

  it('holds a sale for somebody else’s and recalls it as it was', async () => {
    const { till, page } = shop();
    await till.scan(GOODS.coffee.code);
    await expect.poll(() => till.total.textContent()).toContain('8.90');
    await till.command('-10%');
    await expect.poll(() => till.total.textContent()).toContain('8.01');
    await page.keyboard.press('F7');
    await expect.poll(() => till.lines.count()).toBe(0);
    await till.scan(GOODS.milk.code);
    await expect.poll(() => till.total.textContent()).toContain('1.99');
    await till.exactCash.click();
    await till.done.waitFor();
    await page.keyboard.press('Alt+1');
    await expect.poll(() => till.total.textContent()).toContain('8.01');
    expect(await till.tabs.count()).toBe(1);
  });

  it('has both carts after a reload', async () => {
    const { till, page } = shop();
    await till.scan(GOODS.coffee.code);
    await till.line(GOODS.coffee.name).waitFor();
    await page.keyboard.press('F7');
    await till.scan(GOODS.milk.code, GOODS.milk.code);
    await expect.poll(() => till.total.textContent()).toContain('3.98');
    // Painted before it is on the disk, and there a moment later.
    const kept = async () => (await readJournal(page)).carts.map((cart) => JSON.stringify(cart.content));
    await expect.poll(kept).toContainEqual(expect.stringContaining('"quantityMilli":2000'));
    await page.reload();
    await expect.poll(() => till.total.textContent()).toContain('3.98');
    expect(await till.tabs.count()).toBe(2);
    await till.exactCash.click();
    await till.done.waitFor();
    await page.keyboard.press('Alt+1');
    await expect.poll(() => till.total.textContent()).toContain('8.90');
  });

  it('has the cart after the page crashed', async () => {
    const { till, context, stack } = shop();
    await till.scan(GOODS.tea.code, GOODS.soap.code);
    await expect.poll(() => till.total.textContent()).toContain('4.30');
    // A scan is painted before it is on the disk, and is there a moment later.
    await expect.poll(async () => (await readJournal(till.page)).carts.map(linesOf)).toContain(2);
    const doomed = till.page;
    const crashed = doomed.waitForEvent('crash');
    // The browser kills the page's process; the navigation that asks for it never ends.
    void doomed.goto('chrome://crash').catch(() => undefined);
    await crashed;
    const page = await context.newPage();
    const { tillPage } = await import('../pages/till.ts');
    const again = tillPage(page, stack.origin);
    await again.open();
    await expect.poll(() => again.total.textContent()).toContain('4.30');
    await again.exactCash.click();
    await again.done.waitFor();
    await page.close();
  });
});
