import type { RegisterState } from '@mosaajii/contract/identity';
import { type JournalStore, StorageFailure } from '../journal/store.ts';
import type { Puller } from './pull.ts';
import type { Pusher } from './push.ts';
import type { SyncProblem, SyncStatus } from './status.ts';
import type { TransportFailure } from './transport.ts';

/** Acknowledged operations are kept so long, so that a server restored to an earlier day gets them again. */
export const KEEP_MS = 90 * 24 * 60 * 60 * 1000;
/** Pruning is spread over many exchanges so that none of them takes long. */
const MOST_PRUNED = 500;

/** What is known of the server, beside what the store says. */
export interface Connection {
  readonly isReachable: boolean;
  /** Since when the server is away. */
  readonly awaySince: string | null;
  readonly lastProblem: SyncProblem | null;
  /** The device lost the end of its journal, or the server does not accept this register: a person has to enrol it again. */
  readonly needsEnrolment: boolean;
}

export const UNKNOWN_CONNECTION: Connection = {
  isReachable: true,
  awaySince: null,
  lastProblem: null,
  needsEnrolment: false,
};

export interface ExchangePorts {
  readonly store: JournalStore;
  readonly pusher: Pusher;
  readonly puller: Puller;
  readonly now: () => number;
  readonly heardRegister: (state: RegisterState) => Promise<void>;
  /** Told as soon as the server answers after a silence, before what waits is sent. */
  readonly reached?: (connection: Connection) => void;
}

/** One round with the server: greet it after a silence, bring what waits, fetch what changed if asked to. */
export interface Exchange {
  round(wants: { readonly pull: boolean }): Promise<Connection>;
  /** The register is another one now: the next round greets the server before anything else. */
  greetAgain(): void;
}

interface Memory {
  epoch: string | null;
  connection: Connection;
}

export function createExchange(ports: ExchangePorts): Exchange {
  const memory: Memory = { epoch: null, connection: UNKNOWN_CONNECTION };
  return {
    async round(wants) {
      try {
        const failure = await attempt(ports, memory, wants.pull);
        // Whatever failed, the server may be another one when it is back: greet it again.
        if (failure) memory.epoch = null;
        memory.connection = connectionAfter(memory.connection, failure, ports);
      } catch (error) {
        // Whatever it was, a round that threw must not be the last one of this tab: it is shown, and tried again.
        const code = error instanceof StorageFailure ? error.code : 'unexpected';
        const detail = error instanceof Error ? error.message : String(error);
        memory.epoch = null;
        memory.connection = {
          ...memory.connection,
          lastProblem: { code, detail, at: new Date(ports.now()).toISOString() },
        };
      }
      return memory.connection;
    },
    greetAgain() {
      memory.epoch = null;
    },
  };
}

async function attempt(ports: ExchangePorts, memory: Memory, pull: boolean): Promise<TransportFailure | null> {
  const registration = await ports.store.currentRegistration();
  if (!registration) return null;
  if (memory.epoch === null) {
    const greeting = await ports.pusher.hello();
    if (greeting === null) return null;
    if (isFailure(greeting)) {
      // A revoked register is not greeted any more, but what it sold is taken in and waits for a manager.
      if (greeting.kind === 'refused' && greeting.code === 'register-revoked') await ports.pusher.drain();
      return greeting;
    }
    memory.epoch = greeting.epoch;
    await ports.heardRegister(greeting);
    memory.connection = connectionAfter(memory.connection, null, ports);
    ports.reached?.(memory.connection);
  }
  const drained = await ports.pusher.drain();
  if (drained.status === 'failed') return drained.failure;
  if (ports.pusher.isBehind()) {
    // Everything that was kept here has its answer now: perhaps the server's end of the chain can be taken over.
    const greeting = await ports.pusher.hello();
    if (greeting !== null && isFailure(greeting)) return greeting;
  }
  if (!pull) return drained.stranded;
  const failure = (await ports.pusher.reviewHeld()) ?? (await ports.puller.pull(registration, memory.epoch));
  if (!failure) await ports.store.prune(new Date(ports.now() - KEEP_MS).toISOString(), MOST_PRUNED);
  return failure ?? drained.stranded;
}

function isFailure(greeting: TransportFailure | RegisterState): greeting is TransportFailure {
  return 'kind' in greeting;
}

const LOST_END = 'This device lost the end of its journal: the server knows other operations of this register.';

function connectionAfter(before: Connection, failure: TransportFailure | null, ports: ExchangePorts): Connection {
  const isBehind = ports.pusher.isBehind();
  const at = new Date(ports.now()).toISOString();
  const lost = isBehind ? { code: 'needs-enrolment', detail: LOST_END, at } : null;
  if (!failure) return { isReachable: true, awaySince: null, lastProblem: lost, needsEnrolment: isBehind };
  const lastProblem = { code: failure.kind === 'refused' ? failure.code : failure.kind, detail: failure.detail, at };
  const isDenied = failure.kind === 'refused' && (failure.status === 401 || failure.status === 403);
  return {
    isReachable: isDenied,
    awaySince: isDenied ? null : (before.awaySince ?? at),
    lastProblem,
    needsEnrolment: isBehind || isDenied,
  };
}

/** The chip's words, from the store and what is known of the server. Counts come from the store alone. */
export async function readStatus(store: JournalStore, connection: Connection): Promise<SyncStatus> {
  const [queue, inRepair] = await Promise.all([queueOf(store), store.countNeedingAttention()]);
  const needYou = inRepair + (connection.needsEnrolment ? 1 : 0);
  const state = stateOf(queue.waiting, needYou, connection);
  const since = queue.oldest ?? connection.awaySince;
  return { state, waiting: queue.waiting, since, needYou, lastProblem: connection.lastProblem };
}

function stateOf(waiting: number, needYou: number, { isReachable }: Connection): SyncStatus['state'] {
  if (!isReachable) return 'offline';
  if (needYou > 0) return 'attention';
  return waiting > 0 ? 'syncing' : 'synced';
}

/** How many operations have no answer, and when the oldest of them happened. Counted by subtraction: sequences have no gaps. */
async function queueOf(store: JournalStore): Promise<{ readonly waiting: number; readonly oldest: string | null }> {
  let waiting = 0;
  let oldest: string | null = null;
  for (const { keyId } of await store.registrations()) {
    const [head, push] = await Promise.all([store.head(keyId), store.pushState(keyId)]);
    const [first] = await store.entriesAfter(keyId, push.pushedThrough, 1);
    if (!head || !first) continue;
    waiting += head.lastSequence - first.sequence + 1;
    if (oldest === null || first.occurredAt < oldest) oldest = first.occurredAt;
  }
  return { waiting, oldest };
}
