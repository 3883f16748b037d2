import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { propertyRuns, propertyTimeoutMs } from '../../arbitraries/index.ts';
import { milli } from '../money/amount.ts';
import { isMovementSound, levelOf, MOVEMENT_KINDS, movement } from './movement.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

describe('stock movements', () => {
  it('know their direction', () => {
    const signed = Object.fromEntries(MOVEMENT_KINDS.map((kind) => [kind, movement(kind, milli(5)).quantityMilli]));
    expect(signed).toEqual({ sale: -5, return: 5, opening: 5, receipt: 5, 'write-off': -5, adjustment: 5 });
    expect(movement('adjustment', milli(-5)).quantityMilli).toBe(-5);
  });

  it('refuse nothing and the wrong way', () => {
    for (const kind of MOVEMENT_KINDS) expect(() => movement(kind, milli(0))).toThrow(RangeError);
    expect(() => movement('sale', milli(-1))).toThrow(RangeError);
    expect(isMovementSound({ kind: 'sale', quantityMilli: milli(1) })).toBe(false);
    expect(isMovementSound({ kind: 'return', quantityMilli: milli(-1) })).toBe(false);
    expect(isMovementSound({ kind: 'adjustment', quantityMilli: milli(0) })).toBe(false);
  });

  it('sum to the level in any order', () => {
    const any = fc.tuple(fc.constantFrom(...MOVEMENT_KINDS), fc.integer({ min: 1, max: 10 ** 9 }));
    fc.assert(
      fc.property(fc.array(any), (all) => {
        const movements = all.map(([kind, quantity]) => movement(kind, milli(quantity)));
        expect(movements.every(isMovementSound)).toBe(true);
        expect(levelOf([...movements].reverse())).toBe(levelOf(movements));
        expect(levelOf([...movements, ...movements])).toBe(milli(2 * levelOf(movements)));
      }),
      { numRuns: propertyRuns },
    );
  });
});
