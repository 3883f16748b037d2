import type { BrowserContext, Page } from 'playwright-core';

/** What happens on the page first, and what must be on the screen in the end. */
export interface Painted {
  /** `keydown:Enter`, `input`: the event from which time is counted. */
  readonly from: string;
  /** Counted elements: more of them than before, or other text in them, is the change that is waited for. */
  readonly selector: string;
  /** How long to wait for a change that need not come. */
  readonly longestMs?: number;
}

/** A change that takes longer than this has not come, unless whoever measures says otherwise. */
const LONGEST_MS = 10_000;

/** Notes when each event came, before any program of the page can see it. Call before the page is opened. */
export async function noteEvents(context: BrowserContext): Promise<void> {
  // A text, because the name keeper of the TypeScript runner is not there in the page.
  await context.addInitScript(`
    globalThis.__name ??= (value) => value;
    globalThis.benchSeen = {};
    for (const type of ['keydown', 'input']) {
      addEventListener(type, (event) => {
        globalThis.benchSeen[type] = performance.now();
        if (event.key) globalThis.benchSeen[type + ':' + event.key] = performance.now();
      }, { capture: true });
    }
    globalThis.benchFelt = { interactions: {}, before: performance.interactionCount ?? 0, shifted: 0, longTasks: 0 };
    for (const [type, more] of [['event', { durationThreshold: 16 }], ['layout-shift', {}], ['longtask', {}]]) {
      new PerformanceObserver((list) => {
        const felt = globalThis.benchFelt;
        for (const entry of list.getEntries()) {
          if (type === 'longtask') felt.longTasks += 1;
          else if (type === 'layout-shift') felt.shifted += entry.hadRecentInput ? 0 : entry.value;
          else if (entry.interactionId > 0) {
            felt.interactions[entry.interactionId] = Math.max(felt.interactions[entry.interactionId] ?? 0, entry.duration);
          }
        }
      }).observe({ type, ...more });
    }`);
}

/** What the browser noticed by itself since it was told to forget. */
export interface Seen {
  /** The longest event of each interaction that took longer than a frame. */
  readonly interactionsMs: readonly number[];
  /** How many there were in all; where the browser does not count them, those that took longer than a frame. */
  readonly interactions: number;
  /** How much of the screen moved without anybody asking for it, summed. */
  readonly shifted: number;
  /** How often the page did nothing else for more than 50 ms. */
  readonly longTasks: number;
}

/** From here on counts what `whatWasSeen` tells: what came before, such as the start of the page, does not. */
export async function forgetSeen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const before = (performance as Counting).interactionCount ?? 0;
    (window as unknown as FeltWindow).benchFelt = { interactions: {}, before, shifted: 0, longTasks: 0 };
  });
}

/** What was noticed since `forgetSeen`. */
export async function whatWasSeen(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const { interactions, before, shifted, longTasks } = (window as unknown as FeltWindow).benchFelt;
    const interactionsMs = Object.values(interactions);
    const count = (performance as Counting).interactionCount;
    return {
      interactionsMs,
      interactions: count === undefined ? interactionsMs.length : count - before,
      shifted,
      longTasks,
    };
  });
}

interface FeltWindow {
  benchFelt: {
    readonly interactions: Record<string, number>;
    readonly before: number;
    readonly shifted: number;
    readonly longTasks: number;
  };
}
/** Chromium counts every interaction, also those that are too short to be told of. */
type Counting = Performance & { readonly interactionCount?: number };

/**
 * Milliseconds from an event to the frame that shows the change: the event is noted before the program sees it, the frame
 * counts when it has been handed to the screen. Acts while the page watches; `null` when nothing changed.
 */
export async function paintedAfter(page: Page, painted: Painted, act: () => Promise<unknown>): Promise<number | null> {
  await page.evaluate(watch, { longestMs: LONGEST_MS, ...painted });
  await act();
  return page.evaluate(() => (window as unknown as BenchWindow).benchPainted);
}

interface BenchWindow {
  benchPainted: Promise<number | null>;
  readonly benchSeen: Record<string, number>;
}

/** Runs in the page: everything that it needs is inside. */
function watch({ from, selector, longestMs }: Required<Painted>): void {
  const bench = window as unknown as BenchWindow;
  const shown = () => [...document.querySelectorAll(selector)].map((element) => element.textContent).join('\n');
  const before = shown();
  const armed = performance.now();
  bench.benchPainted = new Promise<number | null>((resolve) => {
    const observer = new MutationObserver(() => {
      const start = bench.benchSeen[from] ?? 0;
      if (start < armed || shown() === before) return;
      observer.disconnect();
      // After the frame in which the change is drawn, the next task runs when it was handed over.
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now() - start);
        channel.port2.postMessage(null);
      });
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
    setTimeout(() => {
      observer.disconnect();
      resolve(null);
    }, longestMs);
  });
}
