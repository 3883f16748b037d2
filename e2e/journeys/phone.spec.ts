import { describe, expect, it } from 'vitest';
import { findSidewaysScroll } from '../pages/inspect.ts';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

const SMALLEST_TARGET = 44;

describe('a phone in one hand', () => {
  const shop = useShop({
    context: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
  });

  it('sells by touch, with targets that a thumb meets', async () => {
    const { page, till } = shop();
    await till.open();
    await page.getByRole('button', { name: 'Products', exact: true }).tap();
    await page.getByRole('dialog', { name: 'Products' }).getByRole('button', { name: GOODS.bread.name }).tap();
    await page.keyboard.press('Escape');
    await till.line(GOODS.bread.name).waitFor();
    const small = await page.evaluate((least) => {
      const reached = (element: Element) => {
        const box = element.getBoundingClientRect();
        const before = getComputedStyle(element, '::before');
        const after = getComputedStyle(element, '::after');
        const grown = [before, after].map((style) => Number.parseFloat(style.height) || 0);
        return Math.max(box.height, ...grown);
      };
      return [...document.querySelectorAll('button, a, input')]
        .filter((element) => element instanceof HTMLElement && element.offsetParent !== null)
        .filter((element) => reached(element) < least - 0.5)
        .map((element) => `${element.textContent || element.getAttribute('aria-label')} ${reached(element)}`);
    }, SMALLEST_TARGET);
    expect(small).toEqual([]);
    await till.pay.tap();
    await till.payment.waitFor();
    expect(await findSidewaysScroll(page, 'payment on a phone')).toEqual([]);
    // The first of the two fives is the note, the second one the digit.
    await till.payment.getByRole('button', { name: '5', exact: true }).first().tap();
    await till.done.waitFor();
    expect(await till.change.textContent()).toContain('2.51');
  });
});
