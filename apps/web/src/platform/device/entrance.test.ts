import 'fake-indexeddb/auto';
import type { Session } from '@mosaajii/contract/identity';
import { expect, it, vi } from 'vitest';
import type { Registration } from '../journal/index.ts';
import { idbJournalStore } from '../local-db/index.ts';
import { type OpenEntrance, openEntrance } from './entrance.ts';
import { wasSomebodyHere } from './last-time.ts';

const SESSION = {
  user: { userId: 'u1', displayName: 'Sara', role: 'cashier', permissions: [] },
  organization: { organizationId: 'shop', name: 'Corner' },
  store: { name: 'S1', timeZone: 'UTC' },
} as unknown as Session;
const REGISTRATION = { organizationId: 'shop', keyId: 'key', registerCode: 'S1-R1' } as Registration;
const DAY_MS = 86_400_000;

function close({ tabs, database, cache }: OpenEntrance): void {
  tabs.close();
  database.close();
  cache.close();
}

it('says who is here and which register this is, from what the device keeps', async () => {
  const first = await openEntrance();
  expect(first.session.state.get().status).toBe('signed-out');
  expect(first.enrolment.registration.get()).toBeNull();
  expect(wasSomebodyHere()).toBe(false);
  await first.session.signedIn(SESSION);
  await idbJournalStore(first.database).addRegistration(REGISTRATION);
  await first.serverClock.heard('2026-11-22T09:00:00.000Z');
  expect(wasSomebodyHere()).toBe(true);
  close(first);

  const again = await openEntrance();
  expect(again.session.state.get()).toMatchObject({ status: 'signed-in', session: SESSION });
  expect(again.enrolment.registration.get()).toEqual(REGISTRATION);
  expect(again.isRevoked.get()).toBe(false);
  // The lease is judged by the server's time before the journal is there: a clock that is set back makes it no longer.
  await again.session.putLeaseUntil(Date.parse('2026-11-22T09:00:00.000Z') - DAY_MS);
  expect(again.session.isLapsed()).toBe(true);
  await again.session.lock();
  expect(wasSomebodyHere(), 'a locked device is nobody’s').toBe(false);
  close(again);
});

it('hears of another tab that signs in, locks and becomes a register', async () => {
  const [here, there] = [await openEntrance(), await openEntrance()];
  await there.session.signedIn(SESSION);
  await vi.waitFor(() => expect(here.session.state.get().status).toBe('signed-in'));
  await there.session.lock();
  await vi.waitFor(() => expect(here.session.state.get().status).toBe('locked'));
  const other = { ...REGISTRATION, keyId: 'other' };
  await idbJournalStore(there.database).addRegistration(other);
  there.tabs.post({ kind: 'registration' });
  await vi.waitFor(() => expect(here.enrolment.registration.get()).toEqual(other));
  close(here);
  close(there);
});
