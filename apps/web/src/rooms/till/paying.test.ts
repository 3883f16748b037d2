import { refuse } from '@mosaajii/domain';
import { minor, priceE4 } from '@mosaajii/domain/money';
import { beforeEach, describe, expect, it } from 'vitest';
import { useToasts } from '../../platform/ui/index.ts';
import { createTill } from './till-context.tsx';
import { BREAD, GIFT, lines, MILK, openTill, state, TEA } from './till-fixture.ts';
import { storedCarts } from './till-store.ts';

beforeEach(() => useToasts.setState({ toasts: [] }));

describe('holding', () => {
  it('holds and recalls without losing or mixing anything', async () => {
    const { till } = await openTill();
    till.selling.code(MILK);
    till.selling.hold();
    till.selling.code(BREAD);
    const [held, active] = state(till).carts;
    expect([held?.isHeld, active?.isHeld]).toEqual([true, false]);
    till.carts.recall(held?.cartId ?? '');
    expect(lines(till)).toEqual([['Brookside Milk 1 L', 1000]]);
    expect(state(till).carts.map((cart) => cart.isHeld)).toEqual([false, true]);
  });

  it('does not hold an empty sale, and forgets one that is left empty', async () => {
    const { till } = await openTill();
    till.selling.hold();
    expect(state(till).carts).toHaveLength(1);
    till.selling.code(MILK);
    till.selling.hold();
    till.carts.recall(state(till).carts[0]?.cartId ?? '');
    expect(state(till).carts).toHaveLength(1);
  });

  it('keeps every change on the device and finds it after a crash', async () => {
    const { till, ports } = await openTill();
    till.selling.code(MILK);
    till.selling.hold();
    till.selling.code(BREAD);
    await till.carts.keeper.settled();
    const again = createTill(ports, await storedCarts(ports), () => undefined);
    expect(state(again).carts.map((cart) => cart.lines[0]?.name)).toEqual(['Brookside Milk 1 L', 'White Bread 600 g']);
    expect(lines(again)).toEqual([['White Bread 600 g', 1000]]);
  });

  it('leaves carts of another window alone', async () => {
    const { till, ports } = await openTill();
    till.selling.code(MILK);
    await till.carts.keeper.settled();
    const other = { ...ports, journal: { ...ports.journal, claimCart: () => Promise.resolve(false) } };
    expect(await storedCarts(other)).toEqual([]);
  });
});

describe('paying', () => {
  it('completes with exact cash in one step, and the next scan starts the next sale', async () => {
    const { till, device } = await openTill();
    till.selling.code(MILK);
    const soldCart = till.carts.active().cartId;
    await till.paying.take({ kind: 'cash', amountMinor: null });
    const { done } = state(till);
    expect(done?.sale).toMatchObject({
      receiptNumber: 'S1-R2-A-000001',
      settlement: { changeMinor: 0, dueMinor: 13_000 },
    });
    till.selling.code(BREAD);
    expect(state(till).done?.isSmall).toBe(true);
    expect(lines(till)).toEqual([['White Bread 600 g', 1000]]);
    await till.carts.keeper.settled();
    expect((await device.store.carts()).map((cart) => cart.cartId)).not.toContain(soldCart);
  });

  it('commits once for two taps', async () => {
    const { till, device } = await openTill();
    till.selling.code(MILK);
    const request = { kind: 'cash', amountMinor: null } as const;
    await Promise.all([till.paying.take(request), till.paying.take(request)]);
    expect(await device.journal.listSales({ recent: 10 })).toHaveLength(1);
  });

  it('splits, gives change from the cash only, and completes itself', async () => {
    const { till } = await openTill();
    till.selling.code(TEA);
    await till.paying.open();
    await till.paying.take({ kind: 'card-manual', amountMinor: minor(15_000), reference: ' A71 ' });
    expect(state(till).done).toBeNull();
    await till.paying.take({ kind: 'cash', amountMinor: minor(10_000) });
    expect(state(till).done?.sale.payload.tenders).toMatchObject([
      { kind: 'card-manual', amountMinor: 15_000, reference: 'A71' },
      { kind: 'cash', amountMinor: 10_000 },
    ]);
    expect(state(till).done?.sale.settlement.changeMinor).toBe(5_000);
    expect(state(till).layer).toBeNull();
  });

  it('never takes more than the due from a card', async () => {
    const { till } = await openTill();
    till.selling.code(BREAD);
    await till.paying.take({ kind: 'card-manual', amountMinor: minor(10_000) });
    expect(state(till).payProblem?.code).toBe('non-cash-above-due');
    expect(till.carts.active().tenders).toEqual([]);
  });

  it('asks about cash that nobody would hand over, once', async () => {
    const { till } = await openTill();
    till.selling.code(BREAD);
    await till.paying.take({ kind: 'cash', amountMinor: minor(700_000) });
    expect(state(till).doubtful).toEqual({ amountMinor: 700_000, changeMinor: 693_000 });
    expect(state(till).done).toBeNull();
    await till.paying.take({ kind: 'cash', amountMinor: minor(700_000), isConfirmed: true });
    expect(state(till).done?.sale.settlement.changeMinor).toBe(693_000);
  });

  it('waits for missing prices and opens their field', async () => {
    const { till } = await openTill();
    till.selling.code(GIFT);
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect(state(till).payProblem?.code).toBe('price-missing');
    expect(state(till).editor).toMatchObject({ kind: 'price' });
    till.selling.setPrice(till.carts.active().lines[0]?.lineId ?? '', priceE4(5_000_000));
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect(state(till).done?.sale.payload.lines[0]).toMatchObject({ priceSource: 'open', listPriceE4: 5_000_000 });
  });

  it('takes nothing without an open shift and says how to open one', async () => {
    const { till } = await openTill({ hasShift: false });
    till.selling.code(MILK);
    await till.paying.open();
    expect(state(till)).toMatchObject({ layer: null, payProblem: { code: 'no-open-shift' }, hasOpenShift: false });
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect(state(till).done).toBeNull();
    expect(lines(till)).toHaveLength(1);
  });

  it('refuses money before it is taken when the device cannot save', async () => {
    const { till } = await openTill({
      ports: (ports) => ({
        ...ports,
        journal: {
          ...ports.journal,
          storageHealth: () => Promise.resolve(refuse({ code: 'storage-full', detail: 'The disk is full.' })),
        },
      }),
    });
    till.selling.code(MILK);
    await till.paying.open();
    expect(state(till).layer).toBeNull();
    expect(state(till).payProblem?.detail).toMatch(/Do not take money.*disk is full/);
  });

  it('keeps the cart and takes no tender when the commit is refused', async () => {
    const { till } = await openTill({
      ports: (ports) => ({
        ...ports,
        journal: {
          ...ports.journal,
          commitSale: () => Promise.resolve(refuse({ code: 'storage-unavailable', detail: 'Closed.' })),
        },
      }),
    });
    till.selling.code(MILK);
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect(state(till)).toMatchObject({ done: null, isCommitting: false, payProblem: { code: 'storage-unavailable' } });
    expect(till.carts.active()).toMatchObject({ tenders: [], lines: [{ name: 'Brookside Milk 1 L' }] });
  });

  it('begins the next sale with what was scanned while the sale was being saved', async () => {
    const late: (() => void)[] = [];
    const { till } = await openTill({
      ports: (ports) => ({
        ...ports,
        journal: {
          ...ports.journal,
          commitSale: async (draft) => {
            const sale = await ports.journal.commitSale(draft);
            for (const scan of late) scan();
            return sale;
          },
        },
      }),
    });
    late.push(
      () => till.selling.code(MILK),
      () => till.selling.code(TEA),
    );
    till.selling.code(MILK);
    till.selling.code(BREAD);
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect(state(till).done?.sale.payload.lines).toHaveLength(2);
    expect(lines(till)).toEqual([
      ['Brookside Milk 1 L', 1000],
      ['Kericho Gold Tea 250 g', 1000],
    ]);
  });

  it('says so when a cart cannot be kept, and goes on selling', async () => {
    const { till, failures } = await openTill({
      ports: (ports) => ({ ...ports, journal: { ...ports.journal, putCart: () => Promise.reject(new Error('full')) } }),
    });
    till.selling.code(MILK);
    await till.carts.keeper.settled();
    expect(failures).toHaveLength(1);
    expect(lines(till)).toHaveLength(1);
  });
});
