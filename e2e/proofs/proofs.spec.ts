import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ware } from '../stack/node-register.ts';
import { openShopStack, type ShopStack } from '../stack/shop-stack.ts';
import { stockShelves } from '../stack/wares.ts';
import { proveBrowserKills } from './browser-kills.ts';
import { proveExactlyOnce } from './exactly-once.ts';
import { provePostgresKills, proveServerKills } from './kills.ts';

/** Samples of what `npm run proof` plays in full, on the built program. */
describe('the real stack', () => {
  let stack: ShopStack;
  let wares: readonly Ware[];

  beforeAll(async () => {
    stack = await openShopStack();
    wares = await stockShelves(stack, 50);
  });
  afterAll(() => stack.close());

  it('takes 300 offline sales of five registers exactly once through a lossy line', async () => {
    const { wrong, faults } = await proveExactlyOnce(stack, wares, 300, 20_260_122);
    expect(wrong).toEqual([]);
    expect([...faults.keys()].length).toBeGreaterThan(4);
  });

  it('loses and doubles nothing when the server is killed five times', async () => {
    const { wrong, sales } = await proveServerKills(stack, wares, 5, 20_260_123);
    expect(wrong).toEqual([]);
    expect(sales).toBeGreaterThan(5);
  });

  it('loses and doubles nothing when PostgreSQL is killed three times', async () => {
    const { wrong, sales } = await provePostgresKills(stack, wares, 3, 20_260_124);
    expect(wrong).toEqual([]);
    expect(sales).toBeGreaterThan(3);
  });

  it('loses no sale that was shown as saved when the browser is killed twice', async () => {
    const { wrong, sales } = await proveBrowserKills(stack, wares, 2, 20_260_125);
    expect(wrong).toEqual([]);
    expect(sales).toBeGreaterThanOrEqual(2);
  });
});
