import { minor } from '@mosaajii/domain/money';
import { beforeEach, describe, expect, it } from 'vitest';
import { source } from '../../../platform/device/observable.ts';
import { useToasts } from '../../../platform/ui/index.ts';
import { sampleTill } from '../fixtures.ts';
import { createTill, type Till } from '../till-context.tsx';
import { storedCarts } from '../till-store.ts';
import { cartFrom, contentOf, isShareable, labelOf, markOf } from './held-cart.ts';
import { HeldStore } from './held-store-fixture.ts';
import { HeldKeeper } from './keep-held.ts';
import { soldBy } from './salesperson.tsx';
import { takeHeld } from './take-held.ts';

interface Counter {
  readonly till: Till;
  readonly keeper: HeldKeeper;
  /** Everything that was to be told has been told. */
  settle(): Promise<void>;
  lastOrigin(): Promise<unknown>;
}
let server: HeldStore;
let one: Counter;
let two: Counter;
beforeEach(async () => {
  server = new HeldStore();
  useToasts.setState({ toasts: [] });
  one = await counter('S1-R1');
  two = await counter('S1-R2');
});

async function counter(code: string): Promise<Counter> {
  const { ports, device } = await sampleTill();
  const people = source([{ userId: ports.person.userId, displayName: 'Sara Otieno' }]);
  const held = server.port(ports.newId(), code, people);
  const till = createTill({ ...ports, held }, await storedCarts(ports), (error) => {
    throw error;
  });
  const keeper = new HeldKeeper(till);
  till.carts.store.subscribe(() => keeper.look());
  return {
    till,
    keeper,
    settle: async () => {
      for (let round = 0; round < 5; round += 1) {
        keeper.look();
        await keeper.settled();
      }
    },
    lastOrigin: async () => {
      const [document] = await device.journal.listSales({ recent: 1 });
      const entry = document && (await device.store.entry(document.documentId));
      return (entry?.operation.payload as { readonly heldSaleId?: string } | undefined)?.heldSaleId;
    },
  };
}

const carts = ({ till }: Counter) => till.carts.store.getState().carts;
const listed = () => [...(server.items.get()?.byId.values() ?? [])];
const toasts = () =>
  useToasts
    .getState()
    .toasts.map((toast) => toast.message)
    .join('\n');
function ring({ till }: Counter, word = 'milk'): void {
  const [hit] = till.ports.catalog.search(word, 1);
  if (hit === undefined) throw new Error('no such goods');
  till.selling.add(hit);
}
async function holdAt(at: Counter): Promise<string> {
  ring(at);
  at.till.selling.hold();
  await at.settle();
  const [item] = listed();
  if (item === undefined) throw new Error('nothing is listed');
  return item.id;
}
const take = (at: Counter, id: string, takesOver = false) =>
  takeHeld(at.till, { id }, { lockId: at.till.ports.newId(), takesOver });
const pay = (at: Counter) => at.till.paying.take({ kind: 'cash', amountMinor: null });

describe('what is set aside', () => {
  it('is offered once, by the goods or the customer, and is still here', async () => {
    await holdAt(one);
    expect(listed()).toMatchObject([{ version: 1, lineCount: 1, registerCode: 'S1-R1' }]);
    expect(listed()[0]?.label).toBe(labelOf(carts(one)[0] ?? one.till.carts.active()));
    await one.settle();
    expect(server.asked).toEqual(['hold']);
    expect(carts(one)).toHaveLength(2);
  });

  it('without the server waits here, is recalled and sold here, and is offered when the connection is back', async () => {
    server.isReachable = false;
    ring(one);
    one.till.selling.hold();
    await one.settle();
    expect(listed()).toEqual([]);
    const [waiting] = carts(one);
    one.till.carts.recall(waiting?.cartId ?? '');
    expect(one.till.carts.active().lines).toHaveLength(1);
    one.till.selling.hold();
    server.isReachable = true;
    await one.settle();
    expect(listed()).toHaveLength(1);
  });

  it('is not offered while money for it lies in this drawer', () => {
    ring(one);
    const cart = one.till.carts.active();

    expect(isShareable(cart)).toBe(true);
    const tenders = [{ tenderId: one.till.ports.newId(), kind: 'cash' as const, amountMinor: minor(100) }];
    expect(isShareable({ ...cart, tenders })).toBe(false);
  });

  it('that is cleared is dropped for everybody', async () => {
    await holdAt(one);
    const [cart] = carts(one);
    one.till.carts.recall(cart?.cartId ?? '');
    await one.settle();
    one.till.carts.change((now) => ({ ...now, lines: [] }));
    await one.settle();
    expect(listed()).toEqual([]);
    expect(one.till.carts.active().held).toBeUndefined();
  });
});

describe('another till', () => {
  it('goes on with it: it leaves the first one, which is told, and is sold under an id of its own', async () => {
    const id = await holdAt(one);
    const original = carts(one)[0];
    expect(await take(two, id)).toEqual({ ok: true });
    await Promise.all([one.settle(), two.settle()]);
    expect(server.asked).toEqual(['hold', 'lock']);
    expect(carts(one).some((cart) => cart.held?.heldSaleId === id)).toBe(false);
    expect(toasts()).toContain('S1-R2');
    const taken = two.till.carts.active();
    expect(taken.lines.map((line) => line.name)).toEqual(original?.lines.map((line) => line.name));
    expect(taken.saleId).not.toBe(original?.saleId);
    await pay(two);
    expect(await two.lastOrigin()).toBe(id);
  });

  it('that asks for what somebody has is told who, where and since when', async () => {
    const id = await holdAt(one);
    await take(two, id);
    const refused = await take(one, id);
    expect(refused).toMatchObject({ ok: false, code: 'held-sale-taken' });
    expect(refused.ok ? '' : refused.detail).toMatch(/^Sara Otieno at S1-R2 has it since \d\d:\d\d/);
    expect(await take(one, id, true)).toEqual({ ok: true });
  });

  it('sets it aside again: the newer one is listed, and the lock is gone', async () => {
    const id = await holdAt(one);
    await take(two, id);
    ring(two, 'bread');
    two.till.selling.hold();
    await two.settle();
    expect(listed()).toMatchObject([{ id, version: 2, lineCount: 2, registerCode: 'S1-R2' }]);
    expect(listed()[0]).not.toHaveProperty('lock');
  });

  it('out of reach says so and changes nothing', async () => {
    const id = await holdAt(one);
    server.isReachable = false;
    const before = carts(two);
    expect(await take(two, id)).toMatchObject({ ok: false, code: 'unreachable' });
    expect(carts(two)).toBe(before);
  });
});

describe('a sale that two tills go on with, one of them without the server', () => {
  it('is given back by the one that changed nothing, as soon as it hears', async () => {
    const id = await holdAt(one);
    server.away.add('S1-R1');
    one.till.carts.recall(carts(one)[0]?.cartId ?? '');
    expect(await take(two, id)).toEqual({ ok: true });
    server.away.clear();
    await one.settle();
    expect(one.till.carts.active().lines).toEqual([]);
    expect(toasts()).toContain('has it since');
  });

  it('stays with the one that changed it, and both sales name it', async () => {
    const id = await holdAt(one);
    server.away.add('S1-R1');
    one.till.carts.recall(carts(one)[0]?.cartId ?? '');
    ring(one, 'bread');
    await take(two, id);
    server.away.clear();
    await one.settle();
    expect(one.till.carts.active()).toMatchObject({ held: { heldSaleId: id, isApart: true } });
    expect(one.till.carts.active().lines).toHaveLength(2);
    await Promise.all([pay(one), pay(two)]);
    expect([await one.lastOrigin(), await two.lastOrigin()]).toEqual([id, id]);
  });

  it('that was set aside again with changes stays here, apart, and is not offered over the other', async () => {
    const id = await holdAt(one);
    server.away.add('S1-R1');
    one.till.carts.recall(carts(one)[0]?.cartId ?? '');
    ring(one, 'bread');
    await take(two, id);
    one.till.selling.hold();
    server.away.clear();
    await one.settle();
    expect(carts(one).find((cart) => cart.held?.heldSaleId === id)?.held?.isApart).toBe(true);
    expect(listed()).toMatchObject([{ id, version: 1, lineCount: 1 }]);
  });

  it('that was sold elsewhere leaves the tabs', async () => {
    const id = await holdAt(one);
    server.sell(id);
    await one.settle();
    expect(carts(one).some((cart) => cart.held !== undefined)).toBe(false);
    expect(toasts()).toContain('sold or cleared');
  });
});

describe('a refusal that says nothing about the sale', () => {
  it('leaves a cart that is rung up where it is', async () => {
    await holdAt(one);
    const { ports } = one.till;
    const ask = ports.held.ask.bind(ports.held);
    Object.assign(ports.held, { ask: async () => ({ ok: false, code: 'register-revoked', detail: '', extra: {} }) });
    one.till.carts.recall(carts(one)[0]?.cartId ?? '');
    await one.settle();
    expect(one.till.carts.active().lines).toHaveLength(1);
    Object.assign(ports.held, { ask });
  });
});

describe('who sold it', () => {
  it('is said in the sale where it is not the cashier, through holding and another till', async () => {
    ring(one);
    const other = one.till.ports.newId();
    one.till.carts.change((cart) => soldBy(cart, other, one.till.ports.person.userId));
    expect(one.till.carts.active().origin).toEqual({ salespersonId: other });
    const own = soldBy(one.till.carts.active(), one.till.ports.person.userId, one.till.ports.person.userId);
    expect(own).not.toHaveProperty('origin');
    one.till.selling.hold();
    await one.settle();
    await take(two, listed()[0]?.id ?? '');
    expect(two.till.carts.active().origin).toEqual({ salespersonId: other, heldSaleId: listed()[0]?.id });
  });
});

describe('a cart that travels', () => {
  it('is the same sale with ids of its own; what is not one is refused', () => {
    ring(one);
    const cart = one.till.carts.active();
    const ids = { cartId: 'a', saleId: 'b' };
    const there = cartFrom(contentOf(cart, one.till.ports.now()), ids);
    expect(there).toMatchObject({ ...ids, isHeld: true });
    expect(there === null ? '' : markOf(there)).toBe(markOf(cart));
    for (const content of ['', '{', '[]', '{"shape":2,"cart":{}}', '{"shape":1,"cart":{}}']) {
      expect(cartFrom(content, ids)).toBeNull();
    }
  });
});
