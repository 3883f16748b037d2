import { mkdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
/** Not a measure of speed (the benchmark is): what has not come on the busiest machine by then never comes. */
const TIMEOUT_MS = 30_000;
const launch = { executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: ARGS };
const DESKTOP: BrowserContextOptions = {
  viewport: { width: 1366, height: 768 },
  locale: 'en-GB',
  reducedMotion: 'reduce',
};

/** A browser, with further switches for devices that it has to pretend. */
export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ ...launch, args: [...ARGS, ...more] });
}

/** A browser that keeps what it stores in a directory: closing it and opening it again is a cold start of the device. */
export async function openProfile(directory: string, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(directory, { ...launch, ...DESKTOP, ...options });
  context.setDefaultTimeout(TIMEOUT_MS);
  return context;
}

/** The first process of the browser that runs on a profile: it leads a group of its own with everything that it started. */
export async function profileProcess(directory: string): Promise<number> {
  // The browser's own lock, a link to `host-process`.
  const id = Number(/-(\d+)$/.exec(await readlink(join(directory, 'SingletonLock')))?.[1]);
  if (!Number.isSafeInteger(id) || id <= 1) throw new Error(`no browser runs on ${directory}`);
  return id;
}

export async function newContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ ...DESKTOP, ...options });
  context.setDefaultTimeout(TIMEOUT_MS);
  return context;
}

/**
 * Collects what no page of ours may say: uncaught errors, and what the content policy stopped. A request that found no
 * server is no fault: journeys take the server away on purpose.
 */
export function watchFaults(context: BrowserContext): string[] {
  const faults: string[] = [];
  context.on('weberror', (error) => faults.push(String(error.error().stack ?? error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Trusted|React|Warning:/.test(message.text())) {
      faults.push(message.text());
    }
  });
  return faults;
}

/** Keeps a picture of a page for whoever looks into a failed test, in `.cache/e2e/`. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const directory = join(import.meta.dirname, '..', '..', '.cache', 'e2e');
  await mkdir(directory, { recursive: true });
  const path = join(directory, `${name.replace(/[^a-z0-9]+/gi, '-').slice(0, 100)}.png`);
  // A page whose process is gone answers nothing: the picture is a help, its absence no failure of its own.
  const why = await page.screenshot({ path, timeout: 5_000 }).then(
    () => undefined,
    (error: unknown) => String(error),
  );
  if (why !== undefined) process.stderr.write(`no picture of "${name}": ${why.split('\n')[0]}\n`);
}
