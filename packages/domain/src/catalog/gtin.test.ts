import { describe, expect, it } from 'vitest';
import vectors from '../../fixtures/gtin.json' with { type: 'json' };
import { checkDigit, codeKey, isGtin, toGtin14 } from './gtin.ts';

interface Vector {
  readonly id: string;
  readonly kind: string;
  readonly input?: string;
  readonly body?: string;
  readonly expect: { readonly accept?: boolean; readonly corrected?: string; readonly check_digit?: string };
}

const cases: readonly Vector[] = vectors.cases;

describe('published GS1 cases', () => {
  it('are all there', () => {
    expect(cases.filter((vector) => vector.kind === 'gtin')).toHaveLength(20);
    expect(cases.filter((vector) => vector.kind === 'check_digit')).toHaveLength(9);
  });

  it.each(cases)('$id', ({ kind, input = '', body = '', expect: expected }) => {
    if (kind === 'check_digit') expect(checkDigit(body)).toBe(expected.check_digit);
    else expect(isGtin(input)).toBe(expected.accept);
    if (expected.corrected) expect(input.slice(0, -1) + checkDigit(input.slice(0, -1))).toBe(expected.corrected);
  });
});

describe('codeKey', () => {
  it('lets the same GTIN meet in every length', () => {
    expect(codeKey('036000291452')).toBe('00036000291452');
    expect(codeKey('0036000291452')).toBe('00036000291452');
    expect(toGtin14('96385074')).toBe('00000096385074');
  });

  it('keeps every other code exactly as it is', () => {
    for (const code of [
      '0012',
      '12',
      'abc',
      'ABC',
      '00000000',
      '036000291453',
      '0360002914520',
      ' 036000291452',
      '٩٦٣٨٥٠٧٤',
    ]) {
      expect(codeKey(code)).toBe(code);
      expect(toGtin14(code)).toBeNull();
    }
  });

  it('refuses to compute on anything but digits', () => {
    expect(() => checkDigit('12a')).toThrow(RangeError);
    expect(() => checkDigit('')).toThrow(RangeError);
  });
});
