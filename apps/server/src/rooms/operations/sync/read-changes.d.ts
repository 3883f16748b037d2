import type { ShopSettings } from '@mosaajii/contract/settings';
import type { CatalogDelta } from '@mosaajii/domain/catalog';
import type { Tx } from '../../../platform/database/index.ts';
export interface Changes {
    readonly epoch: string;
    readonly cursor: number;
    /** The cursor is of another epoch, ahead of the feed, or too far behind: load the snapshot again. */
    readonly reset: boolean;
    readonly sections: CatalogDelta & {
        readonly settings?: ShopSettings;
    };
    readonly isComplete: boolean;
}
/** What changed after a cursor, as of one moment. */
export declare function changesAfter(tx: Tx, reader: {
    readonly storeId: string | undefined;
}, after: {
    readonly cursor: number;
    readonly epoch: string;
}): Promise<Changes>;
