import type { RegisterState } from '@mosaajii/contract/identity';
import type { PushResponse } from '@mosaajii/contract/sync';
import type { OperationAnswer } from '@mosaajii/domain/operation';
import type { JournalEntry, PushState, Registration } from '../journal/model.ts';
import type { DeviceClock } from '../journal/ports.ts';
import type { ServerClock } from '../journal/server-clock.ts';
import type { AnsweredOperation, JournalStore } from '../journal/store.ts';
import { compareEnds } from './chain-end.ts';
import type { SyncTransport, TransportFailure } from './transport.ts';

/** A batch is bounded twice: the server takes 200 operations and 4 MB. */
export const MOST_OPERATIONS = 100;
export const MOST_CHARACTERS = 1_000_000;
/** Batches of one drain; a queue of 90 busy days is far below. */
const MOST_BATCHES = 10_000;

export interface PushPorts {
  readonly store: JournalStore;
  readonly transport: SyncTransport;
  readonly clock: DeviceClock;
  readonly serverClock: ServerClock;
  /** Called after answers were stored. */
  readonly announce?: () => void;
}

export type DrainOutcome =
  /**
   * Everything that waited has an answer. `stranded`: except what an earlier registration of this device signed, which
   * the server refuses to hear of; it waits for a person and holds up nothing.
   */
  | {
      readonly status: 'drained';
      readonly pushed: number;
      readonly position: number | null;
      readonly stranded: TransportFailure | null;
    }
  | { readonly status: 'failed'; readonly pushed: number; readonly failure: TransportFailure };

/**
 * Brings the server everything that it has not answered, oldest first. When an answer is lost the same operations go
 * again. Held and rejected operations are kept for a person and never stop the rest.
 */
export interface Pusher {
  /** One attempt at everything; ends at the first failure. Only one may run at a time. */
  drain(): Promise<DrainOutcome>;
  /** Compares the server's end of the chain and its epoch with ours; call after every silence. */
  hello(): Promise<TransportFailure | RegisterState | null>;
  /**
   * Asks again about what the server holds. It may have been let in since: by a person, by what it had waited for, or by a
   * copy of the request that wandered in late.
   */
  reviewHeld(): Promise<TransportFailure | null>;
  /** Sends one operation again and takes its new answer. */
  resend(operationId: string): Promise<TransportFailure | null>;
  /** This device lost the end of its journal, and nothing may be appended before it was settled. */
  isBehind(): boolean;
}

export function createPusher(ports: PushPorts): Pusher {
  const memory = { isBehind: false, rewoundTo: new Map<string, number>() };
  return {
    drain: () => drain(ports, memory),
    hello: () => hello(ports, memory),
    reviewHeld: () => reviewHeld(ports),
    resend: (operationId) => resend(ports, operationId),
    isBehind: () => memory.isBehind,
  };
}
type Memory = { isBehind: boolean; readonly rewoundTo: Map<string, number> };

async function drain(ports: PushPorts, memory: Memory): Promise<DrainOutcome> {
  const current = await ports.store.currentRegistration();
  const progress: Progress = { pushed: 0, position: null };
  let stranded: TransportFailure | null = null;
  for (const registration of await ports.store.registrations()) {
    const failure = await drainChain(ports, memory, registration, progress);
    if (failure === null) continue;
    const isEarlier = registration.keyId !== current?.keyId;
    if (!isEarlier || failure.kind !== 'refused') return { status: 'failed', pushed: progress.pushed, failure };
    // A server that was set up anew or restored does not know this key: the present one must not wait behind it.
    stranded = failure;
  }
  return { status: 'drained', ...progress, stranded };
}

interface Progress {
  pushed: number;
  position: number | null;
}

async function drainChain(
  ports: PushPorts,
  memory: Memory,
  registration: Registration,
  progress: Progress,
): Promise<TransportFailure | null> {
  let most = MOST_OPERATIONS;
  for (let count = 0; count < MOST_BATCHES; count += 1) {
    const state = await ports.store.pushState(registration.keyId);
    const batch = await nextBatch(ports.store, state, most);
    if (batch.length === 0) return null;
    const reply = await pushEntries(ports, registration, batch);
    if (!reply.ok) {
      if (!isAboutContent(reply.error)) return reply.error;
      // Something in the batch cannot be taken at all: find it by halves, and keep it apart from the rest.
      if (batch.length > 1) most = Math.floor(batch.length / 2);
      else await rejectLocally(ports, state, batch, reply.error);
      continue;
    }
    most = MOST_OPERATIONS;
    progress.position = reply.value.position;
    const taken = await takeAnswers(ports, memory, registration, state, batch, reply.value);
    if (taken === null) return NO_ANSWERS;
    progress.pushed += taken;
  }
  return null;
}

async function nextBatch(store: JournalStore, state: PushState, most: number): Promise<readonly JournalEntry[]> {
  return bounded(await store.entriesAfter(state.keyId, state.pushedThrough, most));
}

function bounded(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  let characters = 0;
  const end = entries.findIndex((entry, index) => {
    characters += entry.size;
    return index > 0 && characters > MOST_CHARACTERS;
  });
  return end === -1 ? entries : entries.slice(0, end);
}

/** The server could read the request and will never take it. Everything else is worth another try as it is. */
function isAboutContent(failure: TransportFailure): boolean {
  return failure.kind === 'refused' && [400, 413, 422].includes(failure.status);
}

async function rejectLocally(
  ports: PushPorts,
  state: PushState,
  batch: readonly JournalEntry[],
  failure: TransportFailure,
): Promise<void> {
  const code = failure.kind === 'refused' ? failure.code : failure.kind;
  const answers = batch.map((entry) =>
    answered(entry, {
      operationId: entry.operationId,
      isRepeat: false,
      status: 'rejected',
      problem: { code, detail: failure.detail },
    }),
  );
  await record(ports, { ...state, pushedThrough: lastOf(batch, state) }, answers);
}

function answered(entry: JournalEntry, answer: OperationAnswer): AnsweredOperation {
  return { keyId: entry.keyId, sequence: entry.sequence, answer };
}

function lastOf(batch: readonly JournalEntry[], state: PushState): number {
  return batch.at(-1)?.sequence ?? state.pushedThrough;
}

async function record(ports: PushPorts, state: PushState, answers: readonly AnsweredOperation[]): Promise<void> {
  await ports.store.recordAnswers(state, answers, new Date(ports.clock.now()).toISOString());
  ports.announce?.();
}

const NO_ANSWERS: TransportFailure = { kind: 'unreachable', detail: 'The server answered without its answers.' };

/** Stores the answers of a batch; says how many operations are done with, `null` when the server answered none of them. */
async function takeAnswers(
  ports: PushPorts,
  memory: Memory,
  registration: Registration,
  state: PushState,
  batch: readonly JournalEntry[],
  reply: PushResponse,
): Promise<number | null> {
  await ports.serverClock.heard(reply.serverTime);
  if (state.epoch !== null && state.epoch !== reply.epoch) {
    await startOver(ports, state, reply.epoch);
    return 0;
  }
  const answers = prefixAnswered(batch, reply.answers);
  if (answers.length === 0) return null;
  if (answers.some(({ answer }) => answer.status === 'held')) {
    const rewound = await rewindAfterHeld(ports, memory, registration, state);
    if (rewound) return 0;
  }
  const pushedThrough = answers.at(-1)?.sequence ?? state.pushedThrough;
  await record(ports, { keyId: state.keyId, pushedThrough, epoch: reply.epoch }, answers);
  return answers.length;
}

/** The answers up to the first operation that got none; that one goes again. */
function prefixAnswered(batch: readonly JournalEntry[], answers: readonly OperationAnswer[]): AnsweredOperation[] {
  const byId = new Map(answers.map((answer) => [answer.operationId, answer]));
  const prefix: AnsweredOperation[] = [];
  for (const entry of batch) {
    const answer = byId.get(entry.operationId);
    if (!answer) break;
    prefix.push(answered(entry, answer));
  }
  return prefix;
}

/** The server is at another moment of its life: everything that is kept goes again, and what it still has is a repeat. */
function startOver(ports: PushPorts, state: PushState, epoch: string): Promise<void> {
  return record(ports, { keyId: state.keyId, pushedThrough: 0, epoch }, []);
}

/** An operation was held perhaps because the server lost the ones before it: ask, and go back once to where it stands. */
async function rewindAfterHeld(
  ports: PushPorts,
  memory: Memory,
  registration: Registration,
  state: PushState,
): Promise<boolean> {
  const server = await ports.transport.register(registration);
  if (!server.ok || server.value.keyId !== state.keyId) return false;
  memory.isBehind = await compareEnds(ports.store, state.keyId, server.value);
  return rewind(ports, memory, state, server.value);
}

async function hello(ports: PushPorts, memory: Memory): Promise<TransportFailure | RegisterState | null> {
  const registration = await ports.store.currentRegistration();
  if (!registration) return null;
  const reply = await ports.transport.register(registration);
  if (!reply.ok) return reply.error;
  await ports.serverClock.heard(reply.value.serverTime);
  memory.isBehind = await compareEnds(ports.store, registration.keyId, reply.value);
  const state = await ports.store.pushState(registration.keyId);
  memory.rewoundTo.delete(state.keyId);
  if (state.epoch !== null && state.epoch !== reply.value.epoch) await startOver(ports, state, reply.value.epoch);
  else await rewind(ports, memory, state, reply.value);
  return reply.value;
}

/**
 * Goes back to the server's end of the chain when it lacks an operation that it had accepted. What it holds or rejects
 * does not count as lacking. Never twice to the same place, so that a server that cannot move on is not asked for ever.
 */
async function rewind(
  ports: PushPorts,
  memory: Memory,
  state: PushState,
  server: Pick<RegisterState, 'lastSequence'>,
): Promise<boolean> {
  if (server.lastSequence >= state.pushedThrough) return false;
  if (memory.rewoundTo.get(state.keyId) === server.lastSequence) return false;
  const between = await ports.store.entriesAfter(
    state.keyId,
    server.lastSequence,
    state.pushedThrough - server.lastSequence,
  );
  const isLost = between.some((entry) => entry.answer?.status !== 'held' && entry.answer?.status !== 'rejected');
  if (!isLost) return false;
  memory.rewoundTo.set(state.keyId, server.lastSequence);
  await record(ports, { ...state, pushedThrough: server.lastSequence }, []);
  return true;
}

async function reviewHeld(ports: PushPorts): Promise<TransportFailure | null> {
  const waiting = (await ports.store.entriesNeedingAttention(MOST_OPERATIONS)).filter(isHeld);
  if (waiting.length === 0) return null;
  for (const registration of await ports.store.registrations()) {
    const batch = bounded(waiting.filter((entry) => entry.keyId === registration.keyId));
    if (batch.length === 0) continue;
    const state = await ports.store.pushState(registration.keyId);
    const reply = await pushEntries(ports, registration, batch);
    if (!reply.ok) return reply.error;
    // Of another moment of the server's life: everything goes again anyway.
    if (state.epoch !== reply.value.epoch) continue;
    const news = prefixAnswered(batch, reply.value.answers).filter(({ answer }) => answer.status !== 'held');
    if (news.length > 0) await record(ports, state, news);
  }
  return null;
}

/** Sends operations with what is personal in some of them beside them. */
function pushEntries({ transport }: PushPorts, registration: Registration, batch: readonly JournalEntry[]) {
  const enclosures = batch.flatMap(({ operationId, enclosure }) =>
    enclosure === undefined ? [] : [{ operationId, enclosure }],
  );
  const operations = batch.map((entry) => entry.operation);
  return enclosures.length === 0
    ? transport.push(registration, operations)
    : transport.push(registration, operations, enclosures);
}

function isHeld(entry: JournalEntry): boolean {
  return entry.answer?.status === 'held';
}

async function resend(ports: PushPorts, operationId: string): Promise<TransportFailure | null> {
  const entry = await ports.store.entry(operationId);
  const registrations = await ports.store.registrations();
  const registration = registrations.find((known) => known.keyId === entry?.keyId);
  if (!entry || !registration) return null;
  const reply = await pushEntries(ports, registration, [entry]);
  if (!reply.ok) return reply.error;
  await ports.serverClock.heard(reply.value.serverTime);
  const state = await ports.store.pushState(entry.keyId);
  await record(ports, state, prefixAnswered([entry], reply.value.answers));
  return null;
}
