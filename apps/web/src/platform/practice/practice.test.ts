import 'fake-indexeddb/auto';
import { minor } from '@mosaajii/domain/money';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  readyToSell,
  TEST_USER,
  testClock,
  testDevice,
  testId,
  testRegistration,
  testSale,
} from '../journal/fixtures.ts';
import { emptyDisk, localLock, memoryStore } from '../journal/index.ts';
import { openIdbJournalStore } from '../local-db/index.ts';
import { changePractice } from './change-practice.ts';
import { openPractice, PRACTICE_DATABASE, PRACTICE_SERIES } from './open-practice.ts';

const clock = testClock();
const lock = localLock();

async function openShift(practice: Awaited<ReturnType<typeof openPractice>>) {
  const opened = await practice.journal.openShift({
    shiftId: testId(),
    userId: TEST_USER,
    businessDate: '2026-11-22',
    openingFloatMinor: minor(5_000),
    currencyCode: 'GBP',
  });
  expect(opened.ok).toBe(true);
}

describe('the journal of practice', () => {
  it('sells with its own shift, its own numbers and a key that is not the register’s', async () => {
    const device = await testDevice({ clock });
    const registration = await readyToSell(device);
    const real = await device.journal.commitSale(testSale());
    const before = structuredClone({ heads: [...device.disk.heads], documents: [...device.disk.documents] });

    const practice = await openPractice({ clock, registration, open: async () => memoryStore(), lock });
    expect(await practice.journal.currentShift()).toBeNull();
    await openShift(practice);
    const sold = await practice.journal.commitSale(testSale());
    expect(real.ok && real.value.receiptNumber).toBe('S1-R1-A-000001');
    expect(sold.ok && sold.value.receiptNumber).toBe(`S1-R1-${PRACTICE_SERIES}-000001`);

    const enrolled = await practice.journal.registration();
    expect(enrolled).toMatchObject({ registerId: registration.registerId, registerCode: 'S1-R1', secret: '' });
    expect(enrolled?.keyId).not.toBe(registration.keyId);
    expect(enrolled?.signingKey).not.toBe(registration.signingKey);
    // Not one byte of the register's own journal has changed.
    expect({ heads: [...device.disk.heads], documents: [...device.disk.documents] }).toEqual(before);
    expect(await device.store.entriesAfter(registration.keyId, 0, 100)).toHaveLength(2);
  });

  it('goes on where it was when it is opened again, and begins anew for another register', async () => {
    const disk = emptyDisk();
    const registration = await testRegistration();
    const open = async () => memoryStore(disk);
    const first = await openPractice({ clock, registration, open, lock });
    await openShift(first);
    await first.journal.commitSale(testSale());
    const again = await openPractice({ clock, registration, open, lock });
    expect((await again.journal.currentShift())?.saleCount).toBe(1);
    const sold = await again.journal.commitSale(testSale());
    expect(sold.ok && sold.value.receiptNumber).toBe(`S1-R1-${PRACTICE_SERIES}-000002`);

    const other = await testRegistration({ registerId: testId(), registerCode: 'S1-R9' });
    const moved = await openPractice({ clock, registration: other, open, lock });
    expect(await moved.journal.currentShift()).toBeNull();
    expect((await moved.journal.registration())?.registerCode).toBe('S1-R9');
  });

  it('lives in a database of its own, and what is sold there is not in the register’s', async () => {
    const registration = await testRegistration();
    const own = await openIdbJournalStore();
    await own.addRegistration(registration);
    const practice = await openPractice({ clock, registration, lock });
    await openShift(practice);
    const sold = await practice.journal.commitSale(testSale());
    if (!sold.ok) throw new Error(sold.error.detail);
    const names = (await indexedDB.databases()).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['mosaajii-journal', PRACTICE_DATABASE]));
    expect(await own.document(sold.value.saleId)).toBeNull();
    expect(await own.registrations()).toHaveLength(1);
    expect((await own.head(registration.keyId))?.lastSequence).toBe(0);
    own.close();
    practice.store.close();
  });
});

describe('practice begins and ends', () => {
  const who = { userId: TEST_USER, store: { timeZone: 'Africa/Nairobi' } };
  const done: string[] = [];
  const rest = {
    now: () => new Date('2026-11-22T22:30:00Z'),
    reload: () => void done.push('reload'),
    forget: async () => void done.push('forget'),
    keep: (isOn: boolean) => void done.push(isOn ? 'on' : 'off'),
  };
  beforeEach(() => void done.splice(0));

  it('stands in the register’s own journal, with who did it, before anything else happens', async () => {
    const device = await testDevice({ clock });
    const registration = await readyToSell(device);
    await changePractice(true, who, { note: device.journal.note, ...rest });
    expect(done).toEqual(['forget', 'on', 'reload']);
    await changePractice(false, who, { note: device.journal.note, ...rest });
    expect(done.slice(3)).toEqual(['off', 'forget', 'reload']);
    const entries = await device.store.entriesAfter(registration.keyId, 1, 10);
    expect(entries.map(({ operation }) => operation)).toMatchObject([
      { kind: 'till.noted', userId: TEST_USER, payload: { event: 'practice-started' } },
      { kind: 'till.noted', userId: TEST_USER, payload: { event: 'practice-ended' } },
    ]);
  });

  it('does not begin where it cannot be written down, and ends all the same', async () => {
    const refusal = {
      ok: false,
      error: { code: 'storage-full', detail: 'The storage of this device is full.' },
    } as const;
    const journal = { note: vi.fn(async () => refusal) };
    const ports = { ...journal, ...rest };
    expect(await changePractice(true, who, ports)).toEqual(refusal);
    expect(done).toEqual([]);
    expect((await changePractice(false, who, ports)).ok).toBe(true);
    expect(done).toEqual(['off', 'forget', 'reload']);
  });

  it('throws away what was practised', async () => {
    const registration = await testRegistration();
    const practice = await openPractice({ clock, registration, lock });
    expect((await indexedDB.databases()).map(({ name }) => name)).toContain(PRACTICE_DATABASE);
    const { forget: _counted, ...ports } = rest;
    const device = await testDevice({ clock });
    await readyToSell(device);
    practice.store.close();
    await changePractice(false, who, { note: device.journal.note, ...ports });
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(PRACTICE_DATABASE);
  });
});
