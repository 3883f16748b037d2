import { type Catalog, createCatalog, idbCatalogCache } from '../catalog/index.ts';
import { device as words } from '../i18n/en/device.ts';
import { till } from '../i18n/en/till.ts';
import { addMessages } from '../i18n/index.ts';
import { whenIdle } from '../idle/index.ts';
import { newId } from '../ids/index.ts';
import {
  createJournal,
  createRegisterKey,
  type Journal,
  type JournalPorts,
  type JournalStore,
  webCrypto,
  webLock,
} from '../journal/index.ts';
import { createLive, liveUrl } from '../live/index.ts';
import { idbJournalStore } from '../local-db/index.ts';
import { isPractice } from '../practice/mode.ts';
import { createSectionPuller, createSections, idbSectionCache } from '../sections/index.ts';
import type { DeviceSession } from '../session/index.ts';
import {
  createPuller,
  createPusher,
  httpTransport,
  type RunningSync,
  type Sync,
  startSync,
  type TabMessage,
  webLeadership,
} from '../sync/index.ts';
import type { CartShelf, Device, Enrolment, StorageStanding } from './device.ts';
import { deviceClock, type OpenEntrance } from './entrance.ts';
import { source } from './observable.ts';
import { watchProgram } from './service-worker.ts';
import { readStorage } from './storage.ts';
import { applyWhenIdle, createUpdate, type UpdateControl } from './update.ts';

addMessages('device', words);
addMessages('till', till);

const RENEW_LEASE_MS = 60 * 60 * 1000;

/** The device of this browser, with what only the page itself needs. */
export interface RunningDevice extends Device {
  readonly update: UpdateControl;
  stop(): void;
}

/**
 * Opens everything else that is stored on this device and starts the exchange with the server; once for each page. Resolves
 * without the network: when it does, the till can scan and sell. Throws `StorageFailure` when the browser gives no storage.
 */
export async function startDevice(entrance: OpenEntrance): Promise<RunningDevice> {
  const { tabs, cache, session, registration, serverClock } = entrance;
  const store = idbJournalStore(entrance.database);
  const writes = { inFlight: 0 };
  let sync: RunningSync | null = null;
  const ports = journalPorts({ store, serverClock }, writes, (change) => {
    if (change === 'enrolled') sync?.enrolled();
    else sync?.appended();
  });
  const filler = createCatalog();
  const sectionCache = idbSectionCache(cache);
  const sections = createSections(sectionCache);
  const journal = await createJournal(ports);
  const update = createUpdate({
    isWriting: () => writes.inFlight > 0,
    hasOpenCart: async () => (await store.carts()).some((cart) => !cart.isHeld),
  });
  const heardOldest = (oldest: number) => {
    if (update.heardOldest(oldest)) tabs.post({ kind: 'program', oldest });
  };
  const transport = httpTransport(undefined, undefined, heardOldest);
  const pusher = createPusher({ store, transport, clock: deviceClock, serverClock, announce: () => sync?.answered() });
  const puller = createPuller({
    transport,
    cache: idbCatalogCache(cache),
    filler,
    serverClock,
    putSettings: (settings) => session.putSettings(settings),
    putUsers: async (users) => {
      await session.putUsers(users);
      renewLease();
    },
    sections: createSectionPuller({
      transport,
      cache: sectionCache,
      filler: sections,
      announce: (name) => tabs.post({ kind: 'section', name }),
    }),
    announce: () => tabs.post({ kind: 'catalog' }),
  });
  const openCatalog = async () => {
    const current = registration.get();
    if (current) await Promise.all([puller.open(current), sections.open(current.organizationId)]);
  };
  await openCatalog();
  /** Beside everything else: a till sells without a lease, and asks again within the hour. */
  const renewLease = () => {
    const current = registration.get();
    if (!current) return;
    const unsent = sync?.status.get().waiting ?? 0;
    void import('../lease/refresh-lease.ts')
      .then(({ refreshLease }) => refreshLease({ session, registration: current, unsent }))
      .catch((error: unknown) => console.warn('no lease', error));
  };
  const otherTab = async (message: TabMessage) => {
    if (message.kind === 'program') update.heardOldest(message.oldest);
    if (message.kind === 'registration') await entrance.readRegistration();
    const current = registration.get();
    if (message.kind === 'section' && current) {
      sections.show(message.name, await sectionCache.load(message.name, current.organizationId));
    }
    if (message.kind === 'catalog' || message.kind === 'registration') await openCatalog();
  };
  sync = startSync({
    store,
    pusher,
    puller,
    tabs,
    leadership: webLeadership(),
    now: deviceClock.now,
    monotonic: deviceClock.monotonic,
    random: Math.random,
    live: (events) =>
      createLive({ ...events, url: () => liveUrl(location), open: (url) => new WebSocket(url), random: Math.random }),
    heardRegister: async ({ users, settings }) => {
      await session.putUsers(users);
      await session.putSettings(settings);
      renewLease();
    },
    otherTab: (message) => void otherTab(message),
  });
  const hourly = setInterval(renewLease, RENEW_LEASE_MS);
  const stops = [
    () => clearInterval(hourly),
    watchPage(sync),
    applyWhenIdle(update, document, deviceClock.monotonic),
    applyOnLock(session, update),
  ];
  // While somebody practises, only the exchange with the server knows the register's own journal.
  const practice = { isOn: isPractice(), note: journal.note };
  const practised = practice.isOn
    ? await (await import('../practice/start-practice.tsx')).startPractice({
        practice,
        session,
        registration: registration.get(),
        sync,
      })
    : null;
  const shownSync = practised?.sync ?? sync;
  stops.push(tellRevoked(shownSync, entrance.isRevoked));
  const storage = source<StorageStanding>({ isPersistent: null, usedBytes: null, quotaBytes: null });
  void readStorage(navigator.storage).then(storage.set);
  // The program is kept when the page is done with what the person waits for.
  if (import.meta.env.PROD) void watchProgram(update, navigator.serviceWorker);
  warmSearch(filler.catalog);
  const running = sync;
  return {
    isRevoked: entrance.isRevoked,
    serverClock,
    now: entrance.now,
    journal: practised?.journal ?? journal,
    catalog: filler.catalog,
    sections: sections.sections,
    session,
    sync: shownSync,
    storage,
    carts: shelfOf(practised?.store ?? store),
    practice,
    enrolment: enrolmentOf(journal, entrance),
    update,
    newId,
    stop() {
      for (const stopOne of stops) stopOne();
      running.stop();
      tabs.close();
      store.close();
      practised?.store.close();
      cache.close();
    },
  };
}

/** The journal's ports in the browser; the lock counts the writes in flight, so that no update reloads over one. */
function journalPorts(
  opened: Pick<JournalPorts, 'store' | 'serverClock'>,
  writes: { inFlight: number },
  announce: NonNullable<JournalPorts['announce']>,
): JournalPorts {
  const lock = webLock('mosaajii-journal');
  const hold: typeof lock.hold = async (work) => {
    writes.inFlight += 1;
    try {
      return await lock.hold(work);
    } finally {
      writes.inFlight -= 1;
    }
  };
  return { ...opened, crypto: webCrypto, clock: deviceClock, lock: { hold }, announce };
}

function shelfOf(store: JournalStore): CartShelf {
  return {
    list: () => store.carts(),
    put: (cart) => store.putCart(cart),
    remove: (cartId) => store.removeCart(cartId),
  };
}

function enrolmentOf(journal: Journal, { registration, readRegistration }: OpenEntrance): Enrolment {
  return {
    registration,
    async createKey() {
      const { signingKey, publicKey } = await createRegisterKey();
      return {
        publicKey,
        async complete(answer) {
          const { organizationId, storeId, registerId, registerCode, keyId, series, secret } = answer;
          const enrolledAt = new Date(deviceClock.now()).toISOString();
          const fields = { organizationId, storeId, registerId, registerCode, keyId, series, secret };
          const enrolled = await journal.enrol({ ...fields, signingKey, enrolledAt });
          if (!enrolled.ok) throw new Error(enrolled.error.detail);
          await readRegistration();
        },
      };
    },
  };
}

const LOOK_WHILE_LOCKED_MS = 2_000;

/** A locked till has nobody at it: the moment for a version that waits. Tried again while a write is still under way. */
function applyOnLock(session: DeviceSession, update: UpdateControl): () => void {
  const look = () => {
    if (session.state.get().status !== 'signed-in' && update.isReady.get()) void update.apply();
  };
  const timer = setInterval(look, LOOK_WHILE_LOCKED_MS);
  const forget = session.state.subscribe(look);
  return () => {
    clearInterval(timer);
    forget();
  };
}

/** The server's word about the register itself reaches the entrance too: the lock stays closed by it. */
function tellRevoked({ status }: Pick<Sync, 'status'>, isRevoked: OpenEntrance['isRevoked']): () => void {
  const tell = () => isRevoked.set(status.get().lastProblem?.code === 'register-revoked');
  tell();
  return status.subscribe(tell);
}

/** Search decodes its texts when it is first used: better now than at the first keystroke. */
function warmSearch(catalog: Catalog): void {
  whenIdle(() => void catalog.search('a', 1), 2_000);
}

/** Talks to the server at once when the network or the page comes back. */
function watchPage(sync: RunningSync): () => void {
  const hurry = () => sync.hurry();
  const seen = () => {
    if (document.visibilityState === 'visible') sync.hurry();
  };
  window.addEventListener('online', hurry);
  document.addEventListener('visibilitychange', seen);
  return () => {
    window.removeEventListener('online', hurry);
    document.removeEventListener('visibilitychange', seen);
  };
}
