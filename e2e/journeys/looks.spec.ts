import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults } from '../pages/inspect.ts';
import { ANSWERS, OWNER, WELCOME, welcomePage } from '../pages/welcome.ts';
import { launchBrowser, newContext } from '../stack/browser.ts';
import { GOODS, UNKNOWN_CODE } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';
import { type Stack, startStack } from '../stack/stack.ts';

describe('the first run without a barrier, in light, dark and narrow', () => {
  let stack: Stack;
  let page: Page;
  const closers: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    stack = await startStack({ database: 'cloned' });
    closers.push(() => stack.stop());
    const browser = await launchBrowser();
    closers.push(() => browser.close());
    page = await (await newContext(browser)).newPage();
  });
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  });

  it('each step', async () => {
    await page.goto(`${stack.origin}/welcome#token=${await stack.setupToken()}`);
    const welcome = welcomePage(page, ANSWERS);
    const faults: string[] = [];
    for (const step of WELCOME) {
      await welcome.at(step);
      faults.push(...(await findFaults(page, `welcome, ${step}`)));
      await welcome.answer(step);
    }
    expect(faults).toEqual([]);
  });
});

describe('every screen without a barrier, in light, dark and narrow', () => {
  const shop = useShop();
  const look = (screen: string) => findFaults(shop().page, screen);
  const goTo = async (path: string, heading: string | RegExp) => {
    const { page, stack } = shop();
    await page.goto(`${stack.origin}${path}`);
    await page.getByRole('heading', { name: heading }).first().waitFor();
  };

  it('the till, empty and at work', async () => {
    const { till, page } = shop();
    await till.open();
    const faults = await look('till, empty');
    await till.scan(GOODS.milk.code, GOODS.lamp.code, UNKNOWN_CODE);
    await till.line(GOODS.lamp.name).waitFor();
    faults.push(...(await look('till, at work')));
    await page.keyboard.press('F8');
    faults.push(...(await look('till, discount')));
    await page.keyboard.press('Escape');
    await till.omnibox.fill('mil');
    await page.getByRole('option').first().waitFor();
    faults.push(...(await look('till, hits')));
    await till.omnibox.fill('');
    expect(faults).toEqual([]);
  });

  it('what opens over the till', async () => {
    const { till, page } = shop();
    await till.open();
    const faults: string[] = [];
    for (const [chord, name] of [
      ['Control+k', 'Find anything'],
      ['F1', 'Keys of the till'],
      ['Control+Enter', 'Payment'],
    ] as const) {
      await page.keyboard.press(chord);
      await page.getByRole('dialog', { name }).waitFor();
      faults.push(...(await look(name)));
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('dialog').waitFor();
    faults.push(...(await look('menu')));
    await page.keyboard.press('Escape');
    await till.chip.click();
    await page.getByRole('dialog').waitFor();
    faults.push(...(await look('sync queue')));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await till.scan(UNKNOWN_CODE);
    await page.getByRole('button', { name: 'Create product' }).click();
    await page.getByRole('dialog').waitFor();
    faults.push(...(await look('create product')));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await till.exactCash.click();
    await till.done.waitFor();
    faults.push(...(await look('sale done')));
    expect(faults).toEqual([]);
  });

  it('orders, an order, a return', async () => {
    const { page } = shop();
    await goTo('/orders', 'Orders');
    const faults = await look('orders');
    await page
      .getByRole('button', { name: /-000001$/ })
      .first()
      .click();
    await page.getByRole('link', { name: 'Return' }).waitFor();
    faults.push(...(await look('orders with one open')));
    for (const tab of ['All', 'Returns', 'Held']) {
      await page.getByRole('tab', { name: tab }).click();
      faults.push(...(await look(`orders, ${tab}`)));
    }
    await page.getByRole('tab', { name: 'Today' }).click();
    await page
      .getByRole('button', { name: /-000001$/ })
      .first()
      .click();
    await page.getByRole('link', { name: 'Return' }).click();
    await page.getByRole('button', { name: `One more ${GOODS.milk.name}` }).click();
    faults.push(...(await look('return')));
    await page.getByRole('button', { name: /^Refund .*1\.99/ }).click();
    await page.getByText('Hand back').waitFor();
    faults.push(...(await look('return done')));
    expect(faults).toEqual([]);
  });

  it('products, a product, a new one', async () => {
    const { page } = shop();
    await goTo('/products', 'Products');
    await page.getByText(GOODS.milk.name).first().waitFor();
    const faults = await look('products');
    await page.getByRole('searchbox').fill('quizzical xylophones');
    await page.getByText('Nothing fits').waitFor();
    faults.push(...(await look('products, none found')));
    await goTo('/products/new', 'New product');
    faults.push(...(await look('new product')));
    await goTo('/products', 'Products');
    await page.getByRole('link', { name: GOODS.milk.name }).and(page.locator(':visible')).first().click();
    await page.getByLabel('Name').first().waitFor();
    faults.push(...(await look('product')));
    expect(faults).toEqual([]);
  });

  it('settings, repairs, imports, a page that is none', async () => {
    const { page, stack } = shop();
    const faults: string[] = [];
    for (const [path, heading] of [
      ['/settings', 'Settings'],
      ['/repairs', /./],
      ['/imports', 'Imports'],
    ] as const) {
      await goTo(path, heading);
      await page.waitForLoadState('networkidle');
      faults.push(...(await look(path)));
    }
    await page.goto(`${stack.origin}/nowhere`);
    await page.getByText('There is no such page').waitFor();
    faults.push(...(await look('not found')));
    expect(faults).toEqual([]);
  });

  it('the audit trail, an entry, a search without a hit', async () => {
    const { page } = shop();
    await goTo('/audit', 'Audit trail');
    const row = page.getByRole('button', { name: 'Shift opened' }).and(page.locator(':visible')).first();
    await row.waitFor();
    const faults = await look('audit');
    await row.click();
    await page
      .getByText(/of the chain/)
      .first()
      .waitFor();
    faults.push(...(await look('audit, an entry')));
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('searchbox').fill('quizzical xylophones');
    await page.getByText('Nothing fits these filters').waitFor();
    faults.push(...(await look('audit, none found')));
    expect(faults).toEqual([]);
  });

  it('the manual, a page of it, a search; the registers and a new one', async () => {
    const { page } = shop();
    await goTo('/help', 'manual');
    const faults = await look('help');
    await goTo('/help/people', 'The team');
    faults.push(...(await look('help, a page')));
    await page.getByRole('searchbox').fill('suspend');
    await page
      .getByRole('link', { name: /Suspend/ })
      .first()
      .waitFor();
    faults.push(...(await look('help, hits')));
    await page.getByRole('searchbox').fill('quizzical xylophones');
    await page.getByText('Nothing').first().waitFor();
    faults.push(...(await look('help, none found')));
    await goTo('/registers', 'Registers');
    await page.getByRole('button', { name: 'Rename' }).first().waitFor();
    faults.push(...(await look('registers')));
    await page.getByRole('button', { name: 'New register' }).click();
    await page.getByRole('dialog').waitFor();
    faults.push(...(await look('registers, new')));
    await page.keyboard.press('Escape');
    expect(faults).toEqual([]);
  });

  it('the shift, closed with a difference and opened again', async () => {
    const { page } = shop();
    await goTo('/shift', 'Shift');
    const faults = await look('shift');
    await page.getByRole('button', { name: /^Close shift/ }).click();
    await page.getByText('Count and drawer differ').waitFor();
    faults.push(...(await look('shift, difference')));
    await page.getByRole('button', { name: 'Unknown' }).click();
    await page.getByRole('button', { name: 'Confirm and close' }).click();
    await page.getByRole('button', { name: 'Open the next shift' }).waitFor();
    faults.push(...(await look('shift, closed')));
    await page.getByRole('button', { name: 'Open the next shift' }).click();
    await page.getByLabel('Opening float').waitFor();
    faults.push(...(await look('shift, to open')));
    expect(faults).toEqual([]);
  });

  it('locked, and signed out', async () => {
    const { page, till } = shop();
    await till.open();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find anything' }).fill('lock the till');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Unlock' }).waitFor();
    const faults = await look('locked');
    await page.getByLabel('Password', { exact: true }).fill(`not ${OWNER.password}`);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByRole('alert').waitFor();
    faults.push(...(await look('locked, wrong password')));
    await page.getByRole('button', { name: 'Somebody else' }).click();
    await page.getByLabel('E-mail').waitFor();
    faults.push(...(await look('sign-in')));
    expect(faults).toEqual([]);
  });
});
