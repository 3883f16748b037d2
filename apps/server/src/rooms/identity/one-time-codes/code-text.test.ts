import { describe, expect, it } from 'vitest';
import { newCode, readCode } from './code-text.ts';

describe('the text of a code', () => {
  it('has six characters without look-alikes, each of them in use', () => {
    const codes = Array.from({ length: 2000 }, newCode);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/);
    expect(new Set(codes.join('')).size).toBe(32);
    expect(new Set(codes).size).toBeGreaterThan(1990);
  });

  it.each([
    ['a7k2m9', 'A7K2M9'],
    [' A7K-2M9 ', 'A7K2M9'],
    ['oO0iL1', '000111'],
    ['Ａ７Ｋ２Ｍ９', 'A7K2M9'],
  ])('reads %j as %s', (typed, read) => {
    expect(readCode(typed)).toBe(read);
  });

  it.each(['', 'A7K2M', 'A7K2M99', 'A7K2MU', 'A7K2M!', 'Å7K2M9', '      '])('takes %j for none', (typed) => {
    expect(readCode(typed)).toBeUndefined();
  });
});
