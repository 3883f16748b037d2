import { unwrap } from '@mosaajii/domain';
import { milli, minor } from '@mosaajii/domain/money';
import { type Operation, operationHashInput } from '@mosaajii/domain/operation';
import { describe, expect, it } from 'vitest';
import {
  cash,
  GBP_RULES,
  readyToSell,
  TEST_USER,
  testDevice,
  testId,
  testLine,
  testOrder,
  testSale,
} from './fixtures.ts';
import type { FaultPoint } from './memory-store.ts';
import { expectedCashMinor } from './shift-figures.ts';
import { StorageFailure } from './store.ts';
import { webCrypto } from './web-crypto.ts';

describe('selling', () => {
  it('numbers, totals and keeps a sale', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const sale = unwrap(await device.journal.commitSale(testSale()));
    expect(sale.receiptNumber).toBe('S1-R1-A-000001');
    expect(sale.settlement.changeMinor).toBe(301);
    expect(sale.payload.claimed).toMatchObject({ totalMinor: 199, netMinor: 166, taxMinor: 33 });
    const known = unwrap(await device.journal.findSale({ receiptNumber: 'S1-R1-A-000001' }));
    expect(known.document.documentId).toBe(sale.saleId);
    expect(known.standing).toBe('waiting');
    expect(known.totals).toEqual(sale.totals);
  });

  it('chains: each operation names the hash of the one before, and the hash is of its content', async () => {
    const device = await testDevice();
    const registration = await readyToSell(device);
    for (let count = 0; count < 3; count += 1) unwrap(await device.journal.commitSale(testSale()));
    const entries = await device.store.entriesAfter(registration.keyId, 0, 10);
    expect(entries.map((entry) => entry.sequence)).toEqual([1, 2, 3, 4]);
    let previous = '0'.repeat(64);
    for (const { operation } of entries) {
      expect(operation.previousHash).toBe(previous);
      expect(await webCrypto.sha256(operationHashInput(operation))).toBe(operation.hash);
      previous = operation.hash;
    }
  });

  it('commits a draft once, however often it is tapped, also at the same time', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const draft = testSale();
    const taps = await Promise.all([1, 2, 3].map(() => device.journal.commitSale(draft)));
    const sales = taps.map(unwrap);
    expect(new Set(sales.map((sale) => sale.receiptNumber)).size).toBe(1);
    expect(sales.filter((sale) => !sale.isRepeat)).toHaveLength(1);
    expect(unwrap(await device.journal.commitSale(testSale())).receiptNumber).toBe('S1-R1-A-000002');
  });

  it('refuses other contents under the id of a committed sale', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const draft = testSale();
    unwrap(await device.journal.commitSale(draft));
    const other = await device.journal.commitSale({ ...draft, tenders: [cash(1000)] });
    expect(other).toMatchObject({ ok: false, error: { code: 'id-already-used' } });
  });

  it('finds the sale again when the same money is taken under another tender id, and shows what was committed', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const draft = testSale();
    const sale = unwrap(await device.journal.commitSale(draft));
    const again = unwrap(await device.journal.commitSale({ ...draft, tenders: [cash(500)] }));
    expect(again).toMatchObject({ isRepeat: true, receiptNumber: sale.receiptNumber });
    expect(again.payload.tenders).toEqual(draft.tenders);
  });

  it('refuses without a register, without a shift, below the total, and with a bad order', async () => {
    const device = await testDevice();
    expect(await device.journal.commitSale(testSale())).toMatchObject({ ok: false, error: { code: 'no-register' } });
    await readyToSell(device);
    const below = await device.journal.commitSale(testSale({ tenders: [cash(198)] }));
    expect(below).toMatchObject({ ok: false, error: { code: 'tender-below-total' } });
    const empty = await device.journal.commitSale(
      testSale({ order: { rules: GBP_RULES, lines: [], saleDiscounts: [] } }),
    );
    expect(empty).toMatchObject({ ok: false, error: { code: 'line-count-out-of-range' } });
    const shift = await device.journal.currentShift();
    const closed = await device.journal.closeShift({
      operationId: testId(),
      userId: TEST_USER,
      shiftId: shift?.shiftId ?? '',
      countedMinor: minor(10_000),
    });
    expect(closed.ok).toBe(true);
    expect(await device.journal.commitSale(testSale())).toMatchObject({ ok: false, error: { code: 'no-open-shift' } });
  });

  it('removes the stored cart in the transaction of its sale', async () => {
    const device = await testDevice();
    await readyToSell(device);
    await device.store.putCart({ cartId: 'cart-1', updatedAt: '2026-11-22T09:00:00.000Z', isHeld: false, content: {} });
    unwrap(await device.journal.commitSale(testSale({ cartId: 'cart-1' })));
    expect(await device.store.carts()).toEqual([]);
  });

  it('gives two tabs receipt numbers without a double and without a gap', async () => {
    const first = await testDevice();
    await readyToSell(first);
    // The second tab shares disk but not the lock: only the head comparison keeps them apart.
    const second = await testDevice({ disk: first.disk });
    const sales = await Promise.all(
      Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? first : second).journal.commitSale(testSale())),
    );
    const numbers = sales.map((sale) => unwrap(sale).receiptNumber).sort();
    expect(numbers).toEqual(Array.from({ length: 10 }, (_, i) => `S1-R1-A-${String(i + 1).padStart(6, '0')}`));
  });
});

describe('a program that dies, a storage that fails', () => {
  const failAt = (point: FaultPoint, failures = { left: 1 }) => {
    return (now: FaultPoint) => {
      if (now !== point || failures.left === 0) return;
      failures.left -= 1;
      throw new StorageFailure('storage-full', 'The disk is full.');
    };
  };

  it('loses nothing and doubles nothing when it dies before the write is durable', async () => {
    const first = await testDevice();
    await readyToSell(first);
    const dying = await testDevice({ disk: first.disk, inject: failAt('before-commit') });
    const draft = testSale();
    expect(await dying.journal.commitSale(draft)).toMatchObject({ ok: false, error: { code: 'storage-full' } });
    expect(first.disk.documents.size).toBe(0);
    const again = await testDevice({ disk: first.disk });
    const sale = unwrap(await again.journal.commitSale(draft));
    expect(sale).toMatchObject({ isRepeat: false, receiptNumber: 'S1-R1-A-000001' });
  });

  it('finds the sale again when it dies after the write and before the answer', async () => {
    const first = await testDevice();
    await readyToSell(first);
    const dying = await testDevice({ disk: first.disk, inject: failAt('after-commit') });
    const draft = testSale();
    expect((await dying.journal.commitSale(draft)).ok).toBe(false);
    const again = await testDevice({ disk: first.disk });
    const sale = unwrap(await again.journal.commitSale(draft));
    expect(sale).toMatchObject({ isRepeat: true, receiptNumber: 'S1-R1-A-000001' });
    expect(first.disk.documents.size).toBe(1);
  });

  it('refuses money on a storage that cannot write, before it is taken', async () => {
    const device = await testDevice({ inject: failAt('probe', { left: 2 }) });
    expect(await device.journal.storageHealth()).toMatchObject({ ok: false, error: { code: 'storage-full' } });
    expect((await device.journal.storageHealth()).ok).toBe(false);
    expect((await device.journal.storageHealth()).ok).toBe(true);
  });

  it('says so when what was written cannot be read back', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const { entry } = device.store;
    let reads = 0;
    const blind = { ...device.store, entry: (id: string) => (++reads === 2 ? Promise.resolve(null) : entry(id)) };
    const { createJournal } = await import('./engine.ts');
    const journal = await createJournal({ ...device.ports, store: blind });
    expect(await journal.commitSale(testSale())).toMatchObject({ ok: false, error: { code: 'storage-mismatch' } });
  });
});

describe('shifts', () => {
  it('expects the float plus cash that stayed less cash handed back', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const line = testLine(1.99, 2);
    const sale = unwrap(await device.journal.commitSale(testSale({ order: testOrder(line) })));
    unwrap(
      await device.journal.commitSale(
        testSale({ tenders: [{ tenderId: testId(), kind: 'card-manual', amountMinor: minor(199) }] }),
      ),
    );
    unwrap(await device.journal.commitReturn(returnOf(sale.saleId, line.lineId, 1)));
    const shift = await device.journal.currentShift();
    expect(shift).toMatchObject({ saleCount: 2, returnCount: 1, soldMinor: 597, refundedMinor: 199 });
    expect(shift && expectedCashMinor(shift)).toBe(10_000 + 398 - 199);
  });

  it('wants a reason for a difference, closes once, and can open the next', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const shift = await device.journal.currentShift();
    const draft = {
      operationId: testId(),
      userId: TEST_USER,
      shiftId: shift?.shiftId ?? '',
      countedMinor: minor(9_800),
    };
    expect(await device.journal.closeShift(draft)).toMatchObject({
      ok: false,
      error: { code: 'difference-needs-reason' },
    });
    const closed = unwrap(await device.journal.closeShift({ ...draft, reason: 'Wrong change' }));
    expect(closed.closed).toMatchObject({ expectedMinor: 10_000, countedMinor: 9_800, reason: 'Wrong change' });
    expect(unwrap(await device.journal.closeShift({ ...draft, reason: 'Wrong change' }))).toEqual(closed);
    expect(await device.journal.currentShift()).toBeNull();
    await openAgain(device.journal);
    expect(await device.journal.currentShift()).not.toBeNull();
  });

  it('refuses a second open shift', async () => {
    const device = await testDevice();
    await readyToSell(device);
    expect(await openAgain(device.journal)).toMatchObject({ ok: false, error: { code: 'shift-already-open' } });
  });
});

describe('returns', () => {
  it('gives back a line in parts and never more than was sold', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const line = testLine(1.0, 3);
    const sale = unwrap(await device.journal.commitSale(testSale({ order: testOrder(line), tenders: [cash(300)] })));
    const first = unwrap(await device.journal.commitReturn(returnOf(sale.saleId, line.lineId, 1)));
    expect(first.receiptNumber).toBe('S1-R1-A-000002');
    unwrap(await device.journal.commitReturn(returnOf(sale.saleId, line.lineId, 2)));
    const over = await device.journal.commitReturn(returnOf(sale.saleId, line.lineId, 1));
    expect(over).toMatchObject({ ok: false, error: { code: 'more-than-sold' } });
    const known = unwrap(await device.journal.findSale({ saleId: sale.saleId }));
    expect(known.returnable[0]?.returnedMilli).toBe(3000);
    expect(known.refunded[0]).toMatchObject({ appliedMinor: 300, refundedMinor: 300 });
  });

  it('cannot be doubled by two taps with different ids on the last piece', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const line = testLine(2.49);
    const sale = unwrap(await device.journal.commitSale(testSale({ order: testOrder(line) })));
    const taps = await Promise.all(
      [1, 2].map(() => device.journal.commitReturn(returnOf(sale.saleId, line.lineId, 1))),
    );
    expect(taps.filter((tap) => tap.ok)).toHaveLength(1);
  });

  it("takes the server's figures for a sale of another register and adds what it does not know yet", async () => {
    const other = await testDevice();
    await readyToSell(other);
    const line = testLine(1.0, 3);
    const sale = unwrap(await other.journal.commitSale(testSale({ order: testOrder(line), tenders: [cash(300)] })));
    const known = unwrap(await other.journal.findSale({ saleId: sale.saleId }));
    const device = await testDevice();
    await readyToSell(device);
    const unknown = await device.journal.commitReturn(returnOf(sale.saleId, line.lineId, 1));
    expect(unknown).toMatchObject({ ok: false, error: { code: 'unknown-sale' } });
    const fetched = {
      saleId: sale.saleId,
      returnIds: [] as readonly string[],
      receiptNumber: sale.receiptNumber,
      rules: GBP_RULES,
      lines: known.returnable.map((part) => ({
        ...part,
        variantId: line.variantId,
        name: 'Milk',
        unit: 'pcs',
        returnedMilli: milli(1000),
      })),
      taxes: [],
      tenders: known.refunded,
    };
    const own = unwrap(await device.journal.commitReturn({ ...returnOf(sale.saleId, line.lineId, 1), fetched }));
    const left = unwrap(await device.journal.returnable(sale.saleId, fetched));
    expect(left.lines[0]?.returnedMilli).toBe(2000);
    const over = await device.journal.commitReturn({ ...returnOf(sale.saleId, line.lineId, 2), fetched });
    expect(over).toMatchObject({ ok: false, error: { code: 'more-than-sold' } });
    // The server took the return although its answer was lost: its figures contain it now.
    const contained = {
      ...fetched,
      returnIds: [own.returnId],
      lines: fetched.lines.map((part) => ({ ...part, returnedMilli: milli(2000) })),
    };
    expect(unwrap(await device.journal.returnable(sale.saleId, contained)).lines[0]?.returnedMilli).toBe(2000);
  });
});

describe('time', () => {
  it('states how long ago the server spoke by the monotonic clock, so that a jump of the wall clock shows', async () => {
    const device = await testDevice();
    const registration = await readyToSell(device);
    await device.journal.serverClock.heard('2026-11-22T09:00:00.000Z');
    device.clock.advance(60_000);
    device.clock.jump(3_600_000);
    unwrap(await device.journal.commitSale(testSale()));
    const operation: Operation | undefined = (await device.store.entriesAfter(registration.keyId, 1, 1))[0]?.operation;
    expect(operation?.clock).toEqual({ serverTime: '2026-11-22T09:00:00.000Z', elapsedMs: 60_000 });
    expect(operation?.occurredAt).toBe('2026-11-22T10:01:00.000Z');
  });
});

function returnOf(saleId: string, lineId: string, quantity: number) {
  return {
    returnId: testId(),
    userId: TEST_USER,
    saleId,
    reason: 'changed-mind' as const,
    lines: [{ lineId, quantityMilli: milli(quantity * 1000), isRestocked: true }],
    refund: { kind: 'original' as const },
  };
}

function openAgain(journal: Awaited<ReturnType<typeof testDevice>>['journal']) {
  return journal.openShift({
    shiftId: testId(),
    userId: TEST_USER,
    businessDate: '2026-11-22',
    openingFloatMinor: minor(0),
    currencyCode: 'GBP',
  });
}
