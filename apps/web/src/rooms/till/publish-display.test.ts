import { describe, expect, it } from 'vitest';
import { type DisplayState, publishDisplay, watchDisplay } from '../../platform/customer-display/index.ts';

describe('a customer display', () => {
  it('that joins is told what the till shows now, and every change after', async () => {
    const till = publishDisplay();
    const cart: DisplayState = { kind: 'cart', shopName: 'Duka', lines: [], total: 'KES 1.00' };
    till.show(cart);
    const seen: DisplayState[] = [];
    const stop = watchDisplay((state) => seen.push(state));
    await expect.poll(() => seen.at(-1)).toEqual(cart);
    const thanks: DisplayState = { kind: 'thanks', shopName: 'Duka', change: 'KES 0.50' };
    till.show(thanks);
    await expect.poll(() => seen.at(-1)).toEqual(thanks);
    stop();
    till.close();
  });
});
