import { creditSubject } from '@mosaajii/domain/approval';
import { minor } from '@mosaajii/domain/money';
import { allowanceLeft, type UnauthorisedDraw } from '@mosaajii/domain/purse';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCustomer } from './cart-customer.ts';
import { type SampleTill, sampleTill } from './fixtures.ts';
import { parseOmnibox } from './omnibox.ts';
import { figuresOf } from './order.ts';
import { runIntent } from './run-intent.ts';
import { createTill, type Till } from './till-context.tsx';

let sample: SampleTill;
let till: Till;
beforeEach(async () => {
  sample = await sampleTill();
  till = createTill(sample.ports, [], (error) => {
    throw error;
  });
});

const state = () => till.carts.store.getState();
const type = (text: string) =>
  runIntent(till, parseOmnibox(text, sample.ports.shop.rules.currency), {
    navigate: () => undefined,
    hit: null,
    customer: sample.ports.customers.search(text.slice(1), 1)[0] ?? null,
  });
function ring(index = 0): void {
  const [hit] = sample.ports.catalog.search(['milk', 'bread'][index] ?? 'milk', 1);
  if (hit === undefined) throw new Error('no such goods');
  till.selling.add(hit);
}
const amina = () => {
  const [found] = sample.ports.customers.search('amina', 1);
  if (found === undefined) throw new Error('no Amina');
  return found;
};
/** What the register has signed last. */
async function lastPayload(): Promise<Record<string, unknown>> {
  const [document] = await sample.device.journal.listSales({ recent: 1 });
  const entry = document && (await sample.device.store.entry(document.documentId));
  return (entry?.operation.payload ?? {}) as Record<string, unknown>;
}

describe('a customer on the sale', () => {
  it('is attached by @ and a few letters, and goes with the sale as an id alone', async () => {
    ring();
    expect(type('@ami').isDone).toBe(true);
    expect(till.carts.active().customer).toMatchObject({ name: 'Amina Yusuf' });
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect(state().done).not.toBeNull();
    expect((await lastPayload())['customer']).toEqual({ customerId: amina().id });
    expect(till.carts.active().customer).toBeUndefined();
  });

  it('is named on the sale when the receipt has to state a tax number', async () => {
    ring();
    type('@otieno');
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect((await lastPayload())['customer']).toMatchObject({ name: 'Otieno Supplies', taxNumber: 'P051234567X' });
  });

  it('buys without taxes while they are exempt and on the sale, and the sale says by which certificate', async () => {
    ring();
    const total = () => {
      const figures = figuresOf(till.carts.active(), sample.ports.shop.rules);
      if (figures.kind !== 'totals') throw new Error('no totals');
      return figures.totals;
    };
    const taxed = total();
    expect(taxed.taxMinor).toBeGreaterThan(0);
    const exempt = { ...amina(), taxExemption: { certificate: 'C-7' } };
    till.carts.change((cart) => setCustomer(cart, exempt));
    expect(total()).toMatchObject({ totalMinor: taxed.netMinor, taxMinor: 0 });
    till.carts.change((cart) => setCustomer(cart, null));
    expect(total()).toMatchObject({ totalMinor: taxed.totalMinor, taxMinor: taxed.taxMinor });
    till.carts.change((cart) => setCustomer(cart, exempt));
    await till.paying.take({ kind: 'cash', amountMinor: null });
    expect(state().done?.sale.totals.totalMinor).toBe(taxed.netMinor);
    const [line] = (await lastPayload())['lines'] as { taxes: { exemptBy?: string }[] }[];
    expect(line?.taxes.map((tax) => tax.exemptBy)).toEqual(['C-7']);
  });

  it('is looked for in the sheet when nobody is meant, and written down there', () => {
    type('@');
    expect(state().layer).toEqual({ kind: 'customer', text: '' });
    type('@+New Man');
    expect(state().layer).toEqual({ kind: 'customer', text: '+New Man' });
    type('@nobody at all');
    expect(state().layer).toEqual({ kind: 'customer', text: 'nobody at all' });
  });

  it('can be taken off, and that can be undone', () => {
    ring();
    till.carts.change((cart) => setCustomer(cart, amina()));
    till.carts.change((cart) => setCustomer(cart, null));
    expect(till.carts.active().customer).toBeUndefined();
    till.carts.undo();
    expect(till.carts.active().customer?.name).toBe('Amina Yusuf');
  });

  it('who is written down is in the journal with what is personal beside it, not in it', async () => {
    const done = await sample.ports.customers.create({ name: 'Wanjiru', phone: '0722000111' });
    if (!done.ok) throw new Error(done.error.detail);
    const entry = await sample.device.store.entry(done.value.id);
    expect(JSON.stringify(entry?.operation)).not.toContain('Wanjiru');
    expect(entry?.enclosure?.fields).toEqual({ name: 'Wanjiru', phone: '0722000111' });
    expect(sample.ports.customers.search('wanj', 1)[0]?.id).toBe(done.value.id);
    expect(await sample.device.journal.unsentCustomers()).toHaveLength(1);
  });
});

describe('a sale on account', () => {
  it('needs a customer', async () => {
    ring();
    await till.paying.take({ kind: 'account', amountMinor: null });
    expect(state().payProblem?.code).toBe('customer-missing');
  });

  it('goes beyond it once somebody who may has approved this customer and this amount', async () => {
    ring();
    till.carts.change((cart) => setCustomer(cart, amina()));
    till.carts.change((now) => ({
      ...now,
      lines: now.lines.map((line) => ({ ...line, quantityMilli: 1_000_000 as never })),
    }));
    await till.paying.take({ kind: 'account', amountMinor: null });
    const { subject = '', owedMinor = 0, mostMinor = 0 } = state().payProblem?.asks ?? {};
    const approvalId = till.ports.newId();
    const { userId } = till.ports.person;
    const actions = [{ action: 'credit', asked: owedMinor, most: mostMinor }] as const;
    const draft = { approvalId, userId, approverId: till.ports.newId(), method: 'pin', actions, subject } as const;
    expect((await sample.device.journal.giveApproval(draft)).ok).toBe(true);
    till.carts.adjust((cart) => ({ ...cart, approvals: [{ approvalId, subject, by: 'Juma' }] }));
    await till.paying.take({ kind: 'account', amountMinor: minor(12_000_000) });
    expect(till.carts.active().tenders, 'a part of it is another question').toEqual([]);
    await till.paying.take({ kind: 'account', amountMinor: null });
    expect(state().done?.sale.payload).toMatchObject({ approvals: [approvalId] });
  });

  it('is taken within what the customer may owe, and refused with words beyond it', async () => {
    ring();
    till.carts.change((cart) => setCustomer(cart, amina()));
    const cart = till.carts.active();
    till.carts.change((now) => ({
      ...now,
      lines: now.lines.map((line) => ({ ...line, quantityMilli: 1_000_000 as never })),
    }));
    await till.paying.take({ kind: 'account', amountMinor: null });
    expect(state().payProblem?.code).toBe('credit-exceeded');
    expect(state().done).toBeNull();
    const asks = state().payProblem?.asks;
    expect(asks?.subject).toBe(creditSubject({ saleId: cart.saleId, customerId: amina().id, amountMinor: 13_000_000 }));
    till.carts.change((now) => ({ ...now, lines: cart.lines }));
    await till.paying.take({ kind: 'account', amountMinor: null });
    expect(state().done?.sale.payload.tenders[0]).toMatchObject({ kind: 'account', amountMinor: 13_000 });
  });

  it('and its payment are in the figures of the shift, once', async () => {
    const payment = {
      paymentId: '01900000-0000-7000-8000-0000000000aa',
      customerId: amina().id,
      tenders: [{ tenderId: '01900000-0000-7000-8000-0000000000ab', kind: 'cash' as const, amountMinor: minor(5_000) }],
    };
    expect((await sample.ports.customers.pay(payment)).ok).toBe(true);
    expect((await sample.ports.customers.pay(payment)).ok).toBe(true);
    const shift = await sample.device.journal.currentShift();
    expect(shift?.tenders.cash.takenMinor).toBe(5_000);
    expect(shift?.saleCount).toBe(0);
  });
});

describe('tenders that are confirmed', () => {
  it('are not taken without their reference', async () => {
    ring();
    await till.paying.take({ kind: 'mobile-money', amountMinor: null });
    expect(state().payProblem?.code).toBe('reference-missing');
    await till.paying.take({ kind: 'mobile-money', amountMinor: null, reference: 'SBX1234567' });
    expect(state().done?.sale.payload.tenders[0]).toMatchObject({ kind: 'mobile-money', reference: 'SBX1234567' });
  });

  it('are refused where the store does not take them', async () => {
    ring();
    Object.assign(sample.ports.shop, { tenders: { ...sample.ports.shop.tenders, kinds: ['cash'] } });
    await till.paying.take({ kind: 'voucher', amountMinor: null });
    expect(state().payProblem?.code).toBe('tender-not-taken');
  });
});

describe('a gift card', () => {
  const CARD = '99999999-0000-8000-8000-abcdefabcdef';

  it('that the server put aside for this sale goes with its authorisation', async () => {
    ring();
    Object.assign(sample.ports.value, { authorise: () => Promise.resolve({ ok: true, value: 'auth-1' }) });
    await till.paying.take({ kind: 'gift-card', amountMinor: null, cardId: CARD });
    expect(state().done?.sale.payload.tenders[0]).toMatchObject({ cardId: CARD, authorisationId: 'auth-1' });
  });

  it('is given back when its tender is taken off', async () => {
    ring();
    const released: string[] = [];
    Object.assign(sample.ports.value, {
      authorise: () => Promise.resolve({ ok: true, value: 'auth-2' }),
      release: (id: string) => released.push(id),
    });
    await till.paying.take({ kind: 'gift-card', amountMinor: minor(1_000), cardId: CARD });
    const [tender] = till.carts.active().tenders;
    till.paying.removeTender(tender?.tenderId ?? '');
    expect(released).toEqual(['auth-2']);
    expect(till.carts.active().tenders).toEqual([]);
  });

  it('pays within the allowance while nobody can be asked, and no further', async () => {
    ring();
    const granted = { perDayMinor: 5_000, perPurseMinor: 5_000 };
    const left = (purseId: string, pending: readonly UnauthorisedDraw[]) =>
      Promise.resolve(allowanceLeft(granted, pending, purseId));
    Object.assign(sample.ports.value, { allowanceLeft: left });
    await till.paying.take({ kind: 'gift-card', amountMinor: minor(4_000), cardId: CARD });
    expect(till.carts.active().tenders).toHaveLength(1);
    await till.paying.take({ kind: 'gift-card', amountMinor: minor(4_000), cardId: CARD });
    expect(state().payProblem?.code).toBe('allowance-used');
    expect(till.carts.active().tenders).toHaveLength(1);
  });

  it('that was spent elsewhere says what is left', async () => {
    ring();
    const refused = { ok: false, error: { code: 'value-too-low', leftMinor: 700 } };
    Object.assign(sample.ports.value, { authorise: () => Promise.resolve(refused) });
    await till.paying.take({ kind: 'gift-card', amountMinor: null, cardId: CARD });
    expect(state().payProblem?.detail).toContain('7.00');
  });

  it('is sold as a line without tax that no promotion and no second scan touches', async () => {
    const { addGiftCard } = await import('./cart.ts');
    const sold = {
      lineId: 'l1',
      name: 'Gift card',
      amountMinor: minor(50_000),
      giftCard: { cardId: CARD, hint: 'CDEF' },
    };
    till.carts.change((cart) => addGiftCard(cart, sold));
    const figures = figuresOf(till.carts.active(), sample.ports.shop.rules);
    expect(figures.kind === 'totals' && figures.totals).toMatchObject({ totalMinor: 50_000, taxMinor: 0 });
    expect(figures.kind === 'totals' && figures.order.lines[0]?.giftCard).toEqual(sold.giftCard);
  });
});
