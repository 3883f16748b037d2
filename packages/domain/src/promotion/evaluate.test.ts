import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { propertyRuns, propertyTimeoutMs } from '../../arbitraries/index.ts';
import { promotionBasket } from '../../arbitraries/promotion.ts';
import { milli, minor, ppm, priceE4, sum } from '../money/amount.ts';
import { evaluatePromotions } from './evaluate.ts';
import type { Promotion, PromotionContext, PromotionLine, PromotionOutcome } from './model.ts';
import { USUAL_PROMOTION_RULES } from './model.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });
const runs = { numRuns: propertyRuns };

const CONTEXT: PromotionContext = {
  moment: { instant: '2026-11-23T16:30:00.000Z', weekday: 1, minuteOfDay: 990 },
  storeId: 'store',
  customerGroupIds: [],
  completedOrders: null,
  priceListIds: [],
  coupons: [],
  usage: new Map(),
};

function line(lineId: string, priceMinor: number, pieces: number, part: Partial<PromotionLine> = {}): PromotionLine {
  return {
    lineId,
    variantId: lineId,
    productId: lineId,
    categoryIds: [],
    quantityMilli: milli(pieces * 1000),
    unitPriceE4: priceE4(priceMinor * 10_000),
    amountMinor: minor(priceMinor * pieces),
    includedTaxPpm: 0,
    addedTaxPpm: 0,
    floorPriceE4: null,
    isDiscounted: false,
    ...part,
  };
}

function promotion(effect: Promotion['effect'], part: Partial<Promotion> = {}): Promotion {
  return {
    promotionId: part.promotionId ?? 'p',
    version: 1,
    name: part.promotionId ?? 'p',
    effect,
    target: {},
    conditions: {},
    limits: {},
    priority: 1,
    isExclusive: false,
    consumes: false,
    selection: 'cheapest',
    ...part,
  };
}

const tenPercent = { kind: 'percent', ratePpm: ppm(100_000), scope: 'line', basis: 'current' } as const;

function evaluate(
  promotions: readonly Promotion[],
  lines: readonly PromotionLine[],
  context: Partial<PromotionContext> = {},
) {
  return evaluatePromotions(promotions, lines, { ...CONTEXT, ...context }, USUAL_PROMOTION_RULES);
}
function shares(outcome: PromotionOutcome): Record<string, number> {
  const found: Record<string, number> = {};
  for (const applied of outcome.applied) {
    for (const { lineId, amountMinor } of applied.shares) found[lineId] = (found[lineId] ?? 0) + amountMinor;
  }
  return found;
}

describe('when a promotion applies', () => {
  const at = (weekday: number, minuteOfDay: number) => ({ moment: { ...CONTEXT.moment, weekday, minuteOfDay } });
  const happy = promotion(tenPercent, { conditions: { weekdays: [5], fromMinute: 17 * 60, toMinute: 19 * 60 } });
  it.each([
    ['inside', 5, 17 * 60, 10],
    ['a minute before', 5, 17 * 60 - 1, 0],
    ['at the end', 5, 19 * 60, 0],
    ['another day', 4, 18 * 60, 0],
  ])('by the clock of the store: %s', (_, weekday, minute, off) => {
    expect(evaluate([happy], [line('a', 100, 1)], at(weekday, minute)).discountMinor).toBe(off);
  });

  const night = promotion(tenPercent, { conditions: { weekdays: [7], fromMinute: 22 * 60, toMinute: 2 * 60 } });
  it.each([
    ['before midnight of the day', 7, 23 * 60, 10],
    ['after midnight, on the next day', 1, 60, 10],
    ['after midnight of the day itself', 7, 60, 0],
    ['when it is over', 1, 2 * 60, 0],
  ])('past midnight: %s', (_, weekday, minute, off) => {
    expect(evaluate([night], [line('a', 100, 1)], at(weekday, minute)).discountMinor).toBe(off);
  });

  it.each([
    [{ validFrom: '2026-11-24T00:00:00.000Z' }, 'not-yet'],
    [{ validTo: '2026-11-23T16:30:00.000Z' }, 'expired'],
    [{ storeIds: ['other'] }, 'other-store'],
    [{ customerGroupIds: ['staff'] }, 'customer-group'],
    [{ priceListIds: ['wholesale'] }, 'price-list'],
    [{ needsCoupon: true }, 'code'],
    [{ nthOrder: 1 }, 'nth-order'],
    [{ minSpendMinor: minor(101) }, 'min-spend'],
    [{ minQuantityMilli: milli(2000) }, 'min-quantity'],
    [{ maxQuantityMilli: milli(500) }, 'max-quantity'],
    [{ contains: { productIds: ['b'] } }, 'contains'],
    [{ weekdays: [2] }, 'other-time'],
  ] as const)('says why not: %o', (conditions, reason) => {
    const outcome = evaluate([promotion(tenPercent, { conditions })], [line('a', 100, 1)]);
    expect(outcome).toEqual({ applied: [], rejected: [{ promotionId: 'p', reason }], discountMinor: 0 });
  });

  it('counts the customer’s sales, and names the coupon that let it in', () => {
    const second = promotion(tenPercent, { conditions: { nthOrder: 2, needsCoupon: true } });
    const coupons = [{ code: 'WELCOME', promotionId: 'p' }];
    const outcome = evaluate([second], [line('a', 100, 1)], { completedOrders: 1, coupons });
    expect(outcome.applied[0]).toMatchObject({ couponCode: 'WELCOME', label: 'p', version: 1 });
  });

  it('keeps limits of use', () => {
    const usage = new Map([['p', { used: 5, usedByCustomer: 1, budgetUsedMinor: minor(95) }]]);
    const reasonOf = (limits: Promotion['limits']) =>
      evaluate([promotion(tenPercent, { limits })], [line('a', 100, 1)], { usage }).rejected[0]?.reason;
    expect(reasonOf({ usageLimit: 5 })).toBe('usage-limit');
    expect(reasonOf({ perCustomerLimit: 1 })).toBe('per-customer-limit');
    expect(reasonOf({ budgetMinor: minor(104) })).toBe('budget');
    expect(reasonOf({ budgetMinor: minor(105), usageLimit: 6, perCustomerLimit: 2 })).toBeUndefined();
  });
});

describe('what a promotion does', () => {
  it('sells a menu for one price, as often as all its parts are there', () => {
    const menu = promotion(
      {
        kind: 'bundle-price',
        priceMinor: minor(500),
        slots: [
          { quantityMilli: milli(1000), target: { categoryIds: ['sandwich'] } },
          { quantityMilli: milli(1000), target: { categoryIds: ['drink'] } },
        ],
      },
      { selection: 'dearest' },
    );
    const lines = [
      line('club', 450, 2, { categoryIds: ['sandwich'] }),
      line('cola', 200, 1, { categoryIds: ['drink'] }),
      line('water', 100, 1, { categoryIds: ['drink'] }),
      line('crisps', 150, 1),
    ];
    // 450 + 200 and 450 + 100, each for 500.
    expect(evaluate([menu], lines)).toMatchObject({ discountMinor: 200 });
    expect(shares(evaluate([menu], lines))).not.toHaveProperty('crisps');
    expect(evaluate([{ ...menu, limits: { maxTimes: 1 } }], lines).discountMinor).toBe(150);
  });

  it('gives nothing in a set that would cost more', () => {
    const set = {
      kind: 'bundle-price',
      priceMinor: minor(500),
      slots: [{ quantityMilli: milli(3000), target: {} }],
    } as const;
    expect(evaluate([promotion(set)], [line('a', 100, 3)])).toMatchObject({ applied: [], rejected: [] });
  });

  it('frees the cheapest of each three, of the whole basket or group by group', () => {
    const free = {
      kind: 'multibuy',
      groupMilli: milli(3000),
      freeMilli: milli(1000),
      ratePpm: ppm(1_000_000),
    } as const;
    const lines = [line('a', 900, 3), line('b', 100, 3)];
    expect(evaluate([promotion({ ...free, grouping: 'pool' })], lines).discountMinor).toBe(200);
    expect(evaluate([promotion({ ...free, grouping: 'dearest-first' })], lines).discountMinor).toBe(1000);
  });

  it('takes the highest step of what was spent', () => {
    const steps = [
      { fromMinor: minor(1000), ratePpm: ppm(0), amountMinor: minor(50) },
      { fromMinor: minor(2000), ratePpm: ppm(0), amountMinor: minor(150) },
    ];
    const tiered = promotion({ kind: 'tiered', unit: 'amount', tiers: steps });
    expect([999, 1000, 1999, 2000].map((price) => evaluate([tiered], [line('a', price, 1)]).discountMinor)).toEqual([
      0, 50, 50, 150,
    ]);
  });

  it('never goes below the floor, and moves the rest to the other lines', () => {
    const off = promotion({ kind: 'amount', amountMinor: minor(20), scope: 'order', isWithTax: false });
    const lines = [line('a', 50, 1, { floorPriceE4: priceE4(450_000) }), line('b', 20, 1)];
    expect(shares(evaluate([off], lines))).toEqual({ a: 5, b: 15 });
    expect(evaluate([promotion(tenPercent)], [line('a', 50, 1, { floorPriceE4: priceE4(500_000) })]).applied).toEqual(
      [],
    );
  });

  it('leaves out what was reduced before, and goods beyond its prices', () => {
    const target = { isUndiscountedOnly: true, minPriceE4: priceE4(500_000), maxPriceE4: priceE4(1_000_000) };
    const lines = [line('a', 100, 1, { isDiscounted: true }), line('b', 100, 1), line('c', 101, 1), line('d', 49, 1)];
    expect(shares(evaluate([promotion(tenPercent, { target })], lines))).toEqual({ b: 10 });
  });

  it('does not use a unit twice when it uses units up', () => {
    const half = { kind: 'percent', ratePpm: ppm(500_000), scope: 'line', basis: 'current' } as const;
    const one = (promotionId: string, consumes: boolean) =>
      promotion(half, { promotionId, consumes, limits: { maxMilliTotal: milli(1000) } });
    expect(evaluate([one('x', true), one('y', true)], [line('a', 100, 2)]).discountMinor).toBe(100);
    expect(evaluate([one('x', true), one('y', true)], [line('a', 100, 1)]).discountMinor).toBe(50);
    expect(evaluate([one('x', false), one('y', false)], [line('a', 100, 1)]).discountMinor).toBe(75);
  });

  it('takes an amount that includes the tax off prices without it', () => {
    const off = promotion({ kind: 'amount', amountMinor: minor(120), scope: 'order', isWithTax: true });
    expect(evaluate([off], [line('a', 1000, 1, { addedTaxPpm: 200_000 })]).discountMinor).toBe(100);
  });

  it('is not joined by an exclusive one whose budget is only enough for what it leaves', () => {
    const first = promotion(tenPercent, { promotionId: 'first', priority: 1 });
    const alone = promotion(tenPercent, {
      promotionId: 'alone',
      priority: 2,
      isExclusive: true,
      limits: { budgetMinor: minor(95) },
    });
    expect(evaluate([first, alone], [line('1', 1000, 1)])).toMatchObject({
      applied: [{ promotionId: 'first' }],
      rejected: [{ promotionId: 'alone', reason: 'budget' }],
    });
    const enough = { ...alone, limits: { budgetMinor: minor(100) } };
    expect(evaluate([first, enough], [line('1', 1000, 1)])).toMatchObject({ applied: [{ promotionId: 'alone' }] });
  });

  it('is shut out by an exclusive one only where that gives something', () => {
    const alone = promotion(tenPercent, { promotionId: 'alone', isExclusive: true, target: { productIds: ['b'] } });
    const other = promotion(tenPercent, { promotionId: 'other', priority: 0 });
    expect(evaluate([alone, other], [line('a', 100, 1)]).applied.map(({ promotionId }) => promotionId)).toEqual([
      'other',
    ]);
    expect(evaluate([alone, other], [line('b', 100, 1)])).toMatchObject({
      applied: [{ promotionId: 'alone' }],
      rejected: [{ promotionId: 'other', reason: 'exclusive' }],
    });
  });
});

describe('for any basket and any promotions', () => {
  it('nothing costs less than nothing or its floor, and the discount is the sum of the shares', () => {
    fc.assert(
      fc.property(promotionBasket(), ({ promotions, lines, context, rules }) => {
        const outcome = evaluatePromotions(promotions, lines, context, rules);
        const given = outcome.applied.flatMap((applied) => applied.shares);
        expect(sum(given.map(({ amountMinor }) => amountMinor))).toBe(outcome.discountMinor);
        for (const { amountMinor } of given) expect(amountMinor).toBeGreaterThan(0);
        const perLine = shares(outcome);
        for (const one of lines) {
          const left = one.amountMinor - (perLine[one.lineId] ?? 0);
          const floor = one.floorPriceE4 === null ? 0 : Math.ceil((one.quantityMilli * one.floorPriceE4) / 10_000_000);
          expect(left).toBeGreaterThanOrEqual(Math.min(floor, one.amountMinor));
        }
        const named = [...outcome.applied, ...outcome.rejected].map(({ promotionId }) => promotionId);
        expect(new Set(named).size).toBe(named.length);
      }),
      runs,
    );
  });

  it('the same again is the same', () => {
    fc.assert(
      fc.property(promotionBasket(), ({ promotions, lines, context, rules }) => {
        const first = evaluatePromotions(promotions, lines, context, rules);
        expect(evaluatePromotions(promotions, lines, context, rules)).toEqual(first);
        expect(
          evaluatePromotions(JSON.parse(JSON.stringify(promotions)) as Promotion[], lines, context, rules),
        ).toEqual(first);
      }),
      runs,
    );
  });

  it('equal lines may change places: the discount stays', () => {
    fc.assert(
      fc.property(
        promotionBasket(),
        fc.integer({ min: 2, max: 4 }),
        ({ promotions, lines, context, rules }, copies) => {
          const [model] = lines;
          if (model === undefined) return;
          const equal = Array.from({ length: copies }, (_, index) => ({ ...model, lineId: `equal-${index}` }));
          const rest = lines.slice(1);
          const total = (order: readonly PromotionLine[]) =>
            evaluatePromotions(promotions, order, context, rules).discountMinor;
          expect(total([...equal].reverse().concat(rest))).toBe(total([...equal, ...rest]));
        },
      ),
      runs,
    );
  });

  it('the best of all is at least as good as each alone', () => {
    fc.assert(
      fc.property(promotionBasket(), ({ promotions, lines, context, rules }) => {
        const shared = promotions.map((one) => ({ ...one, isExclusive: false }));
        const best = evaluatePromotions(shared, lines, context, { ...rules, stacking: 'best-only' });
        expect(best.applied.length).toBeLessThanOrEqual(1);
        for (const one of shared) {
          const alone = evaluatePromotions([one], lines, context, rules);
          expect(best.discountMinor).toBeGreaterThanOrEqual(alone.discountMinor);
        }
      }),
      runs,
    );
  });
});
