import { minor } from '@mosaajii/domain/money';
import { describe, expect, it } from 'vitest';
import { countedMinor, denominations, readCount } from './cash-count.ts';

describe('counting the drawer', () => {
  it('adds notes and coins to the minor unit', () => {
    expect(countedMinor({ 5000: 1, 2000: 3, 1000: 2, 500: 4, 200: 6, 50: 2, 20: 1 })).toBe(16_320);
    expect(countedMinor({})).toBe(0);
  });

  it('reads whole pieces only', () => {
    expect(readCount('')).toBe(0);
    expect(readCount(' 12 ')).toBe(12);
    expect(readCount('١٢')).toBe(12);
    for (const text of ['1.5', '-1', 'two', '1e3', '9999999999']) expect(readCount(text)).toBeNull();
  });

  it('lists each value once, the largest first', () => {
    expect(denominations([minor(500), minor(2000)], [minor(200), minor(500), minor(1)])).toEqual([2000, 500, 200, 1]);
  });
});
