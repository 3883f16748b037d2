import { setTimeout as wait } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { isAllSent, readJournal } from '../pages/journal.ts';
import { type TillPage, tillPage } from '../pages/till.ts';
import { keepPicture, openProfile, profileProcess } from '../stack/browser.ts';
import { GOODS } from '../stack/catalogue.ts';

const SYNC_MS = 60_000;
const PAUSE_MS = 100;
const SHOWN_MS = 20_000;

/** A till in a browser of its own that can be killed, and that tells at once when it shows a sale as saved. */
export class MortalTill {
  readonly page: Page;
  /** Receipt numbers that this browser has shown as saved, in the order of their showing. */
  readonly shown: string[] = [];
  readonly #context: BrowserContext;
  readonly #till: TillPage;
  readonly #processId: number;
  #onShown: () => void = () => {};
  #isOpen = true;

  private constructor(context: BrowserContext, page: Page, till: TillPage, processId: number) {
    this.#context = context;
    this.page = page;
    this.#till = till;
    this.#processId = processId;
  }

  /** Opens the till on what a profile has stored, and waits until it can sell. */
  static async open(profile: string, origin: string): Promise<MortalTill> {
    const context = await openProfile(profile);
    const page = context.pages()[0] ?? (await context.newPage());
    const mortal = new MortalTill(context, page, tillPage(page, origin), await profileProcess(profile));
    await mortal.#watchDone();
    await mortal.#till.open();
    // Drawn is not yet listening: a scan before the goods are there and the field has the focus would be lost.
    await mortal.#till.tile(GOODS.milk.name).waitFor();
    await mortal.#till.omnibox.and(page.locator(':focus')).waitFor();
    return mortal;
  }

  /** Hears of the done panel from within the page, before it is painted: no sale may be shown and then be lost. */
  async #watchDone(): Promise<void> {
    await this.page.exposeFunction('tellSaved', (receiptNumber: string) => {
      this.shown.push(receiptNumber);
      this.#onShown();
    });
    await this.page.addInitScript(() => {
      const told = new Set<string>();
      new MutationObserver(() => {
        const number = document.querySelector('section[aria-label="Sale done"] .code')?.textContent ?? '';
        if (number === '' || told.has(number)) return;
        told.add(number);
        (window as unknown as { tellSaved(receiptNumber: string): void }).tellSaved(number);
      }).observe(document, { subtree: true, childList: true, characterData: true });
    });
  }

  /** Sells the cart that an earlier browser has left. */
  async payRestored(): Promise<void> {
    await this.#till.lines.first().waitFor();
    await this.pay();
  }

  async ringUp(code: string): Promise<void> {
    await this.#till.scan(code);
    await this.#till.lines.first().waitFor();
  }

  /** Takes exact cash with one key; resolves when the till shows that the sale is saved. */
  async pay(): Promise<void> {
    const before = this.shown.length;
    const isShown = new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('the till did not say that the sale is saved')), SHOWN_MS);
      this.#onShown = () => {
        if (this.shown.length === before) return;
        clearTimeout(late);
        resolve();
      };
      this.#context.once('close', () => {
        clearTimeout(late);
        reject(new Error('the browser is gone'));
      });
    });
    await Promise.all([this.page.keyboard.press('F9'), isShown]);
  }

  /** Until nothing waits any more, by the journal and by what the chip says. */
  async synced(): Promise<void> {
    const end = performance.now() + SYNC_MS;
    while (!isAllSent(await readJournal(this.page))) {
      if (performance.now() > end) throw new Error('the till does not get rid of what it has sold');
      await wait(PAUSE_MS);
    }
    await this.#till.chip.filter({ hasText: /^Synced/ }).waitFor();
  }

  /** SIGKILL to the browser and everything that it started. Resolves when it is gone. */
  async kill(): Promise<void> {
    const gone = new Promise<void>((resolve) => this.#context.once('close', () => resolve()));
    process.kill(-this.#processId, 'SIGKILL');
    await gone;
    this.#isOpen = false;
  }

  /** For whoever looks into a proof that failed. */
  async keepPicture(): Promise<void> {
    if (this.#isOpen) await keepPicture(this.page, 'browser-kills');
  }

  async close(): Promise<void> {
    if (this.#isOpen) await this.#context.close();
    this.#isOpen = false;
  }
}
