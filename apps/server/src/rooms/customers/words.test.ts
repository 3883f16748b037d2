import { describe, expect, it } from 'vitest';
import { customerWords, soughtWords } from './words.ts';

describe('the words of a customer', () => {
  it('are the beginnings of name and company, without accents', () => {
    expect(customerWords('Zoë Ab')).toEqual(['zo', 'zoe', 'ab']);
    expect(customerWords('X')).toEqual(['x']);
  });

  it('find what was typed, whatever its case and however long', () => {
    const known = new Set(customerWords('Kenyatta Supermarkets Limited'));
    for (const typed of ['ken', 'SUPERMARKETS', 'limited ken', 'kenyatta']) {
      for (const word of soughtWords(typed)) expect(known.has(word)).toBe(true);
    }
    expect(known.has(soughtWords('markets')[0] ?? '')).toBe(false);
  });

  it('are bounded', () => {
    expect(customerWords('aa bb cc dd ee ff gg hh ii jj').length).toBe(8);
    expect(soughtWords('  ')).toEqual([]);
  });
});
