import type { KnownOperation } from '@mosaajii/contract/sync';
import type { Books } from './books.ts';
import { type Waiver } from './checks.ts';
import type { Outcome } from './outcome.ts';
type WriteOff = Extract<KnownOperation, {
    kind: 'stock.written-off';
}>;
/** Goods left without being sold: movements, and their cost out of the inventory as far as it is known. */
export declare function decideWriteOff(books: Books, operation: WriteOff, waiver: Waiver | null): Outcome;
export {};
