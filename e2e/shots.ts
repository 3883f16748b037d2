// Pictures for docs/images/ from the built program with the demo shop: npm run shots [-- folder]
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startServerProcess } from '../apps/server/src/cli/replay/server-process.ts';
import { freePort } from '../apps/server/src/platform/embedded-postgres/index.ts';
import { takeManualPictures } from './manual-pictures.ts';
import { takeOfficePictures } from './office-pictures.ts';
import { type TillPage, tillPage } from './pages/till.ts';
import { ANSWERS, WELCOME, welcomePage } from './pages/welcome.ts';
import { cameraInto, SIZES } from './pictures.ts';
import { launchBrowser, newContext } from './stack/browser.ts';

/** Best sellers of the demo shop, by words that find them. */
const BASKET = [
  'white hanging heart',
  'regency cakestand',
  'jumbo bag red',
  'party bunting',
  'lunch bag black',
] as const;

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../docs/images'));
await mkdir(folder, { recursive: true });
// The manual has its own, which come with the program.
const manual =
  process.argv[2] === undefined ? join(import.meta.dirname, '../docs/manual/images') : join(folder, 'manual');
const camera = cameraInto(folder);
const dataDirectory = await mkdtemp(join(tmpdir(), 'mosaajii-shots-'));
const program = process.env['E2E_PROGRAM'];
const server = await startServerProcess({
  dataDirectory,
  port: await freePort(),
  ...(program === undefined ? {} : { program }),
});
const browser = await launchBrowser();
try {
  const page = await (await newContext(browser)).newPage();
  const till = tillPage(page, server.origin);
  await page.goto(`${server.origin}/welcome#token=${await server.setupToken()}`);
  const welcome = welcomePage(page, { ...ANSWERS, products: 'Load the demo shop' });
  for (const step of WELCOME) {
    await welcome.at(step);
    await welcome.answer(step);
  }
  await till.omnibox.waitFor();
  await page
    .getByRole('region', { name: 'Products' })
    .getByRole('button', { name: /\d\.\d\d/ })
    .first()
    .waitFor();
  await sellALittle(till);
  await takePictures(till);
  await mkdir(manual, { recursive: true });
  await takeManualPictures(till, manual);
  const office = join(folder, 'office');
  await mkdir(office, { recursive: true });
  await takeOfficePictures(page, browser, server.origin, cameraInto(office));
} finally {
  await browser.close();
  await server.stop();
  await rm(dataDirectory, { recursive: true, force: true });
}

/** Some sales, so that lists have something to show; the last cart stays open. */
async function sellALittle(shop: TillPage): Promise<void> {
  for (const words of BASKET) {
    await shop.search(words);
    await shop.page.keyboard.press(words.length % 2 === 0 ? 'F9' : 'Shift+F9');
    await shop.done.waitFor();
  }
  for (const words of BASKET) await shop.search(words);
  await shop.command('-10%');
  await shop.lines.filter({ hasText: '\u221210' }).waitFor();
}

async function takePictures(shop: TillPage): Promise<void> {
  const { page } = shop;
  await camera.everySize(page, 'till');
  await page.setViewportSize(SIZES.desktop);
  await shop.pay.click();
  await shop.payment.waitFor();
  await camera.everyTheme(page, 'payment');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+Enter');
  await shop.amount.fill('50');
  await shop.cash.click();
  await shop.done.waitFor();
  await camera.everyTheme(page, 'done');
  await page.goto(`${server.origin}/products`);
  await page.getByRole('table').waitFor();
  await camera.everyTheme(page, 'products');
  await page.goto(`${server.origin}/orders`);
  await page
    .getByRole('button', { name: /-00000\d$/ })
    .first()
    .click();
  await page.getByRole('region', { name: 'Receipt preview' }).waitFor();
  await camera.everyTheme(page, 'orders');
  await page.goto(`${server.origin}/imports`);
  const rows = ['Article;EAN;Price', 'Oat biscuits;0012345678905;2,40', 'Wild honey;2000000000114;dear'];
  await page.locator('input[type=file]').setInputFiles({
    name: 'supplier.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(rows.join('\n')),
  });
  await page.getByRole('button', { name: 'Check the file' }).waitFor();
  await camera.everyTheme(page, 'import');
}
