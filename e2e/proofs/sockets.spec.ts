import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShopStack, type ShopStack } from '../stack/shop-stack.ts';
import { startTwin, type TwinServers } from '../stack/twin-servers.ts';
import { proveSockets } from './sockets.ts';

/** A sample of what `npm run proof` plays in full: two processes of the built program on one PostgreSQL. */
describe('two servers', () => {
  let stack: ShopStack;
  let twins: TwinServers;

  beforeAll(async () => {
    stack = await openShopStack();
    twins = await startTwin(stack);
  });
  afterAll(async () => {
    await twins.close();
    await stack.close();
  });

  it('close what a session, a register or a person had open, whichever of them ended it', async () => {
    const { wrong, rounds } = await proveSockets(twins, 8);
    expect(wrong).toEqual([]);
    expect(rounds).toBe(8);
  });
});
