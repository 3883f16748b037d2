import type { Tx } from '../database/index.ts';
import type { ChangeKind } from './model.ts';

/** The kinds that the index `change_feed_catalog` finds without walking over every sale. */
export type CatalogChangeKind = Extract<ChangeKind, `catalog.${string}`>;

export interface FeedPositions {
  /** The last position that was given to any change; 0 before the first. */
  readonly head: number;
  /** The last position of a change of the kinds that were asked for; 0 when there was none. */
  readonly latest: number;
}

/** Both positions as of one moment, so that no change lies between them unseen. */
export async function readPositions(tx: Tx, kinds: readonly CatalogChangeKind[]): Promise<FeedPositions> {
  const [row] = await tx.query<FeedPositions>(
    `select coalesce((select last_position from change_head where organization_id = $1), 0) as head,
            coalesce((select max(position) from change_feed
                       where organization_id = $1 and position is not null and kind like 'catalog.%' and kind = any($2::text[])), 0) as latest`,
    [tx.organizationId, kinds],
  );
  return row ?? { head: 0, latest: 0 };
}
