import type {
  JournalDocument,
  JournalEntry,
  JournalHead,
  PushState,
  Registration,
  ReturnDocument,
  ShiftRecord,
} from './model.ts';
import {
  type AnsweredOperation,
  type JournalStore,
  type JournalWrite,
  StorageFailure,
  type StoredCart,
} from './store.ts';

/** What survives a crash of the program: hand the same disk to a new store to "start again". */
export interface MemoryDisk {
  readonly registrations: Map<string, Registration>;
  currentKeyId: string | null;
  readonly heads: Map<string, JournalHead>;
  readonly pushStates: Map<string, PushState>;
  /** By `keyId` and `sequence`. */
  readonly entries: Map<string, Map<number, JournalEntry>>;
  readonly sequenceOf: Map<string, { readonly keyId: string; readonly sequence: number }>;
  readonly documents: Map<string, JournalDocument>;
  readonly shifts: Map<string, ShiftRecord>;
  readonly carts: Map<string, StoredCart>;
  readonly notes: Map<string, unknown>;
}

export function emptyDisk(): MemoryDisk {
  return {
    registrations: new Map(),
    currentKeyId: null,
    heads: new Map(),
    pushStates: new Map(),
    entries: new Map(),
    sequenceOf: new Map(),
    documents: new Map(),
    shifts: new Map(),
    carts: new Map(),
    notes: new Map(),
  };
}

/** The points at which a simulated program can die or its storage fail. */
export type FaultPoint = 'before-commit' | 'after-commit' | 'before-answers' | 'after-answers' | 'read' | 'probe';

/** Asked at each point; throwing makes the store fail there. `after-…` fails when the write is already durable. */
export type FaultInjector = (point: FaultPoint) => void;

/**
 * A journal in memory with the promises of the real one: a write happens wholly or not at all, and everything written
 * is a copy, so nobody can change what is stored through a reference.
 */
export function memoryStore(disk: MemoryDisk = emptyDisk(), inject: FaultInjector = () => {}): JournalStore {
  let isClosed = false;
  const alive = async (point: FaultPoint = 'read'): Promise<void> => {
    await Promise.resolve();
    if (isClosed) throw new StorageFailure('storage-unavailable', 'The journal was closed.');
    inject(point);
  };
  const findEntry = (operationId: string): JournalEntry | null => {
    const place = disk.sequenceOf.get(operationId);
    return (place && disk.entries.get(place.keyId)?.get(place.sequence)) ?? null;
  };
  const reading = <T>(work: () => T) => alive().then(() => structuredClone(work()));
  return {
    currentRegistration: () =>
      alive().then(() => (disk.currentKeyId === null ? null : (disk.registrations.get(disk.currentKeyId) ?? null))),
    registrations: () => alive().then(() => [...disk.registrations.values()]),
    async addRegistration(registration) {
      await alive();
      addRegistration(disk, registration);
    },
    head: (keyId) => reading(() => disk.heads.get(keyId) ?? null),
    async commit(write) {
      await alive('before-commit');
      const outcome = isHeadAt(disk, write.expected) ? 'committed' : 'head-moved';
      if (outcome === 'committed') apply(disk, structuredClone(write));
      await alive('after-commit');
      return outcome;
    },
    async replaceHead(expected, head) {
      await alive();
      if (!isHeadAt(disk, expected)) return 'head-moved';
      disk.heads.set(head.keyId, structuredClone(head));
      return 'committed';
    },
    entry: (operationId) => reading(() => findEntry(operationId)),
    entriesAfter: (keyId, sequence, limit) => reading(() => entriesAfter(disk, keyId, sequence, limit)),
    entriesNeedingAttention: (limit) => reading(() => needingAttention(disk).slice(0, limit)),
    countNeedingAttention: () => reading(() => needingAttention(disk).length),
    pushState: (keyId) => reading(() => disk.pushStates.get(keyId) ?? { keyId, pushedThrough: 0, epoch: null }),
    async recordAnswers(state, answers, answeredAt) {
      await alive('before-answers');
      disk.pushStates.set(state.keyId, structuredClone(state));
      for (const answer of structuredClone(answers)) recordAnswer(disk, answer, answeredAt);
      await alive('after-answers');
    },
    async setAside(operationId, by) {
      await alive();
      const entry = findEntry(operationId);
      if (!entry) return;
      const { attention: _attention, ...rest } = entry;
      disk.entries.get(entry.keyId)?.set(entry.sequence, { ...rest, setAside: { ...by } });
    },
    prune: (before, limit) => alive().then(() => prune(disk, before, limit)),
    document: (documentId) => reading(() => disk.documents.get(documentId) ?? null),
    documentByReceipt: (receiptNumber) =>
      reading(() => newest(disk).find((document) => document.receiptNumber === receiptNumber) ?? null),
    returnsOf: (saleId) =>
      reading(() =>
        newest(disk).filter(
          (known): known is ReturnDocument => known.kind === 'return' && known.returnedSaleId === saleId,
        ),
      ),
    documentsOfDate: (businessDate) =>
      reading(() => newest(disk).filter((document) => document.businessDate === businessDate)),
    recentDocuments: (limit) => reading(() => newest(disk).slice(0, limit)),
    shift: (shiftId) => reading(() => disk.shifts.get(shiftId) ?? null),
    recentShifts: (limit) =>
      reading(() => [...disk.shifts.values()].sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1)).slice(0, limit)),
    carts: () => reading(() => [...disk.carts.values()]),
    async putCart(cart) {
      await alive();
      disk.carts.set(cart.cartId, structuredClone(cart));
    },
    async removeCart(cartId) {
      await alive();
      disk.carts.delete(cartId);
    },
    note: (name) => reading(() => disk.notes.get(name)),
    async putNote(name, value) {
      await alive();
      disk.notes.set(name, structuredClone(value));
    },
    probe: () => alive('probe'),
    close() {
      isClosed = true;
    },
  };
}

function addRegistration(disk: MemoryDisk, registration: Registration): void {
  const { keyId } = registration;
  if (!disk.registrations.has(keyId)) {
    const present = disk.currentKeyId === null ? undefined : disk.registrations.get(disk.currentKeyId);
    const carried = isSameRegister(present, registration) ? disk.heads.get(present?.keyId ?? '') : undefined;
    disk.registrations.set(keyId, registration);
    disk.heads.set(keyId, { ...emptyHead(keyId), openShiftId: carried?.openShiftId ?? null });
  }
  disk.currentKeyId = keyId;
}

/** A new key of a register goes on with the register's open shift: its cash is in the drawer, its count is to come. */
export function isSameRegister(present: Registration | undefined, next: Registration): boolean {
  return present?.registerId === next.registerId && present.organizationId === next.organizationId;
}

/** The head of a key that has not signed anything yet. */
export function emptyHead(keyId: string): JournalHead {
  return { keyId, lastSequence: 0, lastHash: '0'.repeat(64), lastReceiptSequence: 0, openShiftId: null };
}

function isHeadAt(disk: MemoryDisk, expected: JournalHead): boolean {
  const stored = disk.heads.get(expected.keyId);
  return (
    stored?.lastSequence === expected.lastSequence &&
    stored.lastHash === expected.lastHash &&
    stored.needsEnrolment === expected.needsEnrolment
  );
}

function apply(disk: MemoryDisk, write: JournalWrite): void {
  const { entry, head, document, next, shift, removeCartId } = write;
  for (const added of next ? [entry, next.entry] : [entry]) {
    if (!disk.sequenceOf.has(added.operationId)) continue;
    throw new StorageFailure('storage-mismatch', `The operation ${added.operationId} is already in the journal.`);
  }
  for (const added of next ? [entry, next.entry] : [entry]) {
    const chain = disk.entries.get(added.keyId) ?? new Map<number, JournalEntry>();
    chain.set(added.sequence, added);
    disk.entries.set(added.keyId, chain);
    disk.sequenceOf.set(added.operationId, { keyId: added.keyId, sequence: added.sequence });
  }
  disk.heads.set(head.keyId, head);
  if (document) disk.documents.set(document.documentId, document);
  if (next?.document) disk.documents.set(next.document.documentId, next.document);
  if (shift) disk.shifts.set(shift.shiftId, shift);
  if (removeCartId !== undefined) disk.carts.delete(removeCartId);
}

function entriesAfter(disk: MemoryDisk, keyId: string, sequence: number, limit: number): JournalEntry[] {
  const found: JournalEntry[] = [];
  const last = disk.heads.get(keyId)?.lastSequence ?? 0;
  const chain = disk.entries.get(keyId);
  for (let next = sequence + 1; next <= last && found.length < limit; next += 1) {
    const entry = chain?.get(next);
    if (entry) found.push(entry);
  }
  return found;
}

function needingAttention(disk: MemoryDisk): JournalEntry[] {
  const all = [...disk.entries.values()].flatMap((chain) => [...chain.values()]);
  return all.filter((entry) => entry.attention === 1).sort((a, b) => (a.occurredAt < b.occurredAt ? -1 : 1));
}

function recordAnswer(disk: MemoryDisk, answered: AnsweredOperation, answeredAt: string): void {
  const chain = disk.entries.get(answered.keyId);
  const entry = chain?.get(answered.sequence);
  if (entry) chain?.set(answered.sequence, answeredEntry(entry, answered, answeredAt));
}

/** An entry with the server's answer; held and rejected ones ask for a person unless one already set them aside. */
export function answeredEntry(entry: JournalEntry, { answer }: AnsweredOperation, answeredAt: string): JournalEntry {
  const { attention: _attention, ...rest } = entry;
  const isBad = answer.status === 'held' || answer.status === 'rejected';
  return { ...rest, answer, answeredAt, ...(isBad && !entry.setAside && { attention: 1 as const }) };
}

function prune(disk: MemoryDisk, before: string, limit: number): number {
  let pruned = 0;
  for (const [keyId, chain] of disk.entries) {
    const pushedThrough = disk.pushStates.get(keyId)?.pushedThrough ?? 0;
    for (const entry of chain.values()) {
      if (pruned >= limit) return pruned;
      if (entry.sequence > pushedThrough || entry.occurredAt >= before || entry.attention === 1) continue;
      chain.delete(entry.sequence);
      disk.sequenceOf.delete(entry.operationId);
      disk.documents.delete(entry.operationId);
      pruned += 1;
    }
  }
  return pruned;
}

/** All documents, newest first: within a key by sequence, so that a clock that jumped does not reorder a register's own. */
function newest(disk: MemoryDisk): JournalDocument[] {
  return [...disk.documents.values()].sort((a, b) =>
    a.keyId === b.keyId ? b.sequence - a.sequence : a.occurredAt < b.occurredAt ? 1 : -1,
  );
}
