import { beforeEach, describe, expect, it } from 'vitest';
import { useToasts } from '../../platform/ui/index.ts';
import { subjectOfCart } from './approving.ts';
import { figuresOf } from './order.ts';
import { continueTill } from './till-context.tsx';
import { BREAD, beyond, GIFT, lines, MILK, openTill, state, TEA, type } from './till-fixture.ts';
import { storedCarts } from './till-store.ts';

const lastToast = () => useToasts.getState().toasts.at(-1);

beforeEach(() => useToasts.setState({ toasts: [] }));

describe('settings that come while somebody sells', () => {
  it('lose no key that pays: what the till before began is finished where everybody looks', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { till, ports } = await openTill({
      ports: (given) => ({
        ...given,
        journal: {
          ...given.journal,
          commitSale: async (draft) => {
            await gate;
            return given.journal.commitSale(draft);
          },
        },
      }),
    });
    till.selling.code(MILK);
    const paid = till.paying.take({ kind: 'cash', amountMinor: null });
    const next = continueTill(till, { ...ports, shop: { ...ports.shop, storeName: 'Renamed' } });
    // The tender buttons of the next one are latched by the same write.
    await next.paying.take({ kind: 'cash', amountMinor: null });
    next.selling.code(BREAD);
    release();
    await paid;
    expect(state(next).done?.sale.settlement.dueMinor).toBe(13_000);
    expect(lines(next)).toEqual([['White Bread 600 g', 1000]]);
    expect(next.ports.shop.storeName).toBe('Renamed');
  });

  it('lose no scan, no step back and nothing that is open', async () => {
    const { till, ports } = await openTill();
    till.selling.code(MILK);
    type(till, '3*');
    till.carts.store.setState({ layer: { kind: 'menu' } });
    const next = continueTill(till, ports);
    // A scan that was on its way reaches the till before.
    till.selling.code(BREAD);
    expect(lines(next)).toEqual([
      ['Brookside Milk 1 L', 1000],
      ['White Bread 600 g', 3000],
    ]);
    expect(state(next).layer).toEqual({ kind: 'menu' });
    next.selling.undo();
    next.selling.undo();
    expect(lines(next)).toEqual([]);
  });

  it('price and take money by what holds from then on', async () => {
    const { till, ports } = await openTill();
    till.selling.code(MILK);
    const shop = { ...ports.shop, salesperson: { ...ports.shop.salesperson, isRequired: true } };
    const next = continueTill(till, { ...ports, shop });
    await next.paying.take({ kind: 'cash', amountMinor: null });
    expect(state(next).payProblem?.code).toBe('salesperson-missing');
    expect(lines(next)).toHaveLength(1);
  });

  it('wait, when somebody else signs in, until the sale before is written', async () => {
    const { till, ports } = await openTill();
    till.selling.code(MILK);
    const paid = till.paying.take({ kind: 'cash', amountMinor: null });
    expect(state(till).isCommitting).toBe(true);
    await till.carts.atRest();
    expect(await storedCarts(ports)).toEqual([]);
    await paid;
    expect(state(till).done).not.toBeNull();
  });
});

describe('ringing up', () => {
  it('adds by scan, by words and by weight, and multiplies the next one', async () => {
    const { till } = await openTill();
    till.selling.code(MILK);
    till.selling.code(MILK);
    type(till, 'kericho');
    type(till, '1.240*bananas');
    type(till, '3*');
    till.selling.code(BREAD);
    expect(lines(till)).toEqual([
      ['Brookside Milk 1 L', 2000],
      ['Kericho Gold Tea 250 g', 1000],
      ['Bananas', 1240],
      ['White Bread 600 g', 3000],
    ]);
    expect(state(till).nextQuantity).toBeNull();
  });

  it('keeps unknown codes beside the cart and counts them, while scanning goes on', async () => {
    const { till } = await openTill();
    for (const code of ['6161100604412', MILK, '5000000000012', '6161100604412']) till.selling.code(code);
    expect(state(till).unknown).toEqual([
      { code: '6161100604412', times: 2 },
      { code: '5000000000012', times: 1 },
    ]);
    expect(lines(till)).toEqual([['Brookside Milk 1 L', 1000]]);
    till.selling.dismissUnknown('6161100604412');
    expect(state(till).unknown.map((one) => one.code)).toEqual(['5000000000012']);
  });

  it('changes the selected line by what is typed', async () => {
    const { till } = await openTill();
    till.selling.code(TEA);
    type(till, '+5');
    type(till, '-10%');
    expect(till.carts.active().lines[0]).toMatchObject({
      quantityMilli: 6000,
      discounts: [{ kind: 'percent', ratePpm: 100_000 }],
    });
    type(till, '=150');
    expect(till.carts.active().lines[0]?.unitPriceE4).toBe(150_000_000);
    type(till, '-6');
    expect(lines(till)).toEqual([]);
  });

  it('goes on selling what left the catalogue while it was in the cart, as it was rung up', async () => {
    const { till, device, changeCatalog } = await openTill();
    till.selling.code(MILK);
    till.selling.code(MILK);
    till.selling.code(BREAD);
    const [milk] = till.carts.active().lines;
    const productId = till.ports.catalog.variant(milk?.variantId ?? '')?.productId ?? '';
    changeCatalog({ products: [{ productId, variants: [] }] });
    expect(till.ports.catalog.variant(milk?.variantId ?? '')).toBeNull();
    till.selling.code(MILK);
    expect(state(till).unknown).toEqual([{ code: MILK, times: 1 }]);
    till.selling.dismissUnknown(MILK);
    till.selling.setQuantity(milk?.lineId ?? '', 3000);
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect(state(till).done?.sale).toMatchObject({ settlement: { dueMinor: 46_000 } });
    const [document] = await device.journal.listSales({ recent: 1 });
    const found = await device.journal.findSale({ saleId: document?.documentId ?? '' });
    expect(found.ok && found.value).toMatchObject({
      payload: { lines: [{ variantId: milk?.variantId, quantityMilli: 3000, unitPriceE4: 130_000_000 }, {}] },
    });
  });

  it('removes with an undo that survives later scans', async () => {
    const { till } = await openTill();
    till.selling.code(MILK);
    till.selling.code(BREAD);
    till.selling.remove(till.carts.active().lines[0]?.lineId ?? '');
    till.selling.code(TEA);
    lastToast()?.action?.run();
    expect(lines(till).map(([name]) => name)).toEqual([
      'Brookside Milk 1 L',
      'White Bread 600 g',
      'Kericho Gold Tea 250 g',
    ]);
  });

  it('steps back and forth through changes', async () => {
    const { till } = await openTill();
    till.selling.code(MILK);
    till.selling.code(BREAD);
    till.selling.undo();
    expect(lines(till)).toHaveLength(1);
    till.selling.redo();
    expect(lines(till)).toHaveLength(2);
    till.selling.redo();
    expect(lastToast()?.message).toMatch(/Nothing to redo/);
  });

  it('refuses a reduction above the line and says why, changing nothing', async () => {
    const { till } = await openTill();
    till.selling.code(BREAD);
    expect(type(till, '-100.00').isDone).toBe(false);
    expect(till.carts.active().lines[0]?.discounts).toEqual([]);
    expect(lastToast()?.tone).toBe('danger');
  });

  it('takes no money for a price that only others may charge, until one of them approved it', async () => {
    const { till } = await openTill({ role: 'cashier' });
    till.selling.code(GIFT);
    expect(type(till, '=25').isDone).toBe(true);
    expect(beyond(till)).toEqual([]);
    till.selling.code(BREAD);
    expect(type(till, '=10').isDone).toBe(true);
    expect(beyond(till)).toMatchObject([{ action: 'price-override' }]);
    await till.paying.open();
    expect(till.carts.store.getState()).toMatchObject({ layer: null, payProblem: { code: 'needs-approval' } });
    till.selling.undo();
    expect(beyond(till)).toEqual([]);
  });

  it('lets a cashier reduce up to the limit, and sells what goes further once it is approved as it stands', async () => {
    const { till, device } = await openTill({ role: 'cashier' });
    till.selling.code(BREAD);
    expect(type(till, '-10%').isDone).toBe(true);
    expect(beyond(till)).toEqual([]);
    expect(type(till, '-11%').isDone).toBe(true);
    expect(beyond(till)).toEqual([{ action: 'discount', asked: 110_000, most: 100_000 }]);
    const subject = subjectOfCart(till.carts.active(), figuresOf(till.carts.active(), till.ports.shop.rules));
    const approvalId = till.ports.newId();
    const { userId } = till.ports.person;
    const approverId = till.ports.newId();
    const given = { approvalId, userId, approverId, method: 'pin', actions: beyond(till), subject } as const;
    await device.journal.giveApproval(given);
    till.carts.adjust((cart) => ({ ...cart, approvals: [{ approvalId, subject, by: 'Amina' }] }));
    expect(beyond(till)).toEqual([]);
    till.selling.code(MILK);
    expect(beyond(till), 'a changed cart needs another approval').toHaveLength(1);
    till.selling.undo();
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect(till.carts.store.getState().done?.sale.payload.approvals).toEqual([approvalId]);
  });
});
