import type { Tx } from '../database/index.ts';
import type { ChangeKind } from './model.ts';

/** A change that has its position. */
export interface SealedChange {
  readonly position: number;
  readonly kind: ChangeKind;
  readonly ids: readonly string[];
}

/** The changes of some kinds after a position, in order, and the last position that was given to any change. */
export async function readChanges(
  tx: Tx,
  after: number,
  kinds: readonly ChangeKind[],
  limit: number,
): Promise<{ readonly head: number; readonly changes: readonly SealedChange[] }> {
  const [head] = await tx.query<{ last_position: number }>(
    'select last_position from change_head where organization_id = $1',
    [tx.organizationId],
    'feed-head',
  );
  const upTo = head?.last_position ?? 0;
  if (upTo <= after) return { head: upTo, changes: [] };
  const changes = await tx.query<SealedChange>(
    'select position, kind, ids from change_feed where organization_id = $1 and position > $2 and position <= $3' +
      ' and kind = any($4::text[]) order by position limit $5',
    [tx.organizationId, after, upTo, kinds, limit],
    'feed-after',
  );
  return { head: upTo, changes };
}
