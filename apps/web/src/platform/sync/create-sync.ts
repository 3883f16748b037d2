import { type Observable, type Source, source } from '../device/observable.ts';
import { type JournalStore, StorageFailure } from '../journal/store.ts';
import type { Live } from '../live/index.ts';
import { type Connection, createExchange, type ExchangePorts, readStatus, UNKNOWN_CONNECTION } from './exchange.ts';
import { createLoop, type SyncLoop } from './loop.ts';
import { helloOf } from './prove.ts';
import type { SyncStatus } from './status.ts';
import type { Sync } from './sync.ts';
import type { Leadership, TabChannel, TabMessage } from './tabs.ts';

export interface SyncPorts extends ExchangePorts {
  readonly tabs: TabChannel;
  readonly leadership: Leadership;
  readonly monotonic: () => number;
  readonly random: () => number;
  /** Builds the live socket; only the leader opens it. */
  readonly live: (events: { readonly poked: (position: number) => void; readonly opened: () => void }) => Live;
  /** Another tab changed something that this tab keeps in memory. */
  readonly otherTab: (message: TabMessage) => void;
}

export interface RunningSync extends Sync {
  /** Something was appended here: tell the other tabs, refresh the chip, push. */
  appended(): void;
  /** Answers were stored: refresh the chip here and in the other tabs. */
  answered(): void;
  /** The registration changed: greet the server as the new register. */
  enrolled(): void;
  /** The network or the page is back: do not wait for the backoff. */
  hurry(): void;
  stop(): void;
}

const SAID_NOTHING: SyncStatus = { state: 'synced', waiting: 0, since: null, needYou: 0, lastProblem: null };

/** Starts the exchange: this tab campaigns to lead; while another leads, it listens to it. */
export function startSync(ports: SyncPorts): RunningSync {
  const status = source<SyncStatus>(SAID_NOTHING);
  const position = source(0);
  let connection = UNKNOWN_CONNECTION;
  let isLeading = false;
  const refresh = statusReader(ports.store, status, () => connection);
  const tell = () => ports.tabs.post({ kind: 'connection', connection, position: position.get() });
  const heard = (next: Connection) => {
    connection = next;
    tell();
    refresh();
  };
  const exchange = createExchange({ ...ports, reached: heard });
  const loop = createLoop({
    exchange,
    monotonic: ports.monotonic,
    random: ports.random,
    heard,
  });
  const wakeLeader = wakeAll(ports.tabs, loop);
  const answered = () => {
    ports.tabs.post({ kind: 'journal' });
    refresh();
  };
  ports.tabs.listen((message) => {
    if (message.kind === 'connection') {
      connection = message.connection;
      position.set(message.position);
    } else if (message.kind === 'wake') {
      loop.wake('retry');
      return;
    } else if (message.kind === 'ask') {
      if (isLeading) tell();
      return;
    } else {
      if (message.kind === 'journal') loop.wake('appended');
      if (message.kind === 'registration') greetAsRegister();
      ports.otherTab(message);
    }
    refresh();
  });
  const live = ports.live({
    poked(at) {
      position.set(at);
      loop.wake('poked');
    },
    opened: () => loop.wake('retry'),
  });
  const connectLive = async () => {
    const registration = await ports.store.currentRegistration();
    live.connect(registration && { keyId: registration.keyId, message: () => helloOf(registration) });
  };
  const greetAsRegister = () => {
    exchange.greetAgain();
    if (isLeading) connectLive().catch(reportStorageFailure);
  };
  ports.leadership.campaign(async (signal) => {
    isLeading = true;
    await connectLive();
    await loop.run(signal);
    live.close();
  });
  ports.tabs.post({ kind: 'ask' });
  refresh();
  return {
    ...queueOf(ports, status, position, answered),
    answered,
    retry: wakeLeader,
    hurry: wakeLeader,
    appended() {
      ports.tabs.post({ kind: 'journal' });
      loop.wake('appended');
      refresh();
    },
    enrolled() {
      ports.tabs.post({ kind: 'registration' });
      greetAsRegister();
      wakeLeader();
      refresh();
    },
    stop: () => ports.leadership.stop(),
  };
}

/** A storage failure shows in the chip by the next refresh; anything else is a bug and must be seen. */
function reportStorageFailure(error: unknown): void {
  if (!(error instanceof StorageFailure)) throw error;
}

function wakeAll(tabs: TabChannel, loop: SyncLoop): () => void {
  return () => {
    tabs.post({ kind: 'wake' });
    loop.wake('retry');
  };
}

function queueOf(
  { store, pusher, now }: SyncPorts,
  status: Observable<SyncStatus>,
  position: Observable<number>,
  answered: () => void,
): Pick<Sync, 'status' | 'position' | 'waiting' | 'repairs' | 'resend' | 'setAside'> {
  return {
    status,
    position,
    async waiting(limit) {
      const registrations = await store.registrations();
      const queues = await Promise.all(
        registrations.map(async ({ keyId }) => {
          const { pushedThrough } = await store.pushState(keyId);
          return store.entriesAfter(keyId, pushedThrough, limit);
        }),
      );
      return queues.flat().slice(0, limit);
    },
    repairs: (limit) => store.entriesNeedingAttention(limit),
    async resend(operationId) {
      const failure = await pusher.resend(operationId);
      answered();
      return failure;
    },
    async setAside(operationId, userId) {
      await store.setAside(operationId, { at: new Date(now()).toISOString(), userId });
      answered();
    },
  };
}

/** Reads the status from the store, one reading at a time, the last one always after the last change. */
function statusReader(store: JournalStore, status: Source<SyncStatus>, connection: () => Connection): () => void {
  let isReading = false;
  let isStale = false;
  const read = async () => {
    isReading = true;
    do {
      isStale = false;
      const next = await statusNow(store, connection());
      if (JSON.stringify(next) !== JSON.stringify(status.get())) status.set(next);
    } while (isStale);
    isReading = false;
  };
  return () => {
    isStale = true;
    if (!isReading) void read();
  };
}

async function statusNow(store: JournalStore, connection: Connection): Promise<SyncStatus> {
  try {
    return await readStatus(store, connection);
  } catch (error) {
    if (!(error instanceof StorageFailure)) throw error;
    const lastProblem = { code: error.code, detail: error.message, at: new Date().toISOString() };
    return { state: 'attention', waiting: 0, since: null, needYou: 1, lastProblem };
  }
}
