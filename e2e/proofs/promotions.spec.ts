import { describe, expect, it } from 'vitest';
import { provePromotions } from './promotions.ts';

describe('promotions on the till and on the server', () => {
  it('come to the same for a sample of baskets', () => {
    expect(provePromotions(1, 0, 300)).toEqual([]);
  });

  it('come to the same for a basket that broke once: an exclusive one whose budget is enough for a part', () => {
    expect(provePromotions(1, 9150, 1)).toEqual([]);
  });

  it('are marked, and nothing but marked, where other registers used up what this one could not know of', () => {
    const problems = provePromotions(1, 0, 300, 10).map((problem) => problem.replace(/^basket \d+: /, ''));
    expect(problems.length).toBeGreaterThan(10);
    expect(new Set(problems)).toEqual(new Set(['flagged promotion-limit']));
  });
});
