import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import type { Till } from '../../src/rooms/till/till-context.tsx';

declare global {
  interface Window {
    /** The till on the page, for the states of the pictures. */
    till: Till;
    navigated?: string;
  }
}

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, '../../../../.cache/till-harness');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};
/** The policy that the server sends: the pictures must not look right for the wrong reason. */
const POLICY = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' blob: data:; base-uri 'none'";

export interface Harness {
  readonly browser: Browser;
  /** A page with the till over memory. `errors` collects what the page threw or refused. */
  open(options: HarnessOptions): Promise<{ readonly page: Page; readonly errors: string[] }>;
  close(): Promise<void>;
}
export interface HarnessOptions {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly theme?: 'light' | 'dark';
  readonly isTouch?: boolean;
  readonly hasShift?: boolean;
  readonly count?: number;
}

/** Builds the till over memory, serves it from loopback and starts a browser. */
export async function openHarness(): Promise<Harness> {
  await build({ configFile: join(here, 'vite.config.ts'), logLevel: 'error' });
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://x').pathname);
    const file = join(dist, path === '/' ? 'index.html' : path);
    readFile(file).then(
      (body) => {
        response.setHeader('content-security-policy', POLICY);
        response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  return {
    browser,
    open: (options) => openPage(browser, origin, options),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

async function openPage(browser: Browser, origin: string, options: HarnessOptions) {
  const context = await browser.newContext({ viewport: options.viewport, hasTouch: options.isTouch ?? false });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // Browsers ask for an icon on their own.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) errors.push(message.text());
  });
  const query = new URLSearchParams({ theme: options.theme ?? 'light' });
  if (options.hasShift === false) query.set('shift', 'none');
  if (options.count !== undefined) query.set('count', String(options.count));
  await page.goto(`${origin}/?${query}`);
  await page.waitForSelector('#omnibox');
  await page.evaluate(() => document.fonts.ready);
  return { page, errors };
}
