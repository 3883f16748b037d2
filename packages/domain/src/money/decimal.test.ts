import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { propertyRuns, propertyTimeoutMs } from '../../arbitraries/index.ts';
import { minor, negate, priceE4, subtract, sum } from './amount.ts';
import { formatMinor, MOST_MINOR, parseMoney, parsePrice, priceToDecimalString, toDecimalString } from './decimal.ts';
import type { Currency } from './types.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

const GBP: Currency = { code: 'GBP', exponent: 2 };
const JPY: Currency = { code: 'JPY', exponent: 0 };
const KWD: Currency = { code: 'KWD', exponent: 3 };

describe('parseMoney', () => {
  const good: readonly (readonly [string, Currency, number])[] = [
    ['12.34', GBP, 1234],
    ['12,34', GBP, 1234],
    ['12', GBP, 1200],
    ['.5', GBP, 50],
    ['-,5', GBP, -50],
    ['+3.', GBP, 300],
    ['1.234,56', GBP, 123456],
    ['1,234.56', GBP, 123456],
    ['1 234,56', GBP, 123456],
    ["1'234.50", GBP, 123450],
    ['1,234,567', GBP, 123456700],
    ['1.2300', GBP, 123],
    ['-0', GBP, 0],
    ['1234', JPY, 1234],
    ['1.000', JPY, 1000],
    ['20,000', JPY, 20_000],
    ['0.500', GBP, 50],
    ['1234.500', GBP, 123_450],
    ['1,234', KWD, 1234],
    ['٣', GBP, 300],
    ['١٢٫٥', GBP, 1250],
    ['١٬٢٣٤٫٥٠', GBP, 123_450],
    ['۱۲،۵', GBP, 1250],
    ['\u200f12.34', GBP, 1234],
  ];
  it.each(good)('reads "%s"', (text, currency, expected) => {
    expect(parseMoney(text, currency)).toEqual({ ok: true, value: expected });
  });

  const bad: readonly (readonly [string, Currency, string])[] = [
    ['', GBP, 'not-a-number'],
    ['abc', GBP, 'not-a-number'],
    ['1e5', GBP, 'not-a-number'],
    ['1,23,4', GBP, 'not-a-number'],
    ['1.2,3.4', GBP, 'not-a-number'],
    ['12,34.56', GBP, 'not-a-number'],
    ['--1', GBP, 'not-a-number'],
    ['0x10', GBP, 'not-a-number'],
    ['1,234', GBP, 'two-ways'],
    ['1,000', GBP, 'two-ways'],
    ['-2.500', GBP, 'two-ways'],
    ['١,٥٠٠', GBP, 'two-ways'],
    ['0.001', GBP, 'too-many-decimals'],
    ['1.5', JPY, 'too-many-decimals'],
    ['99999999999999999', GBP, 'number-too-large'],
    ['10000000000000.01', GBP, 'number-too-large'],
  ];
  it.each(bad)('refuses "%s"', (text, currency, code) => {
    expect(parseMoney(text, currency)).toMatchObject({ ok: false, error: { code } });
  });

  it('reads back what it writes, in every currency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -MOST_MINOR, max: MOST_MINOR }),
        fc.constantFrom(GBP, JPY, KWD),
        (amount, currency) => {
          const text = toDecimalString(minor(amount), currency);
          expect(parseMoney(text, currency)).toEqual({ ok: true, value: minor(amount) });
          expect(parseMoney(text.replace('.', ','), currency)).toEqual({ ok: true, value: minor(amount) });
        },
      ),
      { numRuns: propertyRuns },
    );
  });
});

describe('prices', () => {
  it('have up to four digits below the minor unit', () => {
    expect(parsePrice('2.55', GBP)).toEqual({ ok: true, value: 2_550_000 });
    expect(parsePrice('0.000001', GBP)).toEqual({ ok: true, value: 1 });
    expect(parsePrice('0.0000001', GBP)).toMatchObject({ ok: false, error: { code: 'too-many-decimals' } });
    expect(parsePrice('1.505', GBP)).toEqual({ ok: true, value: 1_505_000 });
    expect(parsePrice('1,50', GBP)).toEqual({ ok: true, value: 1_500_000 });
    expect(priceToDecimalString(priceE4(2_550_000), GBP)).toBe('2.55');
    expect(priceToDecimalString(priceE4(2_550_050), GBP)).toBe('2.55005');
    expect(priceToDecimalString(priceE4(10_000), JPY)).toBe('1');
    expect(priceToDecimalString(priceE4(15_000), JPY)).toBe('1.5');
  });
});

describe('a price that can be read in two ways', () => {
  it.each([
    ['1,500', GBP],
    ['20,000', JPY],
    ['20.000', JPY],
  ] as const)('is not guessed: "%s"', (text, currency) => {
    expect(parsePrice(text, currency)).toMatchObject({ ok: false, error: { code: 'two-ways' } });
  });
});

describe('formatMinor', () => {
  it('shows the digits of the currency in the words of the locale', () => {
    expect(formatMinor(minor(-123456), GBP, 'en-GB')).toBe('-£1,234.56');
    expect(formatMinor(minor(1234), JPY, 'en-US')).toBe('¥1,234');
    expect(formatMinor(minor(1234), KWD, 'en-US').replace(/\s/, ' ')).toBe('KWD 1.234');
  });

  it('is exact where a float is not', () => {
    expect(formatMinor(minor(9_007_199_254_740_991), GBP, 'en-GB')).toBe('£90,071,992,547,409.91');
  });
});

describe('amounts', () => {
  it('are safe integers or an error', () => {
    for (const value of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      expect(() => minor(value)).toThrow(RangeError);
    expect(() => sum([minor(Number.MAX_SAFE_INTEGER), minor(1)])).toThrow(RangeError);
    expect(() => subtract(minor(Number.MIN_SAFE_INTEGER), minor(1))).toThrow(RangeError);
  });

  it('have one zero', () => {
    expect(Object.is(negate(minor(0)), 0)).toBe(true);
  });
});
