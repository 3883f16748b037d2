import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { milli, priceE4 } from '../money/index.ts';
import { isWithinRange, plainRules, rulesProblem, type SellingRules } from './selling-rules.ts';

const price = fc.integer({ min: 0, max: 1_000_000_000 }).map(priceE4);
const rules: fc.Arbitrary<SellingRules> = fc.record(
  {
    minimumAge: fc.integer({ min: 1, max: 99 }),
    openPrice: fc.record({ minE4: price, maxE4: price }, { requiredKeys: [] }),
    weighed: fc.record({ tareMilli: fc.integer({ min: 0, max: 5000 }).map(milli) }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

describe('rules without what is empty', () => {
  it('are nothing when nothing is said', () => {
    expect(plainRules(null)).toBeNull();
    expect(plainRules({ openPrice: {} })).toBeNull();
    expect(plainRules({ weighed: { tareMilli: milli(0) } })).toEqual({ weighed: {} });
  });

  it('stay as they are the second time', () => {
    fc.assert(
      fc.property(rules, (one) => {
        const plain = plainRules(one);
        expect(plainRules(plain)).toEqual(plain);
        expect(plain?.minimumAge).toBe(one.minimumAge);
        expect(plain?.weighed === undefined).toBe(one.weighed === undefined);
      }),
    );
  });
});

describe('rules that cannot be', () => {
  it('end before they begin, or weigh what has no weight', () => {
    expect(rulesProblem({ openPrice: { minE4: priceE4(2), maxE4: priceE4(1) } }, 'pcs')).toBe('price-range');
    expect(rulesProblem({ openPrice: { minE4: priceE4(1), maxE4: priceE4(1) } }, 'pcs')).toBeNull();
    expect(rulesProblem({ weighed: {} }, 'pcs')).toBe('weight-unit');
    expect(rulesProblem({ weighed: {} }, ' KG')).toBeNull();
    expect(rulesProblem(null, 'pcs')).toBeNull();
  });

  it('let both ends of a range in', () => {
    fc.assert(
      fc.property(price, price, price, (a, b, asked) => {
        const range = { minE4: priceE4(Math.min(a, b)), maxE4: priceE4(Math.max(a, b)) };
        expect(isWithinRange(asked, range)).toBe(asked >= range.minE4 && asked <= range.maxE4);
        expect(isWithinRange(range.minE4, range) && isWithinRange(range.maxE4, range)).toBe(true);
        expect(isWithinRange(asked)).toBe(true);
      }),
    );
  });
});
