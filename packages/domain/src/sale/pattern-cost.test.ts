import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { propertyRuns, propertyTimeoutMs } from '../../arbitraries/index.ts';
import { isCheapPattern } from './index.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

describe('a pattern of the settings', () => {
  it.each([
    '[A-Z0-9]{10}',
    'Q[A-Z]{2}\\d+',
    '[A-Z]{2,4}-?[0-9]{6,}(?:-[0-9]{1,3})?',
    '(?:MP|QX)[0-9]+',
    '(AB){3}',
    '(?:AB)+',
    '[()+*]+',
    '\\(\\d+\\)\\+',
    '.*',
    '[^\\]]+',
    'A{2,}B{2,}',
  ])('is tried: %s', (pattern) => {
    expect(isCheapPattern(pattern)).toBe(true);
  });

  it.each([
    '(A+)+',
    '(A+)+B',
    '(?:A*)*',
    '([A-Z]|[A-Z0-9])+',
    '(A?){20}',
    '(?:(?:A+)B?)*',
    '(A{1,9}){2,}',
    '.*.*.*.*=',
    'A?A?A?A?A?A?A?A?A?B',
    '(A+)\\1',
    '(?=A)A',
    '(?<=A)B',
    '(?<name>A)\\k<name>',
    '(?:(A|B))+',
  ])('is refused, because a text could make it take for ever: %s', (pattern) => {
    expect(isCheapPattern(pattern)).toBe(false);
  });

  it('needs few steps wherever it is taken, also for a text made to be slow', () => {
    const atom = fc.constantFrom('A', '[A-Z]', '\\d', '.', '(?:A)', '(A|B)', '(?:AB?)', '(A+)');
    const sign = fc.constantFrom('', '*', '+', '?', '{2}', '{1,9}', '{2,}', '*?');
    const pattern = fc
      .array(fc.tuple(atom, sign), { minLength: 1, maxLength: 8 })
      .map((parts) => parts.map(([one, often]) => one + often).join(''));
    fc.assert(
      fc.property(pattern, (source) => {
        fc.pre(isCheapPattern(source));
        // A bound on the ways in which the parts can share the text: each that is open takes any length of it.
        const open = source.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0;
        const optional = source.match(/[^*+}]\?/g)?.length ?? 0;
        expect(open).toBeLessThanOrEqual(3);
        expect(optional).toBeLessThanOrEqual(16);
        // It comes back at all: a pattern that blows up would not within the life of this test.
        expect(typeof new RegExp(`^(?:${source})$`, 'i').test(`${'A'.repeat(60)}!`)).toBe('boolean');
      }),
      { numRuns: propertyRuns },
    );
  });

  it('is judged whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof isCheapPattern(text)).toBe('boolean');
      }),
      { numRuns: propertyRuns },
    );
  });
});
