import { unwrap } from '@mosaajii/domain';
import { minor } from '@mosaajii/domain/money';
import { ENGINE_VERSION } from '@mosaajii/domain/sale';
import { describe, expect, it } from 'vitest';
import type { DepositDraft } from './deposit.ts';
import { cash, readyToSell, TEST_USER, type TestDevice, testDevice, testId, testOrder } from './fixtures.ts';
import { expectedCashMinor } from './shift-figures.ts';

function deposit(amount: number, part: Partial<DepositDraft> = {}): DepositDraft {
  const about = { depositId: testId(), layawayId: testId(), customerId: testId(), userId: TEST_USER };
  return { ...about, tenders: [cash(amount)], ...part };
}
const opens = () => ({
  dueOn: '2027-01-01',
  engineVersion: ENGINE_VERSION,
  order: testOrder(),
  totalMinor: minor(199),
});
const sale = (layawayId: string, customerId: string) => ({
  saleId: testId(),
  userId: TEST_USER,
  order: testOrder(),
  tenders: [{ tenderId: testId(), kind: 'deposit' as const, amountMinor: minor(199) }],
  customer: { customerId },
  origin: { layawayId },
});
/** The server has answered for everything that was written. */
async function hearAll({ journal, store }: TestDevice) {
  const keyId = (await journal.registration())?.keyId ?? '';
  const pushedThrough = (await store.head(keyId))?.lastSequence ?? 0;
  await store.recordAnswers({ ...(await store.pushState(keyId)), pushedThrough }, [], new Date(0).toISOString());
}
async function shiftOf({ journal }: TestDevice) {
  const shift = await journal.currentShift();
  if (shift === null) throw new Error('no shift is open');
  return shift;
}

describe('a deposit', () => {
  it('lies in the drawer once for its id, is no sale, and numbers its layaway by its place', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const draft = deposit(50, { opens: opens() });
    const done = await Promise.all([1, 2, 3].map(async () => unwrap(await device.journal.commitDeposit(draft))));
    expect(done.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
    expect(new Set(done.map(({ number }) => number)).size).toBe(1);
    expect(done[0]?.number).toMatch(/^L-.+-A-\d{6}$/);
    const shift = await shiftOf(device);
    expect(expectedCashMinor(shift)).toBe(10_000 + 50);
    expect(shift).toMatchObject({ saleCount: 0, soldMinor: 0 });
    expect(shift.totals).toMatchObject({ depositMinor: 50, soldMinor: 0 });
  });

  it('takes the cart that is put aside with the same write', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const cart = { updatedAt: '2026-11-22T09:00:00.000Z', isHeld: false, content: {} };
    await device.store.putCart({ cartId: 'cart-1', ...cart });
    await device.store.putCart({ cartId: 'cart-2', ...cart });
    unwrap(await device.journal.commitDeposit(deposit(50, { opens: opens(), cartId: 'cart-1' })));
    expect((await device.store.carts()).map(({ cartId }) => cartId)).toEqual(['cart-2']);
  });

  it('goes back out of the drawer, a fee stays, and a sale that it pays leaves the cash alone', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const first = deposit(50, { opens: opens() });
    unwrap(await device.journal.commitDeposit(first));
    const { layawayId, customerId } = first;
    const draft = {
      ...{ depositId: testId(), layawayId, customerId, userId: TEST_USER, reason: 'changed their mind' },
      refunds: [{ tenderId: first.tenders[0]?.tenderId ?? '', kind: 'cash' as const, amountMinor: minor(40) }],
      feeMinor: minor(10),
      isOpen: true,
    };
    const back = unwrap(await device.journal.returnDeposits(draft));
    expect(unwrap(await device.journal.returnDeposits(draft))).toEqual({ ...back, isRepeat: true });
    const shift = await shiftOf(device);
    expect(expectedCashMinor(shift)).toBe(10_000 + 10);
    expect(shift.totals).toMatchObject({ depositMinor: 50, depositBackMinor: 40 });

    const other = testId();
    const sold = unwrap(await device.journal.commitSale(sale(other, customerId)));
    expect(sold.payload.layawayId).toBe(other);
    expect(expectedCashMinor(await shiftOf(device))).toBe(10_000 + 10);
  });

  it('ends a layaway once at this till, however many windows show it open, also with a word of the server', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const first = deposit(50, { opens: opens() });
    unwrap(await device.journal.commitDeposit(first));
    const { layawayId, customerId } = first;
    const done = await Promise.all([1, 2, 3].map(() => device.journal.commitSale(sale(layawayId, customerId))));
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
    const about = { depositId: testId(), layawayId, customerId, userId: TEST_USER, reason: 'x', feeMinor: minor(0) };
    const back = { ...about, refunds: [{ tenderId: testId(), kind: 'cash' as const, amountMinor: minor(50) }] };
    const ended = { error: { code: 'layaway-ended' } };
    const word = { authorisationId: testId() };
    const again = sale(layawayId, customerId);
    const withWord = { ...again, tenders: again.tenders.map((tender) => ({ ...tender, ...word })) };
    expect(await device.journal.commitSale(again)).toMatchObject(ended);
    expect(await device.journal.commitSale(withWord)).toMatchObject(ended);
    expect(await device.journal.returnDeposits({ ...back, isOpen: true })).toMatchObject(ended);
    // The server put aside what it had heard of, and has not heard of the sale of the other window.
    expect(await device.journal.returnDeposits({ ...back, ...word, isOpen: true })).toMatchObject(ended);
    expect(await device.journal.returnDeposits({ ...back, ...word, isOpen: false })).toMatchObject(ended);

    await hearAll(device);
    expect(await device.journal.returnDeposits({ ...back, ...word, isOpen: true })).toMatchObject(ended);
    expect(await device.journal.returnDeposits({ ...back, isOpen: false })).toMatchObject(ended);
    expect(await device.journal.returnDeposits({ ...back, ...word, isOpen: false })).toMatchObject({ ok: true });
  });

  it('needs an open shift, an amount, and an id of its own', async () => {
    const device = await testDevice();
    expect(await device.journal.commitDeposit(deposit(50))).toMatchObject({ error: { code: 'no-register' } });
    await readyToSell(device);
    expect(await device.journal.commitDeposit(deposit(0))).toMatchObject({ error: { code: 'amount-out-of-range' } });
    const draft = deposit(50);
    unwrap(await device.journal.commitDeposit(draft));
    const other = { ...draft, refunds: [], feeMinor: minor(1), reason: 'x', isOpen: true };
    expect(await device.journal.returnDeposits(other)).toMatchObject({ error: { code: 'id-already-used' } });
    const nothing = { ...other, depositId: testId(), feeMinor: minor(0) };
    expect(await device.journal.returnDeposits(nothing)).toMatchObject({ error: { code: 'amount-out-of-range' } });
  });
});
