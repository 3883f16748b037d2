import type { PushResponse } from '@mosaajii/contract/sync';
import type { RegisterClaim } from '../../../platform/access/index.ts';
import type { Deps } from '../../../platform/deps.ts';
/**
 * Takes the operations of a register, each exactly once, and answers each. `null` when the credential opens nothing.
 * A batch is one transaction of two statements; one that the database refuses is halved until the bad operation is alone,
 * which is then held.
 */
export declare function pushOperations(deps: Deps, { claim, requestId }: {
    readonly claim: RegisterClaim;
    readonly requestId: string | null;
}, values: readonly unknown[]): Promise<PushResponse | null>;
/** A place in a chain behind which operations may wait. */
export interface ChainPlace {
    readonly keyId: string;
    readonly sequence: number;
}
/** Takes what waited for a gap that has just been filled, until the next gap. */
export declare function releaseAfter(deps: Deps, organizationId: string, place: ChainPlace, requestId: string | null): Promise<void>;
