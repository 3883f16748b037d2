import { describe, expect, it } from 'vitest';
import { GOODS } from '../stack/catalogue.ts';
import { useShop } from '../stack/shop.ts';

describe('a till for the left hand', () => {
  const shop = useShop();

  it.each([
    ['a desk', { width: 1366, height: 768 }],
    ['a tablet', { width: 768, height: 1024 }],
    ['a phone', { width: 360, height: 740 }],
  ] as const)('has Pay on the left of %s, as it has it on the right otherwise', async (_name, size) => {
    const { till, page } = shop();
    await page.setViewportSize(size);
    await till.open();
    await till.scan(GOODS.milk.code);
    const placeOfPay = async () => {
      const box = await till.pay.boundingBox();
      return box === null ? Number.NaN : (box.x + box.width / 2) / size.width;
    };
    expect(await placeOfPay()).toBeGreaterThan(0.5);
    await page.evaluate(() => localStorage.setItem('hand', 'left'));
    await page.reload();
    await till.pay.waitFor();
    expect(await placeOfPay()).toBeLessThan(0.5);
    await page.evaluate(() => localStorage.removeItem('hand'));
  });
});
