import type { KnownOperation } from '@mosaajii/contract/sync';
import { type Books } from './books.ts';
import { type Waiver } from './checks.ts';
import { type Outcome } from './outcome.ts';
type ReturnOperation = Extract<KnownOperation, {
    kind: 'return.completed';
}>;
/** Goods came back and money went out. Posted as it was paid; more than was sold, or goods of a sale that nobody knows, wait. */
export declare function decideReturn(books: Books, operation: ReturnOperation, waiver: Waiver | null): Outcome;
export {};
