import { minor } from '@mosaajii/domain/money';
import type { TenderKind } from '@mosaajii/domain/sale';
import type { TenderTotal } from '@mosaajii/domain/shift';
import type { Tx } from '../../platform/database/index.ts';

/** What some sales took and some returns handed back, by the kind of tender, in the order of their names. */
export async function sumTenders(tx: Tx, saleIds: readonly string[]): Promise<TenderTotal[]> {
  if (saleIds.length === 0) return [];
  const rows = await tx.query<{ kind: TenderKind; taken: number; refunded: number }>(
    `select kind, coalesce(sum(applied_minor) filter (where applied_minor > 0), 0)::bigint as taken,
            coalesce(-sum(applied_minor) filter (where applied_minor < 0), 0)::bigint as refunded
       from sale_tender where organization_id = $1 and sale_id = any($2::uuid[]) group by kind`,
    [tx.organizationId, saleIds],
  );
  return rows
    .sort((a, b) => (a.kind < b.kind ? -1 : 1))
    .map(({ kind, taken, refunded }) => ({ kind, takenMinor: minor(taken), refundedMinor: minor(refunded) }));
}
