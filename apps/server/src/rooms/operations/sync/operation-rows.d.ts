import { type Step } from '../../../platform/statement/index.ts';
import type { Writes } from './model.ts';
/** Writes operations that were posted and remembers those that were not. */
export declare function operationSteps(writes: Pick<Writes, 'operations' | 'repairs' | 'changedRepairs'>): (Step | null)[];
export declare const OPERATION_QUERIES: {
    readonly known: (operationIds: string) => string;
    readonly knownRepairs: (operationIds: string) => string;
    readonly waitingForGap: (keyId: string) => string;
    /** Envelopes that follow a position of a chain and waited for it. Parameters: organization, key, sequence. */
    readonly behindGap: string;
};
