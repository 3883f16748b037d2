import { unwrap } from '@mosaajii/domain';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createCatalog } from '../catalog/index.ts';
import { createJournal } from '../journal/engine.ts';
import { readyToSell, testClock, testRegistration, testSale } from '../journal/fixtures.ts';
import { localLock } from '../journal/lock.ts';
import { emptyDisk, type MemoryDisk, memoryStore } from '../journal/memory-store.ts';
import { webCrypto } from '../journal/web-crypto.ts';
import { type RunningSync, startSync } from './create-sync.ts';
import { type ScriptedServer, scriptedServer } from './fixtures.ts';
import { createPuller } from './pull.ts';
import { createPusher } from './push.ts';
import type { Leadership, TabChannel, TabMessage } from './tabs.ts';

/** The tabs of one browser: a channel that everybody but the sender hears, and one office of leader. */
function browserOfTabs() {
  const listeners = new Map<number, (message: TabMessage) => void>();
  const waiting: (() => void)[] = [];
  let isTaken = false;
  let tabs = 0;
  const next = () => {
    isTaken = false;
    waiting.shift()?.();
  };
  return {
    open(): { readonly tabs: TabChannel; readonly leadership: Leadership } {
      tabs += 1;
      const me = tabs;
      const ended = new AbortController();
      return {
        tabs: {
          post(message) {
            for (const [tab, listener] of listeners) if (tab !== me) queueMicrotask(() => listener(message));
          },
          listen: (listener) => void listeners.set(me, listener),
          close: () => void listeners.delete(me),
        },
        leadership: {
          campaign(lead) {
            const take = () => {
              isTaken = true;
              void lead(ended.signal).then(next);
            };
            if (isTaken) waiting.push(take);
            else take();
          },
          stop: () => ended.abort(),
        },
      };
    },
  };
}

const running: RunningSync[] = [];
afterEach(() => {
  for (const sync of running.splice(0)) sync.stop();
});

async function openTab(browser: ReturnType<typeof browserOfTabs>, disk: MemoryDisk, server: ScriptedServer) {
  const store = memoryStore(disk);
  const clock = testClock();
  let sync: RunningSync | null = null;
  const journal = await createJournal({
    store,
    crypto: webCrypto,
    clock,
    lock: localLock(),
    announce: (change) => (change === 'enrolled' ? sync?.enrolled() : sync?.appended()),
  });
  const { serverClock } = journal;
  const { transport } = server;
  const live = { connected: [] as (string | null)[] };
  sync = startSync({
    ...browser.open(),
    store,
    pusher: createPusher({ store, transport, clock, serverClock, announce: () => sync?.answered() }),
    puller: createPuller({
      transport: {
        ...transport,
        snapshot: async () => ({ ok: false, error: { kind: 'unreachable', detail: 'none' } }),
      },
      cache: { load: async () => null, replace: async () => {}, append: async () => {} },
      filler: createCatalog(),
      serverClock,
      putSettings: async () => {},
      putUsers: async () => {},
    }),
    now: clock.now,
    monotonic: () => performance.now(),
    random: () => 0,
    live: () => ({ connect: (hello) => void live.connected.push(hello && hello.keyId), close: () => {} }),
    heardRegister: async () => {},
    otherTab: () => {},
  });
  running.push(sync);
  return { sync, journal, store, live };
}

describe('several tabs of one register', () => {
  it('send each sale once, whichever tab made it, and all chips say the same', async () => {
    const [browser, disk, server] = [browserOfTabs(), emptyDisk(), scriptedServer()];
    const first = await openTab(browser, disk, server);
    await readyToSell(first);
    const second = await openTab(browser, disk, server);
    unwrap(await second.journal.commitSale(testSale()));
    unwrap(await first.journal.commitSale(testSale()));
    await vi.waitFor(() => expect(server.applied).toHaveLength(3));
    await vi.waitFor(() => {
      expect(first.sync.status.get().waiting).toBe(0);
      expect(second.sync.status.get().waiting).toBe(0);
    });
    expect(new Set(server.applied.map((operation) => operation.operationId)).size).toBe(3);
    expect(second.live.connected).toEqual([]);
  });

  it('hands the exchange over when the leading tab closes', async () => {
    const [browser, disk, server] = [browserOfTabs(), emptyDisk(), scriptedServer()];
    const first = await openTab(browser, disk, server);
    await readyToSell(first);
    await vi.waitFor(() => expect(server.applied).toHaveLength(1));
    const second = await openTab(browser, disk, server);
    first.sync.stop();
    unwrap(await second.journal.commitSale(testSale()));
    await vi.waitFor(() => expect(server.applied).toHaveLength(2));
    await vi.waitFor(() => expect(second.live.connected.length).toBeGreaterThan(0));
  });

  it('tells a follower that the server is away, and counts what is saved here', async () => {
    const [browser, disk, server] = [browserOfTabs(), emptyDisk(), scriptedServer()];
    const first = await openTab(browser, disk, server);
    await readyToSell(first);
    await vi.waitFor(() => expect(server.applied).toHaveLength(1));
    const second = await openTab(browser, disk, server);
    server.script.push(...Array.from({ length: 50 }, () => 'lost-request' as const));
    unwrap(await second.journal.commitSale(testSale()));
    await vi.waitFor(() => expect(second.sync.status.get()).toMatchObject({ state: 'offline', waiting: 1 }));
    expect(second.sync.status.get().since).not.toBeNull();
    const third = await openTab(browser, disk, server);
    await vi.waitFor(() => expect(third.sync.status.get().state).toBe('offline'));
    server.script.length = 0;
    second.sync.retry();
    await vi.waitFor(() => expect(second.sync.status.get().waiting).toBe(0));
    expect(server.applied).toHaveLength(2);
  });

  it('greets the server as the new register when a browser is enrolled again', async () => {
    const [browser, disk, server] = [browserOfTabs(), emptyDisk(), scriptedServer()];
    const first = await openTab(browser, disk, server);
    await readyToSell(first);
    await vi.waitFor(() => expect(server.applied).toHaveLength(1));
    const again = await testRegistration({ series: 'B', secret: 'second' });
    unwrap(await first.journal.enrol(again));
    await vi.waitFor(() => expect(first.live.connected.at(-1)).toBe(again.keyId));
  });
});

describe('what needs a person', () => {
  it('is counted until it is set aside, and said to be so', async () => {
    const [browser, disk, server] = [browserOfTabs(), emptyDisk(), scriptedServer()];
    const tab = await openTab(browser, disk, server);
    await readyToSell(tab);
    const draft = testSale();
    const verdict = { operationId: draft.saleId, isRepeat: false, status: 'held' as const, reason: 'variant-unknown' };
    server.verdicts.set(draft.saleId, verdict);
    unwrap(await tab.journal.commitSale(draft));
    await vi.waitFor(() => expect(tab.sync.status.get().needYou).toBe(1));
    expect(await tab.sync.repairs(10)).toHaveLength(1);
    await tab.sync.setAside(draft.saleId, 'somebody');
    await vi.waitFor(() => expect(tab.sync.status.get().needYou).toBe(0));
  });

  it('includes a register that the server does not recognise', async () => {
    const [browser, disk, server] = [browserOfTabs(), emptyDisk(), scriptedServer()];
    const denied = { kind: 'refused', status: 401, code: 'register-not-recognised', detail: 'Who?' } as const;
    server.script.push(...Array.from({ length: 50 }, () => denied));
    const tab = await openTab(browser, disk, server);
    await readyToSell(tab);
    await vi.waitFor(() => expect(tab.sync.status.get()).toMatchObject({ state: 'attention', needYou: 1 }));
    expect(tab.sync.status.get().lastProblem?.code).toBe('register-not-recognised');
  });
});
