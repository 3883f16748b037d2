import type { KnownOperation } from '@mosaajii/contract/sync';
import { type Books } from './books.ts';
import type { Waiver } from './checks.ts';
import type { Arrival, BatchDecision, Sealed, SyncContext } from './model.ts';
import { type Outcome } from './outcome.ts';
import type { VerifySignature } from './signature.ts';
/** A person let a held operation in: the check that held it is not asked again. */
export interface Approval extends Waiver {
    readonly repairId: string;
    readonly userId: string;
    readonly note: string;
}
export interface DecisionPorts {
    readonly verify: VerifySignature;
    /** Ids of repairs. */
    readonly nextId: () => string;
    /** Operations that the database refused to store: held, so that the others of their batch go on. */
    readonly unstorable?: ReadonlyMap<string, string>;
}
/**
 * Decides a batch of operations of one key, one after the other, each on the books as the ones before left them. Pure:
 * what to write and what to answer come out as data. The server and the simulator run this same function.
 */
export declare function decideBatch(context: SyncContext, arrivals: readonly Arrival[], ports: DecisionPorts): BatchDecision;
/**
 * Decides an operation that a person approved: neither the chain nor the check that held it is asked, everything else is.
 * The answer is `held` again, and nothing is written of it, when another check holds it.
 */
export declare function decideApproved(context: SyncContext, arrival: Sealed, approval: Approval): BatchDecision;
/**
 * Derives an operation again that was posted before, for comparing it with what is stored: no chain, no repeats, only
 * its facts and their effects on the books.
 */
export declare function deriveAgain(books: Books, arrival: Sealed, operation: KnownOperation): Outcome;
