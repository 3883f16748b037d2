// Pictures of the till in every size, theme and state: node apps/web/scripts/shots.mjs [folder]
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const out = resolve(process.argv[2] ?? join(here, '../../../.cache/shots'));
const only = process.argv[3];
const dist = resolve(here, '../../../.cache/till-harness');
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };

await build({ configFile: join(here, 'harness/vite.config.ts'), logLevel: 'warn' });
await mkdir(out, { recursive: true });

const server = createServer(async (request, response) => {
  const path = normalize(new URL(request.url ?? '/', 'http://x').pathname);
  const file = join(dist, path === '/' ? 'index.html' : path);
  try {
    const body = await readFile(file);
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

const sizes = {
  desktop: { width: 1366, height: 768 },
  laptop: { width: 1024, height: 768 },
  tablet: { width: 768, height: 1024, hasTouch: true },
  phone: { width: 360, height: 740, hasTouch: true },
  tiny: { width: 320, height: 568, hasTouch: true },
};

/** Rings up the sale of the pictures. */
async function ringUp(page) {
  await page.evaluate(async () => {
    const { selling, carts, ports } = window.till;
    const find = (name) => ports.catalog.search(name, 1)[0];
    selling.add(find('Brookside Milk'), 2000);
    selling.add(find('White Bread'));
    selling.add(find('Kericho Gold'), 3000);
    const tea = carts.active().selectedLineId;
    selling.discountLine(tea, { kind: 'percent', ratePpm: 100000 });
    selling.add(find('Bananas'), 1240);
    selling.add(find('Sunlight'), 4000);
    selling.select(tea);
  });
}
const states = {
  empty: async () => {},
  cart: ringUp,
  search: async (page) => {
    await ringUp(page);
    await page.fill('#omnibox', 'mil');
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
      carts.store.setState({ editor: { kind: 'why', lineId: carts.active().selectedLineId } });
    });
  },
  price: async (page) => {
    await ringUp(page);
    await page.evaluate(() => window.till.selling.add(window.till.ports.catalog.search('Gift', 1)[0]));
  },
  payment: async (page) => {
    await ringUp(page);
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('dialog');
    await page.keyboard.type('1500', { delay: 120 });
  },
  split: async (page) => {
    await ringUp(page);
    await page.evaluate(() => window.till.paying.take({ kind: 'cash', amountMinor: 50000 }));
    await page.waitForSelector('dialog');
  },
  done: async (page) => {
    await ringUp(page);
    await page.evaluate(() => window.till.paying.take({ kind: 'cash', amountMinor: 170000 }));
    await page.waitForSelector('[data-testid=change]');
  },
  after: async (page) => {
    await ringUp(page);
    await page.evaluate(() => window.till.paying.take({ kind: 'cash', amountMinor: 170000 }));
    await page.evaluate(() => window.till.selling.add(window.till.ports.catalog.search('Omo', 1)[0]));
    await page.evaluate(() => window.till.selling.remove(window.till.carts.active().lines[0].lineId));
  },
  held: async (page) => {
    await ringUp(page);
    await page.keyboard.press('F7');
    await page.evaluate(() => window.till.selling.add(window.till.ports.catalog.search('Omo', 1)[0]));
  },
  palette: async (page) => {
    await page.keyboard.press('Control+k');
    await page.waitForSelector('dialog');
    await page.keyboard.type('di', { delay: 120 });
  },
  keys: async (page) => {
    await page.keyboard.press('F1');
    await page.waitForSelector('dialog');
  },
  menu: async (page) => {
    await page.evaluate(() => window.till.carts.store.setState({ layer: { kind: 'menu' } }));
  },
  products: async (page) => {
    await page.evaluate(() => window.till.carts.store.setState({ layer: { kind: 'products' } }));
  },
  create: async (page) => {
    await page.evaluate(() => {
      window.till.selling.code('6161100604412');
      window.till.carts.store.setState({ layer: { kind: 'create-product', code: '6161100604412' } });
    });
  },
  noshift: async (page) => {
    await ringUp(page);
    await page.keyboard.press('F9');
  },
};

let failures = 0;
for (const [size, viewport] of Object.entries(sizes)) {
  for (const theme of ['light', 'dark']) {
    for (const [state, arrange] of Object.entries(states)) {
      const name = `${state}-${size}-${theme}`;
      if (only !== undefined && !new RegExp(only).test(name)) continue;
      const context = await browser.newContext({
        viewport,
        hasTouch: viewport.hasTouch ?? false,
        deviceScaleFactor: 1,
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => {
        failures += 1;
        process.stderr.write(`${name}: ${error.message}\n`);
      });
      await page.goto(`${origin}/?theme=${theme}${state === 'noshift' ? '&shift=none' : ''}`);
      await page.waitForSelector('#omnibox');
      await page.evaluate(() => document.fonts.ready);
      await arrange(page);
      await page.waitForTimeout(350);
      const isWide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      if (isWide) {
        failures += 1;
        process.stderr.write(`${name}: scrolls sideways\n`);
      }
      await page.screenshot({ path: join(out, `${name}.png`) });
      await context.close();
    }
  }
}
await browser.close();
server.close();
process.stdout.write(`pictures in ${out}, ${failures} problems\n`);
process.exitCode = failures > 0 ? 1 : 0;
