import type { DepositPart } from '@mosaajii/domain/layaway';
import type { Tx } from '../../../platform/database/index.ts';

/** What was paid in a shift for goods that are put aside, and what of it went back, in the order in which it happened. */
export function readShiftDeposits(
  tx: Tx,
  shiftId: string,
): Promise<{ readonly kind: 'taken' | 'returned'; readonly tenders: readonly DepositPart[] }[]> {
  return tx.query(
    'select kind, tenders from deposit where organization_id = $1 and shift_id = $2 order by occurred_at, deposit_id',
    [tx.organizationId, shiftId],
  );
}
