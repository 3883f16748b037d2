import type { Page } from 'playwright-core';

export const NOWHERE = 'nothing has the focus';

/** Presses a key and answers what is wrong with the focus afterwards: nothing has it, or nobody sees where it is. */
export async function pressVisibly(page: Page, chord: string): Promise<string[]> {
  await page.keyboard.press(chord);
  const fault = await focusFault(page);
  return fault === null ? [] : [`after ${chord}: ${fault}`];
}

/**
 * Why the focus cannot be seen now, or null. A ring is an outline of at least 2 px on the element, or a shadow on what
 * surrounds a field.
 */
export function focusFault(page: Page): Promise<string | null> {
  return page.evaluate((nowhere) => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return nowhere;
    const box = focused.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return `${focused.outerHTML.slice(0, 120)} has the focus and no size`;
    if (box.bottom <= 0 || box.top >= innerHeight) return `${focused.outerHTML.slice(0, 120)} is out of sight`;
    const hasRing = (element: Element): boolean => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
    };
    const around = [focused, focused.parentElement, focused.parentElement?.parentElement];
    if (around.some((element) => element != null && hasRing(element))) return null;
    // A page or a dialog that took the focus as a whole needs no ring.
    if (focused instanceof HTMLElement && focused.tabIndex < 0) return null;
    return `${focused.outerHTML.slice(0, 120)} has no ring`;
  }, NOWHERE);
}
