import { describe, expect, it } from 'vitest';
import { code128, isBadge } from './index.ts';

describe('a badge', () => {
  it('is told from the codes of goods by its beginning and its length', () => {
    expect(isBadge(`98${'0123456789'.repeat(3).slice(0, 26)}`)).toBe(true);
    for (const other of [
      '',
      '5901234123457',
      '98',
      `98${'1'.repeat(25)}`,
      `98${'1'.repeat(27)}`,
      `97${'1'.repeat(26)}`,
    ]) {
      expect(isBadge(other)).toBe(false);
    }
    expect(isBadge(`98${'1'.repeat(25)}x`)).toBe(false);
  });
});

describe('a Code 128', () => {
  it('has the symbols of the standard: start C, pairs of digits, the check symbol, stop', () => {
    // Start C is 105; 105 + 1·12 + 2·34 + 3·56 = 353 leaves 44.
    expect(code128('123456').join('')).toBe(['211232', '112232', '131123', '331121', '132131', '2331112'].join(''));
    // 105 leaves 2.
    expect(code128('00').join('')).toBe(['211232', '212222', '222221', '2331112'].join(''));
  });

  it('is as wide as its symbols', () => {
    const modules = code128('9800000000000000000000000000').reduce((sum, width) => sum + width, 0);
    expect(modules).toBe((1 + 14 + 1) * 11 + 13);
  });

  it('takes nothing but pairs of digits', () => {
    for (const text of ['', '1', '123', 'ab', '12a4']) expect(() => code128(text)).toThrow('even number');
  });
});
