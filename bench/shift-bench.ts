import type { Page } from 'playwright-core';
import type { TillPage } from '../e2e/pages/till.ts';
import { goodAt } from './browser-shop.ts';
import { forgetSeen, type Seen, whatWasSeen } from './painted.ts';
import { type Result, result } from './result.ts';
import { type Selling, sellEverything } from './selling-bench.ts';

const SALES = 60;

/**
 * U7, U9 and U10 over a shift of sixty sales as a cashier rings them up: scans, words, quantities, tiles, a sale set aside and
 * taken up again, cash by a key and by the payment sheet. What it felt like is what the browser noticed meanwhile.
 */
export async function benchShift(selling: Selling): Promise<Result[]> {
  const { till } = selling;
  await forgetSeen(till.page);
  for (let sale = 0; sale < SALES; sale += 1) await oneSale(selling, sale);
  const seen = await whatWasSeen(till.page);
  return [
    result('U7 interaction-to-next-paint-till.p98', interactionToNextPaint(seen), 'ms', { most: 100 }),
    result('U9 layout-shift-till', seen.shifted, 'of the screen', { most: 0.01 }),
    result('U10 long-tasks', seen.longTasks, 'above 50 ms', { most: 0 }),
  ];
}

/** The same over a walk through the office with the whole catalogue behind it. */
export async function benchOffice(page: Page, origin: string, words: readonly string[]): Promise<Result[]> {
  await page.goto(`${origin}/products`);
  const search = page.getByRole('searchbox').first();
  await search.waitFor();
  await forgetSeen(page);
  for (const word of words) {
    await search.click();
    await search.fill('');
    await page.keyboard.type(word, { delay: 60 });
    await page.getByRole('row').filter({ hasText: word }).first().waitFor();
  }
  for (const name of ['Orders', 'Products', 'Customers', 'Settings']) {
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).first().click();
    await page.getByRole('heading', { level: 1 }).first().waitFor();
  }
  const seen = await whatWasSeen(page);
  return [
    result('U7 interaction-to-next-paint-office.p98', interactionToNextPaint(seen), 'ms', { most: 150 }),
    result('U9 layout-shift-office', seen.shifted, 'of the screen', { most: 0.01 }),
  ];
}

/** As the browsers' makers define it: the longest interaction, one of every fifty left out. */
function interactionToNextPaint({ interactionsMs, interactions }: Seen): number {
  const sorted = [...interactionsMs].sort((a, b) => b - a);
  return sorted[Math.min(sorted.length - 1, Math.floor(interactions / 50))] ?? 0;
}

/** At the pace of a hand that looks for the letters: a loaded machine delivers quicker ones in bunches, as a scanner does. */
async function searchSlowly({ page, omnibox }: TillPage, name: string): Promise<void> {
  await omnibox.focus();
  await page.keyboard.type(name.split(' ').slice(0, 2).join(' '), { delay: 110 });
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
}

async function oneSale(selling: Selling, sale: number): Promise<void> {
  const { till, goods } = selling;
  const { page } = till;
  for (let line = 0; line <= sale % 5; line += 1) await till.scan(goodAt(goods, sale * 61 + line * 7).code);
  await till.lines.first().waitFor();
  switch (sale % 6) {
    case 0:
      await searchSlowly(till, goodAt(goods, sale * 17 + 3).name);
      break;
    case 1:
      await till.omnibox.focus();
      await page.keyboard.type('3*', { delay: 60 });
      await till.scan(goodAt(goods, sale * 19).code);
      break;
    case 2:
      await page.getByRole('region', { name: 'Products' }).getByRole('button').nth(3).click();
      break;
    case 3:
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Control+z');
      await till.scan(goodAt(goods, sale * 23).code);
      break;
    default:
      break;
  }
  if (sale % 4 !== 3) return sellEverything(till);
  await till.pay.click();
  await till.cash.click();
  await till.done.waitFor();
}
