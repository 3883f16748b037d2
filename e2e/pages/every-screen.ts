import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { Path } from '../../apps/web/src/platform/router/index.ts';
import { GOODS } from '../stack/catalogue.ts';
import { placeOrder } from '../stack/purchasing.ts';
import { enrolSecondFactor } from '../stack/second-factor.ts';
import type { Shop } from '../stack/shop.ts';
import { findFaults } from './inspect.ts';

export const LANGUAGES = ['en', 'ar', 'sw', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A screen that is looked at: an address, and for the till the key that opens something over it. */
export interface Screen {
  readonly path: string;
  readonly chord?: string;
}

/** Ids of what the shop was given to show. */
interface Shown {
  readonly customerId: string;
  readonly saleId: string;
  readonly shiftId: string;
  readonly productId: string;
  readonly orderId: string;
  readonly userId: string;
}

/** Every address of the program, so that a new screen cannot be forgotten: looked at, or why it is not. */
const PATHS: Record<Path, 'shown' | 'leads on' | 'before signing in'> = {
  '/': 'leads on',
  '/account': 'shown',
  '/activate': 'before signing in',
  '/display': 'shown',
  '/admin': 'shown',
  '/approvals': 'shown',
  '/audit': 'shown',
  '/cards-to-check': 'shown',
  '/customers': 'shown',
  '/gift-cards': 'shown',
  '/held-sales': 'shown',
  '/help': 'shown',
  '/imports': 'shown',
  '/join': 'before signing in',
  '/lock': 'before signing in',
  '/messages': 'shown',
  '/my-request': 'before signing in',
  '/not-me': 'before signing in',
  '/orders': 'shown',
  '/orders/find': 'shown',
  '/orders/missed': 'shown',
  '/pricing': 'shown',
  '/products': 'shown',
  '/layaways': 'shown',
  '/purchasing': 'shown',
  '/quotes': 'shown',
  '/products/new': 'shown',
  '/registers': 'shown',
  '/renew': 'before signing in',
  '/repairs': 'shown',
  '/request-access': 'before signing in',
  '/security': 'shown',
  '/settings': 'shown',
  '/settings/printers': 'shown',
  '/settings/receipts': 'shown',
  '/settings/taxes': 'shown',
  '/settings/tenders': 'shown',
  '/settings/barcodes': 'shown',
  '/settings/hardware': 'shown',
  '/shift': 'shown',
  '/shifts': 'shown',
  '/suppliers': 'shown',
  '/team': 'shown',
  '/team/roles': 'shown',
  '/till': 'shown',
  '/unsubscribe': 'before signing in',
  '/welcome': 'before signing in',
  '/customers/:customerId': 'shown',
  '/help/:topic': 'shown',
  '/orders/:saleId': 'shown',
  '/orders/:saleId/pricing': 'shown',
  '/orders/:saleId/return': 'shown',
  '/products/:productId': 'shown',
  '/purchasing/:orderId': 'shown',
  '/shifts/:shiftId': 'shown',
  '/r/:token': 'before signing in',
  '/team/:userId': 'shown',
};
const TOPIC = 'selling';
/** What the keys open over the till, in every language alike. */
const CHORDS = ['Control+k', 'F1', 'F4', 'Shift+F7', 'F8', 'Shift+F8', 'Control+Enter'] as const;

/** Every screen of the office and of the till that a person who may see everything can reach. */
export function everyScreen(shown: Shown): readonly Screen[] {
  const ids: Readonly<Record<string, string>> = { ...shown, topic: TOPIC };
  const paths = Object.entries(PATHS).filter(([, how]) => how === 'shown');
  return [
    ...paths.map(([path]) => ({ path: path.replace(/:(\w+)/g, (name) => ids[name.slice(1)] ?? name) })),
    ...CHORDS.map((chord) => ({ path: '/till', chord })),
  ];
}

/** What a stranger reaches: asking for access, codes, links out of messages (which lead nowhere here), the lock. */
export function everyGuestScreen(): readonly Screen[] {
  return Object.entries(PATHS)
    .filter(([, how]) => how === 'before signing in')
    .map(([path]) => ({ path: path.replace(':token', 'nowhere') }));
}

/** Gives the shop something to show on each screen: a sale, a customer, a group, a promotion, a price list. */
export async function furnish({ office, till, page, stack, context }: Shop): Promise<Shown> {
  await enrolSecondFactor(context, stack.origin);
  const customerId = randomUUID();
  await office.post('/customers', { customerId, name: 'Halima Noor', phone: '0712 345 118' });
  await office.post('/customer-groups', { groupId: randomUUID(), name: 'Wholesale' });
  await till.openEmpty();
  await till.scan(GOODS.milk.code, GOODS.lamp.code);
  await till.line(GOODS.lamp.name).waitFor();
  await page.keyboard.press('F9');
  await till.done.waitFor();
  await till.scan(GOODS.tea.code);
  await till.line(GOODS.tea.name).waitFor();
  const deadline = Date.now() + 60_000;
  let [sale] = await office.orders();
  while (sale === undefined && Date.now() < deadline) [sale] = await office.orders();
  if (sale === undefined) throw new Error('the sale did not arrive');
  const order = await placeOrder(office, [[GOODS.milk.sku, 12, 150]]);
  const { items } = await office.get<{ items: { productId: string }[] }>('/products');
  const { items: shifts } = await office.get<{ items: { shiftId: string }[] }>('/shifts');
  const { items: people } = await office.get<{ items: { userId: string }[] }>('/users');
  const first = <T>(list: readonly T[]): T => {
    const [one] = list;
    if (one === undefined) throw new Error('there is nothing to show');
    return one;
  };
  return {
    customerId,
    saleId: sale.saleId,
    shiftId: first(shifts).shiftId,
    productId: first(items).productId,
    orderId: order.orderId,
    userId: first(people).userId,
  };
}

/**
 * Looks at a screen, and at each of its tabs, in a language: by axe in light and in dark, at 320 pixels, and with letters of
 * twice the size. Returns a sentence for each thing that is wrong.
 */
export async function lookAt(
  { page, stack }: Pick<Shop, 'page' | 'stack'>,
  { path, chord }: Screen,
  language: Language,
): Promise<string[]> {
  if (page.url() === 'about:blank') await page.goto(stack.origin);
  await page.evaluate((chosen) => localStorage.setItem('language', chosen), language);
  await page.goto(`${stack.origin}${path}`);
  await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' });
  await page.getByRole('heading').or(page.getByRole('combobox')).first().waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
  const name = `${path}${chord === undefined ? '' : ` ${chord}`} in ${language}`;
  if (chord !== undefined) {
    await page.getByRole('combobox').first().waitFor();
    await page.keyboard.press(chord);
    await page.waitForTimeout(300);
  }
  const faults = await lookCloser(page, name);
  const dialog = page.getByRole('dialog');
  const tabs = ((await dialog.count()) > 0 ? dialog.last() : page).getByRole('tab');
  for (let tab = 1; tab < (await tabs.count()); tab += 1) {
    await tabs.nth(tab).click();
    await page.waitForLoadState('networkidle');
    faults.push(...(await lookCloser(page, `${name}, tab ${tab + 1}`)));
  }
  return faults;
}

async function lookCloser(page: Page, name: string): Promise<string[]> {
  return [...(await findFaults(page, name)), ...(await findLargeTextScroll(page, name))];
}

/** Letters of twice the size (WCAG 1.4.4) must not push anything out of a desk's screen. */
async function findLargeTextScroll(page: Page, name: string): Promise<string[]> {
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  const overflow = await page.evaluate(() => {
    const root = document.scrollingElement ?? document.documentElement;
    return root.scrollWidth <= root.clientWidth ? null : `${root.scrollWidth} of ${root.clientWidth}`;
  });
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  return overflow === null ? [] : [`${name} scrolls sideways with text at 200 % (${overflow})`];
}
