// @vitest-environment node
import 'fake-indexeddb/auto';
import type { Session } from '@mosaajii/contract/identity';
import { UNLIMITED } from '@mosaajii/domain/permission';
import { describe, expect, it, vi } from 'vitest';
import { testId } from '../journal/fixtures.ts';
import { openCacheDatabase } from '../local-db/cache-db.ts';
import { openSession } from './session.ts';

const SESSION = {
  user: { userId: 'u1', displayName: 'Sara', role: 'cashier', permissions: ['sales.create'] },
  organization: { name: 'Corner' },
  store: { name: 'S1', timeZone: 'UTC' },
  epoch: 'e',
  serverTime: '2026-11-22T09:00:00.000Z',
} as unknown as Session;

describe('who is at this device', () => {
  it('is remembered without the server: person, settings and people', async () => {
    const name = testId();
    const database = await openCacheDatabase(name);
    const announce = vi.fn();
    const session = await openSession(database, announce);
    expect(session.state.get()).toEqual({ status: 'signed-out' });
    await session.signedIn(SESSION);
    await session.putUsers([{ userId: 'u2', displayName: 'Ben', role: 'manager', permissions: [], limits: UNLIMITED }]);
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
