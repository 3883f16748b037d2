import type { Observable } from '../device/observable.ts';
import type { JournalEntry } from '../journal/model.ts';
import type { SyncStatus } from './status.ts';
import type { TransportFailure } from './transport.ts';

/** The exchange with the server as screens see it. */
export interface Sync {
  readonly status: Observable<SyncStatus>;
  /** Something was heard from the server just now that the office may want to refresh: grows with each change. */
  readonly position: Observable<number>;
  /** Tries at once, whatever the backoff says. */
  retry(): void;
  /** What waits, oldest first. */
  waiting(limit: number): Promise<readonly JournalEntry[]>;
  /** Held and rejected operations that nobody has set aside. */
  repairs(limit: number): Promise<readonly JournalEntry[]>;
  /** Sends one operation of the repair list again (after it was approved, for instance) and takes the new answer. */
  resend(operationId: string): Promise<TransportFailure | null>;
  /** Takes an operation off the repair list; it stays in the journal with who did it and when. */
  setAside(operationId: string, userId: string): Promise<void>;
}
