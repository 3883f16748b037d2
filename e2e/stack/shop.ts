import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type TillPage, tillPage } from '../pages/till.ts';
import { ANSWERS, OWNER, type WelcomeAnswers, welcomePage } from '../pages/welcome.ts';
import { keepPicture, launchBrowser, newContext, watchFaults } from './browser.ts';
import { GOODS } from './catalogue.ts';
import { type Office, officeOf } from './office.ts';
import { type Stack, type StackOptions, startStack } from './stack.ts';

/** A shop that is open, and a till in it: what most journeys begin with. */
export interface Shop {
  readonly stack: Stack;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly till: TillPage;
  readonly office: Office;
}

export interface ShopOptions extends Partial<StackOptions> {
  /** One with devices of its own, for instance a camera; it is closed with the shop. */
  readonly browser?: Browser;
  readonly context?: BrowserContextOptions;
  /** What is answered in the set-up otherwise than usual. */
  readonly answers?: Partial<WelcomeAnswers>;
}

/**
 * Opens a shop for the tests of a file: the stack, a browser, the set-up, goods, an open shift; everything is closed
 * afterwards. A test fails when a page reported an error, and leaves a picture of the page when it fails.
 */
export function useShop(options: ShopOptions = {}): () => Shop {
  let shop: Shop | undefined;
  let faults: string[] = [];
  const current = () => {
    if (shop === undefined) throw new Error('the shop is open between beforeAll and afterAll only');
    return shop;
  };
  let close = () => Promise.resolve();
  beforeAll(async () => {
    const opened = await openShop(options);
    ({ shop, faults, close } = opened);
  });
  afterAll(() => close());
  beforeEach(({ task, onTestFailed }) => {
    faults.length = 0;
    onTestFailed(async () => {
      for (const [index, page] of current().context.pages().entries()) await keepPicture(page, `${task.name}-${index}`);
    });
  });
  afterEach(() => expect(faults, 'errors that pages reported').toEqual([]));
  return current;
}

/** Opens a shop outside of a file of tests. What it opened is closed also when the opening fails. */
export async function openShop({ browser: given, context: contextOptions, answers, ...options }: ShopOptions = {}) {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const one of closers.splice(0).reverse()) await one();
  };
  try {
    const browser = given ?? (await launchBrowser());
    closers.push(() => browser.close());
    const stack = await startStack({ database: 'cloned', ...options });
    closers.push(() => stack.stop());
    const context = await newContext(browser, contextOptions);
    const faults = watchFaults(context);
    const page = await context.newPage();
    const till = tillPage(page, stack.origin);
    const shop: Shop = { stack, browser, context, page, till, office: officeOf(context, stack.origin) };
    await found(shop, answers);
    return { shop, faults, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Sets the shop up through the wizard and waits until the goods are on the till. */
export async function found(
  { stack, page, till, office }: Pick<Shop, 'stack' | 'page' | 'till' | 'office'>,
  answers: Partial<WelcomeAnswers> = {},
): Promise<void> {
  await page.goto(`${stack.origin}/welcome#token=${await stack.setupToken()}`);
  const welcome = welcomePage(page, { ...ANSWERS, ...answers });
  for (const step of ['country', 'shop', 'owner'] as const) await welcome.answer(step);
  await page.getByRole('heading', { name: 'What do you sell?' }).waitFor();
  await office.putGoods();
  await welcome.answer('products');
  await welcome.answer('float');
  await till.omnibox.waitFor();
  // A phone has its tiles in a sheet.
  if ((page.viewportSize()?.width ?? 0) >= 640) await till.tile(GOODS.milk.name).waitFor({ timeout: 60_000 });
}

/** Signs in where somebody else was, or nobody. */
export async function signIn(
  page: Page,
  who: { readonly email: string; readonly password: string } = OWNER,
): Promise<void> {
  await page.getByLabel('E-mail').fill(who.email);
  await page.getByLabel('Password', { exact: true }).fill(who.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
