import { ok, type Result, refuse } from '@mosaajii/domain';
import {
  type CustomerEnclosure,
  type Operation,
  type OperationKind,
  operationHashInput,
} from '@mosaajii/domain/operation';
import type * as Approvals from './approval.ts';
import type { JournalDocument, JournalEntry, JournalHead, Registration, ShiftRecord } from './model.ts';
import type { JournalPorts } from './ports.ts';
import { type JournalRefusal, refuseBrokenChain, refuseStorageFailure } from './refusal.ts';
import type { ServerClock } from './server-clock.ts';
import { type JournalWrite, StorageFailure } from './store.ts';

/** Another tab can only get between through a browser without Web Locks; more than this often is not believable. */
const MOST_ATTEMPTS = 20;

/** What a fact is made from: read under the lock, before anything is signed. */
export interface Moment {
  readonly registration: Registration;
  readonly head: JournalHead;
  readonly occurredAt: string;
}

/** A fact ready to be chained, with what it changes beside the journal. */
export interface Fact<K extends OperationKind = OperationKind> {
  readonly operationId: string;
  readonly kind: K;
  readonly userId: string;
  readonly payload: Operation<K>['payload'];
  readonly receiptSequence?: number;
  readonly openShiftId?: string | null;
  readonly zNumber?: number;
  readonly document?: JournalDocument;
  readonly shift?: ShiftRecord;
  readonly removeCartId?: string;
  /** Made in the same moment and written in the same transaction, right behind this one. Its shift and cart count. */
  readonly next?: Fact;
  /** What is personal in it, kept and sent beside it. */
  readonly enclosure?: CustomerEnclosure;
}

/** Decides under the lock. `known`: the same draft was committed before, nothing is to be written. */
export type Decide<Done> = (
  moment: Moment,
) => Promise<Result<{ readonly fact: Fact; readonly done: Done } | { readonly known: Done }, JournalRefusal>>;

/**
 * Appends one fact: under the lock read the head, decide, hash and sign, then write everything in one strict transaction
 * that compares the head, then read it back. Resolves only after that. A refusal means that nothing was written, except
 * `storage-mismatch`, after which a repeat of the same draft finds out.
 */
export async function append<Done>(
  ports: JournalPorts,
  serverClock: ServerClock,
  decide: Decide<Done>,
): Promise<Result<Done, JournalRefusal>> {
  return refuseStorageFailure(() =>
    ports.lock.hold(async () => {
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
        const outcome = await appendOnce(ports, serverClock, decide);
        if (outcome !== 'head-moved') return outcome;
      }
      return refuse({ code: 'journal-busy', detail: 'Another window writes to the journal all the time.' });
    }),
  );
}

let approvals: typeof Approvals | undefined;

async function appendOnce<Done>(
  ports: JournalPorts,
  serverClock: ServerClock,
  decide: Decide<Done>,
): Promise<Result<Done, JournalRefusal> | 'head-moved'> {
  const { store, clock } = ports;
  const registration = await store.currentRegistration();
  const head = registration && (await store.head(registration.keyId));
  if (!registration || !head) {
    return refuse({ code: 'no-register', detail: 'This device is not enrolled as a register.' });
  }
  const moment = { registration, head, occurredAt: new Date(clock.now()).toISOString() };
  const decision = await decide(moment);
  if (!decision.ok) return head.needsEnrolment ? refuseBrokenChain() : decision;
  if ('known' in decision.value) return ok(decision.value.known);
  if (head.needsEnrolment) return refuseBrokenChain();
  const { fact, done } = decision.value;
  const reading = serverClock.reading();
  if (isApproved(fact)) {
    approvals ??= await import('./approval.ts');
    const refusal = await approvals.refusedApproval(ports, moment, reading, fact);
    if (refusal) return refusal;
  }
  const operation = await seal(ports, moment, fact, reading);
  const outcome = await store.commit(await writeOf(ports, moment, reading, fact, operation));
  if (outcome === 'head-moved') return outcome;
  await readBack(ports, operation);
  ports.announce?.('appended');
  return ok(done);
}

function isApproved({ payload, next }: Pick<Fact, 'payload' | 'next'>): boolean {
  return ('approvals' in payload && payload.approvals !== undefined) || (next !== undefined && isApproved(next));
}

async function writeOf(
  ports: JournalPorts,
  moment: Moment,
  reading: Operation['clock'],
  fact: Fact,
  operation: Operation,
): Promise<JournalWrite> {
  const { head } = moment;
  const after = headAfter(head, operation, fact);
  const first = {
    expected: head,
    entry: entryOf(operation, fact.enclosure),
    ...(fact.document && { document: fact.document }),
  };
  if (!fact.next) return { ...first, head: after, ...besides(fact) };
  const next = await seal(ports, { ...moment, head: after }, fact.next, reading);
  const second = {
    entry: entryOf(next, fact.next.enclosure),
    ...(fact.next.document && { document: fact.next.document }),
  };
  return { ...first, next: second, head: headAfter(after, next, fact.next), ...besides(fact.next) };
}

function besides({ shift, removeCartId }: Fact): Pick<JournalWrite, 'shift' | 'removeCartId'> {
  return { ...(shift && { shift }), ...(removeCartId !== undefined && { removeCartId }) };
}

async function seal(
  ports: JournalPorts,
  { registration, head, occurredAt }: Moment,
  fact: Fact,
  clock: Operation['clock'],
): Promise<Operation> {
  const unsealed = {
    operationId: fact.operationId,
    kind: fact.kind,
    version: 1 as const,
    registerId: registration.registerId,
    keyId: registration.keyId,
    sequence: head.lastSequence + 1,
    userId: fact.userId,
    occurredAt,
    clock,
    payload: fact.payload,
    previousHash: head.lastHash,
  };
  const hash = await ports.crypto.sha256(operationHashInput(unsealed));
  const signature = await ports.crypto.sign(registration.signingKey, hash);
  return { ...unsealed, hash, signature };
}

function headAfter(head: JournalHead, operation: Operation, fact: Fact): JournalHead {
  return {
    keyId: head.keyId,
    lastSequence: operation.sequence,
    lastHash: operation.hash,
    lastReceiptSequence: fact.receiptSequence ?? head.lastReceiptSequence,
    openShiftId: fact.openShiftId === undefined ? head.openShiftId : fact.openShiftId,
    ...zNumberAfter(head, fact),
  };
}

function zNumberAfter({ lastZNumber }: JournalHead, { zNumber = lastZNumber }: Fact): Pick<JournalHead, 'lastZNumber'> {
  return zNumber === undefined ? {} : { lastZNumber: zNumber };
}

function entryOf(operation: Operation, enclosure: CustomerEnclosure | undefined): JournalEntry {
  return {
    keyId: operation.keyId,
    sequence: operation.sequence,
    operationId: operation.operationId,
    kind: operation.kind,
    occurredAt: operation.occurredAt,
    operation,
    size: JSON.stringify([operation, enclosure]).length,
    ...(enclosure === undefined ? {} : { enclosure }),
    answer: null,
    answeredAt: null,
  };
}

/** A sale counts as durable when it can be read again, not when the write said so. */
async function readBack({ store }: JournalPorts, operation: Operation): Promise<void> {
  const entry = await store.entry(operation.operationId);
  if (entry?.operation.hash !== operation.hash) {
    throw new StorageFailure('storage-mismatch', 'What was written could not be read back.');
  }
}
