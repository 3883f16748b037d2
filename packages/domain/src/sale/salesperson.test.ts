import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lacksSeller, type SalespersonSettings, sellersOf, USUAL_SALESPERSON } from './salesperson.ts';

const person = fc.constantFrom('a', 'b', 'c', undefined);
const sold = fc
  .record({ salespersonId: person, lines: fc.array(person, { minLength: 1, maxLength: 8 }) })
  .map(({ salespersonId, lines }) => ({
    ...(salespersonId === undefined ? {} : { salespersonId }),
    lines: lines.map((one) => (one === undefined ? {} : { salespersonId: one })),
  }));
const settings: fc.Arbitrary<SalespersonSettings> = fc.record({
  per: fc.constantFrom('off' as const, 'sale' as const, 'line' as const),
  isRequired: fc.boolean(),
  isPrinted: fc.boolean(),
});

describe('who sold', () => {
  it('is each person once, the whole sale’s first', () => {
    expect(sellersOf({ salespersonId: 'b', lines: [{ salespersonId: 'a' }, {}, { salespersonId: 'b' }] })).toEqual([
      'b',
      'a',
    ]);
    expect(sellersOf({ lines: [{}] })).toEqual([]);
  });

  it('is nobody that the sale does not name, and everybody that it does', () => {
    fc.assert(
      fc.property(sold, (one) => {
        const named = sellersOf(one);
        expect(new Set(named).size).toBe(named.length);
        for (const { salespersonId } of [one, ...one.lines]) {
          if (salespersonId !== undefined) expect(named).toContain(salespersonId);
        }
        for (const userId of named) {
          expect([one, ...one.lines].some(({ salespersonId }) => salespersonId === userId)).toBe(true);
        }
      }),
    );
  });

  it('is asked for only where the store requires it', () => {
    fc.assert(
      fc.property(sold, settings, (one, rule) => {
        const isAsked = lacksSeller(rule, one);
        if (!rule.isRequired || rule.per === 'off') expect(isAsked).toBe(false);
        if (one.salespersonId !== undefined) expect(isAsked).toBe(false);
        if (isAsked) expect(one.salespersonId).toBeUndefined();
      }),
    );
    expect(lacksSeller(USUAL_SALESPERSON, { lines: [{}] })).toBe(false);
  });

  it('is complete line by line only when every line has somebody', () => {
    const rule = { per: 'line', isRequired: true, isPrinted: false } as const;
    expect(lacksSeller(rule, { lines: [{ salespersonId: 'a' }, {}] })).toBe(true);
    expect(lacksSeller(rule, { lines: [{ salespersonId: 'a' }, { salespersonId: 'b' }] })).toBe(false);
    expect(lacksSeller(rule, { salespersonId: 'a', lines: [{}, {}] })).toBe(false);
    // Once for the sale: what lines say does not answer for all of it.
    expect(lacksSeller({ ...rule, per: 'sale' }, { lines: [{ salespersonId: 'a' }] })).toBe(true);
  });
});
