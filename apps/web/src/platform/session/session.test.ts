// @vitest-environment node
import 'fake-indexeddb/auto';
import type { Session } from '@mosaajii/contract/identity';
import { UNLIMITED } from '@mosaajii/domain/permission';
import { describe, expect, it, vi } from 'vitest';
import { testId } from '../journal/fixtures.ts';
import { openCacheDatabase } from '../local-db/cache-db.ts';
import { openSession, type ShopUser } from './session.ts';

const SESSION = {
  user: { userId: 'u1', displayName: 'Sara', role: 'cashier', permissions: ['sales.create'] },
  organization: { name: 'Corner' },
  store: { name: 'S1', timeZone: 'UTC' },
  epoch: 'e',
  serverTime: '2026-11-22T09:00:00.000Z',
} as unknown as Session;

const BEN: ShopUser = { userId: 'u2', displayName: 'Ben', role: 'manager', permissions: [], limits: UNLIMITED };
const SARA: ShopUser = { ...BEN, userId: 'u1', displayName: 'Sara', role: 'cashier', permissions: ['sales.create'] };

describe('who is at this device', () => {
  it('is remembered without the server: person, settings and people', async () => {
    const name = testId();
    const database = await openCacheDatabase(name);
    const announce = vi.fn();
    const session = await openSession(database, announce);
    expect(session.state.get()).toEqual({ status: 'signed-out' });
    await session.signedIn(SESSION);
    await session.putUsers([BEN, SARA]);
    expect(announce).toHaveBeenCalled();
    database.close();
    const again = await openSession(await openCacheDatabase(name), () => {});
    expect(again.state.get()).toMatchObject({ status: 'signed-in', session: { user: { displayName: 'Sara' } } });
    expect(again.settings.get()?.organization.name).toBe('Corner');
    expect(again.users.get()[0]?.displayName).toBe('Ben');
  });

  it('may do what its role allows, and nothing while locked', async () => {
    const session = await openSession(await openCacheDatabase(testId()), () => {});
    await session.signedIn(SESSION);
    expect(session.can('sales.create')).toBe(true);
    expect(session.can('catalog.write')).toBe(false);
    await session.lock();
    expect(session.state.get().status).toBe('locked');
    expect(session.can('sales.create')).toBe(false);
    await session.unlock();
    expect(session.can('sales.create')).toBe(true);
    await session.signedOut();
    expect(session.state.get().status).toBe('signed-out');
    expect(session.settings.get()).not.toBeNull();
  });

  it('ends for whoever is not one of the people any more, and says for whom', async () => {
    const session = await openSession(await openCacheDatabase(testId()), () => {});
    await session.signedIn(SESSION);
    await session.putUsers([BEN, SARA]);
    expect(session.state.get().status).toBe('signed-in');
    await session.putUsers([BEN]);
    expect(session.state.get()).toEqual({ status: 'signed-out', endedFor: 'Sara' });
  });

  it('sells for cash alone when its lease has run out, also after a reload', async () => {
    const name = testId();
    const time = { now: 1_000 };
    const database = await openCacheDatabase(name);
    const session = await openSession(
      database,
      () => {},
      () => time.now,
    );
    const user = { ...SESSION.user, permissions: ['sales.create', 'sales.return'] as const };
    await session.signedIn({ ...SESSION, user: { ...user, permissions: [...user.permissions] } });
    expect([session.isLapsed(), session.can('sales.return')]).toEqual([false, true]);
    await session.putLeaseUntil(2_000);
    expect([session.isLapsed(), session.can('sales.return')]).toEqual([false, true]);
    time.now = 2_001;
    expect([session.isLapsed(), session.can('sales.return'), session.can('sales.create')]).toEqual([true, false, true]);
    database.close();
    const again = await openSession(
      await openCacheDatabase(name),
      () => {},
      () => time.now,
    );
    expect([again.isLapsed(), again.can('sales.return')]).toEqual([true, false]);
    await again.putLeaseUntil(9_000);
    expect(again.can('sales.return')).toBe(true);
  });

  it('hears of what another tab did', async () => {
    const name = testId();
    const [mine, other] = [await openCacheDatabase(name), await openCacheDatabase(name)];
    const here = await openSession(mine, () => {});
    const there = await openSession(other, () => {});
    await there.signedIn(SESSION);
    await here.reload();
    expect(here.state.get().status).toBe('signed-in');
  });
});
