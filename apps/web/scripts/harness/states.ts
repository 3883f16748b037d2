import type { Page } from 'playwright-core';

/** The sizes of ux: a laptop on a counter, a small one, a tablet held upright, a phone, the narrowest phone. */
export const SIZES = {
  desktop: { width: 1366, height: 768 },
  laptop: { width: 1024, height: 768 },
  tablet: { width: 768, height: 1024, isTouch: true },
  phone: { width: 360, height: 740, isTouch: true },
  tiny: { width: 320, height: 568, isTouch: true },
} as const;

/** Rings up the sale of the pictures. */
export async function ringUp(page: Page): Promise<void> {
  const goods: [name: string, quantity: number][] = [
    ['Brookside Milk', 2000],
    ['White Bread', 1000],
    ['Kericho Gold', 3000],
    ['Bananas', 1240],
    ['Sunlight', 4000],
  ];
  // No function of its own inside: the runner's names for functions do not exist in the page.
  await page.evaluate((wanted) => {
    const { selling, carts, ports } = window.till;
    for (const [name, quantity] of wanted) {
      const [hit] = ports.catalog.search(name, 1);
      if (hit !== undefined) selling.add(hit, quantity as Parameters<typeof selling.add>[1]);
    }
    const tea = carts.active().lines[2]?.lineId;
    if (tea === undefined) throw new Error('the sale of the pictures is not complete');
    selling.discountLine(tea, { kind: 'percent', ratePpm: 100_000 as never });
    selling.select(tea);
  }, goods);
}

const add = (page: Page, name: string) =>
  page.evaluate((wanted) => {
    const [hit] = window.till.ports.catalog.search(wanted, 1);
    if (hit !== undefined) window.till.selling.add(hit);
  }, name);

const pay = (page: Page, amountMinor: number) =>
  page.evaluate((amount) => window.till.paying.take({ kind: 'cash', amountMinor: amount as never }), amountMinor);

const layer = (page: Page, kind: 'menu' | 'products' | 'price-check') =>
  page.evaluate((name) => window.till.carts.store.setState({ layer: { kind: name } }), kind);

type Arrange = (page: Page) => Promise<unknown>;

/** Every state of the till that has a picture; each is checked for accessibility as well. */
export const STATES: Readonly<Record<string, Arrange>> = {
  empty: () => Promise.resolve(),
  cart: ringUp,
  search: async (page) => {
    await ringUp(page);
    await page.fill('#omnibox', 'mil');
    await page.waitForSelector('[role=option]');
  },
  unknown: async (page) => {
    await ringUp(page);
    await page.evaluate(() => {
      window.till.selling.code('6161100604412');
      window.till.selling.code('5000000000012');
    });
  },
  discount: async (page) => {
    await ringUp(page);
    await page.keyboard.press('F8');
  },
  why: async (page) => {
    await ringUp(page);
    await page.evaluate(() => {
      const { carts } = window.till;
      const lineId = carts.active().selectedLineId;
      if (lineId !== null) carts.store.setState({ editor: { kind: 'why', lineId } });
    });
  },
  price: async (page) => {
    await ringUp(page);
    await add(page, 'Gift');
  },
  payment: async (page) => {
    await ringUp(page);
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('dialog');
    await page.keyboard.type('2000', { delay: 120 });
  },
  split: async (page) => {
    await ringUp(page);
    await pay(page, 50_000);
    await page.waitForSelector('dialog');
  },
  doubtful: async (page) => {
    await ringUp(page);
    await pay(page, 5_000_000);
    await page.waitForSelector('dialog');
  },
  done: async (page) => {
    await ringUp(page);
    await pay(page, 170_000);
    await page.waitForSelector('[data-testid=change]');
  },
  after: async (page) => {
    await ringUp(page);
    await pay(page, 170_000);
    await add(page, 'Omo');
    await page.evaluate(() => {
      const [line] = window.till.carts.active().lines;
      if (line !== undefined) window.till.selling.remove(line.lineId);
    });
  },
  held: async (page) => {
    await ringUp(page);
    await page.keyboard.press('F7');
    await add(page, 'Omo');
  },
  palette: async (page) => {
    await page.keyboard.press('Control+k');
    await page.waitForSelector('dialog');
    await page.keyboard.type('mi', { delay: 120 });
  },
  keys: async (page) => {
    await page.keyboard.press('F1');
    await page.waitForSelector('dialog');
  },
  menu: (page) => layer(page, 'menu'),
  products: (page) => layer(page, 'products'),
  'price-check': (page) => layer(page, 'price-check'),
  create: async (page) => {
    await page.evaluate(() => {
      window.till.selling.code('6161100604412');
      window.till.carts.store.setState({ layer: { kind: 'create-product', code: '6161100604412' } });
    });
    await page.waitForSelector('dialog');
  },
};
