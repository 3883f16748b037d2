// @vitest-environment node
import 'fake-indexeddb/auto';
import { unwrap } from '@mosaajii/domain';
import { milli, minor } from '@mosaajii/domain/money';
import { afterEach, describe, expect, it } from 'vitest';
import { createJournal } from '../journal/engine.ts';
import {
  cash,
  readyToSell,
  TEST_USER,
  testClock,
  testId,
  testLine,
  testOrder,
  testRegistration,
  testSale,
} from '../journal/fixtures.ts';
import { localLock } from '../journal/lock.ts';
import { StorageFailure } from '../journal/store.ts';
import { webCrypto } from '../journal/web-crypto.ts';
import { idbJournalStore } from './idb-journal-store.ts';
import { type JournalDatabase, openJournalDatabase } from './journal-db.ts';

const opened: JournalDatabase[] = [];
afterEach(() => {
  for (const database of opened.splice(0)) database.close();
});

async function openDevice(name: string = testId()) {
  const database = await openJournalDatabase(name);
  opened.push(database);
  const store = idbJournalStore(database);
  const ports = { store, crypto: webCrypto, clock: testClock(), lock: localLock() };
  return { name, database, store, journal: await createJournal(ports) };
}

describe('the journal in IndexedDB', () => {
  it('keeps a sale, its key, its shift and its head over a restart', async () => {
    const first = await openDevice();
    await readyToSell(first);
    const sale = unwrap(await first.journal.commitSale(testSale()));
    first.database.close();
    const again = await openDevice(first.name);
    expect(unwrap(await again.journal.findSale({ saleId: sale.saleId })).totals).toEqual(sale.totals);
    expect((await again.journal.currentShift())?.saleCount).toBe(1);
    const next = unwrap(await again.journal.commitSale(testSale()));
    expect(next.receiptNumber).toBe('S1-R1-A-000002');
  });

  it('holds a private key that cannot be exported', async () => {
    const device = await openDevice();
    await readyToSell(device);
    const key = (await device.journal.registration())?.signingKey;
    expect(key).toMatchObject({ extractable: false, type: 'private' });
  });

  it('writes all of a sale or nothing: a conflict with a stored operation leaves the head alone', async () => {
    const device = await openDevice();
    const registration = await readyToSell(device);
    unwrap(await device.journal.commitSale(testSale()));
    const head = await device.store.head(registration.keyId);
    const [entry] = await device.store.entriesAfter(registration.keyId, 1, 1);
    if (!head || !entry) throw new Error('the sale is missing');
    const again = { ...entry, sequence: 3 };
    await expect(
      device.store.commit({ expected: head, head: { ...head, lastSequence: 3 }, entry: again }),
    ).rejects.toThrow();
    expect(await device.store.head(registration.keyId)).toEqual(head);
    expect(await device.store.entriesAfter(registration.keyId, 0, 10)).toHaveLength(2);
  });

  it('lets two tabs sell without doubling a number, by the head comparison alone', async () => {
    const first = await openDevice();
    await readyToSell(first);
    const second = await openDevice(first.name);
    const sales = await Promise.all(
      Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? first : second).journal.commitSale(testSale())),
    );
    const numbers = sales.map((sale) => unwrap(sale).receiptNumber).sort();
    expect(numbers).toEqual(Array.from({ length: 8 }, (_, i) => `S1-R1-A-${String(i + 1).padStart(6, '0')}`));
  });

  it('takes over another end of the chain only in the place of the one that was read', async () => {
    const device = await openDevice();
    const { keyId } = await readyToSell(device);
    const head = await device.store.head(keyId);
    if (!head) throw new Error('the head is missing');
    const next = { ...head, lastSequence: 7, lastHash: 'f'.repeat(64), lastReceiptSequence: 5 };
    expect(await device.store.replaceHead(head, next)).toBe('committed');
    expect(await device.store.replaceHead(head, { ...head, needsEnrolment: true })).toBe('head-moved');
    expect(unwrap(await device.journal.commitSale(testSale())).receiptNumber).toBe('S1-R1-A-000006');
    expect((await device.store.entriesAfter(keyId, 7, 9)).map((entry) => entry.sequence)).toEqual([8]);
  });

  it('keeps the open shift when its register gets a new key, and begins without one as another register', async () => {
    const device = await openDevice();
    const first = await readyToSell(device);
    unwrap(await device.journal.commitSale(testSale()));
    const open = await device.journal.currentShift();
    unwrap(await device.journal.enrol(await testRegistration({ registerId: first.registerId, series: 'B' })));
    expect(await device.journal.currentShift()).toEqual(open);
    expect(unwrap(await device.journal.commitSale(testSale())).receiptNumber).toBe('S1-R1-B-000001');
    const shiftId = open?.shiftId ?? '';
    const counted = { operationId: testId(), userId: TEST_USER, shiftId, countedMinor: minor(10_398) };
    expect(unwrap(await device.journal.closeShift(counted))).toMatchObject({ saleCount: 2 });
    expect(await device.journal.currentShift()).toBeNull();
    unwrap(await device.journal.enrol(await testRegistration({ registerId: testId(), registerCode: 'S1-R2' })));
    expect(await device.journal.currentShift()).toBeNull();
  });

  it('refuses money when the disk is full, and sells on when there is room again', async () => {
    const device = await openDevice();
    await readyToSell(device);
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const draft = testSale();
    try {
      expect(await device.journal.storageHealth()).toMatchObject({ ok: false, error: { code: 'storage-full' } });
      expect(await device.journal.commitSale(draft)).toMatchObject({ ok: false, error: { code: 'storage-full' } });
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    expect((await device.journal.storageHealth()).ok).toBe(true);
    expect(unwrap(await device.journal.commitSale(draft))).toMatchObject({
      isRepeat: false,
      receiptNumber: 'S1-R1-A-000001',
    });
  });

  it('refuses money when the database was closed under it', async () => {
    const device = await openDevice();
    await readyToSell(device);
    device.database.close();
    expect(await device.journal.storageHealth()).toMatchObject({ ok: false, error: { code: 'storage-unavailable' } });
    expect(await device.journal.commitSale(testSale())).toMatchObject({
      ok: false,
      error: { code: 'storage-unavailable' },
    });
  });

  it('lists by date and newest first, finds by receipt number, and knows the returns of a sale', async () => {
    const device = await openDevice();
    await readyToSell(device);
    const line = testLine(1.0, 2, 'Sourdough');
    const sale = unwrap(await device.journal.commitSale(testSale({ order: testOrder(line), tenders: [cash(200)] })));
    unwrap(await device.journal.commitSale(testSale()));
    const back = unwrap(
      await device.journal.commitReturn({
        returnId: testId(),
        userId: TEST_USER,
        saleId: sale.saleId,
        reason: 'damaged',
        lines: [{ lineId: line.lineId, quantityMilli: milli(1000), isRestocked: false }],
        refund: { kind: 'original' },
      }),
    );
    const today = await device.journal.listSales({ businessDate: '2026-11-22' });
    expect(today.map((document) => document.receiptNumber)).toEqual([
      'S1-R1-A-000003',
      'S1-R1-A-000002',
      'S1-R1-A-000001',
    ]);
    expect(await device.journal.listSales({ recent: 1 })).toHaveLength(1);
    expect(await device.journal.listSales({ businessDate: '2026-11-21' })).toEqual([]);
    const known = unwrap(await device.journal.findSale({ receiptNumber: 'S1-R1-A-000001' }));
    expect(known.returns.map((document) => document.documentId)).toEqual([back.returnId]);
    expect(known.document.searchText).toContain('sourdough');
  });

  it('keeps answers, counts what needs a person, and forgets what is old and answered', async () => {
    const device = await openDevice();
    const registration = await readyToSell(device);
    const { keyId } = registration;
    unwrap(await device.journal.commitSale(testSale()));
    unwrap(await device.journal.commitSale(testSale()));
    const entries = await device.store.entriesAfter(keyId, 0, 10);
    const answers = entries.map(({ sequence, operationId }) => ({
      keyId,
      sequence,
      answer:
        sequence === 2
          ? { operationId, isRepeat: false, status: 'held' as const, reason: 'gap' }
          : { operationId, isRepeat: false, status: 'applied' as const },
    }));
    const state = { keyId, pushedThrough: 3, epoch: 'epoch' };
    await device.store.recordAnswers(state, answers, '2026-11-22T10:00:00.000Z');
    expect(await device.store.pushState(keyId)).toEqual(state);
    expect(await device.store.countNeedingAttention()).toBe(1);
    expect(await device.store.prune('2027-03-01T00:00:00.000Z', 100)).toBe(2);
    const [held] = await device.store.entriesNeedingAttention(10);
    expect(held).toMatchObject({ sequence: 2, answer: { status: 'held' } });
    await device.store.setAside(held?.operationId ?? '', { at: '2026-11-22T11:00:00.000Z', userId: TEST_USER });
    expect(await device.store.countNeedingAttention()).toBe(0);
    expect(await device.store.entry(held?.operationId ?? '')).toMatchObject({ setAside: { userId: TEST_USER } });
  });

  it("throws a storage failure, not the browser's error, and keeps carts and notes", async () => {
    const device = await openDevice();
    await device.store.putCart({ cartId: 'c', updatedAt: 'now', isHeld: true, content: { lines: [minor(1)] } });
    expect(await device.store.carts()).toHaveLength(1);
    await device.store.removeCart('c');
    expect(await device.store.carts()).toEqual([]);
    device.database.close();
    await expect(device.store.carts()).rejects.toBeInstanceOf(StorageFailure);
  });
});
