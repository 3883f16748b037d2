import { minor } from '@mosaajii/domain/money';
import { beforeEach, describe, expect, it } from 'vitest';
import { useToasts } from '../../platform/ui/index.ts';
import { clearCart, clearNow } from './clearing.ts';
import type { Till } from './till-context.tsx';
import { BREAD, lines, MILK, openTill, state } from './till-fixture.ts';

const CUSTOMER = { customerId: 'asha', name: 'Asha' };
const lastToast = () => useToasts.getState().toasts.at(-1);
const cart = (till: Till) => till.carts.active();

/** A sale with everything that belongs to whoever buys. */
async function ringUp(till: Till): Promise<void> {
  till.selling.code(MILK);
  till.carts.change((now) => ({
    ...now,
    customer: CUSTOMER,
    couponCodes: ['WELCOME'],
    note: 'deliver',
    tipMinor: minor(100),
    ageCheck: { minimumAge: 18, confirmedBy: 'juma' },
    origin: { salespersonId: 'neema', heldSaleId: 'held-1' },
  }));
}

beforeEach(() => useToasts.setState({ toasts: [] }));

describe('clearing the cart', () => {
  it('leaves nothing of the customer to the next one, and brings all back', async () => {
    const { till } = await openTill();
    await ringUp(till);
    const before = cart(till);
    clearCart(till);
    const { cartId, saleId, startedAt, isHeld } = before;
    expect(cart(till)).toEqual({
      ...{
        cartId,
        saleId,
        startedAt,
        isHeld,
        lines: [],
        saleDiscounts: [],
        tenders: [],
        note: '',
        selectedLineId: null,
      },
      origin: { heldSaleId: 'held-1' },
    });
    lastToast()?.action?.run();
    expect(cart(till)).toEqual(before);
    till.carts.redo();
    expect(cart(till).origin).toEqual({ heldSaleId: 'held-1' });
    till.selling.code(BREAD);
    till.carts.undo();
    till.carts.undo();
    expect(cart(till)).toEqual(before);
  });

  it('says what was taken first; then it is given back, and no later sale begins with it', async () => {
    const { till, ports } = await openTill();
    const released: string[] = [];
    Object.assign(ports.value, {
      authorise: () => Promise.resolve({ ok: true, value: 'auth-1' }),
      release: (id: string) => released.push(id),
    });
    await ringUp(till);
    till.carts.adjust(({ tipMinor: _tip, ageCheck: _age, ...now }) => now);
    await till.paying.take({ kind: 'cash', amountMinor: minor(1_000) });
    await till.paying.take({ kind: 'gift-card', amountMinor: minor(500), cardId: 'card-1' });
    till.paying.close();
    clearCart(till);
    expect(state(till).layer).toEqual({ kind: 'clear' });
    expect(cart(till).tenders.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['cash', 1_000],
      ['gift-card', 500],
    ]);
    expect(lines(till)).toHaveLength(1);
    clearNow(till);
    expect(released).toEqual(['auth-1']);
    expect(cart(till)).toMatchObject({ lines: [], tenders: [], isTotalled: true });
    expect(cart(till)).not.toHaveProperty('customer');
    expect(state(till)).toMatchObject({ layer: null, giftCard: null });
    // What was handed back does not come back with the goods.
    lastToast()?.action?.run();
    expect(cart(till)).toMatchObject({ customer: CUSTOMER, couponCodes: ['WELCOME'], tenders: [] });
    expect(lines(till)).toHaveLength(1);
  });

  it('asks first about a card that nobody is sure of', async () => {
    const { till } = await openTill();
    await ringUp(till);
    till.carts.adjust((now) => ({ ...now, unsureCardMinor: minor(1_000) }));
    clearCart(till);
    expect(state(till)).toMatchObject({ layer: { kind: 'payment' }, payProblem: { code: 'card-unsure' } });
    expect(lines(till)).toHaveLength(1);
  });

  it('says when there is nothing to clear, and clears a coupon or a salesperson alone', async () => {
    const { till } = await openTill();
    clearCart(till);
    expect(lastToast()?.action).toBeUndefined();
    till.carts.adjust((now) => ({ ...now, couponCodes: ['WELCOME'] }));
    clearCart(till);
    expect(cart(till)).not.toHaveProperty('couponCodes');
    till.carts.adjust((now) => ({ ...now, origin: { salespersonId: 'neema' } }));
    clearCart(till);
    expect(cart(till)).not.toHaveProperty('origin');
  });
});
