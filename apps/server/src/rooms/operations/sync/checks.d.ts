import type { KnownOperation } from '@mosaajii/contract/sync';
import type { ReceiptNumber } from '@mosaajii/domain/operation';
import { type Permission } from '@mosaajii/domain/permission';
import type { SaleLineInput } from '@mosaajii/domain/sale';
import type { Books } from './books.ts';
import type { Flag, HeldReason } from './model.ts';
import { type Held } from './outcome.ts';
/** The parts of a decision that a person may have waived by approving a held operation. */
export interface Waiver {
    readonly reason: HeldReason;
}
/** When an operation happened, as far as can be known: by the server's clock if the register has heard of it. */
export declare function momentOf(operation: KnownOperation): number;
/** Flags that any operation can earn: who made it, and when. */
export declare function commonFlags(books: Books, operation: KnownOperation, needed: readonly Permission[]): Flag[];
/** The user must be one of this shop; only then does it make sense to ask what they may do. */
export declare function heldForUser(books: Books, operation: KnownOperation, waiver: Waiver | null): Held | null;
/** A receipt is numbered by its own register and key, upwards. A gap is shown, a number is never given again. */
export declare function checkReceipt(books: Books, receipt: ReceiptNumber, waiver: Waiver | null): Held | Flag[];
export declare function heldForCurrency(books: Books, code: string): Held | null;
export declare function heldForVariants(books: Books, ids: readonly string[], waiver: Waiver | null): Held | null;
/** The shift that a sale belongs to. A sale happened even if its shift is unknown here: it is posted and shown. */
export declare function shiftFlags(books: Books, shiftId: string): Flag[];
/** Whether a line's list price was not one that the catalogue named when it was sold. */
export declare function hasPriceDrift(books: Books, operation: KnownOperation, lines: readonly SaleLineInput[]): boolean;
/**
 * Takes goods from the levels that the batch sees. True when a level that warns went below zero by this, or one that
 * refuses is below zero at all.
 */
export declare function isStockNegative(books: Books, goods: readonly {
    readonly variantId: string;
    readonly quantityMilli: number;
}[]): boolean;
