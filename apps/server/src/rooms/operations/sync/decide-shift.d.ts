import type { KnownOperation } from '@mosaajii/contract/sync';
import { type Books } from './books.ts';
import { type Waiver } from './checks.ts';
import { type Outcome } from './outcome.ts';
type Opened = Extract<KnownOperation, {
    kind: 'shift.opened';
}>;
type Closed = Extract<KnownOperation, {
    kind: 'shift.closed';
}>;
/** A shift begins with its float. A register that had one open already is shown: the device decides when a shift ends. */
export declare function decideShiftOpened(books: Books, operation: Opened, waiver: Waiver | null): Outcome;
/** Puts an opened shift where the rest of the batch finds it. */
export declare function openShift(books: Books, operation: Opened): void;
/** A shift ends with a count. What is over or short is posted against what the server expects, whatever the register computed. */
export declare function decideShiftClosed(books: Books, operation: Closed, waiver: Waiver | null): Outcome;
export declare function closeShift(books: Books, { payload, userId, occurredAt }: Closed): void;
export {};
