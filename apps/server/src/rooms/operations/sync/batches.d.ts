import type { Arrival } from './model.ts';
export interface Chain {
    readonly keyId: string;
    readonly arrivals: readonly Arrival[];
}
/** Runs of operations of one key, in the order of the push. What cannot be read goes with its neighbours. */
export declare function chainsOf(arrivals: readonly Arrival[], usualKeyId: string): Chain[];
/** Cuts a run so that no part needs more parameters than a statement takes. */
export declare function cutByWeight(arrivals: readonly Arrival[]): Arrival[][];
