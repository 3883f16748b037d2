import { returnSubject, saleSubject } from '@mosaajii/domain/approval';
import { milli, minor } from '@mosaajii/domain/money';
import { describe, expect, it } from 'vitest';
import {
  cash,
  GBP_RULES,
  readyToSell,
  TEST_USER,
  type TestDevice,
  testDevice,
  testId,
  testLine,
  testOrder,
  testSale,
} from './fixtures.ts';
import { expectedCashMinor } from './shift-figures.ts';

async function ready(): Promise<TestDevice> {
  const device = await testDevice();
  await readyToSell(device);
  return device;
}
const drawer = async ({ journal }: TestDevice) => {
  const shift = await journal.currentShift();
  if (!shift) throw new Error('no shift');
  return expectedCashMinor(shift) - shift.openingFloatMinor;
};
const other = testId();

describe('an approval on the device', () => {
  async function discounted(device: TestDevice) {
    const sale = testSale();
    const subject = saleSubject({ saleId: sale.saleId, ...sale.order });
    const approvalId = testId();
    const draft = {
      approvalId,
      userId: TEST_USER,
      approverId: other,
      method: 'pin' as const,
      actions: [{ action: 'discount' as const }],
      subject,
    };
    return { sale, draft, given: await device.journal.giveApproval(draft) };
  }

  it('is in the chain before the sale that names it, and once', async () => {
    const device = await ready();
    const { sale, draft, given } = await discounted(device);
    expect(given).toMatchObject({ ok: true, value: { approvalId: draft.approvalId } });
    expect(await device.journal.giveApproval(draft)).toEqual(given);
    const sold = await device.journal.commitSale({ ...sale, approvals: [draft.approvalId] });
    expect(sold).toMatchObject({ ok: true, value: { payload: { approvals: [draft.approvalId] } } });
    const registration = await device.journal.registration();
    const entries = await device.store.entriesAfter(registration?.keyId ?? '', 0, 10);
    expect(entries.map((entry) => entry.kind)).toEqual(['shift.opened', 'approval.given', 'sale.completed']);
  });

  it('is refused in another cart, in a changed one, and under its id for something else', async () => {
    const device = await ready();
    const { sale, draft } = await discounted(device);
    const approvals = [draft.approvalId];
    const refused = { ok: false, error: { code: 'approval-invalid' } };
    expect(await device.journal.commitSale({ ...testSale(), approvals })).toMatchObject(refused);
    const changed = { ...sale, order: testOrder(testLine(1.99, 2)), approvals };
    expect(await device.journal.commitSale(changed)).toMatchObject(refused);
    expect(await device.journal.commitSale({ ...sale, approvals: [testId()] })).toMatchObject(refused);
    expect(await device.journal.giveApproval({ ...draft, subject: 'else' })).toMatchObject({
      ok: false,
      error: { code: 'id-already-used' },
    });
    expect(await device.journal.commitSale({ ...sale, approvals })).toMatchObject({ ok: true });
  });

  it('lasts ten minutes; a clock that is set back revives none', async () => {
    const device = await ready();
    await device.journal.serverClock.heard('2026-11-22T09:00:00.000Z');
    const { sale, draft } = await discounted(device);
    device.clock.advance(11 * 60_000);
    const again = { ...sale, approvals: [draft.approvalId] };
    const late = { ok: false, error: { code: 'approval-invalid' } };
    expect(await device.journal.commitSale(again)).toMatchObject(late);
    device.clock.jump(-11 * 60_000);
    expect(await device.journal.commitSale(again)).toMatchObject(late);
  });
});

describe('a void', () => {
  it('brings all of it back to the tenders, once, in its shift', async () => {
    const device = await ready();
    const { journal } = device;
    const sale = testSale();
    await journal.commitSale(sale);
    expect(await drawer(device)).toBe(199);
    const draft = { returnId: testId(), userId: TEST_USER, saleId: sale.saleId, note: 'rung up wrong' };
    const voided = await journal.commitVoid(draft);
    expect(voided).toMatchObject({ ok: true, value: { payload: { voids: true, note: 'rung up wrong' } } });
    expect(await drawer(device)).toBe(0);
    expect(await journal.commitVoid(draft)).toMatchObject({ ok: true, value: { isRepeat: true } });
    const again = { ...draft, returnId: testId() };
    expect(await journal.commitVoid(again)).toMatchObject({ ok: false, error: { code: 'sale-voided' } });
    const lines = sale.order.lines.map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli, isRestocked: true }));
    const back = {
      returnId: testId(),
      userId: TEST_USER,
      saleId: sale.saleId,
      reason: 'other' as const,
      lines,
      refund: { kind: 'original' as const },
    };
    expect(await journal.commitReturn(back)).toMatchObject({ ok: false, error: { code: 'sale-voided' } });
    expect(await journal.findReturn(draft.returnId)).toMatchObject({ ok: true, value: { document: { isVoid: true } } });
  });

  it('is refused for a sale that sold a gift card, whose goods alone can come back', async () => {
    const { journal } = await ready();
    const card = { cardId: testId(), hint: 'K7QX' };
    const loaded = { ...testLine(10), priceSource: 'open' as const, taxes: [], giftCard: card };
    const goods = testLine(1, 2);
    const sale = testSale({ order: testOrder(goods, loaded), tenders: [cash(5_000)] });
    expect(await journal.commitSale(sale)).toMatchObject({ ok: true });
    const { saleId } = sale;
    const voided = await journal.commitVoid({ returnId: testId(), userId: TEST_USER, saleId, note: 'wrong' });
    expect(voided).toMatchObject({ ok: false, error: { code: 'gift-card-sold' } });
    const back = await journal.returnable(saleId);
    expect(back).toMatchObject({ ok: true, value: { lines: [{ lineId: goods.lineId }] } });
    const returned = await journal.commitReturn({
      returnId: testId(),
      userId: TEST_USER,
      saleId,
      reason: 'other',
      lines: [{ lineId: loaded.lineId, quantityMilli: loaded.quantityMilli, isRestocked: true }],
      refund: { kind: 'original' },
    });
    expect(returned).toMatchObject({ ok: false, error: { code: 'unknown-line' } });
  });

  it('is refused for what came back, for another shift, and for a sale that is not here', async () => {
    const device = await ready();
    const { journal } = device;
    const sale = testSale({ order: testOrder(testLine(1, 2)) });
    await journal.commitSale(sale);
    const [line] = sale.order.lines;
    await journal.commitReturn({
      returnId: testId(),
      userId: TEST_USER,
      saleId: sale.saleId,
      reason: 'other',
      lines: [{ lineId: line?.lineId ?? '', quantityMilli: milli(1000), isRestocked: true }],
      refund: { kind: 'original' },
    });
    const voidOf = (saleId: string) =>
      journal.commitVoid({ returnId: testId(), userId: TEST_USER, saleId, note: 'wrong' });
    expect(await voidOf(sale.saleId)).toMatchObject({ ok: false, error: { code: 'sale-returned' } });
    expect(await voidOf(testId())).toMatchObject({ ok: false, error: { code: 'unknown-sale' } });
    const later = testSale();
    await journal.commitSale(later);
    const shift = await journal.currentShift();
    if (!shift) throw new Error('no shift');
    const close = {
      operationId: testId(),
      userId: TEST_USER,
      shiftId: shift.shiftId,
      countedMinor: expectedCashMinor(shift),
    };
    expect(await journal.closeShift(close)).toMatchObject({ ok: true });
    expect(await voidOf(later.saleId)).toMatchObject({ ok: false, error: { code: 'other-shift' } });
  });

  it('takes an approval that is for it', async () => {
    const device = await ready();
    const sale = testSale();
    await device.journal.commitSale(sale);
    const returnId = testId();
    const lines = sale.order.lines.map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli, isRestocked: true }));
    const subject = returnSubject({
      returnId,
      voids: true,
      source: { kind: 'sale', saleId: sale.saleId, lines },
      claimed: { totalMinor: minor(199) },
    });
    const approvalId = testId();
    await device.journal.giveApproval({
      approvalId,
      userId: TEST_USER,
      approverId: other,
      method: 'badge',
      actions: [{ action: 'void', asked: 199 }],
      subject,
    });
    const draft = { returnId, userId: TEST_USER, saleId: sale.saleId, note: 'wrong', approvals: [approvalId] };
    expect(await device.journal.commitVoid(draft)).toMatchObject({
      ok: true,
      value: { payload: { approvals: [approvalId] } },
    });
  });
});

describe('goods without a receipt', () => {
  const draft = (pounds: number, list = pounds) => {
    const line = { ...testLine(list), unitPriceE4: testLine(pounds).unitPriceE4, isRestocked: true };
    return {
      returnId: testId(),
      userId: TEST_USER,
      reason: 'other' as const,
      rules: GBP_RULES,
      lines: [line],
      tenderId: testId(),
    };
  };

  it('are paid out in cash, once, at their price or less', async () => {
    const device = await ready();
    const blind = draft(1.5, 1.99);
    const made = await device.journal.commitBlindReturn(blind);
    expect(made).toMatchObject({ ok: true, value: { payload: { claimed: { totalMinor: 150 } } } });
    expect(await drawer(device)).toBe(-150);
    expect(await device.journal.commitBlindReturn(blind)).toMatchObject({ ok: true, value: { isRepeat: true } });
    expect(await device.journal.commitBlindReturn({ ...blind, lines: draft(1).lines })).toMatchObject({
      ok: false,
      error: { code: 'id-already-used' },
    });
    expect(await device.journal.commitBlindReturn(draft(2.5, 1.99))).toMatchObject({
      ok: false,
      error: { code: 'price-above-list' },
    });
    expect(await drawer(device)).toBe(-150);
  });
});

describe('an exchange', () => {
  async function exchange(device: TestDevice, back: number, out: number, tenders = [cash(5000)]) {
    const bought = testSale({ order: testOrder(testLine(back)), tenders: [cash(Math.round(back * 100))] });
    await device.journal.commitSale(bought);
    const lines = bought.order.lines.map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli, isRestocked: true }));
    const sale = testSale({ order: testOrder(testLine(out)), tenders });
    const ids = { exchangeId: testId(), returnTenderId: testId(), saleTenderId: testId() };
    const returned = {
      returnId: testId(),
      userId: TEST_USER,
      saleId: bought.saleId,
      reason: 'wrong-item' as const,
      lines,
      refund: { kind: 'original' as const },
    };
    const draft = { ...ids, returned, sale };
    return { draft, bought, made: await device.journal.commitExchange(draft) };
  }

  it('takes the difference when the new goods cost more, in one transaction with two numbers', async () => {
    const device = await ready();
    const { draft, made } = await exchange(device, 3, 5, [cash(200)]);
    expect(made).toMatchObject({
      ok: true,
      value: {
        returned: { receiptNumber: 'S1-R1-A-000002', payload: { refunds: [{ kind: 'exchange', amountMinor: 300 }] } },
        sale: { receiptNumber: 'S1-R1-A-000003', payload: { exchangeId: draft.exchangeId } },
      },
    });
    expect(await drawer(device)).toBe(500);
    const shift = await device.journal.currentShift();
    expect(shift?.tenders.exchange).toEqual({ takenMinor: 300, refundedMinor: 300 });
    expect([shift?.saleCount, shift?.returnCount]).toEqual([2, 1]);
    const again = await device.journal.commitExchange(draft);
    expect(again).toMatchObject({ ok: true, value: { sale: { isRepeat: true }, returned: { isRepeat: true } } });
    expect(await drawer(device)).toBe(500);
  });

  it('gives the difference back when they cost less, and nothing moves when they cost the same', async () => {
    const device = await ready();
    const less = await exchange(device, 5, 3, []);
    expect(less.made).toMatchObject({
      ok: true,
      value: {
        returned: {
          payload: {
            refunds: [
              { kind: 'exchange', amountMinor: 300 },
              { kind: 'cash', amountMinor: 200 },
            ],
          },
        },
      },
    });
    expect(await drawer(device)).toBe(300);
    const same = await exchange(device, 4, 4, []);
    expect(same.made).toMatchObject({ ok: true });
    expect(await drawer(device)).toBe(700);
  });

  it('is refused whole: a payment that does not cover leaves the return unmade', async () => {
    const device = await ready();
    const { draft, made } = await exchange(device, 3, 5, [cash(100)]);
    expect(made).toMatchObject({ ok: false, error: { code: 'tender-below-total' } });
    expect(await device.store.entry(draft.returned.returnId)).toBeNull();
    expect(await drawer(device)).toBe(300);
  });

  it('is written whole or not at all when the device dies in the middle', async () => {
    const device = await ready();
    const bought = testSale({ order: testOrder(testLine(3)), tenders: [cash(300)] });
    await device.journal.commitSale(bought);
    let isDying = false;
    const dying = await testDevice({
      disk: device.disk,
      clock: device.clock,
      inject: (point) => {
        if (isDying && point === 'before-commit') throw new Error('the power went');
      },
    });
    isDying = true;
    const lines = bought.order.lines.map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli, isRestocked: true }));
    const draft = {
      exchangeId: testId(),
      returnTenderId: testId(),
      saleTenderId: testId(),
      returned: {
        returnId: testId(),
        userId: TEST_USER,
        saleId: bought.saleId,
        reason: 'other' as const,
        lines,
        refund: { kind: 'original' as const },
      },
      sale: testSale({ order: testOrder(testLine(3)), tenders: [] }),
    };
    await expect(dying.journal.commitExchange(draft)).rejects.toThrow('the power went');
    const after = await testDevice({ disk: device.disk, clock: device.clock });
    expect(await after.store.entry(draft.returned.returnId)).toBeNull();
    expect(await after.store.entry(draft.sale.saleId)).toBeNull();
    expect(await after.journal.commitExchange(draft)).toMatchObject({ ok: true });
  });

  it('goods that were paid with goods are paid back in cash', async () => {
    const device = await ready();
    const { made } = await exchange(device, 3, 3, []);
    if (!made.ok) throw new Error(made.error.detail);
    const { sale } = made.value;
    const lines = sale.payload.lines.map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli, isRestocked: true }));
    const back = await device.journal.commitReturn({
      returnId: testId(),
      userId: TEST_USER,
      saleId: sale.saleId,
      reason: 'other',
      lines,
      refund: { kind: 'original' },
    });
    expect(back).toMatchObject({ ok: true, value: { payload: { refunds: [{ kind: 'cash', amountMinor: 300 }] } } });
    expect(await drawer(device)).toBe(0);
  });
});
