import type { Tx } from '../../../platform/database/index.ts';
import { type RegisterHeadRow, type RegisterKeyRow } from '../../identity/index.ts';
import type { Arrival, ReturnableSale, SyncContext } from './model.ts';
/** What a push is told besides the decision's context. */
export interface Loaded {
    /** The key that the credential names; `null` when there is none. */
    readonly credential: RegisterKeyRow | null;
    readonly epoch: string;
    readonly position: number;
    /** The context of the chain key; `null` when the organization has no such key. */
    readonly context: SyncContext | null;
    /** The lock was waited for, so the snapshot of everything else is older than the head. */
    readonly isStale: boolean;
    /** Operations of this key that wait for a gap to be filled. */
    readonly waitingForGap: number;
}
export interface LoadRequest {
    readonly credentialKeyId: string;
    readonly chainKeyId: string;
    readonly arrivals: readonly Arrival[];
    readonly now: string;
    /** Levels are locked only where a decision about them has to be exact. */
    readonly areLevelsLocked: boolean;
}
type Json = Readonly<Record<string, unknown>>;
interface ContextRow {
    readonly keys: readonly RegisterKeyRow[];
    readonly head: readonly RegisterHeadRow[];
    readonly seen_sequence: number | null;
    readonly currency: string | null;
    readonly epoch: string;
    readonly position: number | null;
    readonly waiting: number;
    readonly operations: SyncContext['operations'];
    readonly repairs: SyncContext['repairs'];
    readonly members: SyncContext['members'];
    readonly shifts: readonly Json[];
    readonly variants: SyncContext['variants'];
    readonly drifted: SyncContext['drifted'];
    readonly levels: SyncContext['levels'];
    readonly sales: readonly Json[];
    readonly lines: readonly Json[];
    readonly tenders: readonly Json[];
    readonly returned: readonly Json[];
    readonly refunded: readonly Json[];
}
/** Loads the context of a batch in one statement. */
export declare function loadContext(tx: Tx, request: LoadRequest): Promise<Loaded>;
/** Puts sales together from their stored rows. */
export declare function returnableSales(row: Pick<ContextRow, 'sales' | 'lines' | 'tenders'>): ReturnableSale[];
export {};
