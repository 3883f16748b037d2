import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleCode } from '../src/rooms/till/fixtures.ts';
import { type Harness, openHarness } from './harness/open.ts';
import { ringUp, SIZES, STATES } from './harness/states.ts';

/** The till in a real browser, under the server's content policy, over a real journal in memory. */

const require = createRequire(import.meta.url);
let harness: Harness;
let axe: string;
beforeAll(async () => {
  axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
  harness = await openHarness();
});
afterAll(() => harness.close());

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results = await page.evaluate(
    () => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run() as Promise<AxeResults>,
  );
  return results.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' · ')}`);
}

describe.each(Object.keys(STATES))('the till: %s', (state) => {
  it('has no barrier in light and dark, and does not scroll sideways at 320 px', async () => {
    const { page, errors } = await harness.open({ viewport: SIZES.desktop });
    // Ends every animation, so that a colour on its way is not measured.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await STATES[state]?.(page);
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
    expect(await violations(page)).toEqual([]);
    await page.evaluate(() => Object.assign(document.documentElement.dataset, { theme: 'dark' }));
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize(SIZES.tiny);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over).toBeLessThanOrEqual(0);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});

describe('small screens', () => {
  it('have targets of at least 44 px, and 56 for money', async () => {
    const { page } = await harness.open({ viewport: SIZES.phone, isTouch: true });
    await ringUp(page);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, a, input, select')]
        .filter((element) => element.offsetParent !== null && !element.closest('[role=listbox]'))
        .flatMap((element) => {
          const box = element.getBoundingClientRect();
          const before = getComputedStyle(element, '::before');
          const reach = before.content === 'none' ? 0 : Number.parseFloat(before.height);
          return Math.max(box.height, reach) < 44 ? [`${element.textContent} ${box.height}`] : [];
        }),
    );
    expect(small).toEqual([]);
    const pay = await page.getByRole('button', { name: /^Pay/ }).boundingBox();
    expect(pay?.height).toBeGreaterThanOrEqual(56);
    await page.context().close();
  });
});

/** Keys as a scanner sends them: at their own times, whatever the page is doing. */
async function scan(page: Page, code: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const keys = [...code].map((char) => ({ key: char, text: char, code: /\d/.test(char) ? `Digit${char}` : '' }));
  const all = [...keys, { key: 'Enter', text: '\r', code: 'Enter' }];
  await Promise.all(
    all.flatMap(({ key, text, code: physical }) => [
      session.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text, code: physical }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: physical }),
    ]),
  );
  await session.detach();
}
const lineCount = (page: Page) => page.evaluate(() => window.till.carts.active().lines.length);

describe('a scan', () => {
  it('is routed whatever has the focus, types nothing and presses nothing', async () => {
    const { page } = await harness.open({ viewport: SIZES.desktop });
    await ringUp(page);
    const before = await lineCount(page);
    await page.getByRole('button', { name: 'Note', exact: true }).click();
    const note = page.getByRole('textbox', { name: 'Note' });
    await note.fill('for Amina');
    await scan(page, sampleCode(11));
    await expect.poll(() => lineCount(page)).toBe(before + 1);
    await page.getByRole('button', { name: 'Hold this one and start a new sale' }).focus();
    await scan(page, sampleCode(12));
    await expect.poll(() => lineCount(page)).toBe(before + 2);
    expect(await page.evaluate(() => window.till.carts.store.getState().carts.length)).toBe(1);
    expect(await page.inputValue('#omnibox')).toBe('');
    await page.context().close();
  });

  it('while paying waits beside the payment and takes no money', async () => {
    const { page } = await harness.open({ viewport: SIZES.desktop });
    await ringUp(page);
    await page.keyboard.press('Control+Enter');
    const amount = page.getByRole('textbox', { name: 'Amount' });
    await amount.waitFor();
    await amount.fill('20');
    await scan(page, sampleCode(11));
    await page.getByRole('button', { name: 'Add to sale' }).waitFor();
    expect(await amount.inputValue()).toBe('20');
    expect(await page.evaluate(() => window.till.carts.active().tenders)).toEqual([]);
    await page.getByRole('button', { name: 'Add to sale' }).click();
    expect(await page.evaluate(() => window.till.carts.active().lines.at(-1)?.name)).toBe('Omo 500 g');
    await page.context().close();
  });
});

describe('the receipt', () => {
  it.each([80, 58])('is one page of %i mm, as high as what was measured', async (width) => {
    const { page } = await harness.open({ viewport: SIZES.desktop });
    await page.evaluate((paper) => {
      Object.assign(window.till.ports.shop, { paperWidthMm: paper });
      window.print = () => undefined;
    }, width);
    await ringUp(page);
    await page.evaluate(() => window.till.paying.take({ kind: 'cash', amountMinor: null }));
    // The page is printed from inside of print(), as the browser's own dialog would.
    await page.exposeFunction('pdf', async () => {
      const pdf = await page.pdf({ preferCSSPageSize: true });
      return pdf.toString('latin1');
    });
    const printed = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const original = Element.prototype.remove;
          // Holds the paper in place until the picture of it is taken.
          window.print = () => {
            const sheets = [...document.adoptedStyleSheets];
            const host = document.querySelector('.print-host')?.cloneNode(true);
            setTimeout(() => {
              if (host instanceof HTMLElement) document.body.append(host);
              document.adoptedStyleSheets = sheets;
              document.documentElement.dataset['printing'] = '';
              void (window as unknown as { pdf(): Promise<string> }).pdf().then((text) => {
                if (host instanceof HTMLElement) original.call(host);
                resolve(text);
              });
            }, 50);
          };
          document.dispatchEvent(new KeyboardEvent('keydown', { key: 'p', ctrlKey: true, bubbles: true }));
        }),
    );
    const boxes = [...printed.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map((match) => Number(match[1]));
    expect(printed.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(boxes[0]).toBeCloseTo((width * 72) / 25.4, -0.3);
    await page.context().close();
  });
});
