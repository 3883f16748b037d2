import type { Locator, Page } from 'playwright-core';
import { scan } from './scanner.ts';

/** The till as a cashier finds it: by what is written on it. */
export interface TillPage {
  readonly page: Page;
  readonly omnibox: Locator;
  readonly lines: Locator;
  readonly total: Locator;
  readonly chip: Locator;
  readonly tabs: Locator;
  readonly exactCash: Locator;
  readonly pay: Locator;
  readonly payment: Locator;
  /** In the payment sheet. */
  readonly amount: Locator;
  readonly cash: Locator;
  readonly card: Locator;
  readonly done: Locator;
  /** The large figure of the done panel: the change, or what was paid when there is none. */
  readonly change: Locator;
  open(): Promise<void>;
  /** Opens it with an empty cart, whatever an earlier test left. */
  openEmpty(): Promise<void>;
  scan(...codes: readonly string[]): Promise<void>;
  /** Types as a person does, and adds the first hit. */
  search(words: string): Promise<void>;
  tile(name: string): Locator;
  line(name: string): Locator;
  command(text: string): Promise<void>;
  /** The number of the receipt that the done panel shows. */
  receiptNumber(): Promise<string>;
}

const RECEIPT_NUMBER = /[A-Z0-9]+-R\d+-[A-Z]+-\d{6}/;

export function tillPage(page: Page, origin: string): TillPage {
  const omnibox = page.getByRole('combobox', { name: 'Scan, search or type a command' });
  const lines = page.getByRole('list', { name: 'Lines of this sale' }).getByRole('listitem');
  const payment = page.getByRole('dialog', { name: 'Payment' });
  const done = page.getByRole('region', { name: 'Sale done' });
  const open = async () => {
    await page.goto(`${origin}/till`);
    await omnibox.waitFor();
  };
  return {
    page,
    omnibox,
    lines,
    total: page.getByTestId('total'),
    chip: page.getByRole('button', { name: /^Sync:/ }),
    tabs: page.getByRole('navigation', { name: 'Open sales' }).getByRole('button', { name: /^(?!Hold this)/ }),
    exactCash: page.getByRole('button', { name: /^Exact cash/ }),
    pay: page.getByRole('button', { name: /^Pay/ }),
    payment,
    amount: payment.getByRole('textbox', { name: 'Amount' }),
    cash: payment.getByRole('button', { name: /^Cash/ }),
    card: payment.getByRole('button', { name: /^Card/ }),
    done,
    change: page.getByTestId('change'),
    open,
    async openEmpty() {
      // A page behind another one paints late, and a click waits for its picture.
      await page.bringToFront();
      await open();
      if ((await lines.count()) === 0) return;
      await page.keyboard.type('>clear the cart', { delay: 45 });
      await page.keyboard.press('Enter');
      await page.getByRole('option', { name: 'Clear the cart' }).click();
      await lines.first().waitFor({ state: 'detached' });
    },
    scan: (...codes) => scan(page, ...codes),
    async search(words) {
      await omnibox.focus();
      await page.keyboard.type(words, { delay: 45 });
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('Enter');
    },
    tile: (name) => page.getByRole('region', { name: 'Products' }).getByRole('button', { name }),
    line: (name) => lines.filter({ hasText: name }),
    async command(text) {
      await omnibox.focus();
      await page.keyboard.type(text, { delay: 45 });
      await page.keyboard.press('Enter');
    },
    async receiptNumber() {
      const text = await done.getByText(RECEIPT_NUMBER).first().textContent();
      const number = RECEIPT_NUMBER.exec(text ?? '')?.[0];
      if (number === undefined) throw new Error(`there is no receipt number in "${text}"`);
      return number;
    },
  };
}
