import type { Tx } from '../../../platform/database/index.ts';
import { type Statement } from '../../../platform/statement/index.ts';
import type { Writes } from './model.ts';
export interface WriteFrame {
    readonly organizationId: string;
    readonly registerId: string;
    readonly requestId: string | null;
    readonly nextId: () => string;
}
/** A level that is below zero after the batch. */
export interface NegativeLevel {
    readonly variant_id: string;
    readonly on_hand_milli: number;
}
/** Everything a batch writes as one statement; `null` when it writes nothing. It returns the levels that are below zero. */
export declare function writeStatement(frame: WriteFrame, writes: Writes): Statement | null;
/** Writes a batch; returns the levels that it left below zero. */
export declare function writeBatch(tx: Tx, frame: WriteFrame, writes: Writes): Promise<NegativeLevel[]>;
