import type { Locator, Page } from 'playwright-core';
import { scan } from './scanner.ts';

/** From the trigger to the keys; an Enter that comes sooner is taken for the scanner's. */
const HAND_MS = 250;

/**
 * Works a page and counts as the step counts of the design do: a tap, a click, a key chord, Enter and a scan are one
 * action each; typed characters are counted apart.
 */
export interface Actions {
  readonly count: number;
  readonly characters: number;
  tap(target: Locator): Promise<void>;
  key(chord: string): Promise<void>;
  type(text: string): Promise<void>;
  scan(code: string): Promise<void>;
}

export function countActions(page: Page): Actions {
  let count = 0;
  let characters = 0;
  return {
    get count() {
      return count;
    },
    get characters() {
      return characters;
    },
    async tap(target) {
      count += 1;
      await target.click();
    },
    async key(chord) {
      count += 1;
      await page.keyboard.press(chord);
    },
    async type(text) {
      characters += text.length;
      // The pace of a quick person; faster would be a scanner.
      await page.keyboard.type(text, { delay: 45 });
    },
    async scan(code) {
      count += 1;
      await scan(page, code);
      await new Promise((resolve) => setTimeout(resolve, HAND_MS));
    },
  };
}
