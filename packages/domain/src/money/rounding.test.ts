import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { propertyRuns, propertyTimeoutMs, ROUNDING_MODES } from '../../arbitraries/index.ts';
import vectors from '../../fixtures/cash-rounding.json' with { type: 'json' };
import { unwrap } from '../result.ts';
import { minor } from './amount.ts';
import { currencyCodes, currencyOf } from './currency.ts';
import { parseMoney } from './decimal.ts';
import { roundDiv, roundToUnit } from './rounding.ts';
import type { Currency, RoundingMode } from './types.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

const runs = { numRuns: propertyRuns };

describe('roundDiv', () => {
  const halves: readonly (readonly [bigint, RoundingMode, bigint])[] = [
    [5n, 'half-up', 3n],
    [5n, 'half-even', 2n],
    [7n, 'half-even', 4n],
    [5n, 'half-down', 2n],
    [5n, 'up', 3n],
    [5n, 'down', 2n],
    [-5n, 'half-up', -3n],
    [-5n, 'half-even', -2n],
    [-5n, 'half-down', -2n],
    [-5n, 'up', -3n],
    [-5n, 'down', -2n],
  ];
  it.each(halves)('rounds %s halves %s to %s', (numerator, mode, expected) => {
    expect(roundDiv(numerator, 2n, mode)).toBe(expected);
  });

  it('keeps whole results under every mode, and thirds where they belong', () => {
    for (const mode of ROUNDING_MODES) expect(roundDiv(-12n, 4n, mode)).toBe(-3n);
    expect(roundDiv(7n, 3n, 'up')).toBe(3n);
    expect(roundDiv(8n, 3n, 'down')).toBe(2n);
    expect(roundDiv(8n, 3n, 'half-down')).toBe(3n);
    expect(roundDiv(7n, -3n, 'half-up')).toBe(-2n);
  });

  it('refuses to divide by zero', () => {
    expect(() => roundDiv(1n, 0n, 'half-up')).toThrow(RangeError);
  });

  it('is symmetric, less than one unit off, and at most half a unit off where it rounds to the nearest', () => {
    const big = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
    const divisor = fc.bigInt({ min: 1n, max: 10n ** 12n });
    fc.assert(
      fc.property(big, divisor, fc.constantFrom(...ROUNDING_MODES), (numerator, denominator, mode) => {
        const rounded = roundDiv(numerator, denominator, mode);
        expect(roundDiv(-numerator, denominator, mode)).toBe(-rounded);
        expect(roundDiv(numerator, -denominator, mode)).toBe(-rounded);
        const error = rounded * denominator - numerator;
        const distance = error < 0n ? -error : error;
        expect(distance < denominator).toBe(true);
        if (mode.startsWith('half')) expect(distance * 2n <= denominator).toBe(true);
      }),
      runs,
    );
  });
});

describe('cash rounding', () => {
  const modes: Readonly<Record<string, RoundingMode>> = { half_up: 'half-up', half_down: 'half-down', floor: 'down' };

  function currency(code: string): Currency {
    const found = currencyOf(code);
    if (!found) throw new Error(`unknown currency ${code}`);
    return found;
  }

  it('has all published vectors', () => {
    expect(vectors.cases).toHaveLength(52);
  });

  it.each(vectors.cases)('$id: $amount $currency in coins of $unit ($mode) is $expected', (vector) => {
    const money = (text: string) => unwrap(parseMoney(text, currency(vector.currency)));
    const mode = modes[vector.mode];
    if (!mode) throw new Error(`unknown mode ${vector.mode}`);
    expect(roundToUnit(money(vector.amount), money(vector.unit), mode)).toBe(money(vector.expected));
    const refund = minor(-money(vector.amount));
    expect(roundToUnit(refund, money(vector.unit), mode)).toBe(minor(-money(vector.expected)));
  });

  it('refuses a unit that is not positive', () => {
    expect(() => roundToUnit(minor(1), minor(0), 'half-up')).toThrow(RangeError);
  });
});

describe('currencies', () => {
  it.each(Object.entries(vectors.currencyExponents))('%s has %i decimals', (code, exponent) => {
    expect(currencyOf(code)?.exponent).toBe(exponent);
  });

  it('agrees with the locale data of the runtime on every code that both know with a fraction', () => {
    const known = new Set(Intl.supportedValuesOf('currency'));
    const codes = currencyCodes();
    expect(codes.length).toBeGreaterThan(150);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => !known.has(code) && !['SLE', 'ZWG', 'XCG'].includes(code))).toEqual([]);
  });

  it('knows no code that is not in the table', () => {
    for (const code of ['', 'gbp', 'G', 'ED ', 'AED AFN', 'XXX']) expect(currencyOf(code)).toBeNull();
  });
});
