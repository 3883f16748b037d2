import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { TillPage } from './pages/till.ts';
import { SIZES } from './pictures.ts';

const DESK_WIDTH = 960;

/** Takes one picture for the manual: a desk's screen made smaller, a phone's as it is; the folder gets `<name>.webp`. */
async function take(page: Page, folder: string, name: string): Promise<void> {
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  const picture = sharp(await page.screenshot({ animations: 'disabled' }));
  const sized = name.endsWith('-phone') ? picture : picture.resize({ width: DESK_WIDTH });
  await sized.webp({ quality: 82, effort: 6 }).toFile(join(folder, `${name}.webp`));
}

/** What is sold in the pictures, by words that find it in the demo shop. */
const GOODS = ['white hanging heart', 'regency cakestand', 'party bunting'] as const;

/**
 * The pictures of the cashier's manual, on the demo shop with a customer and a cashier. The till is left with an empty cart.
 */
export async function takeManualPictures(shop: TillPage, folder: string): Promise<void> {
  const { page } = shop;
  const origin = new URL(page.url()).origin;
  await page.setViewportSize(SIZES.desktop);
  await shop.openEmpty();
  // Without the notice that the cart was cleared.
  await shop.open();
  for (const words of GOODS) await shop.search(words);
  await shop.lines.nth(GOODS.length - 1).waitFor();
  await take(page, folder, 'till');
  await page.setViewportSize(SIZES.phone);
  await take(page, folder, 'till-phone');
  await page.setViewportSize(SIZES.desktop);
  await shop.omnibox.focus();
  await page.keyboard.type('pink heart', { delay: 45 });
  await page.getByRole('option').first().waitFor();
  await take(page, folder, 'search');
  await page.keyboard.press('Escape');
  await shop.command('@+Halima Noor');
  await page.getByRole('button', { name: 'Save and put on the sale' }).click();
  await page.getByText('Halima Noor is on the sale').waitFor();
  await page.keyboard.press('F4');
  await page.getByRole('dialog', { name: 'Halima Noor' }).waitFor();
  await take(page, folder, 'customer');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
  await shop.payment.waitFor();
  await take(page, folder, 'payment');
  await shop.amount.fill('50');
  await shop.cash.click();
  await shop.done.waitFor();
  await take(page, folder, 'done');
  await takeReturn(shop, folder, await shop.receiptNumber());
  await page.goto(`${origin}/shift`);
  await page.getByRole('heading', { name: 'Count the drawer' }).waitFor();
  await take(page, folder, 'shift-close');
  await shop.openEmpty();
  await page.context().setOffline(true);
  for (const words of GOODS) await shop.search(words);
  await page.keyboard.press('F9');
  await shop.done.waitFor();
  await page.getByRole('button', { name: /^Sync: Offline/ }).waitFor();
  await take(page, folder, 'offline');
  await page.context().setOffline(false);
}

async function takeReturn(shop: TillPage, folder: string, number: string): Promise<void> {
  const { page } = shop;
  await shop.open();
  await shop.command(`#${Number(number.slice(-6))}`);
  await page.getByRole('heading', { name: 'What comes back' }).waitFor();
  await page
    .getByRole('button', { name: /^One more/ })
    .first()
    .click();
  await take(page, folder, 'return');
}
