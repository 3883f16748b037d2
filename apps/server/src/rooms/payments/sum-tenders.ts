import { type Minor, minor } from '@mosaajii/domain/money';
import type { TenderKind, TenderPart } from '@mosaajii/domain/sale';
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

/**
 * What tenders were corrected to in a shift, by their kind: what was taken for what had been said, and what had been said
 * apart by whether a sale of this shift said so.
 */
export async function readShiftCorrections(
  tx: Tx,
  shiftId: string,
): Promise<
  { readonly before: readonly TenderPart[]; readonly after: readonly TenderPart[]; readonly isOwnSale: boolean }[]
> {
  const rows = await tx.query<{ before: TenderPart[]; after: TenderPart[]; is_own_shift: boolean }>(
    'select before, after, is_own_shift from tender_correction where organization_id = $1 and shift_id = $2' +
      ' order by occurred_at, correction_id',
    [tx.organizationId, shiftId],
  );
  return rows.map(({ before, after, is_own_shift: isOwnSale }) => ({ before, after, isOwnSale }));
}

/** What customers paid of what they owed in a shift, by the kind of tender. */
export async function readShiftPayments(
  tx: Tx,
  shiftId: string,
): Promise<{ readonly kind: TenderKind; readonly amountMinor: Minor }[]> {
  const rows = await tx.query<{ kind: TenderKind; amount: number }>(
    `select part ->> 'kind' as kind, sum((part ->> 'amountMinor')::bigint)::bigint as amount
       from customer_payment p cross join lateral jsonb_array_elements(p.tenders) as part
      where p.organization_id = $1 and p.shift_id = $2 group by 1 order by 1`,
    [tx.organizationId, shiftId],
  );
  return rows.map(({ kind, amount }) => ({ kind, amountMinor: minor(amount) }));
}
