import { unwrap } from '@mosaajii/domain';
import { minor } from '@mosaajii/domain/money';
import type { ShiftClosed } from '@mosaajii/domain/operation';
import { expectedAfter } from '@mosaajii/domain/shift';
import { describe, expect, it } from 'vitest';
import { createJournal } from './engine.ts';
import {
  cash,
  readyToSell,
  TEST_USER,
  type TestDevice,
  testDevice,
  testId,
  testLine,
  testOrder,
  testSale,
} from './fixtures.ts';
import { memoryStore } from './memory-store.ts';
import type { MoveCashDraft, ShiftRecord } from './model.ts';
import { expectedCashMinor } from './shift-figures.ts';
import { StorageFailure } from './store.ts';

const OTHER_USER = '01900000-0000-7000-8000-0000000000fe';

function move(kind: MoveCashDraft['kind'], pence: number): MoveCashDraft {
  return { movementId: testId(), userId: TEST_USER, kind, amountMinor: minor(pence), reason: 'other' };
}

async function openShift({ journal }: TestDevice): Promise<ShiftRecord> {
  const shift = await journal.currentShift();
  if (shift === null) throw new Error('no shift is open');
  return shift;
}

async function closing(device: TestDevice, counted: number) {
  const { shiftId } = await openShift(device);
  return { operationId: testId(), userId: TEST_USER, shiftId, countedMinor: minor(counted) };
}

async function openAnother(device: TestDevice): Promise<void> {
  const rest = { userId: TEST_USER, businessDate: '2026-11-23', currencyCode: 'GBP' };
  unwrap(await device.journal.openShift({ shiftId: testId(), openingFloatMinor: minor(10_000), ...rest }));
}

describe('cash without a sale', () => {
  it('moves what the drawer should hold, once for its id', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const draft = move('paid-in', 500);
    await Promise.all([1, 2, 3].map(async () => unwrap(await device.journal.moveCash(draft))));
    unwrap(await device.journal.moveCash(move('paid-out', 200)));
    unwrap(await device.journal.moveCash(move('drop', 1000)));
    const shift = await openShift(device);
    expect(expectedCashMinor(shift)).toBe(10_000 + 500 - 200 - 1000);
    expect(shift.totals).toMatchObject({ paidInMinor: 500, paidOutMinor: 200, dropMinor: 1000 });
    expect(shift.events?.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['paid-in', 500],
      ['paid-out', 200],
      ['drop', 1000],
    ]);
    expect(await device.journal.moveCash({ ...draft, amountMinor: minor(501) })).toMatchObject({
      error: { code: 'id-already-used' },
    });
  });

  it('refuses nothing, less than nothing, and a drawer without a shift', async () => {
    const device = await testDevice();
    await readyToSell(device);
    for (const pence of [0, -5])
      expect(await device.journal.moveCash(move('paid-in', pence))).toMatchObject({
        error: { code: 'amount-out-of-range' },
      });
    unwrap(await device.journal.closeShift(await closing(device, 10_000)));
    expect(await device.journal.moveCash(move('paid-in', 5))).toMatchObject({ error: { code: 'no-open-shift' } });
    const opening = { operationId: testId(), userId: TEST_USER, reason: 'check' as const };
    expect(await device.journal.openDrawer(opening)).toMatchObject({ error: { code: 'no-open-shift' } });
  });

  it('counts how often the drawer was opened, and keeps why', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const draft = { operationId: testId(), userId: TEST_USER, reason: 'change-money' as const, note: ' two twenties ' };
    unwrap(await device.journal.openDrawer(draft));
    unwrap(await device.journal.openDrawer(draft));
    const shift = await openShift(device);
    expect(shift.totals?.noSaleCount).toBe(1);
    expect(shift.events).toMatchObject([{ kind: 'no-sale', reason: 'change-money', note: 'two twenties' }]);
  });
});

describe('a handover', () => {
  it('is offered, survives a restart, and is taken by whoever signs in', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const { shiftId } = await openShift(device);
    const counted = { countedMinor: minor(9_900), expectedMinor: minor(10_000) };
    const offer = { operationId: testId(), shiftId, fromUserId: TEST_USER, counted };
    unwrap(await device.journal.offerHandover(offer));
    const again = await testDevice({ disk: device.disk });
    expect(await again.journal.offeredHandover()).toEqual(offer);
    unwrap(await again.journal.handOver({ ...offer, userId: OTHER_USER }));
    unwrap(await again.journal.handOver({ ...offer, userId: OTHER_USER }));
    unwrap(await again.journal.offerHandover(null));
    const shift = await openShift(again);
    expect(shift.holderId).toBe(OTHER_USER);
    expect(shift.events).toMatchObject([
      { kind: 'handed-over', userId: OTHER_USER, fromUserId: TEST_USER, ...counted },
    ]);
    expect(await again.journal.offeredHandover()).toBeNull();
  });

  it('is refused for a shift that is not the open one', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const offer = { operationId: testId(), shiftId: testId(), fromUserId: TEST_USER, userId: OTHER_USER };
    expect(await device.journal.handOver(offer)).toMatchObject({ error: { code: 'other-shift-open' } });
  });
});

describe('a note', () => {
  it('is an entry of the chain with or without a shift', async () => {
    const device = await testDevice();
    const { keyId } = await readyToSell(device);
    const note = {
      operationId: testId(),
      userId: TEST_USER,
      businessDate: '2026-11-22',
      event: 'line-removed' as const,
    };
    unwrap(await device.journal.note({ ...note, name: 'Milk', amountMinor: minor(199) }));
    unwrap(await device.journal.note({ ...note, name: 'Milk', amountMinor: minor(199) }));
    unwrap(await device.journal.closeShift(await closing(device, 10_000)));
    unwrap(await device.journal.note({ ...note, operationId: testId(), event: 'receipt-reprinted' }));
    const entries = await device.store.entriesAfter(keyId, 0, 10);
    expect(entries.map(({ kind }) => kind)).toEqual(['shift.opened', 'till.noted', 'shift.closed', 'till.noted']);
    expect(entries[1]?.operation.payload).toMatchObject({ event: 'line-removed', name: 'Milk' });
    expect(entries[3]?.operation.payload).not.toHaveProperty('shiftId');
  });
});

describe('closing', () => {
  it('numbers Z reports without gaps and names the end of the chain that they close', async () => {
    const device = await testDevice();
    const { keyId } = await readyToSell(device);
    unwrap(await device.journal.commitSale(testSale()));
    const first = unwrap(await device.journal.closeShift(await closing(device, 10_199)));
    await openAnother(device);
    const second = unwrap(await device.journal.closeShift(await closing(device, 10_000)));
    expect([first.closed?.z?.number, second.closed?.z?.number]).toEqual([1, 2]);
    const entries = await device.store.entriesAfter(keyId, 0, 10);
    const close = entries.find(({ kind }) => kind === 'shift.closed');
    const z = (close?.operation.payload as ShiftClosed).z;
    expect(z?.head).toEqual({ sequence: 2, hash: close?.operation.previousHash });
    expect(z?.totals).toMatchObject({ saleCount: 1, soldMinor: 199, taxMinor: 33 });
    expect(z && expectedAfter(z.openingFloatMinor, z.totals)).toBe(10_199);
  });

  it('says what was counted, what stays, what is dropped, and what still waits', async () => {
    const device = await testDevice();
    await readyToSell(device);
    await device.store.putCart({ cartId: testId(), updatedAt: '', isHeld: true, content: null });
    await device.store.putCart({ cartId: testId(), updatedAt: '', isHeld: false, content: null });
    const counts = [
      { valueMinor: minor(2000), count: 5 },
      { valueMinor: minor(50), count: 0 },
    ];
    const draft = { ...(await closing(device, 10_000)), counts, cardTotalMinor: minor(7), floatMinor: minor(6_000) };
    const { closed } = unwrap(await device.journal.closeShift(draft));
    expect(closed).toMatchObject({
      counts: [{ valueMinor: 2000, count: 5 }],
      cardTotalMinor: 7,
      floatMinor: 6_000,
      dropMinor: 4_000,
      parkedCount: 1,
      unsentCount: 1,
    });
    const tooMuch = { ...draft, operationId: testId(), floatMinor: minor(10_001) };
    await openAnother(device);
    const { shiftId } = await openShift(device);
    expect(await device.journal.closeShift({ ...tooMuch, shiftId })).toMatchObject({
      error: { code: 'amount-out-of-range' },
    });
  });

  it('lets a difference within the tolerance pass, and asks why beyond it', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const draft = { ...(await closing(device, 9_950)), toleranceMinor: minor(50) };
    const beyond = { ...draft, countedMinor: minor(9_949) };
    expect(await device.journal.closeShift(beyond)).toMatchObject({ error: { code: 'difference-needs-reason' } });
    const { closed } = unwrap(await device.journal.closeShift(draft));
    expect(closed).toMatchObject({ countedMinor: 9_950, expectedMinor: 10_000 });
    expect(closed).not.toHaveProperty('reason');
  });

  it('leaves the shift open and everything in it when the storage is full', async () => {
    let isFull = false;
    const device = await testDevice({
      inject: (point) => {
        if (isFull && point === 'before-commit') throw new StorageFailure('storage-full', 'The storage is full.');
      },
    });
    await readyToSell(device);
    unwrap(await device.journal.commitSale(testSale()));
    const draft = await closing(device, 10_199);
    isFull = true;
    expect(await device.journal.closeShift(draft)).toMatchObject({ error: { code: 'storage-full' } });
    expect(await device.journal.moveCash(move('drop', 100))).toMatchObject({ error: { code: 'storage-full' } });
    isFull = false;
    expect(await openShift(device)).toMatchObject({ saleCount: 1, closed: null });
    const { closed } = unwrap(await device.journal.closeShift(draft));
    expect(closed?.z?.number).toBe(1);
  });

  it('in one tab while the other sells: the sale is in the shift or refused, never beside it', async () => {
    const device = await testDevice();
    const { keyId } = await readyToSell(device);
    const otherStore = memoryStore(device.disk);
    const other = await createJournal({ ...device.ports, store: otherStore });
    const draft = testSale({ order: testOrder(testLine(2)), tenders: [cash(200)] });
    const close = await closing(device, 10_200);
    const [closed, sold] = await Promise.all([
      device.journal.closeShift({ ...close, reason: 'counted' }),
      other.commitSale(draft),
    ]);
    const { z } = unwrap(closed).closed ?? {};
    expect(z?.totals.saleCount).toBe(sold.ok ? 1 : 0);
    if (!sold.ok) expect(sold.error.code).toBe('no-open-shift');
    expect(await other.commitSale(testSale())).toMatchObject({ error: { code: 'no-open-shift' } });
    const entries = await device.store.entriesAfter(keyId, 0, 10);
    expect(entries.at(-1)?.kind).toBe('shift.closed');
  });

  it('of a shift that an earlier version opened makes no report, and takes no number', async () => {
    const device = await testDevice();
    await readyToSell(device);
    const { totals: _totals, ...before } = await openShift(device);
    device.disk.shifts.set(before.shiftId, before);
    unwrap(await device.journal.moveCash(move('paid-in', 100)));
    const old = unwrap(await device.journal.closeShift(await closing(device, 10_100)));
    expect(old.closed).not.toHaveProperty('z');
    await openAnother(device);
    expect(unwrap(await device.journal.closeShift(await closing(device, 10_000))).closed?.z?.number).toBe(1);
  });
});
