import type { OperationAnswer } from '@mosaajii/domain/operation';
import type { VariantRow } from '../../catalog/index.ts';
import type { MemberRow } from '../../identity/index.ts';
import type { NewShiftRow, ShiftClosing, ShiftState } from '../../till/index.ts';
import type { KnownOperationRow, KnownRepairRow, ReturnableSale, SyncContext, Writes } from './model.ts';
/** A shift as it stands in the middle of a batch, and what the batch has changed in it. */
export interface ShiftView {
    readonly opened: Pick<NewShiftRow, 'storeId' | 'openedBy' | 'openedAt'> | null;
    readonly shift: ShiftState;
    cashChange: number;
    saleCount: number;
    returnCount: number;
    closing: ShiftClosing | null;
}
interface Counter {
    readonly saleId: string;
    readonly partId: string;
    readonly whole: number;
    counted: number;
    readonly isNew: boolean;
    isDirty: boolean;
}
/**
 * The books of the shop as one batch sees and changes them: what was loaded, with the effects of the operations that were
 * already taken. A later operation of a batch may depend on an earlier one. Nothing here touches a database.
 */
export interface Books {
    readonly context: SyncContext;
    readonly head: {
        sequence: number;
        hash: string;
        receiptSequence: number;
    };
    readonly operations: Map<string, KnownOperationRow>;
    readonly repairs: Map<string, KnownRepairRow>;
    readonly members: ReadonlyMap<string, MemberRow>;
    readonly variants: ReadonlyMap<string, VariantRow>;
    readonly shifts: Map<string, ShiftView>;
    readonly levels: Map<string, number>;
    readonly sales: Map<string, ReturnableSale>;
    readonly returned: Map<string, Counter>;
    readonly refunded: Map<string, Counter>;
    readonly writes: Omit<Writes, 'head'>;
    readonly answers: OperationAnswer[];
}
export declare function openBooks(context: SyncContext): Books;
/** Names an operation together with what it says. */
export declare function repairKey(operationId: string, contentHash: string): string;
/** How much of a part (a line, a tender) of a sale has been counted already. */
export declare function countedOf(counters: Books['returned'], saleId: string, partId: string): number;
/** Counts more of a part of a sale; `whole` is all there is of it. */
export declare function countMore(counters: Books['returned'], saleId: string, partId: string, whole: number, more: number): void;
/** What a shift's drawer should hold at this point of the batch. */
export declare function cashOf(view: ShiftView): number;
/** Everything the batch has to write. Shifts and counters are written once, as the last operation left them. */
export declare function closeBooks(books: Books): Writes;
export {};
