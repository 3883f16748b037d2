import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { propertyRuns, propertyTimeoutMs } from '../../arbitraries/index.ts';
import { at } from '../at.ts';
import { allocate, distribute } from './allocate.ts';
import { minor, sum } from './amount.ts';
import { fraction } from './fraction.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

const runs = { numRuns: propertyRuns };

describe('allocate', () => {
  it('gives the odd units to the largest remainders, ties to the earlier one', () => {
    expect(allocate(minor(100), [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(minor(-100), [1, 1, 1])).toEqual([-34, -33, -33]);
    expect(allocate(minor(10), [1, 5, 4, 3])).toEqual([1, 4, 3, 2]);
    expect(allocate(minor(5), [0, 3, 0, 2])).toEqual([0, 3, 0, 2]);
  });

  it('shares equally when no weight is there', () => {
    expect(allocate(minor(5), [0, 0])).toEqual([3, 2]);
    expect(allocate(minor(0), [])).toEqual([]);
  });

  it('refuses what it cannot share', () => {
    expect(() => allocate(minor(1), [])).toThrow(RangeError);
    expect(() => allocate(minor(1), [1, -1])).toThrow(RangeError);
    expect(() => allocate(minor(1), [0.5])).toThrow(RangeError);
  });

  it('conserves, is less than one unit off the exact share, keeps zero weights at zero and mirrors its sign', () => {
    const weights = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10 ** 12 })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), weights, (total, shares) => {
        const parts = allocate(minor(total), shares);
        expect(sum(parts)).toBe(minor(total));
        const weightTotal = shares.reduce((all, weight) => all + BigInt(weight), 0n);
        if (weightTotal > 0n) {
          parts.forEach((part, index) => {
            const error = BigInt(part) * weightTotal - BigInt(total) * BigInt(at(shares, index));
            expect(error < weightTotal && error > -weightTotal).toBe(true);
            if (shares[index] === 0) expect(part).toBe(0);
          });
        }
        expect(allocate(minor(-total), shares)).toEqual(parts.map((part) => minor(-part)));
      }),
      runs,
    );
  });

  it('splits for a thousand lines', () => {
    const parts = allocate(
      minor(999_999),
      Array.from({ length: 1000 }, (_, index) => index * index),
    );
    expect(sum(parts)).toBe(999_999);
  });
});

describe('distribute', () => {
  it('refuses a total that is no rounding of its shares', () => {
    expect(() => distribute(3n, [fraction(1, 2), fraction(1, 2)])).toThrow(RangeError);
    expect(() => distribute(0n, [fraction(2)])).toThrow(RangeError);
  });

  it('takes shares of both signs', () => {
    expect(distribute(0n, [fraction(3, 2), fraction(-3, 2)])).toEqual([2n, -2n]);
  });
});
