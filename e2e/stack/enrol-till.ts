import type { BrowserContext } from 'playwright-core';
import { type TillPage, tillPage } from '../pages/till.ts';
import { GOODS } from './catalogue.ts';
import { officeOf } from './office.ts';
import { signIn } from './shop.ts';
import type { ShopStack } from './shop-stack.ts';

/** Makes a browser a register of a shop with goods and an open shift, through the screens; answers with its till. */
export async function enrolTill(context: BrowserContext, stack: ShopStack): Promise<TillPage> {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(stack.origin);
  await signIn(page, stack);
  await page.getByLabel('Name of the register').fill('Front till');
  await page.getByRole('button', { name: 'Use as register' }).click();
  await page
    .getByText(/S\d+-R\d+/)
    .first()
    .waitFor();
  await officeOf(context, stack.origin).putGoods();
  await page.goto(`${stack.origin}/shift`);
  await page.getByLabel('Opening float').fill('100');
  await page.getByRole('button', { name: 'Open shift' }).click();
  // Another page too soon would end the write: nothing has said yet that the shift is open.
  await page.getByText('Shift opened').first().waitFor();
  const till = tillPage(page, stack.origin);
  await till.open();
  await till.tile(GOODS.milk.name).waitFor();
  // From now on the browser starts the till from what it keeps.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  return till;
}
