import type { BrowserContext } from 'playwright-core';
import type { ServerProcess } from '../apps/server/src/cli/replay/server-process.ts';
import { type TillPage, tillPage } from '../e2e/pages/till.ts';
import { ANSWERS, welcomePage } from '../e2e/pages/welcome.ts';
import { type BenchGood, batchesOf } from './goods.ts';

export interface BrowserBenchOptions {
  readonly products: number;
  readonly samples: number;
  readonly rounds: number;
  tell(sentence: string): void;
}

/** The first run in the browser, then the catalogue by the API, then a till that has it. */
export async function openShop(
  { tell, products }: BrowserBenchOptions,
  server: ServerProcess,
  context: BrowserContext,
  goods: readonly BenchGood[],
): Promise<TillPage> {
  const page = await context.newPage();
  const { origin } = server;
  await page.goto(`${origin}/welcome#token=${await server.setupToken()}`);
  const welcome = welcomePage(page, ANSWERS);
  for (const step of ['country', 'shop', 'owner'] as const) await welcome.answer(step);
  await page.getByRole('heading', { name: 'What do you sell?' }).waitFor();
  tell(`Putting ${products} products into the shop …`);
  for (const batch of batchesOf(goods)) {
    const response = await context.request.post(`${origin}/api/v1/products/batch`, {
      headers: { origin, 'sec-fetch-site': 'same-origin' },
      data: batch,
      timeout: 60_000,
    });
    if (!response.ok()) throw new Error(`the products were refused: ${await response.text()}`);
  }
  await welcome.answer('products');
  await welcome.answer('float');
  const till = tillPage(page, origin);
  // A hundred thousand products are on their way to the page, which is slow meanwhile.
  await till.omnibox.waitFor({ timeout: 240_000 }).catch(async (error: unknown) => {
    throw new Error(`no till after the first run: ${(await page.locator('body').innerText()).slice(0, 600)}`, {
      cause: error,
    });
  });
  await untilKnown(till, goods.at(-1));
  return till;
}

const MOST_TRIES = 60;

/**
 * The catalogue arrives in the background, and the last product with it. The page stays as it is: one that is opened anew
 * again and again while a hundred thousand products are on their way begins to load them each time.
 */
async function untilKnown(till: TillPage, last: BenchGood | undefined): Promise<void> {
  if (last === undefined) throw new Error('there is nothing to sell');
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    await till.omnibox.fill(last.name);
    const found = await till.page
      .getByRole('option', { name: last.name })
      .first()
      .waitFor({ timeout: 2_000 })
      .then(
        () => true,
        () => false,
      );
    await till.omnibox.fill('');
    if (found) return;
  }
  throw new Error(`the catalogue does not arrive on the till: ${await whatIsShown(till)}`);
}

/** What the till shows, for the message of a measurement that found nothing. */
export async function whatIsShown(till: TillPage): Promise<string> {
  const text = await till.page.locator('body').innerText();
  return `the field holds "${await till.omnibox.inputValue()}", the screen says: ${text.replace(/\s+/g, ' ').slice(0, 600)}`;
}

export function goodAt(goods: readonly BenchGood[], index: number): BenchGood {
  const good = goods[index % goods.length];
  if (good === undefined) throw new Error('there is nothing to sell');
  return good;
}
