import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The narrowest screen that WCAG 1.4.10 asks for. */
const NARROWEST = { width: 320, height: 640 };

/**
 * Looks at the screen as it is now, in light and in dark, and at 320 pixels; returns a sentence for each thing that is
 * wrong. The screen is left as it was found.
 */
export async function findFaults(page: Page, screen: string): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction((theme) => document.documentElement.dataset['theme'] === theme, colorScheme);
    await transitionsEnd(page);
    const { violations } = await new AxeBuilder({ page }).withTags(STANDARDS).setLegacyMode().analyze();
    for (const { id, nodes } of violations) {
      for (const { target, failureSummary } of nodes) {
        faults.push(`${screen}, ${colorScheme}: ${id} at ${target.join(' ')}: ${failureSummary ?? ''}`);
      }
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return [...faults, ...(await findSidewaysScroll(page, screen))];
}

/** Between two themes a colour is neither; a transition that was cut off by another has ended too. */
async function transitionsEnd(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const running = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(running.map((one) => one.finished));
  });
}

/** What makes a page scroll sideways, at 320 pixels unless told otherwise; the widest elements are named. */
export async function findSidewaysScroll(page: Page, screen: string, size = NARROWEST): Promise<string[]> {
  const before = page.viewportSize();
  await page.setViewportSize(size);
  const overflow = await page.evaluate(() => {
    const root = document.scrollingElement ?? document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return null;
    const wide = [...document.querySelectorAll('body *')].filter(
      (one) => one.getBoundingClientRect().right > innerWidth || one.getBoundingClientRect().left < 0,
    );
    return `${root.scrollWidth} of ${root.clientWidth}: ${wide
      .slice(0, 3)
      .map(
        (one) =>
          `${one.tagName.toLowerCase()} “${one.textContent?.trim().slice(0, 30) ?? ''}” ${Math.round(one.getBoundingClientRect().left)}`,
      )
      .join(' | ')}`;
  });
  if (before !== null) await page.setViewportSize(before);
  // A drawer of the narrow screen goes with the next paint; until then nothing behind it can be typed in.
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  return overflow === null ? [] : [`${screen} scrolls sideways at ${size.width} px (${overflow})`];
}
