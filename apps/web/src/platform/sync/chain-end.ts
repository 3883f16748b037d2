import type { RegisterState } from '@mosaajii/contract/identity';
import type { JournalHead } from '../journal/model.ts';
import type { JournalStore } from '../journal/store.ts';

/** The end of a key's chain as the server has it. */
export type ServerEnd = Pick<RegisterState, 'lastSequence' | 'lastHash' | 'lastReceiptSequence'> &
  // Absent from a server of before.
  Partial<Pick<RegisterState, 'lastZNumber'>>;

/**
 * Compares our end of the chain with the server's. A browser profile or a virtual machine that was put back to an earlier
 * day does not know the numbers that it gave since: it must not give them again. When everything that is kept here has
 * its answer, the server's end is taken over and selling goes on after it. Otherwise nothing more is appended: until what
 * waits was answered, or, where our own numbers have passed the server's on another way, until the register has a new
 * key. True while nothing may be appended.
 */
export async function compareEnds(store: JournalStore, keyId: string, server: ServerEnd): Promise<boolean> {
  for (;;) {
    const head = await store.head(keyId);
    if (!head) return false;
    const next = await endAfter(store, head, server);
    if (next === head || (await store.replaceHead(head, next)) === 'committed') {
      if (next.lastSequence > head.lastSequence) await passTo(store, keyId, next.lastSequence);
      return next.needsEnrolment === true;
    }
  }
}

async function endAfter(store: JournalStore, head: JournalHead, server: ServerEnd): Promise<JournalHead> {
  if (server.lastSequence > head.lastSequence) {
    const { pushedThrough } = await store.pushState(head.keyId);
    const waiting = await store.entriesAfter(head.keyId, pushedThrough, 1);
    return waiting.length === 0 ? takenOver(head, server) : stopped(head);
  }
  const ours = await hashAt(store, head, server.lastSequence);
  if (ours === null) return head;
  return ours === server.lastHash ? goingOn(head, server) : stopped(head);
}

/** Our chain follows the server's: where it had stopped, a person approved what the server had held. */
function goingOn(head: JournalHead, server: ServerEnd): JournalHead {
  if (!head.needsEnrolment) return head;
  const { needsEnrolment: _stopped, ...rest } = head;
  const lastReceiptSequence = Math.max(head.lastReceiptSequence, server.lastReceiptSequence);
  return { ...rest, lastReceiptSequence, ...zNumber(head, server) };
}

/** Receipts may have been printed here that the server has not counted: the higher number is passed. */
function takenOver(head: JournalHead, server: ServerEnd): JournalHead {
  const { keyId, lastReceiptSequence, openShiftId } = head;
  return {
    keyId,
    lastSequence: server.lastSequence,
    lastHash: server.lastHash,
    lastReceiptSequence: Math.max(lastReceiptSequence, server.lastReceiptSequence),
    openShiftId,
    ...zNumber(head, server),
  };
}

function zNumber({ lastZNumber = 0 }: JournalHead, server: ServerEnd): Pick<JournalHead, 'lastZNumber'> {
  const highest = Math.max(lastZNumber, server.lastZNumber ?? 0);
  return highest === 0 ? {} : { lastZNumber: highest };
}

function stopped(head: JournalHead): JournalHead {
  return head.needsEnrolment ? head : { ...head, needsEnrolment: true };
}

/** The hash of our operation with a number; `null` when it is not kept any more. */
async function hashAt(store: JournalStore, head: JournalHead, sequence: number): Promise<string | null> {
  if (sequence === head.lastSequence) return head.lastHash;
  if (sequence === 0) return null;
  const [entry] = await store.entriesAfter(head.keyId, sequence - 1, 1);
  return entry?.sequence === sequence ? entry.operation.hash : null;
}

/** What the server has of this chain and we lost will never be sent from here. */
async function passTo(store: JournalStore, keyId: string, sequence: number): Promise<void> {
  const state = await store.pushState(keyId);
  if (state.pushedThrough >= sequence) return;
  await store.recordAnswers({ ...state, pushedThrough: sequence }, [], new Date().toISOString());
}
