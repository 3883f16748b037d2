import type { ReturnCompleted } from '@mosaajii/domain/operation';
import type { OrderEngine, ReturnLineTotals } from '@mosaajii/domain/sale';
import type { SaleLineRow } from '../../sales/index.ts';
import { type Books } from './books.ts';
import { type Waiver } from './checks.ts';
import type { ReturnableSale } from './model.ts';
import { type Held } from './outcome.ts';
type KnownSource = Extract<ReturnCompleted['source'], {
    kind: 'sale';
}>;
type FreeSource = Extract<ReturnCompleted['source'], {
    kind: 'without-receipt';
}>;
/** The lines of a return with their money (positive) and the rows that are stored of them (negative). */
export interface ReturnedLines {
    /** `null`: without a receipt. */
    readonly sale: ReturnableSale | null;
    readonly totals: readonly ReturnLineTotals[];
    readonly rows: SaleLineRow[];
}
/** Lines of a sale that is known here, as far as they have not come back already. */
export declare function linesOfKnownSale(books: Books, engine: OrderEngine, payload: ReturnCompleted, source: KnownSource): ReturnedLines | Held;
/** Goods that nobody can tie to a sale: only a register that was enrolled for imports may take them. */
export declare function linesWithoutReceipt(books: Books, engine: OrderEngine, payload: ReturnCompleted, source: FreeSource, waiver: Waiver | null): ReturnedLines | Held;
export {};
