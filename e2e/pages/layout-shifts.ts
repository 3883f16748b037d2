import type { BrowserContext, Page } from 'playwright-core';

/** One jump of what was already on the screen, in parts of the screen, and what jumped. */
interface LayoutShift {
  readonly value: number;
  readonly moved: readonly string[];
}

interface ShiftWindow {
  layoutShifts: LayoutShift[];
}

/** Notes every jump from the first paint of each page on, save those within half a second of a hand. Call before a page opens. */
export async function noteLayoutShifts(context: BrowserContext): Promise<void> {
  // A text, because the name keeper of the TypeScript runner is not there in the page.
  await context.addInitScript(`
    globalThis.layoutShifts = [];
    const said = ({ node, previousRect: from, currentRect: to }) => {
      const element = node === null ? null : node.nodeType === 1 ? node : node.parentElement;
      const name = element === null ? 'what is gone' : element.tagName.toLowerCase() + ' “' + element.textContent.trim().slice(0, 40) + '”';
      const place = (rect) => [rect.x, rect.y, rect.width, rect.height].map(Math.round).join(',');
      return name + ' ' + place(from) + ' -> ' + place(to);
    };
    new PerformanceObserver((list) => {
      for (const { hadRecentInput, value, sources } of list.getEntries()) {
        if (!hadRecentInput) globalThis.layoutShifts.push({ value, moved: sources.map(said) });
      }
    }).observe({ type: 'layout-shift', buffered: true });`);
}

/** U9: so much of the screen may jump on a route and with each change of its state, summed. */
const MOST = 0.01;

/** A sentence for each jump since the page opened, or since it was asked last, when together they are beyond the bar. */
export async function shiftsBeyond(page: Page, name: string): Promise<readonly string[]> {
  const shifts = await page.evaluate(async () => {
    // An entry is handed over after the frame that it is about.
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    await new Promise((told) => setTimeout(told));
    return (window as unknown as ShiftWindow).layoutShifts.splice(0);
  });
  const sum = shifts.reduce((total, { value }) => total + value, 0);
  return sum <= MOST
    ? []
    : shifts.map(({ value, moved }) => `${name}: ${value.toFixed(4)} of the screen: ${moved.join(', ')}`);
}
