import type { Page } from 'playwright-core';

/** What happens on the page first, and what must be on the screen in the end. */
export interface Painted {
  /** `keydown:Enter`, `input`: the event from which time is counted. */
  readonly from: string;
  /** Counted elements: more of them than before, or other text in them, is the change that is waited for. */
  readonly selector: string;
}

/** A change that takes longer than this has not come. */
const LONGEST_MS = 5_000;

/**
 * Milliseconds from an event to the frame that shows the change: the event is seen before the program sees it, the frame
 * counts when it has been handed to the screen. Acts while the page watches; `null` when nothing changed.
 */
export async function paintedAfter(page: Page, painted: Painted, act: () => Promise<unknown>): Promise<number | null> {
  // The name keeper of the TypeScript runner is not there in the page.
  await page.evaluate('globalThis.__name ??= (value) => value');
  await page.evaluate(watch, { ...painted, longestMs: LONGEST_MS });
  await act();
  return page.evaluate(() => (window as unknown as BenchWindow).benchPainted);
}

interface BenchWindow {
  benchPainted: Promise<number | null>;
}

/** Runs in the page: everything that it needs is inside. */
function watch({ from, selector, longestMs }: Painted & { longestMs: number }): void {
  const [type = '', key] = from.split(':');
  const shown = () => [...document.querySelectorAll(selector)].map((element) => element.textContent).join('\n');
  const before = shown();
  const painted = new Promise<number | null>((resolve) => {
    let start: number | undefined;
    const observer = new MutationObserver(() => {
      if (start === undefined || shown() === before) return;
      observer.disconnect();
      const began = start;
      // After the frame in which the change is drawn, the next task runs when it was handed over.
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now() - began);
        channel.port2.postMessage(null);
      });
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
    addEventListener(
      type,
      (event) => {
        if (key !== undefined && (event as KeyboardEvent).key !== key) return;
        start ??= performance.now();
      },
      { capture: true },
    );
    setTimeout(() => {
      observer.disconnect();
      resolve(null);
    }, longestMs);
  });
  (window as unknown as BenchWindow).benchPainted = painted;
}
