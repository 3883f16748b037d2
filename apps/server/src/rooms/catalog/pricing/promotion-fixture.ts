import { expect } from 'vitest';
import type { CatalogFixture } from '../catalog-fixture.ts';

export interface MadePromotion {
  readonly promotionId: string;
  readonly version: number;
  readonly name: string;
  readonly state: string;
}

/** What a promotion of ten per cent off every line does, as the office sends it. */
export const TEN_OFF = {
  effect: { kind: 'percent', ratePpm: 100_000, scope: 'line', basis: 'current' },
  target: {},
  conditions: {},
  limits: {},
  priority: 100,
  isExclusive: false,
  consumes: false,
  selection: 'cheapest',
} as const;

let counter = 0;
/** A promotion of a name of its own: ten per cent off every line, unless told otherwise. */
export function promotion(over: Record<string, unknown> = {}) {
  counter += 1;
  return { name: `Promotion ${counter}`, isActive: true, ...TEN_OFF, ...over };
}

/** How tests make promotions in a shop that is open by the time they are called, and end them again. */
export function promotionsOf(shop: () => CatalogFixture) {
  return {
    async made(over: Record<string, unknown> = {}): Promise<MadePromotion> {
      const answer = await shop().request('POST', '/promotions', promotion(over));
      expect(answer.status).toBe(201);
      return answer.body as unknown as MadePromotion;
    },
    off: ({ promotionId, version, name }: Pick<MadePromotion, 'promotionId' | 'version' | 'name'>) =>
      shop().request('PUT', `/promotions/${promotionId}`, promotion({ name, isActive: false, version })),
  };
}

/** Makes tea for 2.00 and gives its only variant. */
export async function tea(shop: CatalogFixture): Promise<string> {
  const variants = [{ sku: 'TEA', priceE4: 2_000_000 }];
  const made = await shop.request('POST', '/products', { name: 'Tea', taxClassId: shop.standardTaxClassId, variants });
  const [variant] = (made.body as unknown as { variants: { variantId: string }[] }).variants;
  if (variant === undefined) throw new Error('the tea was not made');
  return variant.variantId;
}
