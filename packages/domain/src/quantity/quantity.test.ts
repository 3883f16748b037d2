import { describe, expect, it } from 'vitest';
import { milli, priceE4 } from '../money/amount.ts';
import { formatQuantity, lineGross, parseQuantity } from './quantity.ts';

describe('quantities', () => {
  it('are read and written in thousandths', () => {
    expect(parseQuantity('1,240')).toEqual({ ok: true, value: 1240 });
    expect(parseQuantity('2')).toEqual({ ok: true, value: 2000 });
    expect(parseQuantity('0.0005')).toMatchObject({ ok: false, error: { code: 'too-many-decimals' } });
    expect([1000, 1240, 1, 0, -500, 10_000].map((value) => formatQuantity(milli(value)))).toEqual([
      '1',
      '1.24',
      '0.001',
      '0',
      '-0.5',
      '10',
    ]);
  });
});

describe('lineGross', () => {
  it('rounds quantity times price once, by the mode', () => {
    expect(lineGross(milli(1240), priceE4(2_550_000), 'half-up')).toBe(316);
    expect(lineGross(milli(500), priceE4(10_000), 'half-up')).toBe(1);
    expect(lineGross(milli(500), priceE4(10_000), 'half-down')).toBe(0);
    expect(lineGross(milli(1_000_000_000), priceE4(1_000_000_000), 'half-up')).toBe(100_000_000_000);
  });
});
