import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { verifyOrganization } from '../verify/index.ts';
import { pushesTo } from './test-pushes.ts';
import type { TestRegister } from './test-register.ts';
import { openTestShop, type TestShop } from './test-shop.ts';

interface Given {
  readonly shop: TestShop;
  readonly register: TestRegister;
}

/**
 * A shop for the tests of a file and a register of its own for each of them, given before each. When all are through, the
 * books have to agree with the facts.
 */
export function registerForEach(give: (given: Given) => void): ReturnType<typeof pushesTo> {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await openTestShop();
  });
  beforeEach(async () => {
    give({ shop, register: await shop.register() });
  });
  afterAll(async () => {
    const { discrepancies } = await verifyOrganization(shop.deps.db, shop.organizationId);
    await shop.close();
    expect(discrepancies).toEqual([]);
  });
  return pushesTo(() => shop);
}
