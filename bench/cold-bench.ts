import type { BrowserContext, Page } from 'playwright-core';
import { readJournal } from '../e2e/pages/journal.ts';
import { scanAs } from '../e2e/pages/scanner.ts';
import { type TillPage, tillPage } from '../e2e/pages/till.ts';
import { openProfile } from '../e2e/stack/browser.ts';
import { goodAt } from './browser-shop.ts';
import { percentile } from './checkout.ts';
import type { BenchGood } from './goods.ts';
import { type Result, result } from './result.ts';

const QUEUED = 500;
const COLD_STARTS = 3;

/** Sells without the server until so many sales wait on the device as two days of a small shop have. */
export async function queueSales(till: TillPage, goods: readonly BenchGood[]): Promise<number> {
  for (;;) {
    const waiting = await waitingOf(till.page);
    if (waiting >= QUEUED) return waiting;
    for (let sale = waiting; sale < QUEUED; sale += 1) {
      await till.scan(goodAt(goods, sale * 29).code);
      await till.lines.first().waitFor();
      await till.page.keyboard.press('F9');
      await till.lines.first().waitFor({ state: 'detached' });
    }
  }
}

async function waitingOf(page: Page): Promise<number> {
  const { operations } = await readJournal(page);
  return operations.filter(({ kind, answer }) => kind === 'sale.completed' && answer === null).length;
}

/**
 * U6: a browser that was closed opens the till with nobody to ask, and a scanner fires the moment that the field is there.
 * From the navigation to the painted line, in a new process each time, at full speed and at a quarter of it.
 */
export async function benchColdStarts(
  origin: string,
  profile: string,
  goods: readonly BenchGood[],
  queued: number,
): Promise<Result[]> {
  const starts: Record<1 | 4, number[]> = { 1: [], 4: [] };
  for (let start = 0; start < COLD_STARTS * 2; start += 1) {
    const rate = start % 2 === 0 ? 1 : 4;
    starts[rate].push(await coldStart(origin, profile, goodAt(goods, start * 7 + 3), rate));
  }
  return [
    result('U6 cold-start.queued-sales', queued, 'sales', { least: QUEUED }),
    result('U6 cold-start-to-scan.median', median(starts[1]), 'ms', { most: 1500 }),
    result('U6 cold-start-to-scan-at-a-quarter.median', median(starts[4]), 'ms', { most: 3000 }),
  ];
}

async function coldStart(origin: string, profile: string, good: BenchGood, rate: number): Promise<number> {
  const context = await openProfile(profile);
  try {
    await noteFirstLine(context);
    const page = context.pages()[0] ?? (await context.newPage());
    await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate });
    const till = tillPage(page, origin);
    await page.goto(`${origin}/till`, { waitUntil: 'commit' });
    await till.omnibox.waitFor();
    await scanAs(page, good.code, { pauseMs: 0 });
    await till.line(good.name).first().waitFor();
    const time = await page.evaluate(() => (window as unknown as ColdWindow).benchFirstLine);
    await page.keyboard.press('F9');
    await till.lines.first().waitFor({ state: 'detached' });
    return time;
  } finally {
    await context.close();
  }
}

/** Notes when the first line of the first sale has been handed to the screen, from the navigation on. */
async function noteFirstLine(context: BrowserContext): Promise<void> {
  await context.addInitScript(`
    globalThis.benchFirstLine = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (document.querySelector('[aria-label="Lines of this sale"] li') === null) return;
        observer.disconnect();
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => resolve(performance.now());
          channel.port2.postMessage(null);
        });
      });
      observer.observe(document, { subtree: true, childList: true });
    });`);
}

interface ColdWindow {
  readonly benchFirstLine: Promise<number>;
}

function median(values: readonly number[]): number {
  return percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}
