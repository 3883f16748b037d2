import { openServerClock, type Registration, type ServerClock } from '../journal/index.ts';
import {
  type CacheDatabase,
  type JournalDatabase,
  openCacheDatabase,
  openJournalDatabase,
  readNote,
  readRegistration,
  writeNote,
} from '../local-db/index.ts';
import { type DeviceSession, openSession } from '../session/index.ts';
import { broadcastTabs, type TabChannel } from '../sync/index.ts';
import type { Entrance } from './device.ts';
import { rememberSomebody } from './last-time.ts';
import { type Source, source } from './observable.ts';

export const deviceClock = { now: () => Date.now(), monotonic: () => performance.now() };

/** The entrance, with what the rest of the device is built on. */
export interface OpenEntrance extends Entrance {
  readonly session: DeviceSession;
  readonly isRevoked: Source<boolean>;
  readonly serverClock: ServerClock;
  readonly registration: Source<Registration | null>;
  /** Looks again which register this device is: it was enrolled, here or in another tab. */
  readRegistration(): Promise<void>;
  readonly tabs: TabChannel;
  readonly database: JournalDatabase;
  readonly cache: CacheDatabase;
}

/**
 * Opens the two databases of this device and reads who is here: with it the lock can open for a PIN, a badge or a password.
 * Needs no network. Throws `StorageFailure` when the browser gives no storage.
 */
export async function openEntrance(): Promise<OpenEntrance> {
  const tabs = broadcastTabs();
  const [database, cache] = await Promise.all([openJournalDatabase(), openCacheDatabase()]);
  const notes = {
    note: (name: string) => readNote(database, name),
    putNote: (name: string, value: unknown) => writeNote(database, name, value),
  };
  const serverClock = await openServerClock(notes, deviceClock);
  const trustedNow = () => {
    const reading = serverClock.reading();
    return reading ? Date.parse(reading.serverTime) + reading.elapsedMs : deviceClock.now();
  };
  const session = await openSession(cache, () => tabs.post({ kind: 'session' }), trustedNow);
  const registration = source(await readRegistration(database));
  const readAgain = async () => registration.set(await readRegistration(database));
  tabs.listen(({ kind }) => {
    if (kind === 'session') void session.reload();
    if (kind === 'registration') void readAgain();
  });
  rememberSomebody(session);
  return {
    session,
    enrolment: { registration },
    registration,
    readRegistration: readAgain,
    isRevoked: source(false),
    serverClock,
    now: () => new Date(deviceClock.now()),
    tabs,
    database,
    cache,
  };
}
