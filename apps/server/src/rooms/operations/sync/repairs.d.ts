import type { RepairList, RepairOutcome, RepairSummary } from '@mosaajii/contract/sync';
import { type Refusal, type Result } from '@mosaajii/domain';
import type { UserActor } from '../../../platform/access/index.ts';
import { type Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
export type RepairRefusal = Refusal<'unknown-repair' | 'repair-settled' | 'still-held'>;
interface RepairFilter {
    readonly status?: RepairSummary['status'] | 'open' | undefined;
    readonly cursor?: string | undefined;
    readonly limit?: number | undefined;
}
/** One page of the repair list, the latest first. `null`: the cursor is not one of this list. */
export declare function listRepairs(tx: Tx, { status, cursor, limit }: RepairFilter): Promise<RepairList | null>;
export interface RepairRequest {
    readonly repairId: string;
    readonly note: string;
    readonly requestId: string;
}
/**
 * Posts a held operation on a person's word: the check that held it is left out, every other one is asked. Refuses what
 * is settled, what was rejected (it is no fact of this shop), and what something else still holds.
 */
export declare function approveRepair(deps: Deps, actor: UserActor, request: RepairRequest): Promise<Result<RepairOutcome, RepairRefusal>>;
/** Puts an operation aside for good. It stays stored and is never posted. */
export declare function dismissRepair(deps: Deps, actor: UserActor, { repairId, note, requestId }: RepairRequest): Promise<Result<RepairOutcome, RepairRefusal>>;
export {};
