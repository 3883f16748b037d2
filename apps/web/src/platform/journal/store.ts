import type { OperationAnswer } from '@mosaajii/domain/operation';
import type {
  JournalDocument,
  JournalEntry,
  JournalHead,
  PushState,
  Registration,
  ReturnDocument,
  ShiftRecord,
} from './model.ts';

/** Everything that one operation changes on the device, written in one strict transaction or not at all. */
export interface JournalWrite {
  /** The head that was read before hashing and signing. */
  readonly expected: JournalHead;
  readonly head: JournalHead;
  readonly entry: JournalEntry;
  readonly document?: JournalDocument;
  /** The next operation of the chain, when two are made in one moment. */
  readonly next?: { readonly entry: JournalEntry; readonly document?: JournalDocument };
  readonly shift?: ShiftRecord;
  readonly removeCartId?: string;
}

/** `head-moved`: somebody appended in between; nothing was written, read the head again. */
export type CommitOutcome = 'committed' | 'head-moved';

export interface AnsweredOperation {
  readonly keyId: string;
  readonly sequence: number;
  readonly answer: OperationAnswer;
}

/** A cart that waits on this device: open in a tab, or held. The journal keeps it and does not look inside. */
export interface StoredCart {
  readonly cartId: string;
  readonly updatedAt: string;
  readonly isHeld: boolean;
  /** How lists call it, without looking inside. */
  readonly summary?: { readonly label: string; readonly lineCount: number };
  readonly content: unknown;
}

/**
 * Where a register's journal lives. Two implementations: IndexedDB, and memory for tests and the simulator. Every method
 * throws `StorageFailure` when the storage itself fails, and nothing else that is expected.
 */
export interface JournalStore {
  currentRegistration(): Promise<Registration | null>;
  /** All registrations of this device, also earlier ones that may still have operations to push. */
  registrations(): Promise<readonly Registration[]>;
  /**
   * Adds a registration with an empty chain and makes it the current one. A new key of the same register takes over its
   * open shift. Adding a known key again only selects it.
   */
  addRegistration(registration: Registration): Promise<void>;

  head(keyId: string): Promise<JournalHead | null>;
  /** Writes durably (strict) if the stored head still equals `write.expected`. */
  commit(write: JournalWrite): Promise<CommitOutcome>;
  /** Puts another end of a chain in the place of `expected`, durably, if that is still the stored one. */
  replaceHead(expected: JournalHead, head: JournalHead): Promise<CommitOutcome>;

  entry(operationId: string): Promise<JournalEntry | null>;
  /** Entries of a key after a sequence, in order. */
  entriesAfter(keyId: string, sequence: number, limit: number): Promise<readonly JournalEntry[]>;
  /** Entries that a person has to look at, oldest first. */
  entriesNeedingAttention(limit: number): Promise<readonly JournalEntry[]>;
  countNeedingAttention(): Promise<number>;

  pushState(keyId: string): Promise<PushState>;
  /** Writes the answers and the push state in one transaction. An unknown sequence is ignored (pruned meanwhile). */
  recordAnswers(state: PushState, answers: readonly AnsweredOperation[], answeredAt: string): Promise<void>;
  setAside(operationId: string, by: { readonly at: string; readonly userId: string }): Promise<void>;
  /** Forgets answered entries before a moment, with their documents, unless a person still has to look. Returns how many. */
  prune(before: string, limit: number): Promise<number>;

  document(documentId: string): Promise<JournalDocument | null>;
  documentByReceipt(receiptNumber: string): Promise<JournalDocument | null>;
  returnsOf(saleId: string): Promise<readonly ReturnDocument[]>;
  documentsOfDate(businessDate: string): Promise<readonly JournalDocument[]>;
  recentDocuments(limit: number): Promise<readonly JournalDocument[]>;

  shift(shiftId: string): Promise<ShiftRecord | null>;
  recentShifts(limit: number): Promise<readonly ShiftRecord[]>;

  carts(): Promise<readonly StoredCart[]>;
  putCart(cart: StoredCart): Promise<void>;
  removeCart(cartId: string): Promise<void>;

  /** Small values that belong to the journal, such as the last time that the server stated. */
  note(name: string): Promise<unknown>;
  putNote(name: string, value: unknown): Promise<void>;

  /** Writes a record strictly, reads it back and throws when that did not work. */
  probe(): Promise<void>;
  close(): void;
}

export type StorageFailureCode = 'storage-full' | 'storage-unavailable' | 'storage-mismatch';

/** The storage failed: not a bug and not a refusal of the shop. The journal turns it into one. */
export class StorageFailure extends Error {
  readonly code: StorageFailureCode;

  constructor(code: StorageFailureCode, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.name = 'StorageFailure';
    this.code = code;
  }
}
