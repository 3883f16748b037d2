import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type TillPage, tillPage } from '../pages/till.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

const ROUNDS = 5;

describe('two windows of one register', () => {
  const shop = useShop();

  async function sell(till: TillPage): Promise<string> {
    await till.page.bringToFront();
    await till.scan(GOODS.milk.code);
    await till.line(GOODS.milk.name).waitFor();
    await till.page.keyboard.press('F9');
    await till.done.waitFor();
    return till.receiptNumber();
  }

  it('sell in turn without a gap or a double, and the second takes over when the first is gone', async () => {
    const { till, context, stack, office } = shop();
    await till.open();
    const second: Page = await context.newPage();
    const other = tillPage(second, stack.origin);
    await other.open();
    const numbers: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      numbers.push(await sell(till), await sell(other));
    }
    await till.page.close();
    numbers.push(await sell(other));
    await expect.poll(() => other.chip.textContent(), { timeout: 60_000 }).toContain('Synced');

    const sequence = numbers.map((number) => Number(number.slice(-6)));
    expect(sequence).toEqual(sequence.map((_, index) => index + 1));
    // The chip is read from the journal a moment after the receipt: until then it may still say what was true before.
    const arrived = async () => (await office.orders()).map((order) => order.receiptNumber).sort();
    await expect.poll(arrived).toEqual([...numbers].sort());
    expect(await office.discrepancies()).toEqual([]);
  });
});
