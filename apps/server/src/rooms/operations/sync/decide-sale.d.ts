import type { KnownOperation } from '@mosaajii/contract/sync';
import { type TradeFacts } from '@mosaajii/domain/ledger';
import type { SaleLineRow } from '../../sales/index.ts';
import type { Books } from './books.ts';
import { type Waiver } from './checks.ts';
import { type Outcome } from './outcome.ts';
type SaleOperation = Extract<KnownOperation, {
    kind: 'sale.completed';
}>;
/** A sale happened. It is posted as charged; only what cannot be a sale of this shop waits for a person. */
export declare function decideSale(books: Books, operation: SaleOperation, waiver: Waiver | null): Outcome;
/** The cost of the lines whose cost is known; `null` when none is. */
export declare function knownCost(lines: readonly Pick<SaleLineRow, 'costMinor'>[]): TradeFacts['costMinor'];
export {};
