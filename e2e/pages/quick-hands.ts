import type { Page } from 'playwright-core';

/**
 * Sells each code on its own for exact cash, as fast as the till lets somebody: the keys are pressed within the page, each
 * sale waits for its line and for the receipt that the till shows as saved. Answers with the receipt numbers.
 */
export function sellQuickly(page: Page, codes: readonly string[]): Promise<readonly string[]> {
  return page.evaluate(sellInPage, codes);
}

/** Runs in the page. No function in it has a name: what keeps names does not exist there. */
async function sellInPage(codes: readonly string[]): Promise<readonly string[]> {
  const [press, until] = [
    (key: string, code: string) =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }),
      ),
    (what: string, read: () => string) =>
      new Promise<string>((resolve, reject) => {
        if (read() !== '') return resolve(read());
        const late = setTimeout(() => reject(new Error(`the till does not show ${what}`)), 10_000);
        const observer = new MutationObserver(() => {
          const found = read();
          if (found === '') return;
          clearTimeout(late);
          observer.disconnect();
          resolve(found);
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true });
      }),
  ] as const;
  const receipts: string[] = [];
  for (const code of codes) {
    for (const digit of code) press(digit, `Digit${digit}`);
    press('Enter', 'Enter');
    await until(`the line of ${code}`, () =>
      document.querySelectorAll('[aria-label="Lines of this sale"] li').length === 1 ? 'there' : '',
    );
    press('F9', 'F9');
    const receipt = await until(`the receipt of ${code}`, () => {
      const number = document.querySelector('section[aria-label="Sale done"] .code')?.textContent ?? '';
      return receipts.includes(number) ? '' : number;
    });
    receipts.push(receipt);
  }
  return receipts;
}
