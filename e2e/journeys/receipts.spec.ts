import { describe, expect, it } from 'vitest';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

const POINTS_PER_MM = 72 / 25.4;

describe('paper', () => {
  const shop = useShop();

  for (const paper of ['80 mm', '58 mm'] as const) {
    it(`is one page of ${paper}, as long as the receipt`, async () => {
      const { page, till, stack } = shop();
      await page.goto(`${stack.origin}/settings`);
      const choice = page.getByRole('radio', { name: paper });
      await choice.waitFor({ state: 'attached' });
      if (!(await choice.isChecked())) {
        await page.getByText(paper, { exact: true }).click();
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByText('Settings saved').waitFor();
      }
      await till.open();
      await till.scan(GOODS.milk.code, GOODS.lamp.code, GOODS.coffee.code);
      await expect.poll(() => till.lines.count()).toBe(3);
      await page.keyboard.press('F9');
      await till.done.waitFor();
      // The page blocks while the browser's dialog is open; here it waits until the picture of the paper is taken.
      await page.evaluate(() => {
        const hold = window as unknown as { printed: boolean };
        window.print = () => {
          hold.printed = true;
          const { dataset } = document.documentElement;
          const host = document.querySelector('.print-host')?.cloneNode(true);
          const sheets = [...document.adoptedStyleSheets];
          // printReceipt takes everything away when print returns; the paper is put back for the PDF.
          setTimeout(() => {
            if (host !== undefined) document.body.append(host);
            document.adoptedStyleSheets = sheets;
            dataset['printing'] = '';
          });
        };
      });
      await till.done.getByRole('button', { name: 'Print' }).click();
      await page.waitForFunction(() => document.documentElement.dataset['printing'] !== undefined);
      await page.waitForFunction(() => document.querySelector('.print-host') !== null);
      const { pages, widthMm, heightMm } = sizeOf(await page.pdf({ preferCSSPageSize: true }));
      expect(pages).toBe(1);
      expect(Math.round(widthMm)).toBe(Number.parseInt(paper, 10));
      expect(heightMm).toBeGreaterThan(60);
      expect(heightMm, 'not a sheet of office paper').toBeLessThan(200);
    });
  }
});

/** Pages and size of the first one, from the PDF's own dictionary. */
function sizeOf(pdf: Buffer): { pages: number; widthMm: number; heightMm: number } {
  const text = pdf.toString('latin1');
  const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/.exec(text);
  return {
    pages: text.match(/\/Type\s*\/Page\b/g)?.length ?? 0,
    widthMm: Number(box?.[1]) / POINTS_PER_MM,
    heightMm: Number(box?.[2]) / POINTS_PER_MM,
  };
}
