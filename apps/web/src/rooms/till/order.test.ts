import { describe, expect, it } from 'vitest';
import { source } from '../../platform/device/observable.ts';
import { NO_PRICING } from '../../platform/pricing/index.ts';
import { sampleCode, sampleTill } from './fixtures.ts';
import { figuresOf, figuresShown } from './order.ts';
import { createTill } from './till-context.tsx';

describe('the figures that the screen shows', () => {
  const open = async () => {
    const { ports } = await sampleTill();
    const version = source(0);
    const shown = { ...ports, pricing: { ...NO_PRICING, version } };
    return { version, ports: shown, till: createTill(shown, [], () => undefined) };
  };

  it('are computed once for each state of the cart and each version of the prices', async () => {
    const { ports, till, version } = await open();
    till.selling.code(sampleCode(0));
    const cart = till.carts.active();
    const first = figuresShown(cart, ports);
    expect(first).toEqual(figuresOf(cart, ports.shop.rules));
    expect(figuresShown(cart, ports)).toBe(first);
    version.set(1);
    expect(figuresShown(cart, ports)).not.toBe(first);
    till.selling.code(sampleCode(1));
    expect(figuresShown(till.carts.active(), ports)).toMatchObject({ totals: { totalMinor: 20_000 } });
  });

  it('change with a scan in two steps: the cart that is kept, and what is said of it', async () => {
    const { till } = await open();
    let changes = 0;
    till.carts.store.subscribe(() => {
      changes += 1;
    });
    till.selling.code(sampleCode(0));
    expect(changes).toBe(2);
  });
});
